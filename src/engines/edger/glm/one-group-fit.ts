const LOWEST_COUNT = 1e-10;
const TOLERANCE = 1e-10;
const MAX_ITERATIONS = 50;

/**
 * The log ratio beta that maximizes the negative binomial likelihood of a group, mu_j = N_j exp(beta); -Infinity for a group
 * without counts.
 *
 * Newton-Raphson on the expected information from ln mean(K / N), or from `start` where that is finite.
 *
 * @param counts from place `from`; @param sizes N; @param members which of their samples, places `first` to `end` - 1
 */
export function fitOneGroup(
  counts: Int32Array | Float64Array,
  from: number,
  sizes: Float64Array,
  members: Int32Array,
  first: number,
  end: number,
  dispersion: number,
  start: number,
): number {
  let sum = 0;
  for (let i = first; i < end; i++) {
    const j = members[i]!;
    const count = counts[from + j]!;
    if (count > LOWEST_COUNT) sum += count / sizes[j]!;
  }
  if (sum === 0) return Number.NEGATIVE_INFINITY;
  let beta = Number.isFinite(start) ? start : Math.log(sum / (end - first));
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const ratio = Math.exp(beta);
    let score = 0;
    let information = 0;
    for (let i = first; i < end; i++) {
      const j = members[i]!;
      const mu = sizes[j]! * ratio;
      const inverse = 1 / (1 + mu * dispersion);
      score += (counts[from + j]! - mu) * inverse;
      information += mu * inverse;
    }
    const step = score / information;
    beta += step;
    if (Math.abs(step) < TOLERANCE) break;
  }
  return beta;
}
