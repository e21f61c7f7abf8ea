import { refuseBinary, refuseForeign } from '../../src/formats/bytes/foreign-files.ts';
import type { InputFile } from '../../src/formats/bytes/input-file.ts';
import { inflateStart, inflateWhole, isGzip, readStart, readWhole, streamRaw } from './raw-input.ts';
import { unreadable } from './unreadable.ts';

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

/** Of a head, where it is compressed: what is in front of a bomb is not all of it. */
const MOST_HEAD = 1 << 20;

/** Domain: files below 2 GiB, decompressed. */
async function readBytes(path: string): Promise<Uint8Array> {
  const raw = await readWhole(path).catch((error: unknown) => Promise.reject(unreadable(path, error)));
  const bytes = isGzip(raw) ? await decompress(raw, path) : raw;
  if (isWorkbook(bytes)) return readWorkbook(bytes, path);
  refuseForeign(bytes, path);
  return bytes;
}

/** A zip archive that has the parts of a workbook, whose names stand in it as they are. */
function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && new TextDecoder('latin1').decode(bytes).includes('xl/workbook.xml');
}

async function readWorkbook(bytes: Uint8Array, path: string): Promise<Uint8Array> {
  const { readWorkbookTable } = await import('./read-workbook.ts');
  return readWorkbookTable(bytes, path);
}

async function* streamBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    const head = await readHeadBytes(path, 1 << 16);
    refuseForeign(head, path);
    refuseBinary(head, path);
    yield* streamRaw(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function readHeadBytes(path: string, size: number): Promise<Uint8Array> {
  const raw = await readStart(path, size).catch((error: unknown) => Promise.reject(unreadable(path, error)));
  // A zip archive tells what it holds at its end; one that is no table may lie beside tables.
  if (raw[0] === 0x50 && raw[1] === 0x4b) return readBytes(path).catch(() => raw);
  if (!isGzip(raw)) return raw;
  return inflateHead(raw, path);
}

/** The beginning of the text whose compressed beginning this is. */
async function inflateHead(raw: Uint8Array, path: string): Promise<Uint8Array> {
  const head = await inflateStart(raw).catch((error: unknown) => Promise.reject(unreadable(path, error)));
  return head.subarray(0, MOST_HEAD);
}

async function decompress(raw: Uint8Array, path: string): Promise<Uint8Array> {
  refuseBinary(await inflateHead(raw.subarray(0, 1 << 16), path), path);
  return inflateWhole(raw).catch((error: unknown) => Promise.reject(unreadable(path, error)));
}
