import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip, constants as zlib } from 'node:zlib';
import { streamFault } from './unreadable.ts';

// Bytes of files as the disk has them, and what gzip has made of them. The page has a file of its own with these functions,
// pipeline/page/files/raw-input.ts, which its build puts in the place of this one.

const inflate = promisify(gunzip);

/** What Node.js reads at once of a file, and so what is taken of one that is compressed. */
const MOST_BYTES = 2 ** 31 - 1;

export function isGzip(raw: Uint8Array): boolean {
  return raw[0] === 0x1f && raw[1] === 0x8b;
}

export async function readWhole(path: string): Promise<Uint8Array> {
  await refuseStream(path);
  return readFile(path);
}

/** At most `size` bytes from the beginning. */
export async function readStart(path: string, size: number): Promise<Uint8Array> {
  await refuseStream(path);
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The file in pieces of about 1 MiB, decompressed where it is a gzip file. */
export async function* streamRaw(path: string): AsyncGenerator<Uint8Array> {
  const isPacked = isGzip(await readStart(path, 2));
  const raw = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    if (!isPacked) return yield* raw;
    const inflated = createGunzip({ chunkSize: 1 << 20 });
    raw.on('error', (error) => inflated.destroy(error));
    yield* raw.pipe(inflated);
  } finally {
    raw.destroy();
  }
}

/** What the beginning of a gzip file holds, as far as it goes. */
export async function inflateStart(raw: Uint8Array): Promise<Uint8Array> {
  // Flushing instead of finishing lets zlib return what it has when the input stops in the middle.
  return inflate(raw, { finishFlush: zlib.Z_SYNC_FLUSH, chunkSize: 1 << 20 });
}

export async function inflateWhole(raw: Uint8Array): Promise<Uint8Array> {
  return inflate(raw, { chunkSize: expectedSize(raw), maxOutputLength: MOST_BYTES });
}

/** Before it is opened, for which a pipe without a writer would wait. */
async function refuseStream(path: string): Promise<void> {
  const fault = streamFault(path, await stat(path));
  if (fault !== undefined) throw fault;
}

/**
 * The size of the decompressed text, to receive it in one piece: the last four bytes of a gzip file hold it modulo 2^32
 * (RFC 1952, 2.3.1), of its last member only; deflate cannot expand more than 1032 times.
 */
function expectedSize(raw: Uint8Array): number {
  const stated = raw.length < 18 ? 0 : new DataView(raw.buffer, raw.byteOffset + raw.length - 4, 4).getUint32(0, true);
  const size = stated < raw.length ? raw.length * 4 : Math.min(stated, raw.length * 1032);
  return Math.min(Math.max(size + 1, 1 << 16), 1 << 28);
}
