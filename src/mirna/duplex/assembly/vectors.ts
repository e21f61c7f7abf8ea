// Energies in eight lanes of 16 bits; sums saturate, so that INFINITE stays above every energy.

@inline
export function add(a: v128, b: v128): v128 {
  return i16x8.add_sat_s(a, b);
}

@inline
export function min(a: v128, b: v128): v128 {
  return i16x8.min_s(a, b);
}

/** The least lane of a vector, in all lanes. */
export function least(a: v128): v128 {
  a = min(a, i8x16.shuffle(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  a = min(a, i8x16.shuffle(a, a, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  return min(a, i8x16.shuffle(a, a, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
}
