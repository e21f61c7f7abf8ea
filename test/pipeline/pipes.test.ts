import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finishedSmallestStudy } from './finished-study.ts';
import { contents, program, seedrank, smallestStudy } from './small-study.ts';

const tables: readonly (readonly [string, readonly string[]])[] = [
  ['de', ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--design', '~ condition']],
  ['sites', ['--utrs', 'utrs.fa', '--mirna', 'miR-9']],
  ['sites', ['--utrs', 'utrs.fa', '--mirna', 'miR-9', '--site-types', '8mer,centered']],
  ['duplex', ['--utrs', 'utrs.fa', '--mirna', 'hsa-miR-9-5p', '--set', '3utr_human']],
];

/** Runs a line of the shell in which `seedrank` is the program. */
function shell(folder: string, line: string) {
  const script = `seedrank() { "${process.execPath}" "${program}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const quoted = (args: readonly string[]): string => args.map((arg) => `'${arg}'`).join(' ');

describe('a table', () => {
  it.each(tables)('of %s %j goes into a pipe that stands under its name, and into standard output', (command, args) => {
    const { folder } = smallestStudy();
    expect(seedrank(folder, command, ...args, '--out', 'table.tsv').code).toBe(0);
    const line = `${command} ${quoted(args)}`;
    shell(folder, `mkfifo pipe.tsv; cat pipe.tsv > copy.tsv & seedrank ${line} --out pipe.tsv; wait`);
    expect(statSync(join(folder, 'pipe.tsv')).isFIFO()).toBe(true);
    const table = readFileSync(join(folder, 'table.tsv'), 'utf8');
    expect(readFileSync(join(folder, 'copy.tsv'), 'utf8')).toBe(table);
    expect(shell(folder, `seedrank ${line} --out /dev/stdout | cat`).stdout).toBe(table);
    expect(shell(folder, `seedrank ${line} --out - | cat`).stdout).toBe(table);
    shell(folder, `seedrank ${line} --out /dev/stdout > redirected.tsv`);
    expect(readFileSync(join(folder, 'redirected.tsv'), 'utf8')).toBe(table);
  });
});

describe('when nobody reads on', () => {
  const unread = (folder: string, line: string) => {
    const { stderr } = shell(folder, `{ seedrank ${line}; echo $? > code.txt; } | true`);
    return { stderr, code: Number(readFileSync(join(folder, 'code.txt'), 'utf8')) };
  };

  it('a run finishes its study', () => {
    const study = smallestStudy();
    expect(unread(study.folder, 'run study.yml --json')).toEqual({ stderr: '', code: 0 });
    expect(contents(study)).toEqual(contents(finishedSmallestStudy()));
  });

  it('the exit code still tells what was found', () => {
    expect(unread(smallestStudy().folder, 'status study.yml --check')).toEqual({ stderr: '', code: 3 });
  });

  it.each(tables)('%s %j ends as other programs do', (command, args) => {
    const { folder } = smallestStudy();
    const { stderr, code } = unread(folder, `${command} ${quoted(args)} --out /dev/stdout`);
    // What a name was read as is said before the work.
    expect({ stderr: stderr.replace(/^note .*\n/gm, ''), code }).toEqual({ stderr: '', code: 141 });
  });
});
