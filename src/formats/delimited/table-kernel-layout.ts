/**
 * Addresses in the memory of the table kernel, shared by its AssemblyScript and its host; only literals may stand here.
 */

/** u64 [2 x 617]: 10^k as 128 bits that begin with a one, high half first, rounded up. */
export const POWERS_AT = 1024;
export const SMALLEST_POWER = -292;
export const LARGEST_POWER = 324;
export const KIND_DOUBLE = 0;
export const KIND_INTEGER = 1;
/** Cells of UTF-8 text, each ended by a zero byte; the address is that of the next cell and moves on. */
export const KIND_TEXT = 2;

/** No number takes more, with the separator or line end behind it: "-2.2250738585072014e-308" and two bytes. */
export const MAX_NUMBER_BYTES = 26;

/** Words that rows are written with, each a byte of length and its UTF-8, so many bytes apart. */
export const WORD_BYTES = 16;
export const WORD_SEPARATOR = 0;
export const WORD_LINE_END = 1;
export const WORD_MISSING = 2;
export const WORD_INFINITE = 3;
export const WORD_MINUS_INFINITE = 4;
export const WORDS = 5;

/** What a field of a row of counts is. */
export const FIELD_COUNT = 0;
/** Its place is kept; the upper bits of the kind hold its number, times 4. */
export const FIELD_TEXT = 1;
export const FIELD_SKIP = 2;
/** Must be empty. */
export const FIELD_BLANK = 3;
