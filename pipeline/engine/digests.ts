import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { readJson, writeFileAtomic } from './files.ts';

/** A file as the file system describes it: when this is unchanged its content is taken to be unchanged. */
export interface FileIdentity {
  readonly size: string;
  readonly mtimeNs: string;
  readonly ctimeNs: string;
  readonly inode: string;
}

interface Entry extends FileIdentity {
  readonly sha256: string;
}

/** The sha256 of files, each computed once and remembered by size, times and inode. */
export interface Digests {
  /** Hex sha256 of the file's content. `reread`: whatever is remembered. */
  of(path: string, options?: { readonly reread?: boolean }): string;
  /** Keeps what was learned for the next run. */
  save(): void;
}

/** A file younger than this when it is read may change once more without its times showing it. */
const settledAfterMs = 100n;

export function openDigests(cacheFile: string): Digests {
  const cached = readJson(cacheFile) as { readonly [path: string]: Entry } | undefined;
  const entries = new Map(Object.entries(cached ?? {}));
  let changed = false;
  return {
    of(path, options = {}) {
      const identity = identifyFile(path);
      const known = entries.get(path);
      if (known !== undefined && !options.reread && sameIdentity(known, identity)) return known.sha256;
      const readAtMs = BigInt(Date.now());
      const sha256 = hashFile(path);
      const settled = readAtMs - BigInt(identity.mtimeNs) / 1_000_000n > settledAfterMs;
      if (settled && sameIdentity(identity, identifyFile(path))) entries.set(path, { ...identity, sha256 });
      else entries.delete(path);
      changed = true;
      return sha256;
    },
    save() {
      if (!changed) return;
      for (const path of entries.keys()) if (!existsSync(path)) entries.delete(path);
      writeFileAtomic(cacheFile, `${JSON.stringify(Object.fromEntries(entries), null, 1)}\n`);
      changed = false;
    },
  };
}

export function identifyFile(path: string): FileIdentity {
  const stat: BigIntStats = statSync(path, { bigint: true });
  return {
    size: String(stat.size),
    mtimeNs: String(stat.mtimeNs),
    ctimeNs: String(stat.ctimeNs),
    inode: String(stat.ino),
  };
}

export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.inode === b.inode;
}

function hashFile(path: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(1 << 20);
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunk.length, null);
      if (length === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}
