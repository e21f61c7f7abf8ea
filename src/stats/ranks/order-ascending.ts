const RADIX_FROM = 1024;

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
  const keys = sortableBits(values);
  let from = order;
  let to = new Uint32Array(n);
  for (let digit = 0; digit < 4; digit++) {
    if (sortByDigit(keys, digit, from, to)) [from, to] = [to, from];
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
 * [n x 4]: 16-bit digits, least significant first, that order as the doubles do: negative numbers have all bits
 * flipped.
 */
function sortableBits(values: Float64Array): Uint16Array {
  const keys = new Uint16Array(Float64Array.from(values).buffer);
  for (let i = 0; i < values.length; i++) {
    const top = keys[4 * i + 3]!;
    if (Number.isNaN(values[i]!)) {
      keys.fill(0xffff, 4 * i, 4 * i + 4);
    } else if (top >= 0x8000) {
      for (let digit = 4 * i; digit < 4 * i + 4; digit++) keys[digit] = ~keys[digit]!;
    } else {
      keys[4 * i + 3] = top | 0x8000;
    }
  }
  return keys;
}

/** One stable counting pass; false, with nothing moved, where all keys share the digit. */
function sortByDigit(keys: Uint16Array, digit: number, from: Uint32Array, to: Uint32Array): boolean {
  const start = new Uint32Array(0x10001);
  for (let i = digit; i < keys.length; i += 4) start[keys[i]! + 1]!++;
  if (start[keys[digit]! + 1] === from.length) return false;
  for (let bucket = 1; bucket <= 0x10000; bucket++) start[bucket]! += start[bucket - 1]!;
  for (let k = 0; k < from.length; k++) {
    const i = from[k]!;
    to[start[keys[4 * i + digit]!]!++] = i;
  }
  return true;
}
