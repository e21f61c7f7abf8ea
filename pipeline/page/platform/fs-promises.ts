import { bytesAt, look, madeFolders, namesIn, type StoreStats, store, systemError } from './store.ts';

// What stages and studies use of node:fs/promises, over the files of the page.

export async function readFile(path: string | URL, encoding?: 'utf8'): Promise<Uint8Array | string> {
  const bytes = await bytesAt(typeof path === 'string' ? path : decodeURIComponent(path.pathname));
  return encoding === undefined ? bytes : new TextDecoder().decode(bytes);
}

type Piece = string | Uint8Array;

/** Takes text, bytes, and whatever gives either in pieces. */
export async function writeFile(path: string, data: Piece | Iterable<Piece> | AsyncIterable<Piece>): Promise<void> {
  const pieces: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const take = (piece: Piece): void => {
    pieces.push(typeof piece === 'string' ? encoder.encode(piece) : piece);
  };
  if (typeof data === 'string') take(data);
  else if (ArrayBuffer.isView(data))
    pieces.push(new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength));
  // A piece may be a view of memory that the next one is written to.
  else for await (const piece of data) take(typeof piece === 'string' ? piece : piece.slice());
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  store.set(path, whole);
}

export async function mkdir(path: string): Promise<void> {
  madeFolders.add(path);
}

export async function stat(path: string): Promise<StoreStats> {
  return look(path);
}

interface StoreEntry extends StoreStats {
  readonly name: string;
}

export function readdir(folder: string): Promise<string[]>;
export function readdir(folder: string, options: { readonly withFileTypes: true }): Promise<StoreEntry[]>;
export async function readdir(
  folder: string,
  options?: { readonly withFileTypes: true },
): Promise<string[] | StoreEntry[]> {
  if (store.has(folder)) throw systemError('ENOTDIR', folder);
  const names = namesIn(folder);
  return options === undefined ? names : names.map((name) => ({ name, ...look(`${folder}/${name}`) }));
}
