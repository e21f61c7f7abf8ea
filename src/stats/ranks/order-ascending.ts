const RADIX_FROM = 1024;
/** Of the digits of 11, 11 and 10 bits in each half of a key, the least significant first. */
const SHIFTS = [0, 11, 22, 0, 11, 22] as const;
const DIGIT_VALUES = 0x800;

/**
 * Indices that sort `values` ascending; equal values keep their order (-0 before 0), NaN comes last.
 *
 * Least-significant-digit radix sort on the bits of the doubles, a comparison sort for short input. Returns [n].
 */
export function orderAscending(values: Float64Array): Uint32Array {
  const n = values.length;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (isAscending(values)) return order;
  if (n < RADIX_FROM) return order.sort((i, j) => compare(values[i]!, values[j]!) || i - j);
  const words = sortableWords(values);
  const counts = countDigits(words);
  let from = order;
  let to = new Uint32Array(n);
  for (let digit = 0; digit < SHIFTS.length; digit++) {
    if (sortByDigit(words, digit, counts, from, to)) [from, to] = [to, from];
  }
  return from;
}

/** The same with 0 and -0 equal, as a comparison sort has them. Returns [n]. */
export function orderByValue(values: Float64Array): Uint32Array {
  return orderAscending(values.map((value) => value + 0));
}

/** The values at `order` [n]. */
export function takeInOrder(values: Float64Array, order: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(order.length);
  for (let i = 0; i < taken.length; i++) taken[i] = values[order[i]!]!;
  return taken;
}

/** Never for several zeros, whose signs would have to be looked at. */
function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) {
    const before = values[i - 1]!;
    const value = values[i]!;
    if (!(before < value || (before === value && value !== 0))) return false;
  }
  return true;
}

function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/**
 * [n x 2]: low and high half of 64 bits that order as the doubles do: negative numbers have all bits flipped, others the sign.
 */
function sortableWords(values: Float64Array): Uint32Array {
  const words = new Uint32Array(Float64Array.from(values).buffer);
  for (let i = 0; i < words.length; i += 2) {
    const high = words[i + 1]!;
    if ((high & 0x7ff00000) === 0x7ff00000 && Number.isNaN(values[i >> 1]!)) {
      words[i] = 0xffffffff;
      words[i + 1] = 0xffffffff;
    } else if (high >= 0x80000000) {
      words[i] = ~words[i]!;
      words[i + 1] = ~high;
    } else {
      words[i + 1] = high | 0x80000000;
    }
  }
  return words;
}

/** [digits x 2048]: how often each value of each digit occurs. */
function countDigits(words: Uint32Array): Uint32Array {
  const counts = new Uint32Array(SHIFTS.length * DIGIT_VALUES);
  for (let i = 0; i < words.length; i += 2) {
    const low = words[i]!;
    const high = words[i + 1]!;
    counts[low & 0x7ff]!++;
    counts[DIGIT_VALUES + ((low >>> 11) & 0x7ff)]!++;
    counts[2 * DIGIT_VALUES + (low >>> 22)]!++;
    counts[3 * DIGIT_VALUES + (high & 0x7ff)]!++;
    counts[4 * DIGIT_VALUES + ((high >>> 11) & 0x7ff)]!++;
    counts[5 * DIGIT_VALUES + (high >>> 22)]!++;
  }
  return counts;
}

/** One stable counting pass; false, with nothing moved, where all keys share the digit. */
function sortByDigit(
  words: Uint32Array,
  digit: number,
  counts: Uint32Array,
  from: Uint32Array,
  to: Uint32Array,
): boolean {
  const word = digit < 3 ? 0 : 1;
  const shift = SHIFTS[digit]!;
  const next = counts.subarray(digit * DIGIT_VALUES, (digit + 1) * DIGIT_VALUES);
  if (next[(words[word]! >>> shift) & 0x7ff] === from.length) return false;
  for (let value = 0, place = 0; value < DIGIT_VALUES; value++) {
    const count = next[value]!;
    next[value] = place;
    place += count;
  }
  for (let k = 0; k < from.length; k++) {
    const i = from[k]!;
    to[next[(words[2 * i + word]! >>> shift) & 0x7ff]!++] = i;
  }
  return true;
}
