import { normalUpperTail } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import { rankAverage } from '../../stats/ranks/ranks.ts';
import { binsPerTrait, type Strata, stratify } from '../../stats/ranks/strata.ts';
import { medianShift } from '../changes/median-shift.ts';

/** How site genes differ from genes without a site of the same class. */
export interface MatchedComparison {
  /** Site genes that have any alike. */
  readonly genes: number;
  readonly medianShift: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** One-sided stratified rank-sum test (van Elteren). */
  readonly rankSumP: number;
  /** One-sided Kolmogorov-Smirnov test against the reweighted background. */
  readonly ksP: number;
}

/** Most classes a trait, by the number of traits: enough to be alike, few enough to be filled. */
const MOST_BINS = [1, 10, 5, 4];

/** Classes of genes that are alike in the traits, [size] each. */
export function alikeGenes(rows: readonly number[], traits: readonly Float64Array[], size: number): Strata {
  const most = MOST_BINS[Math.min(traits.length, MOST_BINS.length - 1)]!;
  const bins = binsPerTrait(rows.length, traits.length, most);
  return stratify(
    rows,
    traits,
    traits.map(() => bins),
    size,
  );
}

/**
 * Compares the values of site genes with those of genes without a site in the same classes; site genes whose class has
 * none are left out. Background genes count by the ratio of site to background genes of their class.
 *
 * `values` [rows]; `sign`: 1 where larger values are expected, -1 where smaller.
 * Source: van Elteren, Bull. Int. Stat. Inst. 37 (1960) 351.
 */
export function matchStrata(
  withSite: readonly number[],
  without: readonly number[],
  values: Float64Array,
  sign: 1 | -1,
  { classOf, classes }: Strata,
): MatchedComparison {
  const members = (rows: readonly number[]): number[][] => {
    const lists: number[][] = Array.from({ length: classes }, () => []);
    for (const row of rows) if (classOf[row]! >= 0) lists[classOf[row]!]!.push(row);
    return lists;
  };
  const background = members(without);
  const own = members(withSite).map((rows, k) => (background[k]!.length > 0 ? rows : []));
  const genes = own.flat();
  const others = background.flatMap((rows, k) => (own[k]!.length > 0 ? rows : []));
  const weights = Float64Array.from(others, (row) => own[classOf[row]!]!.length / background[classOf[row]!]!.length);
  const ofRows = (rows: readonly number[]): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const { shift, low, high } = medianShift(ofRows(genes), ofRows(others), weights);
  return {
    genes: genes.length,
    medianShift: shift,
    ciLow: low,
    ciHigh: high,
    rankSumP: stratifiedRankSum(own.map(ofRows), background.map(ofRows), sign),
    ksP: weightedKolmogorovSmirnov(ofRows(genes), ofRows(others), weights, sign),
  };
}

/** Sum over classes of W / (n + m + 1), standardized: the one-sided normal p. */
function stratifiedRankSum(own: readonly Float64Array[], background: readonly Float64Array[], sign: number): number {
  let deviation = 0;
  let variance = 0;
  own.forEach((x, k) => {
    const y = background[k]!;
    if (x.length === 0 || y.length === 0) return;
    const all = x.length + y.length;
    const pooled = new Float64Array(all);
    pooled.set(x);
    pooled.set(y, x.length);
    const { ranks, tieSum } = rankAverage(pooled);
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += ranks[i]!;
    deviation += (sum - (x.length * (all + 1)) / 2) / (all + 1);
    variance += ((x.length * y.length) / 12) * ((all + 1 - tieSum / (all * (all - 1))) / (all + 1) ** 2);
  });
  return variance > 0 ? normalUpperTail((sign * deviation) / Math.sqrt(variance)) : Number.NaN;
}

/** exp(-2 D^2 n m / (n + m)), D the largest excess of the weighted background's distribution function (or lack, by sign). */
function weightedKolmogorovSmirnov(x: Float64Array, y: Float64Array, weights: Float64Array, sign: number): number {
  if (x.length === 0 || y.length === 0) return Number.NaN;
  let total = 0;
  let squares = 0;
  for (const w of weights) {
    total += w;
    squares += w * w;
  }
  const points = [
    ...Array.from(x, (value) => ({ value: sign * value, step: -1 / x.length })),
    ...Array.from(y, (value, i) => ({ value: sign * value, step: weights[i]! / total })),
  ].sort((a, b) => a.value - b.value);
  let difference = 0;
  let largest = 0;
  points.forEach(({ value, step }, i) => {
    difference += step;
    if (points[i + 1]?.value !== value) largest = Math.max(largest, difference);
  });
  const m = total ** 2 / squares;
  return math.exp((-2 * largest ** 2 * x.length * m) / (x.length + m));
}
