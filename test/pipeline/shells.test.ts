import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flagOf, optionKeys } from '../../pipeline/study/options/option-table.ts';
import { converse, hasTerminal, whyTerminal } from './at-terminal.ts';
import { seedrank } from './small-study.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-shells-'));
writeFileSync(join(folder, 'utrs of man.fa'), '');
const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const say = (program: string): string => (has(program) ? '' : ` (skipped: ${program} is not installed)`);

/** The script of a shell in a file. */
function scriptOf(shell: string): string {
  const { code, stdout, stderr } = seedrank(folder, 'completion', shell);
  expect(code, stderr).toBe(0);
  const file = join(folder, `_seedrank.${shell}`);
  writeFileSync(file, stdout);
  return file;
}

/** What is to be offered for words of which the last is being written. */
const cases: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['ru'], ['run']],
  [
    ['run', '--effect', ''],
    ['overexpression', 'inhibition'],
  ],
  [['run', '--lfc-t'], ['--lfc-threshold']],
  [['de', '--lfc-t'], ['--lfc-threshold']],
  [['batch', 'st'], ['status']],
  [['batch', 'status', '--j'], ['--json']],
  [['utrs', '--transcripts', 'c'], ['canonical']],
  [['enrich', '--sets', 'builtin:h'], ['builtin:hippo']],
  [['run', '--utrs', 'ut'], ['utrs of man.fa']],
];

describe('completion', () => {
  it.skipIf(!has('bash'))(`in bash${say('bash')}`, () => {
    const file = scriptOf('bash');
    // As bash calls it for a word of the line.
    const ask = `source ${file}; COMP_WORDS=(seedrank "$@"); COMP_CWORD=$#; _seedrank; printf '%s\\n' "\${COMPREPLY[@]}"`;
    for (const [words, offered] of cases) {
      const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', ask, 'bash', ...words], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect([stderr, stdout.trim().split('\n').sort()]).toEqual(['', [...offered].sort()]);
    }
  });

  it.skipIf(!has('fish'))(`in fish${say('fish')}`, () => {
    const file = scriptOf('fish');
    for (const [words, offered] of cases) {
      const ask = `source ${file}; complete -C 'seedrank ${words.join(' ')}'`;
      const { stdout, stderr } = spawnSync('fish', ['-N', '-c', ask], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, HOME: folder },
      });
      const answers = stdout
        .trim()
        .split('\n')
        .map((line) => line.split('\t')[0]);
      expect(stderr).toBe('');
      expect(answers, words.join(' ')).toEqual(expect.arrayContaining([...offered]));
    }
  });

  it.skipIf(!has('zsh') || !hasTerminal)(`in zsh${say('zsh')}${whyTerminal}`, async () => {
    const file = scriptOf('zsh');
    const { screen, unasked } = await converse('zsh -f -i', folder, [
      ['# ', `PS1='ready> '; autoload -Uz compinit; compinit -u -D; source ${file}\r`],
      ['ready> ', 'seedrank ru\t'],
      ['run', '--effect inh\t'],
      ['inhibition', '--lfc-t\t'],
      ['--lfc-threshold', '\u0015exit\r'],
    ]);
    expect(unasked, screen).toBeUndefined();
  });
});

describe('the manual page', () => {
  it('has all flags of the table, and no text that roff takes for a request', () => {
    const { code, stdout } = seedrank(folder, 'man');
    expect(code).toBe(0);
    const requests = stdout.split('\n').filter((line) => /^[.']/.test(line));
    for (const line of requests) expect(line).toMatch(/^\.(TH|SH|SS|TP|PP|B|I) ?/);
    const plain = stdout.replaceAll('\\-', '-');
    for (const key of optionKeys) if (key !== 'cohorts') expect(plain, key).toContain(flagOf(key));
  });
});
