import * as math from '../../../stats/math/portable.ts';

const SHIFT = 1e-8;
const NEARLY_POISSON = 1e-4;
const NEARLY_GAMMA = 1e6;

/**
 * Deviance of one gene, the sum over samples of the negative binomial unit deviance
 * 2 [K ln(K / mu) + (K + 1/phi) ln((mu + 1/phi) / (K + 1/phi))], with both K and mu raised by 1e-8.
 *
 * Below phi = 1e-4 the first terms of its series in phi, where phi mu > 1e6 its gamma limit. Accuracy: the terms of edgeR
 * 3.40.2 (whose series lacks the part (2/3) phi r^3). Source: McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042.
 *
 * @param counts [n]; @param mu [n], non-negative; @param dispersion phi >= 0
 */
export function sumUnitDeviances(counts: Float64Array, mu: Float64Array, n: number, dispersion: number): number {
  let sum = 0;
  if (dispersion < NEARLY_POISSON) {
    for (let j = 0; j < n; j++) sum += nearlyPoisson(counts[j]! + SHIFT, mu[j]! + SHIFT, dispersion);
    return sum;
  }
  const size = 1 / dispersion;
  for (let j = 0; j < n; j++) {
    const k = counts[j]! + SHIFT;
    const mean = mu[j]! + SHIFT;
    sum +=
      dispersion * mean > NEARLY_GAMMA
        ? nearlyGamma(k, mean, dispersion)
        : 2 * (k * math.log(k / mean) + (k + size) * math.log((mean + size) / (k + size)));
  }
  return sum;
}

/** One term of `sumUnitDeviances`. */
export function unitDeviance(count: number, mu: number, dispersion: number): number {
  const k = count + SHIFT;
  const mean = mu + SHIFT;
  if (dispersion < NEARLY_POISSON) return nearlyPoisson(k, mean, dispersion);
  if (dispersion * mean > NEARLY_GAMMA) return nearlyGamma(k, mean, dispersion);
  const size = 1 / dispersion;
  return 2 * (k * math.log(k / mean) + (k + size) * math.log((mean + size) / (k + size)));
}

function nearlyPoisson(k: number, mean: number, dispersion: number): number {
  const residual = k - mean;
  return 2 * (k * math.log(k / mean) - residual - 0.5 * residual * residual * dispersion * (1 - dispersion * k));
}

function nearlyGamma(k: number, mean: number, dispersion: number): number {
  return (2 * ((k - mean) / mean - math.log(k / mean)) * mean) / (1 + mean * dispersion);
}
