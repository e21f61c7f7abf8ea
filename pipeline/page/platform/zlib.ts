import { gzip as pack } from 'pako';

// Compression with the bytes of zlib, which pako is a translation of.

const UNIX = 3;

interface GzipOptions {
  readonly level?: 4 | 6;
}

export function gzipSync(bytes: Uint8Array, { level = 6 }: GzipOptions = {}): Uint8Array {
  const packed = pack(bytes, { level });
  packed[9] = UNIX;
  return packed;
}

export function gzip(
  bytes: Uint8Array,
  options: GzipOptions,
  done: (error: Error | null, packed?: Uint8Array) => void,
): void {
  done(null, gzipSync(bytes, options));
}
