/** x^3, rounded twice. */
export function cube(x: number): number {
  return x * x * x;
}

const LEAST = -323;
const powersOfTen = Float64Array.from({ length: 309 - LEAST }, (_, k) => Number(`1e${k + LEAST}`));

/** 10^k of a whole k as the double next to it, which is how its text is read; 0 and Infinity beyond all doubles. */
export function powerOfTen(k: number): number {
  return powersOfTen[k - LEAST] ?? (k < 0 ? 0 : Number.POSITIVE_INFINITY);
}
