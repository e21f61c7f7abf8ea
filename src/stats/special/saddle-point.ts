import * as math from '../math/portable.ts';

/**
 * What Stirling's formula lacks: ln n! - [(n + 1/2) ln n - n + (ln 2 pi) / 2], a part of Loader's saddle-point
 * densities.
 *
 * Below 16 by the recurrence in n, above by the asymptotic series 1/(12n) - 1/(360n^3) + ... Domain n > 0 (real);
 * +Infinity at 0. Accuracy: 2e-15 absolute.
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000); Abramowitz and Stegun 6.1.41.
 */
export function stirlingError(n: number): number {
  let recurrence = 0;
  let m = n;
  for (; m < 16; m++) recurrence += (m + 0.5) * math.log1p(1 / m) - 1;
  const s = 1 / (m * m);
  return (
    recurrence + (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360)))))) / m
  );
}

/**
 * Half the Poisson deviance, x ln(x / mean) + mean - x, without cancellation where x is near the mean.
 *
 * Domain x >= 0, mean > 0. Accuracy: 5e-15 relative to the exact value for the given doubles.
 * Source: C. Loader (2000), function bd0; by the series of atanh where |x - mean| < 0.1 (x + mean).
 */
export function poissonDeviance(x: number, mean: number): number {
  const difference = x - mean;
  if (!(Math.abs(difference) < 0.1 * (x + mean))) return x === 0 ? mean : x * math.log(x / mean) - difference;
  const v = difference / (x + mean);
  const v2 = v * v;
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 3; ; j += 2) {
    power *= v2;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}
