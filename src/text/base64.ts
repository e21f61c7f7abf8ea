const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LETTER_CODES = Uint8Array.from(LETTERS, (letter) => letter.charCodeAt(0));
const VALUES = new Uint8Array(128);
LETTER_CODES.forEach((code, value) => {
  VALUES[code] = value;
});
const PADDING = 61;

/** Bytes as base64 (RFC 4648, section 4), padded. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(PADDING);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const left = bytes.length - from;
    const bits = (bytes[from]! << 16) | (left > 1 ? bytes[from + 1]! << 8 : 0) | (left > 2 ? bytes[from + 2]! : 0);
    text[to] = LETTER_CODES[bits >> 18]!;
    text[to + 1] = LETTER_CODES[(bits >> 12) & 63]!;
    if (left > 1) text[to + 2] = LETTER_CODES[(bits >> 6) & 63]!;
    if (left > 2) text[to + 3] = LETTER_CODES[bits & 63]!;
  }
  return new TextDecoder().decode(text);
}

/** The bytes of base64 text that {@link encodeBase64} could have written. */
export function decodeBase64(text: string): Uint8Array {
  const letters = text.replace(/=+$/, '').length;
  const bytes = new Uint8Array(Math.floor((letters * 3) / 4));
  for (let i = 0, to = 0, bits = 0, held = 0; i < letters; i++) {
    bits = (bits << 6) | VALUES[text.charCodeAt(i)]!;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[to++] = bits >> held;
  }
  return bytes;
}
