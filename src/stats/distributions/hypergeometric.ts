import * as math from '../math/portable.ts';
import { binomialLogDensity } from './binomial.ts';

/** An urn of `population` balls, `marked` of them marked, from which `drawn` are taken without replacement. */
export interface Urn {
  readonly population: number;
  readonly marked: number;
  readonly drawn: number;
}

/**
 * ln P(X = hits) of the hypergeometric distribution.
 *
 * Three binomial densities with p = drawn / population. Domain: integers with marked, drawn <= population; -Infinity
 * outside the support. Accuracy: 3e-15 of max(1, |ln P|) for populations to
 * 1e6 (2,500 arguments, mpmath).
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */
export function hypergeometricLogDensity(hits: number, { population, marked, drawn }: Urn): number {
  if (hits < Math.max(0, drawn + marked - population) || hits > Math.min(marked, drawn))
    return Number.NEGATIVE_INFINITY;
  if (drawn === 0) return 0;
  const p = drawn / population;
  const q = (population - drawn) / population;
  return (
    binomialLogDensity(hits, marked, p, q) +
    binomialLogDensity(drawn - hits, population - marked, p, q) -
    binomialLogDensity(drawn, population, p, q)
  );
}

/** P(X >= hits), hits included. Accuracy: as `hypergeometricLogUpperTail`. */
export function hypergeometricUpperTail(hits: number, urn: Urn): number {
  return math.exp(hypergeometricLogUpperTail(hits, urn));
}

/**
 * ln P(X >= hits), also where it underflows: the density times the sum of the ratios of the terms beyond, on the side
 * of the mean where these decrease. Accuracy: as the density.
 */
export function hypergeometricLogUpperTail(hits: number, urn: Urn): number {
  const mean = (urn.drawn / urn.population) * urn.marked;
  if (hits > mean) return logSumUpward(hits, urn);
  return logComplement(logSumDownward(hits - 1, urn));
}

/** ln P(X <= hits), hits included; accuracy as `hypergeometricLogUpperTail`. */
export function hypergeometricLogLowerTail(hits: number, urn: Urn): number {
  const mean = (urn.drawn / urn.population) * urn.marked;
  if (hits < mean) return logSumDownward(hits, urn);
  return logComplement(logSumUpward(hits + 1, urn));
}

function logSumUpward(hits: number, urn: Urn): number {
  const logDensity = hypergeometricLogDensity(hits, urn);
  if (logDensity === Number.NEGATIVE_INFINITY) return logDensity;
  const { population, marked, drawn } = urn;
  const unmarkedLeft = population - marked - drawn;
  let term = 1;
  let sum = 1;
  for (let x = hits; term > sum * 1e-17; x++) {
    term *= ((marked - x) / (x + 1)) * ((drawn - x) / (unmarkedLeft + x + 1));
    sum += term;
  }
  return logDensity + math.log(sum);
}

/** The mirror image: the unmarked balls among the drawn. */
function logSumDownward(hits: number, { population, marked, drawn }: Urn): number {
  return logSumUpward(drawn - hits, { population, marked: population - marked, drawn });
}

/** ln(1 - e^logP), with logP = 0 where rounding has carried a sum to 1 or beyond. */
function logComplement(logP: number): number {
  if (logP >= 0) return Number.NEGATIVE_INFINITY;
  return logP > -Math.LN2 ? math.log(-math.expm1(logP)) : math.log1p(-math.exp(logP));
}
