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
  if (at < 0 || at + 3 > letters.length) return false;
  return /^[TU](AA|AG|GA)$/i.test(String.fromCharCode(letters[at]!, letters[at + 1]!, letters[at + 2]!));
}
