/**
 * Where the 3' UTR of a transcript begins whose coding part ends before `codingEnd` (0-based): there, if a stop codon is the
 * last of the coding part; behind the stop codon that follows, where the coding part was counted without it (GTF); else
 * there too, without a stop codon.
 */
export function findUtrStart(
  transcript: Uint8Array,
  codingEnd: number,
): { readonly start: number; readonly hasStop: boolean } {
  if (isStopCodon(transcript, codingEnd - 3)) return { start: codingEnd, hasStop: true };
  return isStopCodon(transcript, codingEnd)
    ? { start: codingEnd + 3, hasStop: true }
    : { start: codingEnd, hasStop: false };
}

/** Whether UAA, UAG or UGA stands at a 0-based position, as RNA or DNA in either case. */
export function isStopCodon(letters: Uint8Array, at: number): boolean {
  if (at < 0 || at + 3 > letters.length || !isLetter(letters[at]!, 't', 'u')) return false;
  const [second, third] = [letters[at + 1]!, letters[at + 2]!];
  return isLetter(second, 'a') ? isLetter(third, 'a', 'g') : isLetter(second, 'g') && isLetter(third, 'a');
}

/** Whether AUG stands at a 0-based position, as RNA or DNA in either case. */
export function isStartCodon(letters: Uint8Array, at: number): boolean {
  if (at + 3 > letters.length || !isLetter(letters[at]!, 'a')) return false;
  return isLetter(letters[at + 1]!, 't', 'u') && isLetter(letters[at + 2]!, 'g');
}

/** Bit of a byte of ASCII that tells small letters from capitals. */
const SMALL = 32;

/** Whether a byte is one of two small letters, in either case. */
function isLetter(byte: number, one: string, other: string = one): boolean {
  const small = byte | SMALL;
  return small === one.charCodeAt(0) || small === other.charCodeAt(0);
}
