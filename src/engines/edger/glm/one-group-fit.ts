import * as math from '../../../stats/math/portable.ts';

const LOWEST_COUNT = 1e-10;
/** Newton's steps square their error: after one this small, hardly anything is left that a double could hold. */
const NEWTON_TOLERANCE = 1e-6;
const SCORING_TOLERANCE = 1e-10;
const MAX_ITERATIONS = 50;
const LONG_STEP = 0.5;

/**
 * The log ratio beta that maximizes the negative binomial likelihood of a group, mu_j = N_j exp(beta); -Infinity for a group
 * without counts.
 *
 * Newton-Raphson from ln mean(K / N), or from `start` where that is finite; on the expected information, which does not
 * overshoot, as long as steps are long. Accuracy: 1e-12. With `isScoring` on the expected information throughout, to 1e-10,
 * in the steps of edgeR, for searches that follow the last digits.
 *
 * @param counts of one gene, [samples]; @param sizes N, [samples]; @param members which of the samples, places `first` to `end` - 1
 */
export function fitOneGroup(
  counts: Float64Array,
  sizes: Float64Array,
  members: Int32Array,
  first: number,
  end: number,
  dispersion: number,
  start: number,
  isScoring = false,
): number {
  let beta = Number.isFinite(start) ? start : logMeanRatio(counts, sizes, members, first, end);
  if (beta === Number.NEGATIVE_INFINITY) return beta;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const ratio = math.exp(beta);
    let score = 0;
    let expected = 0;
    let observed = 0;
    for (let i = first; i < end; i++) {
      const j = members[i]!;
      const count = counts[j]!;
      const mu = sizes[j]! * ratio;
      const inverse = 1 / (1 + mu * dispersion);
      const weight = mu * inverse;
      score += (count - mu) * inverse;
      expected += weight;
      observed += weight * inverse * (1 + dispersion * count);
    }
    let step = score / (isScoring ? expected : observed);
    if (Math.abs(step) > LONG_STEP) step = score / expected;
    beta += step;
    if (Math.abs(step) < (isScoring ? SCORING_TOLERANCE : NEWTON_TOLERANCE)) break;
  }
  return beta;
}

function logMeanRatio(
  counts: Float64Array,
  sizes: Float64Array,
  members: Int32Array,
  first: number,
  end: number,
): number {
  let sum = 0;
  for (let i = first; i < end; i++) {
    const j = members[i]!;
    if (counts[j]! > LOWEST_COUNT) sum += counts[j]! / sizes[j]!;
  }
  return math.log(sum / (end - first));
}
