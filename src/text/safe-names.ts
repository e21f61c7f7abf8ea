/** Names of files may have 255 bytes on most systems; several parts and an ending share them. */
const LONGEST = 80;
/** What Windows takes for a device, whatever the ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A text as the name of a file, or part of one: letters lose their accents, and what file systems and shells take amiss becomes
 * `_`. Where letters have no place, or the name would be empty, too long or that of a device, a digest of the whole text tells
 * it from others.
 */
export function safeName(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  const name = plain.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '');
  const isLossy = /[\p{L}\p{N}]/u.test(plain.replace(/[A-Za-z0-9]/g, ''));
  if (name !== '' && !isLossy && name.length <= LONGEST && !DEVICE.test(name) && !name.endsWith('.')) return name;
  return withDigest(name, text);
}

/** The name with a digest of a text behind it, no longer than others. */
export function withDigest(name: string, text: string): string {
  const digest = fnv1a(text).toString(16).padStart(8, '0');
  const stem = name.slice(0, LONGEST - digest.length - 1).replace(/[._-]+$/, '');
  return stem === '' ? digest : `${stem}-${digest}`;
}

/** Fowler, Noll and Vo's hash of the UTF-8 bytes, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
