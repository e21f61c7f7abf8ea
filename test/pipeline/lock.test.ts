import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { program } from './small-study.ts';

const lockModule = join(program, '../engine/lock.js');

/** A process that tries to take the lock, says whether it got it, and holds it until it is killed. */
const contender = `
  import { acquireLock } from ${JSON.stringify(lockModule)};
  try {
    acquireLock(process.argv[1]);
    console.log('held');
  } catch (error) {
    console.log(error.code);
  }
  setInterval(() => {}, 1000);
`;

it('a lock of a dead process goes to exactly one of many that want it at once', async () => {
  for (let round = 0; round < 3; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-lock-'));
    const path = join(folder, 'lock');
    writeFileSync(path, JSON.stringify({ pid: 999_999_999, host: hostname(), since: '2026-11-22T10:00:00.000Z' }));
    const processes = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', contender, path]),
    );
    const answers = await Promise.all(
      processes.map(
        (child) => new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim()))),
      ),
    );
    for (const child of processes) child.kill('SIGKILL');
    expect(answers.sort()).toEqual([...Array(5).fill('RESULTS_LOCKED'), 'held']);
    expect(readdirSync(folder)).toEqual(['lock']);
  }
});
