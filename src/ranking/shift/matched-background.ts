import { fillDoubles } from '../../stats/columns/fill-columns.ts';
import { normalUpperTail } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import { orderByValue, takeInOrder } from '../../stats/ranks/order-ascending.ts';
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
export function alikeGenes(
  rows: ArrayLike<number> & Iterable<number>,
  traits: readonly Float64Array[],
  size: number,
): Strata {
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
  withSite: ArrayLike<number>,
  without: ArrayLike<number>,
  values: Float64Array,
  sign: 1 | -1,
  { classOf, classes }: Strata,
): MatchedComparison {
  const members = (rows: ArrayLike<number>): number[][] => {
    const lists: number[][] = Array.from({ length: classes }, () => []);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (classOf[row]! >= 0) lists[classOf[row]!]!.push(row);
    }
    return lists;
  };
  const background = members(without);
  const own = members(withSite).map((rows, k) => (background[k]!.length > 0 ? rows : []));
  const genes = own.flat();
  const others = background.flatMap((rows, k) => (own[k]!.length > 0 ? rows : []));
  const ratios = own.map(({ length }, k) => length / background[k]!.length);
  const weights = fillDoubles(others.length, (i) => ratios[classOf[others[i]!]!]!);
  const ofRows = (rows: readonly number[]): Float64Array => takeInOrder(values, rows);
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
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    squares += weights[i]! * weights[i]!;
  }
  const values = new Float64Array(x.length + y.length);
  values.set(x);
  values.set(y, x.length);
  for (let i = 0; i < values.length; i++) values[i]! *= sign;
  const order = orderByValue(values);
  let difference = 0;
  let largest = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    difference += i < x.length ? -1 / x.length : weights[i - x.length]! / total;
    const isLast = k + 1 === order.length || values[order[k + 1]!] !== values[i];
    if (isLast) largest = Math.max(largest, difference);
  }
  const m = total ** 2 / squares;
  return math.exp((-2 * largest ** 2 * x.length * m) / (x.length + m));
}
