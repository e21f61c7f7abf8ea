import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { program, smallestStudy } from './small-study.ts';

const study = smallestStudy();

/** Runs the program under a limit that the shell sets first. */
function limited(limit: string, options: string, ...args: readonly string[]) {
  const { status, stderr } = spawnSync('bash', ['-c', `${limit}; exec "$0" "$@"`, process.execPath, program, ...args], {
    cwd: study.folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: options },
    timeout: 60_000,
  });
  return { status, stderr };
}

const commands: Readonly<Record<string, readonly string[]>> = {
  de: ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--contrast', 'condition,mir9,control', '--out', 'de.tsv'],
  duplex: ['--utrs', 'utrs.fa', '--mirna', 'hsa-miR-9-5p', '--set', '3utr_human', '--out', 'duplex.tsv'],
  run: ['study.yml'],
};

test.each(Object.entries(commands))(
  '%s with 2 GB of addresses says that WebAssembly has no room, and works with the option it names',
  (command, args) => {
    const flags = command === 'de' ? ['--design', '~ condition', ...args] : args;
    const refused = limited('ulimit -v 2000000', '', command, ...flags);
    expect(refused.stderr).toContain('error WASM_NO_ROOM');
    expect(refused.stderr).not.toMatch(/has a bug|Fatal/);
    const helped = limited('ulimit -v 4000000', '--disable-wasm-trap-handler', command, ...flags);
    expect(helped).toMatchObject({ status: 0 });
  },
  120_000,
);

test('accessibility with 2 GB of addresses folds without WebAssembly, and says so', () => {
  const table = (name: string) => readFileSync(join(study.folder, name, 'short_lunp'), 'utf8');
  writeFileSync(join(study.folder, 'short.fa'), `>short\n${'ACGUG'.repeat(25)}\n`);
  const fold = (limit: string, out: string) =>
    limited(limit, '', 'accessibility', '--utrs', 'short.fa', '--threads', '1', '--out', out);
  expect(fold(':', 'folded')).toMatchObject({ status: 0, stderr: expect.not.stringContaining('WebAssembly') });
  const refused = fold('ulimit -v 2000000', 'folded-plainly');
  expect(refused).toMatchObject({ status: 0, stderr: expect.stringContaining('note  WebAssembly got no memory') });
  expect(table('folded-plainly')).toBe(table('folded'));
}, 60_000);

test('a heap of 20 MB is a fault of the stage that it ends', () => {
  const { status, stderr } = limited(':', '--max-old-space-size=20', 'run', 'study.yml', '--out', 'small-heap');
  expect([status, stderr.match(/error \w+/)?.[0]]).toEqual([1, 'error OUT_OF_MEMORY']);
}, 120_000);
