import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
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
  /** Hex sha256 of the file's content. */
  of(path: string): string;
  /** Whether the file is there with that content; a wrong size is told without reading it. */
  holds(path: string, content: { readonly sha256: string; readonly bytes?: number }): boolean;
  /** Remembers the content of a file that this process alone has written, and has finished. */
  learn(path: string, sha256: string): void;
  /** Reads, where that is needed, files that may be large, and gives way to signals meanwhile; missing ones are left out. */
  prepare(paths: Iterable<string>): Promise<void>;
  /** Keeps what was learned for the next run, beside what other processes have learned meanwhile. */
  save(): void;
}

export interface DigestOptions {
  /** Trust nothing that earlier processes remembered: every file is read once more. */
  readonly reread?: boolean | undefined;
}

export function openDigests(cacheFile: string, { reread = false }: DigestOptions = {}): Digests {
  const entries = new Map(reread ? [] : readEntries(cacheFile));
  const fresh = new Set<string>();

  function known(path: string, identity: FileIdentity): string | undefined {
    const entry = entries.get(path);
    return entry !== undefined && sameIdentity(entry, identity) ? entry.sha256 : undefined;
  }

  function remember(path: string, identity: FileIdentity, sha256: string): void {
    entries.set(path, { ...identity, sha256 });
    fresh.add(path);
  }

  /** `identity` and `readAtMs` are of before the file was read. */
  function digested(path: string, identity: FileIdentity, readAtMs: number, sha256: string): string {
    if (isSettled(identity, readAtMs) && sameIdentity(identity, identifyFile(path))) remember(path, identity, sha256);
    else entries.delete(path);
    return sha256;
  }

  function digest(path: string, identity: FileIdentity): string {
    return known(path, identity) ?? digested(path, identity, Date.now(), hashFile(path));
  }

  return {
    of: (path) => digest(path, identifyFile(path)),

    holds(path, { sha256, bytes }) {
      try {
        const identity = identifyFile(path);
        if (bytes !== undefined && identity.size !== String(bytes)) return false;
        return digest(path, identity) === sha256;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },

    learn: (path, sha256) => remember(path, identifyFile(path), sha256),

    async prepare(paths) {
      for (const path of paths) {
        try {
          const identity = identifyFile(path);
          if (known(path, identity) !== undefined) continue;
          const readAtMs = Date.now();
          digested(path, identity, readAtMs, await hashInTurns(path));
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }
    },

    save() {
      if (fresh.size === 0) return;
      const kept = new Map([...readEntries(cacheFile)].filter(([path]) => !fresh.has(path) && existsSync(path)));
      for (const path of fresh) {
        const entry = entries.get(path);
        if (entry !== undefined && existsSync(path)) kept.set(path, entry);
      }
      writeFileAtomic(cacheFile, `${JSON.stringify(Object.fromEntries(kept), null, 1)}\n`);
      fresh.clear();
    },
  };
}

function readEntries(cacheFile: string): [string, Entry][] {
  return Object.entries((readJson(cacheFile) ?? {}) as unknown as { readonly [path: string]: Entry });
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

function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.inode === b.inode;
}

const nsPerMs = 1_000_000n;
/** Kernels count file times in ticks of up to 10 ms; some file systems in whole seconds, FAT in two. */
const tickMs = 100n;
const coarseTickMs = 2100n;

/**
 * Whether any later change will show in the times of a file. One younger than a tick of its file system when it is read
 * may change once more within that tick; so may one from the future, of a clock that was set back.
 */
export function isSettled({ mtimeNs, ctimeNs }: FileIdentity, readAtMs: number): boolean {
  const newest = BigInt(mtimeNs) > BigInt(ctimeNs) ? BigInt(mtimeNs) : BigInt(ctimeNs);
  const wholeSeconds = newest % (1000n * nsPerMs) === 0n;
  return BigInt(readAtMs) - newest / nsPerMs > (wholeSeconds ? coarseTickMs : tickMs);
}

const chunkBytes = 1 << 20;

function hashFile(path: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(chunkBytes);
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

/** The same, with a turn of the event loop after each chunk. */
async function hashInTurns(path: string): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}
