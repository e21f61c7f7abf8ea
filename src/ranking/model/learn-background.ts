import { factorCholesky, solveCholesky } from '../../linalg/cholesky.ts';
import * as math from '../../stats/math/portable.ts';
import type { BackgroundSums } from './background-sums.ts';

/** Twice what is left to gain in ln posterior density at which the fit stands. */
const TOLERANCE = 1e-6;
const MAX_STEPS = 100;
/** Largest share of a weight that a step may take away. */
const LARGEST_LOSS = 0.9;
/** Least share of the slope that a step must gain. */
const ARMIJO = 0.1;
const SMALLEST_STEP = 1e-8;

export interface LearnedBackground {
  /** [components], > 0, sum 1. */
  readonly weights: Float64Array;
  readonly steps: number;
  readonly converged: boolean;
}

/**
 * Weights of the background components that make the estimates of genes without sites most probable, with a prior of
 * `prior` > 0 [components] genes: a convex problem with its solution inside, found by Newton's method on the plane of sum 1.
 *
 * Source: S. Boyd, L. Vandenberghe, Convex Optimization (2004), 10.2 (Newton's method with equality constraints).
 */
export function learnBackground(start: Float64Array, sums: BackgroundSums, prior: Float64Array): LearnedBackground {
  const size = prior.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  let weights = start;
  let objective = differentiate(weights, sums, prior, gradient, hessian);
  for (let steps = 1; steps <= MAX_STEPS; steps++) {
    if (!factorCholesky(hessian, size)) return { weights, steps, converged: false };
    const step = Float64Array.from(gradient);
    solveCholesky(hessian, size, step);
    const ones = new Float64Array(size).fill(1);
    solveCholesky(hessian, size, ones);
    const multiplier = sum(step) / sum(ones);
    for (let k = 0; k < size; k++) step[k]! -= multiplier * ones[k]!;
    const slope = step.reduce((total, d, k) => total + d * gradient[k]!, 0);
    if (slope < TOLERANCE) return { weights, steps, converged: true };
    let share = 1;
    for (let k = 0; k < size; k++) if (step[k]! < 0) share = Math.min(share, (-LARGEST_LOSS * weights[k]!) / step[k]!);
    let next = move(weights, step, share);
    let value = sums.evaluate(next, logPrior(next, prior));
    while (!(value >= objective + ARMIJO * share * slope) && share > SMALLEST_STEP) {
      share /= 2;
      next = move(weights, step, share);
      value = sums.evaluate(next, logPrior(next, prior));
    }
    // Where rounding hides what is left to gain, the fit stands as well.
    if (!(value > objective)) return { weights, steps, converged: slope < 1e-3 };
    weights = next;
    objective = differentiate(weights, sums, prior, gradient, hessian);
  }
  return { weights, steps: MAX_STEPS, converged: false };
}

function move(weights: Float64Array, step: Float64Array, share: number): Float64Array {
  return weights.map((weight, k) => weight + share * step[k]!);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** ln prior density of the weights, but for a constant. */
function logPrior(weights: Float64Array, prior: Float64Array): number {
  let value = 0;
  for (let k = 0; k < weights.length; k++) value += prior[k]! * math.log(weights[k]!);
  return value;
}

/** ln posterior density, but for a constant, with its gradient and the lower triangle of its negative Hessian. */
function differentiate(
  weights: Float64Array,
  sums: BackgroundSums,
  prior: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const size = weights.length;
  hessian.fill(0);
  for (let k = 0; k < size; k++) {
    gradient[k] = prior[k]! / weights[k]!;
    hessian[k * size + k] = prior[k]! / weights[k]! ** 2;
  }
  return sums.differentiate(weights, logPrior(weights, prior), gradient, hessian);
}
