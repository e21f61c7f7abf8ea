/**
 * a b + c rounded once, as the FMA instruction does, for the elementary functions that must return glibc's bits.
 *
 * The product is split exactly by Dekker (1971, doi:10.1007/BF01397083), the sum by Knuth's two-sum. Domain: finite
 * arguments with |a|, |b| < 2^996 and a b free of underflow; elsewhere the result may be NaN. Accuracy: the correctly
 * rounded value, but for the rare case that the discarded part lies within 2^-106 of a tie.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const aScaled = a * 134217729; // 2^27 + 1
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * 134217729;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  const productError = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  const sum = product + c;
  const cVirtual = sum - product;
  const sumError = product - (sum - cVirtual) + (c - cVirtual);
  return sum + (sumError + productError);
}
