import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const isRoot = process.getuid?.() === 0;

/** A file system of that size in memory, or nothing where there can be none; `test/scratch.ts` takes it away in the end. */
export function mountSmall(bytes: number): string | undefined {
  if (!isRoot) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  return status === 0 ? folder : undefined;
}

/** Appended to the title of a test that needs such a disk, so that a skip says why. */
export const whyNoDisk =
  mountSmall(1 << 20) === undefined ? ' (skipped: only root may mount a small disk, and not in every container)' : '';
