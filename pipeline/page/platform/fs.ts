import { isFolder, look, type StoreStats, store, systemError } from './store.ts';

// What studies use of node:fs, over the files of the page.

export const constants = { R_OK: 4 };

export function existsSync(path: string): boolean {
  try {
    look(path);
    return true;
  } catch {
    return false;
  }
}

export function statSync(path: string, options?: { readonly throwIfNoEntry: false }): StoreStats | undefined {
  if (options?.throwIfNoEntry === false && !existsSync(path)) return undefined;
  return look(path);
}

export function accessSync(path: string): void {
  look(path);
}

/** There are no links. */
export function readlinkSync(path: string): never {
  throw systemError('EINVAL', path);
}

const PIECE = 1 << 20;

/** A file in pieces. */
export async function* createReadStream(path: string): AsyncGenerator<Uint8Array> {
  const entry = store.get(path);
  if (entry === undefined) throw systemError(isFolder(path) ? 'EISDIR' : 'ENOENT', path);
  const size = entry instanceof Blob ? entry.size : entry.length;
  for (let at = 0; at < size; at += PIECE) {
    const part = entry.slice(at, at + PIECE);
    yield part instanceof Blob ? new Uint8Array(await part.arrayBuffer()) : part;
  }
}
