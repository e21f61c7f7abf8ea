import { factorCholesky, solveCholesky } from '../../linalg/cholesky.ts';
import * as math from '../../stats/math/portable.ts';

/** Twice what is left to gain in ln posterior density at which the fit stands. */
const TOLERANCE = 1e-6;
const MAX_STEPS = 100;
/** Largest share of a weight that a step may take away. */
const LARGEST_LOSS = 0.9;
/** Least share of the slope that a step must gain. */
const ARMIJO = 0.1;
const SMALLEST_STEP = 1e-8;

/** Genes without sites, [genes] and [genes x components] row-major. */
export interface SitelessGenes {
  /** Density of the estimate under each component. */
  readonly density: Float64Array;
  /** Probability of being no target. */
  readonly rest: Float64Array;
  /** Density if it is a target, times the probability of that. */
  readonly target: Float64Array;
}

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
export function learnBackground(start: Float64Array, genes: SitelessGenes, prior: Float64Array): LearnedBackground {
  const size = prior.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  let weights = start;
  let objective = differentiate(weights, genes, prior, gradient, hessian);
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
    let value = evaluate(next, genes, prior);
    while (!(value >= objective + ARMIJO * share * slope) && share > SMALLEST_STEP) {
      share /= 2;
      next = move(weights, step, share);
      value = evaluate(next, genes, prior);
    }
    // Where rounding hides what is left to gain, the fit stands as well.
    if (!(value > objective)) return { weights, steps, converged: slope < 1e-3 };
    weights = next;
    objective = differentiate(weights, genes, prior, gradient, hessian);
  }
  return { weights, steps: MAX_STEPS, converged: false };
}

function move(weights: Float64Array, step: Float64Array, share: number): Float64Array {
  return weights.map((weight, k) => weight + share * step[k]!);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** ln posterior density, but for a constant. */
function evaluate(weights: Float64Array, { density, rest, target }: SitelessGenes, prior: Float64Array): number {
  const size = weights.length;
  let value = 0;
  for (let k = 0; k < size; k++) value += prior[k]! * math.log(weights[k]!);
  for (let gene = 0, at = 0; gene < rest.length; gene++, at += size) {
    let mixture = 0;
    for (let k = 0; k < size; k++) mixture += weights[k]! * density[at + k]!;
    const all = rest[gene]! * mixture + target[gene]!;
    if (all > 0) value += math.log(all);
  }
  return value;
}

/** The same, with its gradient and the lower triangle of its negative Hessian. */
function differentiate(
  weights: Float64Array,
  { density, rest, target }: SitelessGenes,
  prior: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const size = weights.length;
  const row = new Float64Array(size);
  hessian.fill(0);
  let value = 0;
  for (let k = 0; k < size; k++) {
    value += prior[k]! * math.log(weights[k]!);
    gradient[k] = prior[k]! / weights[k]!;
    hessian[k * size + k] = prior[k]! / weights[k]! ** 2;
  }
  for (let gene = 0, at = 0; gene < rest.length; gene++, at += size) {
    let mixture = 0;
    for (let k = 0; k < size; k++) mixture += weights[k]! * density[at + k]!;
    const all = rest[gene]! * mixture + target[gene]!;
    if (!(all > 0)) continue;
    value += math.log(all);
    const scale = rest[gene]! / all;
    for (let j = 0; j < size; j++) {
      const own = scale * density[at + j]!;
      row[j] = own;
      gradient[j]! += own;
      const line = j * size;
      for (let k = 0; k <= j; k++) hessian[line + k]! += own * row[k]!;
    }
  }
  return value;
}
