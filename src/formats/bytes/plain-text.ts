const LF = 10;
const CR = 13;

/** Windows-1252 where it is not Latin-1, from 0x80 to 0x9f (https://encoding.spec.whatwg.org/index-windows-1252.txt). */
const WINDOWS_LETTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

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
  return { text: fromWindows(text), notes: ['read as Windows-1252, because it is not UTF-8'] };
}

/** The 1-based line in which the byte at `offset` lies. */
export function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = bytes.indexOf(LF); i >= 0 && i < offset; i = bytes.indexOf(LF, i + 1)) line++;
  return line;
}

/** Bytes that are decoded at once to see whether they can be. */
const PIECE = 1 << 20;

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let from = firstBeyondAscii(bytes); from < bytes.length; from += PIECE) {
      decoder.decode(bytes.subarray(from, from + PIECE), { stream: from + PIECE < bytes.length });
    }
    return true;
  } catch {
    return false;
  }
}

/** The first byte beyond ASCII, looked for in 16 bytes at a time; the length where there is none. */
function firstBeyondAscii(bytes: Uint8Array): number {
  let p = 0;
  for (; p < bytes.length && (bytes.byteOffset + p) % 4 !== 0; p++) if (bytes[p]! > 0x7f) return p;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + p, (bytes.length - p) >> 2);
  let w = 0;
  for (; w + 3 < words.length; w += 4) {
    if (((words[w]! | words[w + 1]! | words[w + 2]! | words[w + 3]!) & 0x8080_8080) !== 0) break;
  }
  for (p += 4 * w; p < bytes.length; p++) if (bytes[p]! > 0x7f) return p;
  return bytes.length;
}

// TextDecoder of Node 20 takes Windows-1252 for Latin-1.
function fromWindows(bytes: Uint8Array): Uint8Array {
  const units = Uint16Array.from(bytes, (byte) =>
    byte >= 0x80 && byte <= 0x9f ? WINDOWS_LETTERS.charCodeAt(byte - 0x80) : byte,
  );
  return new TextEncoder().encode(new TextDecoder('utf-16le').decode(units));
}

function fromBigEndianUtf16(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(bytes.length & ~1);
  for (let i = 0; i < swapped.length; i += 2) {
    swapped[i] = bytes[i + 1]!;
    swapped[i + 1] = bytes[i]!;
  }
  return new TextEncoder().encode(new TextDecoder('utf-16le').decode(swapped));
}
