import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mountWithoutLinks } from '../without-links.ts';
import { program } from './small-study.ts';

const lockModule = join(program, '../engine/lock.js');
const withoutLinks = mountWithoutLinks();
const places = [
  { where: 'where names can be linked', folder: tmpdir(), why: '' },
  'folder' in withoutLinks
    ? { where: 'on a file system without hard links', folder: withoutLinks.folder, why: '' }
    : { where: 'on a file system without hard links', folder: undefined, why: ` (skipped: ${withoutLinks.why})` },
];

/** What we start ends with us, however we end. */
const endWithParent = "process.stdin.on('end', () => process.exit()).resume();";

/** A process that tries to take the lock, says whether it got it, and holds it until it is killed. */
const contender = `
  import { acquireLock } from ${JSON.stringify(lockModule)};
  try {
    acquireLock(process.argv[1]);
    console.log('held');
  } catch (error) {
    console.log(error.code);
  }
  ${endWithParent}
`;

/** Takes and gives back the lock in a loop. Its holder makes a file, and must find none of another living process. */
const worker = `
  import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
  import { dirname } from 'node:path';
  import { waitForLock } from ${JSON.stringify(lockModule)};
  ${endWithParent}
  const path = process.argv[1];
  const isAlive = (pid) => {
    try { return !/\\) [ZX] /.test(readFileSync('/proc/' + pid + '/stat', 'utf8')); } catch { return false; }
  };
  for (;;) {
    const lock = await waitForLock(path);
    const mine = path + '-inside-' + process.pid;
    writeFileSync(mine, '');
    for (const name of readdirSync(dirname(path))) {
      const pid = Number(/-inside-(\\d+)$/.exec(name)?.[1] ?? process.pid);
      if (pid === process.pid) continue;
      if (isAlive(pid)) console.log('CLASH with ' + pid);
      // A killed holder's.
      rmSync(path + '-inside-' + pid, { force: true });
    }
    console.log('turn');
    rmSync(mine);
    lock.release();
  }
`;

function start(script: string, path: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '-e', script, path], { stdio: ['pipe', 'pipe', 'inherit'] });
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

describe.each(places)('the lock $where$why', ({ folder }) => {
  const lockFile = (): string => join(mkdtempSync(join(folder as string, 'seedrank-lock-')), 'lock');

  it.skipIf(folder === undefined)(
    'a lock of a dead process goes to exactly one of many that want it at once',
    async () => {
      for (let round = 0; round < 2; round++) {
        const path = lockFile();
        writeFileSync(path, JSON.stringify({ pid: 999_999_999, host: hostname(), since: '2026-11-22T10:00:00.000Z' }));
        const processes = Array.from({ length: 5 }, () => start(contender, path));
        const answers = await Promise.all(
          processes.map(
            (child) =>
              new Promise<string>((resolve) => child.stdout?.once('data', (data) => resolve(String(data).trim()))),
          ),
        );
        for (const child of processes) child.kill('SIGKILL');
        await Promise.all(processes.map(ended));
        expect(answers.sort()).toEqual([...Array(4).fill('RESULTS_LOCKED'), 'held']);
        expect(readdirSync(join(path, '..'))).toEqual(['lock']);
        rmSync(join(path, '..'), { recursive: true });
      }
    },
  );

  it.skipIf(folder === undefined)(
    'no two hold a lock at once while holders are killed in the middle of it',
    async () => {
      const path = lockFile();
      let output = '';
      const crew = new Set<ChildProcess>();
      const hire = (): void => {
        const child = start(worker, path);
        child.stdout?.on('data', (data) => {
          output += data;
        });
        crew.add(child);
      };
      for (let worker = 0; worker < 4; worker++) hire();
      for (let kill = 0; kill < 12; kill++) {
        const turns = output.length;
        // Only kills that fall among turns try anything.
        while (output.length < turns + 200) await new Promise((resolve) => setTimeout(resolve, 5));
        const holder = Number(/"pid":(\d+)/.exec(readClaim(path))?.[1]);
        const victim = [...crew].find(({ pid }) => pid === holder) ?? ([...crew][0] as ChildProcess);
        victim.kill('SIGKILL');
        crew.delete(victim);
        await ended(victim);
        hire();
      }
      for (const child of crew) child.kill('SIGKILL');
      await Promise.all([...crew].map(ended));
      expect(output).not.toContain('CLASH');
      expect(output.split('turn').length).toBeGreaterThan(100);
    },
  );

  it.skipIf(folder === undefined)(
    'a process that has ended but was not collected by its parent holds nothing',
    async () => {
      const path = lockFile();
      // `exec` makes a parent that never asks for its children: the killed holder stays as a zombie. Both end with their input.
      const parent = spawn('sh', [
        '-c',
        'exec 3<&0; "$0" --input-type=module -e "$1" "$2" <&3 & exec cat >/dev/null',
        process.execPath,
        contender,
        path,
      ]);
      await new Promise((resolve) => parent.stdout.once('data', resolve));
      const { pid } = JSON.parse(readClaim(path)) as { pid: number };
      process.kill(pid, 'SIGKILL');
      while (!/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')))
        await new Promise((r) => setTimeout(r, 5));
      const next = start(contender, path);
      const answer = await new Promise((resolve) => next.stdout?.once('data', (data) => resolve(String(data).trim())));
      for (const child of [next, parent]) child.kill('SIGKILL');
      expect(answer).toBe('held');
    },
  );
});

/** On a file system without links a claim is a folder. */
function readClaim(path: string): string {
  return readIfThere(path) || readIfThere(join(path, 'owner'));
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
