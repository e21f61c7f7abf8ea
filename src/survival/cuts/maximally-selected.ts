import { Fault } from '../../fault.ts';
import { orderAscending } from '../../stats/ranks/order-ascending.ts';

/** Which share of the patients a searched cut leaves in the lower group, at least and at most. */
export interface CutRange {
  /** 0.1 by default. */
  readonly least?: number | undefined;
  /** 0.9 by default. */
  readonly most?: number | undefined;
}

export interface SelectedCut {
  /** M: the largest standardized statistic. Its own p-value means nothing: the cut was searched. */
  readonly statistic: number;
  /** The largest value in the lower group at the first maximum. */
  readonly cut: number;
  /** [candidates]: cuts tried, ascending, with their statistics and the sizes of their lower groups. */
  readonly cuts: Float64Array;
  readonly statistics: Float64Array;
  readonly sizes: Uint32Array;
}

/** Candidate cuts of a value, to be tried with any scores. */
export interface CutCandidates {
  readonly n: number;
  /** [n]: rows by value. */
  readonly order: Uint32Array;
  /** [candidates]. */
  readonly sizes: Uint32Array;
  readonly cuts: Float64Array;
}

/**
 * Cuts at the distinct values that leave m patients below, floor(N least) <= m <= floor(N most) and m >= 1.
 *
 * `values` [N] without NaN. Throws a `Fault` where no value is such a cut.
 */
export function candidateCuts(values: Float64Array, { least = 0.1, most = 0.9 }: CutRange = {}): CutCandidates {
  const n = values.length;
  const order = orderAscending(values);
  const sizes: number[] = [];
  for (let m = Math.max(1, Math.floor(n * least)); m <= Math.min(n - 1, Math.floor(n * most)); m++) {
    if (values[order[m - 1]!] !== values[order[m]!]) sizes.push(m);
  }
  if (sizes.length === 0) {
    throw new Fault({
      code: 'CUT_NO_CANDIDATE',
      message: 'No value cuts the patients into two groups of the sizes asked for.',
      found: n === 0 ? 'no values' : `${n} values from ${values[order[0]!]} to ${values[order[n - 1]!]}`,
      expected: `a cut with ${least} to ${most} of the patients below it`,
      hint: 'Leave out genes that are constant or mostly one value, or widen the range.',
    });
  }
  const cuts = Float64Array.from(sizes, (m) => values[order[m - 1]!]!);
  return { n, order, sizes: Uint32Array.from(sizes), cuts };
}

/**
 * The cut at which linear rank scores differ most between the two sides.
 *
 * T_m = |sum of the m lower scores - m A / N| / sqrt(V), V = m (N - m) / (N^2 (N - 1)) (N sum a^2 - A^2), A = sum a; the first
 * maximum counts. Accuracy: 1e-12 relative to maxstat 0.7-25. Source: B. Lausen, M. Schumacher, Biometrics 48 (1992) 73,
 * doi:10.2307/2532740.
 */
export function selectCut(candidates: CutCandidates, scores: Float64Array): SelectedCut {
  const { n, order, sizes, cuts } = candidates;
  const statistics = new Float64Array(sizes.length);
  const spread = scoreSpread(scores);
  let below = 0;
  let done = 0;
  let best = 0;
  sizes.forEach((m, c) => {
    for (; done < m; done++) below += scores[order[done]!]!;
    statistics[c] = standardized(below, m, n, spread);
    if (statistics[c]! > statistics[best]!) best = c;
  });
  return { statistic: statistics[best]!, cut: cuts[best]!, cuts, statistics, sizes };
}

/** The largest statistic alone, for scores that are permuted many times. */
export function largestStatistic(
  { n, order, sizes }: CutCandidates,
  scores: Float64Array,
  spread: ScoreSpread,
): number {
  let below = 0;
  let done = 0;
  let most = 0;
  for (let c = 0; c < sizes.length; c++) {
    const m = sizes[c]!;
    for (; done < m; done++) below += scores[order[done]!]!;
    const statistic = standardized(below, m, n, spread);
    if (statistic > most) most = statistic;
  }
  return most;
}

export interface ScoreSpread {
  readonly sum: number;
  /** N sum a^2 - (sum a)^2. */
  readonly square: number;
}

export function scoreSpread(scores: Float64Array): ScoreSpread {
  let sum = 0;
  let squares = 0;
  for (const score of scores) {
    sum += score;
    squares += score * score;
  }
  return { sum, square: scores.length * squares - sum * sum };
}

function standardized(below: number, m: number, n: number, { sum, square }: ScoreSpread): number {
  const variance = ((m * (n - m)) / (n * n * (n - 1))) * square;
  return variance > 0 ? Math.abs(below - (m / n) * sum) / Math.sqrt(variance) : 0;
}
