import { scalePriorCount } from '../../../normalize/counts-per-million.ts';
import { negativeBinomialLogDensity } from '../../../stats/distributions/negative-binomial.ts';
import * as math from '../../../stats/math/portable.ts';
import { incompleteBeta, logIncompleteBeta } from '../../../stats/special/incomplete-beta.ts';
import type { CountProblem } from '../glm/count-problem.ts';
import { FOLD_CHANGE_PRIOR } from '../glm/fold-changes.ts';
import { type Groups, makeGroups } from '../glm/groups.ts';
import { fitOneGroup } from '../glm/one-group-fit.ts';
import { pseudoCounts } from './pseudo-counts.ts';

/** Above this sum in both groups the conditional distribution is taken as a beta distribution. */
const LARGE_SUM = 900;

/** Exact tests of two groups; all [genes]. */
export interface ExactTests {
  /** log2 fold change of the second group over the first, on counts raised by the prior count. */
  readonly logFC: Float64Array;
  readonly pvalue: Float64Array;
  readonly logPvalue: Float64Array;
}

/**
 * Exact tests for a difference between two groups, edgeR's `exactTest` with the rejection region `doubletail`: given the sum
 * of both groups, the probability of the sum of the first to be as far out on its side, doubled.
 *
 * Pseudo-counts with equal library sizes stand in for counts. Accuracy: p-values 1e-9 of edgeR 3.40.2.
 * Source: Robinson and Smyth 2008, doi:10.1093/biostatistics/kxm030.
 *
 * @param codes [samples]: 0 for the first group, 1 for the second, others take no part
 * @param dispersion [genes], positive; @param priorCount of fold changes
 */
export function testExactly(
  problem: CountProblem,
  codes: ArrayLike<number>,
  dispersion: Float64Array,
  priorCount: number = FOLD_CHANGE_PRIOR,
): ExactTests {
  const pair = makeGroups(codes, 2);
  const [n1, n] = [pair.starts[1]!, pair.starts[2]!];
  const together: Groups = { members: pair.members, starts: Int32Array.of(0, n) };
  const pseudo = pseudoCounts(problem, together, dispersion);
  const logPvalue = new Float64Array(problem.genes);
  for (let gene = 0; gene < problem.genes; gene++) {
    let first = 0;
    let second = 0;
    for (let i = 0; i < n1; i++) first += pseudo[gene * n + i]!;
    for (let i = n1; i < n; i++) second += pseudo[gene * n + i]!;
    logPvalue[gene] = logDoubleTail(first, second, n1, n - n1, dispersion[gene]!);
  }
  return { logFC: groupFoldChanges(problem, pair, dispersion, priorCount), pvalue: logPvalue.map(math.exp), logPvalue };
}

function groupFoldChanges(
  { genes, samples, counts, sizes }: CountProblem,
  pair: Groups,
  dispersion: Float64Array,
  priorCount: number,
) {
  const { members, starts } = pair;
  const prior = scalePriorCount(
    Float64Array.from(members, (j) => sizes[j]!),
    priorCount,
  );
  const places = Int32Array.from(members, (_, i) => i);
  const augmented = new Float64Array(members.length);
  const logFC = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    for (let i = 0; i < members.length; i++) augmented[i] = counts[gene * samples + members[i]!]! + prior.counts[i]!;
    const level = (first: number, end: number) =>
      fitOneGroup(augmented, prior.librarySizes, places, first, end, dispersion[gene]!, Number.NaN);
    logFC[gene] = (level(starts[1]!, starts[2]!) - level(starts[0]!, starts[1]!)) / Math.LN2;
  }
  return logFC;
}

/** ln of the two-sided p-value for sums of pseudo-counts of groups of n1 and n2 samples. */
function logDoubleTail(sum1: number, sum2: number, n1: number, n2: number, dispersion: number): number {
  const s1 = roundHalfEven(sum1);
  const s2 = roundHalfEven(sum2);
  if (s1 > LARGE_SUM && s2 > LARGE_SUM) return logBetaTail(sum1, sum2, n1, n2, dispersion);
  const s = s1 + s2;
  const mu = s / (n1 + n2);
  if (s <= 0 || s1 === n1 * mu) return 0;
  // The pseudo-counts of a group of zeros can be a little below 0: such a sum counts as 0, and the total keeps it.
  const first = Math.min(Math.max(s1, 0), s);
  const [size1, size2] = [n1 / dispersion, n2 / dispersion];
  const isLow = s1 < n1 * mu;
  // One group's sum rises as the other's falls, in steps away from the middle: the terms are ratios to the first.
  let [x, y] = isLow ? [first, s - first] : [s - first, first];
  const [sizeX, sizeY] = isLow ? [size1, size2] : [size2, size1];
  const canStop = sizeX >= 1 && sizeY >= 1;
  let term = 1;
  let tail = 1;
  while (x > 0) {
    term *= (x / (x - 1 + sizeX)) * ((y + sizeY) / (y + 1));
    tail += term;
    x--;
    y++;
    if (canStop && term < 1e-20 * tail) break;
  }
  const logFirst =
    negativeBinomialLogDensity(first, n1 * mu, dispersion / n1) +
    negativeBinomialLogDensity(s - first, n2 * mu, dispersion / n2) -
    negativeBinomialLogDensity(s, s, dispersion / (n1 + n2));
  return Math.min(Math.LN2 + logFirst + math.log(tail), 0);
}

/** As `logDoubleTail` for large sums: the share of the first group is nearly beta distributed. */
function logBetaTail(sum1: number, sum2: number, n1: number, n2: number, dispersion: number): number {
  const total = sum1 + sum2;
  const mu = total / (n1 + n2);
  const a = (n1 * mu) / (1 + dispersion * mu);
  const b = (n2 / n1) * a;
  const below = (sum1 + 0.5) / total;
  if (incompleteBeta(below, (sum2 - 0.5) / total, a, b) < 0.5) {
    return Math.LN2 + logIncompleteBeta(below, (sum2 - 0.5) / total, a, b);
  }
  const above = (sum2 + 0.5) / total;
  if (incompleteBeta(above, (sum1 - 0.5) / total, b, a) < 0.5) {
    return Math.LN2 + logIncompleteBeta(above, (sum1 - 0.5) / total, b, a);
  }
  return 0;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
