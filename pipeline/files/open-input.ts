import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip, constants as zlib } from 'node:zlib';
import { refuseBinary, refuseForeign } from '../../src/formats/bytes/foreign-files.ts';
import type { InputFile } from '../../src/formats/bytes/input-file.ts';
import { streamFault, unreadable } from './unreadable.ts';

const inflate = promisify(gunzip);

/**
 * A file on disk for the readers of `src`; nothing is read before they ask. Of an Excel workbook they get its table as text. A gzip file (known by its first bytes, not by its
 * name; bgzip and joined members included) is decompressed. A file that is missing, cut short or damaged is a `Fault`.
 */
export function openInput(path: string): InputFile {
  return {
    name: path,
    bytes: () => readBytes(path),
    head: (size) => readHeadBytes(path, size),
    stream: () => streamBytes(path),
  };
}

/** What Node.js reads at once of a file, and so what is taken of one that is compressed. */
const MOST_BYTES = 2 ** 31 - 1;
/** Of a head, where it is compressed: what is in front of a bomb is not all of it. */
const MOST_HEAD = 1 << 20;

/** Domain: files below 2 GiB, decompressed. */
async function readBytes(path: string): Promise<Uint8Array> {
  await refuseStream(path);
  const raw = await readFile(path).catch((error: unknown) => Promise.reject(unreadable(path, error)));
  const bytes = isGzip(raw) ? await decompress(raw, path) : raw;
  if (isWorkbook(bytes)) return readWorkbook(bytes, path);
  refuseForeign(bytes, path);
  return bytes;
}

/** A zip archive that has the parts of a workbook, whose names stand in it as they are. */
function isWorkbook(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('xl/workbook.xml')
  );
}

async function readWorkbook(bytes: Uint8Array, path: string): Promise<Uint8Array> {
  const { readWorkbookTable } = await import('./read-workbook.ts');
  return readWorkbookTable(bytes, path);
}

function isGzip(raw: Uint8Array): boolean {
  return raw[0] === 0x1f && raw[1] === 0x8b;
}

async function* streamBytes(path: string): AsyncGenerator<Uint8Array> {
  const first = await readStart(path, 2);
  const raw = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    const head = await readHeadBytes(path, 1 << 16);
    refuseForeign(head, path);
    refuseBinary(head, path);
    if (!isGzip(first)) return yield* raw;
    const inflated = createGunzip({ chunkSize: 1 << 20 });
    raw.on('error', (error) => inflated.destroy(error));
    yield* raw.pipe(inflated);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    raw.destroy();
  }
}

async function readHeadBytes(path: string, size: number): Promise<Uint8Array> {
  const raw = await readStart(path, size);
  // A zip archive tells what it holds at its end; one that is no table may lie beside tables.
  if (raw[0] === 0x50 && raw[1] === 0x4b) return readBytes(path).catch(() => raw);
  if (!isGzip(raw)) return raw;
  return inflateHead(raw, path);
}

/** The beginning of the text whose compressed beginning this is. */
async function inflateHead(raw: Uint8Array, path: string): Promise<Uint8Array> {
  // Flushing instead of finishing lets zlib return what it has when the input stops in the middle.
  const options = { finishFlush: zlib.Z_SYNC_FLUSH, chunkSize: 1 << 20 };
  const head = await inflate(raw, options).catch((error: unknown) => Promise.reject(unreadable(path, error)));
  return head.subarray(0, MOST_HEAD);
}

async function readStart(path: string, size: number): Promise<Uint8Array> {
  await refuseStream(path);
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Before it is opened, for which a pipe without a writer would wait. */
async function refuseStream(path: string): Promise<void> {
  const stats = await stat(path).catch((error: unknown) => Promise.reject(unreadable(path, error)));
  const fault = streamFault(path, stats);
  if (fault !== undefined) throw fault;
}

async function decompress(raw: Uint8Array, path: string): Promise<Uint8Array> {
  refuseBinary(await inflateHead(raw.subarray(0, 1 << 16), path), path);
  const options = { chunkSize: expectedSize(raw), maxOutputLength: MOST_BYTES };
  return inflate(raw, options).catch((error: unknown) => Promise.reject(unreadable(path, error)));
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
