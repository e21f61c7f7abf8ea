import { closeSync, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib';

/** A file that is kept compressed has this behind its name. */
const packedSuffix = '.packed';

/** Smaller files lie in one block of most disks; larger ones than the greatest would take too much memory. */
const least = 8192;
const greatest = 1 << 29;
/** What it must come to, in the whole and in a first piece. */
const worthwhile = 0.7;
const pieceBytes = 1 << 16;

export function packedName(file: string): string {
  return file + packedSuffix;
}

/** Compresses a file in place, fast, under {@link packedName}, if that pays, and moves it to `plain`; says whether it did. */
export function packFile(path: string, plain: string): boolean {
  const { size } = statSync(path);
  if (size < least || size > greatest) return false;
  const piece = readPiece(path);
  if (compress(piece).length > worthwhile * piece.length) return false;
  const packed = compress(readFileSync(path));
  if (packed.length > worthwhile * size) return false;
  writeFileSync(packedName(path), packed);
  mkdirSync(dirname(plain), { recursive: true });
  renameSync(path, plain);
  return true;
}

/** Of tables Brotli's second level makes less than the first level of gzip, in half the time. */
function compress(bytes: Uint8Array): Uint8Array {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = constants;
  return brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: 1, [BROTLI_PARAM_LGWIN]: WINDOW_BITS } });
}

/** With it no file of Brotli begins as gzip does. */
const WINDOW_BITS = 20;

/** The content of a file that {@link packFile} has compressed, by its name before that; older ones are of gzip. */
export function readPacked(path: string): Uint8Array {
  const bytes = readFileSync(packedName(path));
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : brotliDecompressSync(bytes);
}

function readPiece(path: string): Uint8Array {
  const piece = Buffer.alloc(pieceBytes);
  const descriptor = openSync(path, 'r');
  try {
    return piece.subarray(0, readSync(descriptor, piece, 0, pieceBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}
