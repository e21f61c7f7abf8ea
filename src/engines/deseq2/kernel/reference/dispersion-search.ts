import { logExact } from '../../../../stats/math/exact-log.ts';
import type { DispersionLikelihood } from './dispersion-likelihood.ts';

/** Smallest dispersion reported. */
export const MIN_DISPERSION = 1e-8;
/** Searches and fits that take this many steps have not converged. */
export const MAX_ITERATIONS = 100;

const LOWEST_STEP = -30;
const HIGHEST_STEP = 10;
const LOG_GIVE_UP = logExact(MIN_DISPERSION / 10);
const SUFFICIENT_INCREASE = 1e-4;
const TOLERANCE = 1e-6;
const FIRST_STEP = 1;
const GRID_POINTS = 20;

export interface DispersionSearch {
  logAlpha: number;
  iterations: number;
  /** The likelihood at the start, and as the search left it (which may be one step behind `logAlpha`). */
  initialValue: number;
  lastValue: number;
}

/** Largest dispersion reported: max(10, number of samples). */
export function maxDispersion(samples: number): number {
  return Math.max(10, samples);
}

/**
 * DESeq2's line search for the ln alpha that maximizes the profile likelihood: steps along the derivative, accepted by
 * Armijo's rule, longer after success and halved after failure and at every fifth success, until the gain is below 1e-6.
 *
 * Every inequality is written as in the reference: where the likelihood is flat, they decide on its rounding noise.
 * Source: Love, Huber and Anders 2014, Methods; docs/statistics.md, "Gene-wise dispersions".
 */
export function searchDispersion(likelihood: DispersionLikelihood, start: number, result: DispersionSearch): void {
  let a = start;
  let f = likelihood.value(a);
  let slope = likelihood.derivative(a);
  let step = FIRST_STEP;
  let accepted = 0;
  result.initialValue = f;
  let iterations = 0;
  while (iterations < MAX_ITERATIONS) {
    iterations++;
    const proposal = a + step * slope;
    if (proposal < LOWEST_STEP) step = (LOWEST_STEP - a) / slope;
    if (proposal > HIGHEST_STEP) step = (HIGHEST_STEP - a) / slope;
    const next = a + step * slope;
    const value = likelihood.value(next);
    if (-1 * value <= -1 * f - step * SUFFICIENT_INCREASE * (slope * slope)) {
      accepted++;
      a = next;
      const change = value - f;
      if (change < TOLERANCE) {
        f = value;
        break;
      }
      if (a < LOG_GIVE_UP) break;
      f = value;
      slope = likelihood.derivative(a);
      step = Math.min(step * 1.1, FIRST_STEP);
      if (accepted % 5 === 0) step /= 2;
    } else {
      step /= 2;
    }
  }
  result.logAlpha = a;
  result.lastValue = f;
  result.iterations = iterations;
}

/** The best ln alpha of 20 points from ln 1e-8 to ln max(10, m), refined by 20 points one spacing to either side. */
export function gridSearchDispersion(likelihood: DispersionLikelihood, samples: number): number {
  const low = logExact(MIN_DISPERSION);
  const high = logExact(maxDispersion(samples));
  const spacing = low + (high - low) / (GRID_POINTS - 1) - low;
  const coarse = bestOnGrid(likelihood, low, high);
  return bestOnGrid(likelihood, coarse - spacing, coarse + spacing);
}

function bestOnGrid(likelihood: DispersionLikelihood, low: number, high: number): number {
  const spacing = (high - low) / (GRID_POINTS - 1);
  let best = low;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < GRID_POINTS; i++) {
    const a = i === GRID_POINTS - 1 ? high : low + i * spacing;
    const value = likelihood.value(a);
    if (value > bestValue) {
      best = a;
      bestValue = value;
    }
  }
  return best;
}
