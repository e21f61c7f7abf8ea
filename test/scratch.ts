import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableOfAll } from './survival-table.ts';

/**
 * Gives all tests one temporary folder, and takes it away with what they, or processes that were killed, have left there.
 * Then says what the program was put through and how often it survived.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-tests-'));
  // One test works as a user who may do nothing.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => {
    const survivals = tableOfAll(folder);
    if (survivals !== undefined) console.info(`\n${survivals}`);
    for (const place of mountsIn(folder)) spawnSync('umount', [place]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}

function mountsIn(folder: string): string[] {
  if (!existsSync('/proc/mounts')) return [];
  const places = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return places.filter((place) => place.startsWith(`${folder}/`));
}
