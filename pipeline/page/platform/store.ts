/** What lies at a path of the page: bytes, or a file that the user has given and that is read when it is asked for. */
export type Entry = Uint8Array<ArrayBuffer> | Blob;

/** A file of the page that crosses to another thread without being copied. */
export type NamedBlob = readonly [path: string, content: Blob];

/** The files of the page, by absolute paths; folders are what paths have in front of their names. */
export const store: Map<string, Entry> = new Map();

/** An error as Node.js gives it, which the readers explain to the user. */
export function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path });
}

export function sizeOf(entry: Entry): number {
  return entry instanceof Blob ? entry.size : entry.length;
}

/** Whether paths begin with this folder. */
export function isFolder(path: string): boolean {
  const prefix = path === '/' ? '/' : `${path}/`;
  if (path === '/' || madeFolders.has(path)) return true;
  for (const file of store.keys()) if (file.startsWith(prefix)) return true;
  return false;
}

/** Folders that may be empty. */
export const madeFolders: Set<string> = new Set();

export interface StoreStats {
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** Throws ENOENT where there is nothing. */
export function look(path: string): StoreStats {
  const entry = store.get(path);
  if (entry === undefined && !isFolder(path)) throw systemError('ENOENT', path);
  return {
    size: entry === undefined ? 0 : sizeOf(entry),
    isFile: () => entry !== undefined,
    isDirectory: () => entry === undefined,
    isSymbolicLink: () => false,
  };
}

/** Names in a folder, sorted. */
export function namesIn(folder: string): string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  const names = new Set<string>();
  for (const path of [...store.keys(), ...madeFolders])
    if (path.startsWith(prefix)) names.add(path.slice(prefix.length).split('/')[0]!);
  if (names.size === 0 && !isFolder(folder)) throw systemError('ENOENT', folder);
  return [...names].sort();
}

/** The bytes at a path: views of the store are copied, since whoever reads may sort in place. */
export async function bytesAt(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const entry = store.get(path);
  if (entry === undefined) throw systemError(isFolder(path) ? 'EISDIR' : 'ENOENT', path);
  return entry instanceof Blob ? new Uint8Array(await entry.arrayBuffer()) : entry.slice();
}

export function blobAt(path: string): Blob {
  const entry = store.get(path);
  if (entry === undefined) throw systemError('ENOENT', path);
  return entry instanceof Blob ? entry : new Blob([entry]);
}

/** Of all files in a folder, sorted. */
export function pathsBelow(folder: string): string[] {
  return [...store.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();
}
