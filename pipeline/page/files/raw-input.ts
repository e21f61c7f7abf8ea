import { Inflate } from 'pako';
import { createReadStream } from '../platform/fs.ts';
import { bytesAt, isFolder, store, systemError } from '../platform/store.ts';

// The page's side of pipeline/files/raw-input.ts. The browser's own DecompressionStream fails on files of several members, such
// as those of bgzip, and other libraries accept damaged files: pako does as zlib does.

const SYNC_FLUSH = 2;
const PIECE = 1 << 20;

export function isGzip(raw: Uint8Array): boolean {
  return raw[0] === 0x1f && raw[1] === 0x8b;
}

export async function readWhole(path: string): Promise<Uint8Array> {
  return bytesAt(path);
}

export async function readStart(path: string, size: number): Promise<Uint8Array> {
  const entry = store.get(path);
  if (entry === undefined) throw systemError(isFolder(path) ? 'EISDIR' : 'ENOENT', path);
  return entry instanceof Blob ? new Uint8Array(await entry.slice(0, size).arrayBuffer()) : entry.slice(0, size);
}

export async function* streamRaw(path: string): AsyncGenerator<Uint8Array> {
  if (!isGzip(await readStart(path, 2))) return yield* createReadStream(path);
  const { inflate, pieces } = startInflate();
  for await (const raw of createReadStream(path)) {
    push(inflate, raw, false);
    yield* pieces.splice(0);
  }
  push(inflate, new Uint8Array(), true);
  yield* pieces;
}

export async function inflateStart(raw: Uint8Array): Promise<Uint8Array> {
  const { inflate, pieces } = startInflate();
  inflate.push(raw, SYNC_FLUSH);
  if (inflate.err < 0 && inflate.err !== BUFFER_ERROR) throw zlibError(inflate);
  return join(pieces);
}

export async function inflateWhole(raw: Uint8Array): Promise<Uint8Array> {
  const { inflate, pieces } = startInflate();
  push(inflate, raw, true);
  return join(pieces);
}

const BUFFER_ERROR = -5;

function startInflate(): { readonly inflate: Inflate; readonly pieces: Uint8Array[] } {
  const inflate = new Inflate({ chunkSize: PIECE });
  const pieces: Uint8Array[] = [];
  inflate.onData = (piece) => {
    pieces.push(piece);
  };
  return { inflate, pieces };
}

function push(inflate: Inflate, raw: Uint8Array, isLast: boolean): void {
  inflate.push(raw, isLast);
  if (inflate.err !== 0) throw zlibError(inflate);
  if (isLast && !inflate.ended) throw Object.assign(new Error('unexpected end of file'), { code: 'Z_BUF_ERROR' });
}

function zlibError({ err, msg }: Inflate): Error {
  return Object.assign(new Error(msg), { code: err === BUFFER_ERROR ? 'Z_BUF_ERROR' : 'Z_DATA_ERROR' });
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
