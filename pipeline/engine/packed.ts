import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

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

/** Compresses a file in place, fast, under {@link packedName}, if that pays; says whether it did. */
export function packFile(path: string): boolean {
  const { size } = statSync(path);
  if (size < least || size > greatest) return false;
  const piece = readPiece(path);
  if (gzipSync(piece, { level: 1 }).length > worthwhile * piece.length) return false;
  const packed = gzipSync(readFileSync(path), { level: 1 });
  if (packed.length > worthwhile * size) return false;
  writeFileSync(packedName(path), packed);
  rmSync(path);
  return true;
}

/** The content of a file that {@link packFile} has compressed, by its name before that. */
export function readPacked(path: string): Uint8Array {
  return gunzipSync(readFileSync(packedName(path)));
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
