import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip, constants as zlib } from 'node:zlib';
import { Fault } from '../../fault.ts';

const inflate = promisify(gunzip);

const LF = 10;
const CR = 13;

/** Windows-1252 where it is not Latin-1, from 0x80 to 0x9f (https://encoding.spec.whatwg.org/index-windows-1252.txt). */
const WINDOWS_LETTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Files that are often handed in by mistake: first bytes, what it is, what to do. */
const FOREIGN: readonly (readonly [magic: readonly number[], what: string, hint: string])[] = [
  [
    [0x50, 0x4b, 3, 4],
    'an Excel workbook or zip archive',
    'Export the sheet as tab-separated text, or unpack the archive.',
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook', 'Export the sheet as tab-separated text.'],
  [[0x42, 0x5a, 0x68], 'a bzip2 file', 'Decompress it, or recompress it with gzip.'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz file', 'Decompress it, or recompress it with gzip.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd file', 'Decompress it, or recompress it with gzip.'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file', 'Use the text output of the tool (kallisto: abundance.tsv).'],
  [[0x58, 0x0a, 0, 0], 'an R .rds file', 'Write the table from R with write.table(x, "x.tsv", sep = "\\t").'],
];

/**
 * Reads a whole file; a gzip file (known by its first bytes, not by its name; bgzip and joined members included) is
 * decompressed. Domain: files below 2 GiB. A file that is missing, cut short or damaged is a {@link Fault}.
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const raw = await readRaw(path);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? await decompress(raw, path) : raw;
  refuseForeign(bytes, path);
  return bytes;
}

/** Reads a file in pieces of about 1 MiB, decompressed as {@link readBytes} does, for files that do not fit in memory. */
export async function* streamBytes(path: string): AsyncGenerator<Uint8Array> {
  const first = await readStart(path, 2);
  const raw = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    if (first[0] !== 0x1f || first[1] !== 0x8b) return yield* raw;
    const inflated = createGunzip({ chunkSize: 1 << 20 });
    raw.on('error', (error) => inflated.destroy(error));
    yield* raw.pipe(inflated);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    raw.destroy();
  }
}

/** The beginning of a file, decompressed, of at most `size` bytes before decompression. */
export async function readHeadBytes(path: string, size: number): Promise<Uint8Array> {
  const raw = await readStart(path, size);
  if (raw[0] !== 0x1f || raw[1] !== 0x8b) return raw;
  // Flushing instead of finishing lets zlib return what it has when the input stops in the middle.
  const options = { finishFlush: zlib.Z_SYNC_FLUSH, chunkSize: 1 << 20 };
  return inflate(raw, options).catch((error: unknown) => Promise.reject(unreadable(path, error)));
}

async function readStart(path: string, size: number): Promise<Uint8Array> {
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

/**
 * Makes text of any platform plain: drops a UTF-8 byte order mark, turns UTF-16 into UTF-8 and lone carriage returns into
 * line feeds (CR LF stays), and ends the last line. Returns the same memory where nothing had to change.
 */
export function plainText(bytes: Uint8Array): Uint8Array {
  let text = bytes;
  if (text[0] === 0xff && text[1] === 0xfe) text = new TextEncoder().encode(new TextDecoder('utf-16le').decode(text));
  else if (text[0] === 0xfe && text[1] === 0xff) text = fromBigEndianUtf16(text);
  else if (text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) text = text.subarray(3);
  if (!text.includes(LF) && text.includes(CR)) text = text.map((byte) => (byte === CR ? LF : byte));
  if (text.length > 0 && text[text.length - 1] !== LF) {
    const ended = new Uint8Array(text.length + 1);
    ended.set(text);
    ended[text.length] = LF;
    text = ended;
  }
  return text;
}

/**
 * {@link plainText} of a whole file, for tables that people edit: what is no UTF-8 is taken for Windows-1252, in which Excel
 * writes CSV, and the notes say so.
 */
export function plainTable(bytes: Uint8Array): { readonly text: Uint8Array; readonly notes: readonly string[] } {
  const text = plainText(bytes);
  if (isUtf8(text)) return { text, notes: [] };
  // TextDecoder of Node 20 takes Windows-1252 for Latin-1.
  const latin = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('latin1');
  const decoded = latin.replace(/[\x80-\x9f]/g, (letter) => WINDOWS_LETTERS[letter.charCodeAt(0) - 0x80]!);
  return { text: new TextEncoder().encode(decoded), notes: ['read as Windows-1252, because it is not UTF-8'] };
}

/** The 1-based line in which the byte at `offset` lies. */
export function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = bytes.indexOf(LF); i >= 0 && i < offset; i = bytes.indexOf(LF, i + 1)) line++;
  return line;
}

async function readRaw(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => Promise.reject(unreadable(path, error)));
}

async function decompress(raw: Uint8Array, path: string): Promise<Uint8Array> {
  const options = { chunkSize: expectedSize(raw) };
  return inflate(raw, options).catch((error: unknown) => Promise.reject(unreadable(path, error)));
}

const AGAIN = 'Copy or download the file again and compare its checksum.';

/** What the operating system or zlib reports, and what it means to the user. */
const REFUSALS: Readonly<Record<string, readonly [code: string, message: string, hint: string]>> = {
  ENOENT: ['FILE_MISSING', 'the file does not exist', 'Check the path.'],
  ENOTDIR: ['FILE_MISSING', 'the file does not exist', 'Check the path.'],
  EISDIR: ['FILE_IS_FOLDER', 'this is a folder, not a file', 'Name a file in it.'],
  EACCES: ['FILE_FORBIDDEN', 'the file may not be read', 'Give yourself read permission (chmod u+r).'],
  EPERM: ['FILE_FORBIDDEN', 'the file may not be read', 'Give yourself read permission (chmod u+r).'],
  ERR_FS_FILE_TOO_LARGE: ['FILE_TOO_LARGE', 'the file is larger than 2 GiB', 'Split the table by samples.'],
  Z_BUF_ERROR: ['GZIP_TRUNCATED', 'the gzip file ends too early', AGAIN],
  Z_DATA_ERROR: ['GZIP_DAMAGED', 'the gzip file is damaged', AGAIN],
};

/** The fault for an error of the operating system or of zlib; any other error as it is. */
export function unreadable(file: string, error: unknown): unknown {
  const refusal = error instanceof Error && 'code' in error ? REFUSALS[String(error.code)] : undefined;
  if (refusal === undefined) return error;
  const [code, message, hint] = refusal;
  return new Fault({ code, message, file, hint });
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

function refuseForeign(bytes: Uint8Array, path: string): void {
  for (const [magic, what, hint] of FOREIGN) {
    if (!magic.every((byte, i) => bytes[i] === byte)) continue;
    throw new Fault({
      code: 'FILE_NOT_TEXT',
      message: 'this is not a text table',
      file: path,
      found: what,
      expected: 'plain or gzip-compressed text',
      hint,
    });
  }
}

function fromBigEndianUtf16(bytes: Uint8Array): Uint8Array {
  const swapped = bytes.slice(0, bytes.length & ~1);
  for (let i = 0; i < swapped.length; i += 2) {
    swapped[i] = bytes[i + 1]!;
    swapped[i + 1] = bytes[i]!;
  }
  return new TextEncoder().encode(new TextDecoder('utf-16le').decode(swapped));
}
