import * as math from '../math/portable.ts';
import { solveNonNegative } from './non-negative-quadratic.ts';

export interface MixtureProportions {
  /** [components], not negative, sum 1. */
  readonly proportions: Float64Array;
  /** sum_i ln sum_k pi_k L_ik. */
  readonly logLikelihood: number;
  /** No proportions have a log likelihood larger by more than this. */
  readonly gap: number;
}

const MAX_ITERATIONS = 200;
/** Of the largest mean gradient; times the number of rows it bounds what is left to gain. */
const TOLERANCE = 1e-13;
/** Share of the diagonal that makes the Hessian of nearly equal components positive definite. */
const RIDGE = 1e-12;
/** Least share of the slope that a step must gain. */
const ARMIJO = 0.01;
const ROUNDING = 1e-15;
const MAX_STALLS = 1;

/**
 * The proportions pi of known components that maximize sum_i ln sum_k pi_k L_ik: a convex problem, solved to rounding.
 *
 * Minimizes -(1/n) sum ln(L pi) + sum pi over pi >= 0, whose solution sums to 1, by Newton steps on the quadratic model with
 * an active set, and halved steps where the objective would rise. Ends at a duality gap n (max_k (1/n) sum_i L_ik/(L pi)_i - 1)
 * of rounding size, or where no step helps.
 * `likelihoods` [rows x components] row-major, not negative, a positive one in every row.
 * Source: Y. Kim, P. Carbonetto, M. Stephens, M. Anitescu, J. Comput. Graph. Stat. 29 (2020) 261,
 * doi:10.1080/10618600.2019.1689985 (the formulation).
 */
export function fitMixtureProportions(likelihoods: Float64Array, rows: number, components: number): MixtureProportions {
  const k = components;
  let proportions: Float64Array = new Float64Array(k).fill(1 / k);
  const mixture = new Float64Array(rows);
  const gradient = new Float64Array(k);

  const evaluate = (pi: Float64Array): number => {
    let logs = 0;
    let total = 0;
    for (let c = 0; c < k; c++) total += pi[c]!;
    for (let i = 0, at = 0; i < rows; i++, at += k) {
      let value = 0;
      for (let c = 0; c < k; c++) value += likelihoods[at + c]! * pi[c]!;
      mixture[i] = value;
      logs += math.log(value);
    }
    return total - logs / rows;
  };

  /** At the proportions of the last evaluation; returns the largest mean ratio. */
  const differentiate = (): number => {
    gradient.fill(0);
    for (let i = 0, at = 0; i < rows; i++, at += k) {
      const inverse = 1 / mixture[i]!;
      for (let c = 0; c < k; c++) gradient[c]! += likelihoods[at + c]! * inverse;
    }
    let largest = 0;
    for (let c = 0; c < k; c++) {
      const ratio = gradient[c]! / rows;
      largest = Math.max(largest, ratio);
      gradient[c] = 1 - ratio;
    }
    return largest;
  };

  /** Where the quadratic model is least over the non-negative; components that are 0 and would only shrink stay. */
  const findTarget = (): Float64Array => {
    const members = [...proportions.keys()].filter((c) => proportions[c]! > 0 || gradient[c]! < 0);
    const m = members.length;
    const hessian = new Float64Array(m * m);
    const scaled = new Float64Array(m);
    for (let i = 0, at = 0; i < rows; i++, at += k) {
      const inverse = 1 / mixture[i]!;
      for (let c = 0; c < m; c++) {
        const own = likelihoods[at + members[c]!]! * inverse;
        scaled[c] = own;
        for (let d = 0; d <= c; d++) hessian[c * m + d]! += own * scaled[d]!;
      }
    }
    const linear = new Float64Array(m);
    for (let c = 0; c < m; c++) {
      for (let d = 0; d <= c; d++) {
        hessian[c * m + d]! *= (c === d ? 1 + RIDGE : 1) / rows;
        hessian[d * m + c] = hessian[c * m + d]!;
      }
    }
    for (let c = 0; c < m; c++) {
      let value = -gradient[members[c]!]!;
      for (let d = 0; d < m; d++) value += hessian[c * m + d]! * proportions[members[d]!]!;
      linear[c] = value;
    }
    const start = Float64Array.from(members, (c) => proportions[c]!);
    const target = new Float64Array(k);
    solveNonNegative(hessian, linear, m, start).forEach((value, c) => {
      target[members[c]!] = value;
    });
    return target;
  };

  let objective = evaluate(proportions);
  let largest = differentiate();
  for (let iteration = 0, stalls = 0; iteration < MAX_ITERATIONS && stalls < MAX_STALLS; iteration++) {
    if (largest - 1 <= TOLERANCE) break;
    const target = findTarget();
    const slope = target.reduce((sum, to, c) => sum + gradient[c]! * (to - proportions[c]!), 0);
    let trial = target;
    let value = evaluate(trial);
    // Near the optimum the objective no longer tells steps apart: they are good if the gradient says so.
    const rounding = ROUNDING * Math.abs(objective);
    for (let share = 0.5; !(value <= objective + ARMIJO * 2 * share * slope + rounding) && share > 1e-12; share /= 2) {
      trial = proportions.map((pi, c) => pi + share * (target[c]! - pi));
      value = evaluate(trial);
    }
    const before = proportions;
    const largestBefore = largest;
    proportions = trial;
    largest = differentiate();
    if (-slope > rounding) {
      objective = value;
    } else if (largest < largestBefore) {
      objective = Math.min(value, objective);
    } else {
      stalls++;
      proportions = before;
      evaluate(proportions);
      largest = differentiate();
    }
  }
  const total = proportions.reduce((sum, pi) => sum + pi, 0);
  const normalized = proportions.map((pi) => pi / total);
  evaluate(normalized);
  const gap = rows * Math.max(differentiate() - 1, 0);
  return { proportions: normalized, logLikelihood: mixture.reduce((sum, value) => sum + math.log(value), 0), gap };
}
