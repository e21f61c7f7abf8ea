import { normalUpperTail } from '../distributions/normal.ts';
import { rankAverage } from './ranks.ts';

export interface JonckheereTest {
  /** Pairs of values from different groups in the expected order, ties counting 1/2. */
  readonly j: number;
  /** Tie-corrected normal score of j; 0 where nothing varies. */
  readonly z: number;
  /** One-sided: small where later groups have larger values. */
  readonly p: number;
}

/**
 * Jonckheere and Terpstra's test of an expected order: do values grow from group to group?
 *
 * J = sum over i < j of the Mann-Whitney U of groups i and j; mean (N^2 - sum n_i^2) / 4, variance with Kendall's
 * correction for ties in values; normal approximation without continuity correction, as R's
 * `cor.test(group, value, method = "kendall", exact = FALSE, alternative = "greater")`. No NaN; empty groups are allowed;
 * NaN for fewer than three values. Accuracy: 1e-13 relative to R.
 * Source: A. R. Jonckheere, Biometrika 41 (1954) 133, doi:10.1093/biomet/41.1-2.133; M. G. Kendall, Rank Correlation
 * Methods (1970), section 4.
 */
export function jonckheereTest(groups: readonly Float64Array[]): JonckheereTest {
  const sizes = groups.map(({ length }) => length);
  const n = sizes.reduce((sum, size) => sum + size, 0);
  if (n < 3) return { j: Number.NaN, z: Number.NaN, p: Number.NaN };
  const pooled = new Float64Array(n);
  let filled = 0;
  let j = 0;
  for (const group of groups) {
    pooled.set(group, filled);
    const before = filled;
    filled += group.length;
    if (before === 0 || group.length === 0) continue;
    const { ranks } = rankAverage(pooled.slice(0, filled));
    let sum = 0;
    for (let i = before; i < filled; i++) sum += ranks[i]!;
    j += sum - (group.length * (group.length + 1)) / 2;
  }
  const variance = jonckheereVariance(n, sizes, tieSizes(pooled));
  const mean = (n * n - sizes.reduce((sum, size) => sum + size * size, 0)) / 4;
  const z = variance > 0 ? (j - mean) / Math.sqrt(variance) : 0;
  return { j, z, p: normalUpperTail(z) };
}

function jonckheereVariance(n: number, sizes: readonly number[], ties: readonly number[]): number {
  const sum = (counts: readonly number[], term: (t: number) => number) =>
    counts.reduce((total, t) => total + term(t), 0);
  const five = (t: number) => t * (t - 1) * (2 * t + 5);
  const three = (t: number) => t * (t - 1) * (t - 2);
  const two = (t: number) => t * (t - 1);
  return (
    (five(n) - sum(sizes, five) - sum(ties, five)) / 72 +
    (sum(sizes, three) * sum(ties, three)) / (36 * three(n)) +
    (sum(sizes, two) * sum(ties, two)) / (8 * two(n))
  );
}

/** How many values are equal, for each value that occurs more than once. */
function tieSizes(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  const ties: number[] = [];
  let run = 1;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[i - 1]) run++;
    else {
      if (run > 1) ties.push(run);
      run = 1;
    }
  }
  return ties;
}
