import type { MixtureSums } from './mixture-sums.ts';
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
 * Source: Y. Kim, P. Carbonetto, M. Stephens, M. Anitescu, J. Comput. Graph. Stat. 29 (2020) 261,
 * doi:10.1080/10618600.2019.1689985 (the formulation).
 */
export function fitMixtureProportions(sums: MixtureSums): MixtureProportions {
  const { rows, components: k } = sums;
  let proportions: Float64Array = new Float64Array(k).fill(1 / k);
  const gradient = new Float64Array(k);

  const evaluate = (pi: Float64Array): number => {
    let total = 0;
    for (let c = 0; c < k; c++) total += pi[c]!;
    return total - sums.mix(pi) / rows;
  };

  /** At the proportions of the last evaluation; returns the largest mean ratio. */
  const differentiate = (): number => {
    const ratios = sums.sumRatios();
    let largest = 0;
    for (let c = 0; c < k; c++) {
      const ratio = ratios[c]! / rows;
      largest = Math.max(largest, ratio);
      gradient[c] = 1 - ratio;
    }
    return largest;
  };

  /** Where the quadratic model is least over the non-negative; components that are 0 and would only shrink stay. */
  const findTarget = (): Float64Array => {
    const members = [...proportions.keys()].filter((c) => proportions[c]! > 0 || gradient[c]! < 0);
    const m = members.length;
    const hessian = sums.sumProducts(members);
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
  const logLikelihood = sums.mix(normalized);
  return { proportions: normalized, logLikelihood, gap: rows * Math.max(differentiate() - 1, 0) };
}
