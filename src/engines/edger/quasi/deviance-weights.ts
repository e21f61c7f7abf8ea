import * as math from '../../../stats/math/portable.ts';
import { alphaTables, kappaTables, type WeightTables } from './weight-tables.ts';

/** One of the two factors as a function of the mean, at one dispersion. */
export type WeightOfMean = (mu: number) => number;

/** The factors that make the negative binomial unit deviance d nearly chi-squared. */
export interface DevianceWeights {
  /** alpha = 2 E / V: alpha d has about kappa degrees of freedom. */
  readonly alpha: WeightOfMean;
  /** kappa = 2 E^2 / V. */
  readonly kappa: WeightOfMean;
}

const NO_MEAN = 1e-32;
const FEW_TERMS = 50;
/** Below this the weights come from one set of tables. */
export const SMALL_DISPERSION = 0.736;
const MIDDLE = 4;
export const FIRST_POISSON = 0.02;
const SMALL_UP_TO = 60;
const MIDDLE_UP_TO = 5000;

/**
 * alpha and kappa from the mean E and variance V of the unit deviance under the negative binomial distribution with
 * dispersion phi, so that a sum of alpha d over samples has about the sum of kappa as degrees of freedom.
 *
 * From Chebyshev interpolation in the mean and phi of sums over the distribution, at phi >= 4 from up to 50 terms of the sum
 * itself; 0 for means below 1e-32. Accuracy: 5e-12 of edgeR 4.4.1, whose two peculiarities are kept: the argument of the
 * first piece for phi from 0.736 to 4, and the divisor for kappa above a mean of 250.
 * Source: Chen, Chen, Lun, Baldoni and Smyth 2025, doi:10.1093/nar/gkaf018.
 */
export function devianceWeights(dispersion: number): DevianceWeights {
  return {
    alpha: weightOfMean(dispersion, alphaTables, largeMeanAlpha, nearZeroAlpha, [80, 120], 0),
    kappa: weightOfMean(dispersion, kappaTables, largeMeanKappa, nearZeroKappa, [80, 120, 250], 1),
  };
}

function largeMeanAlpha(mu: number): number {
  return 1 - 1 / (6 * mu) - 1 / (2 * mu * mu);
}

function largeMeanKappa(mu: number): number {
  return 1 - 1 / (2.5 * mu * mu);
}

function nearZeroAlpha(mu: number): number {
  const log = math.log(mu);
  return -log / (1 + log) ** 2;
}

function nearZeroKappa(mu: number): number {
  const log = math.log(mu);
  return mu * (log / (1 + log)) ** 2;
}

function weightOfMean(
  phi: number,
  tables: WeightTables,
  largeMean: WeightOfMean,
  nearZero: WeightOfMean,
  largeBreaks: readonly number[],
  which: 0 | 1,
): WeightOfMean {
  if (phi >= MIDDLE) return (mu) => (mu < NO_MEAN ? 0 : sumFewTerms(mu, phi)[which]);
  return phi < SMALL_DISPERSION
    ? smallDispersion(phi, tables, largeMean, nearZero, largeBreaks)
    : middleDispersion(phi, tables, nearZero);
}

function smallDispersion(
  phi: number,
  tables: WeightTables,
  largeMean: WeightOfMean,
  nearZero: WeightOfMean,
  largeBreaks: readonly number[],
): WeightOfMean {
  const y = phi / (SMALL_DISPERSION / 2) - 1;
  const { breaks } = tables;
  const ratios = tables.small.map((surface) => alongDispersion(surface, y));
  const poisson = tables.poisson.map((series) => Float64Array.from(series));
  const edges = tables.smallEdges.map((series) => chebyshev(y, Float64Array.from(series)));
  const blends = tables.smallBlends.map((series) => Float64Array.from(series));
  const large = tables.smallLarge.map((series) => chebyshev(y, Float64Array.from(series)));
  const poissonAt = (mu: number): number => {
    if (mu < FIRST_POISSON) return chebyshev((2 * mu) / FIRST_POISSON - 1, poisson[0]!) * nearZero(mu);
    const k = pieceOf(mu, breaks.poisson);
    return k < poisson.length - 1 ? chebyshev(within(mu, breaks.poisson, k), poisson[k + 1]!) : largeMean(mu);
  };
  return (mu) => {
    if (mu < NO_MEAN) return 0;
    if (mu > SMALL_UP_TO) {
      let k = 0;
      while (k < largeBreaks.length && mu > largeBreaks[k]!) k++;
      return large[k]! * largeMean(mu);
    }
    if (mu > 20) {
      const k = Math.min(pieceOf(mu, breaks.smallEdges), blends.length - 1);
      const share = chebyshev(within(mu, breaks.smallEdges, k), blends[k]!);
      return (edges[k + 1]! + (edges[k]! - edges[k + 1]!) * share) * largeMean(mu);
    }
    const k = Math.min(pieceOf(mu, breaks.small), ratios.length - 1);
    return chebyshev(within(mu, breaks.small, k), ratios[k]!) * poissonAt(mu);
  };
}

function middleDispersion(phi: number, tables: WeightTables, nearZero: WeightOfMean): WeightOfMean {
  const y = phi / (MIDDLE / 2) - 1;
  const { breaks } = tables;
  const pieces = tables.middle.map((surface) => alongDispersion(surface, y));
  const edges = tables.middleEdges.map((series) => chebyshev(y, Float64Array.from(series)));
  const blends = tables.middleBlends.map((series) => Float64Array.from(series));
  return (mu) => {
    if (mu < NO_MEAN) return 0;
    if (mu >= MIDDLE_UP_TO) return edges[3]!;
    if (mu >= 50) {
      const k = mu < 100 ? 0 : mu < 1000 ? 1 : 2;
      const x = k === 0 ? 200 / mu - 3 : k === 1 ? (2000 / mu - 11) / 9 : 2500 / mu - 1.5;
      return edges[k]! + (edges[k + 1]! - edges[k]!) * chebyshev(x, blends[k]!);
    }
    const k = pieceOf(mu, breaks.middle);
    // edgeR evaluates the first piece at half the argument that it was made for.
    if (k === 0) return chebyshev(mu / breaks.middle[1]! - 1, pieces[0]!) * nearZero(mu);
    return chebyshev(within(mu, breaks.middle, k), pieces[k]!);
  };
}

/** [alpha, kappa] from the first terms of the sum over the distribution: all that count where phi is large. */
function sumFewTerms(mu: number, phi: number): readonly [number, number] {
  const terms = Math.min(Math.floor(mu * mu * phi + 10), FEW_TERMS);
  const size = 1 / phi;
  let mean = 0;
  let square = 0;
  let total = 0;
  for (let pass = 0; pass < 2; pass++) {
    let logP = -size * math.log1p(mu * phi);
    for (let k = 0; k < terms; k++) {
      const p = math.exp(logP);
      const own = k > 0 ? k * math.log(k / mu) : 0;
      const deviance = 2 * (own - (k + size) * math.log1p(((k - mu) * phi) / (1 + mu * phi)));
      if (pass === 0) total += p * deviance;
      else square += p * (deviance - mean) ** 2;
      logP += math.log(((k * phi + 1) * mu) / ((1 + mu * phi) * (k + 1)));
    }
    mean = total;
  }
  return [(2 * mean) / square, (2 * mean * mean) / square];
}

/** The piece k with breaks[k] <= mu < breaks[k + 1]; the number of pieces beyond the last. */
export function pieceOf(mu: number, breaks: readonly number[]): number {
  let k = 0;
  while (k < breaks.length - 1 && !(mu < breaks[k + 1]!)) k++;
  return k;
}

/** mu on the scale of piece k, from -1 to 1. */
function within(mu: number, breaks: readonly number[], k: number): number {
  const low = breaks[k]!;
  const high = breaks[k + 1]!;
  return (2 * mu - (low + high)) / (high - low);
}

/** A surface at one dispersion: what is left is a series in the mean. */
export function alongDispersion(surface: readonly (readonly number[])[], y: number): Float64Array {
  return Float64Array.from(surface[0]!, (_, j) =>
    chebyshev(
      y,
      Float64Array.from(surface, (row) => row[j]!),
    ),
  );
}

/** Sum of c_k T_k(x), by Clenshaw's recurrence. */
export function chebyshev(x: number, coefficients: Float64Array): number {
  let next = 0;
  let afterNext = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const value = 2 * x * next - afterNext + coefficients[k]!;
    afterNext = next;
    next = value;
  }
  return x * next - afterNext + coefficients[0]!;
}
