import * as math from '../../stats/math/portable.ts';
import { logIncompleteBeta } from '../../stats/special/incomplete-beta.ts';
import { trigamma } from '../../stats/special/trigamma.ts';
import { enrichmentScore, type ScoreSide } from './enrichment-score.ts';
import { multilevelError } from './multilevel-tail.ts';
import { isEnumerated, type NullScores, randomScores } from './null-scores.ts';
import { placesOf, type RankedList } from './ranked-list.ts';
import { createTails, gridNeighbors } from './size-tails.ts';

export interface GseaOptions {
  /** Of all random sets; equal seeds give equal p-values. */
  readonly seed: number;
  /** Random sets of each size for the plain p-value and the NES, 1000 by default. */
  readonly permutations?: number | undefined;
  /** Random sets a level of the splitting, made odd, 101 by default; 0 for plain p-values only. */
  readonly sampleSize?: number | undefined;
  /** Smaller p-values are not told apart; 1e-50 by default. */
  readonly eps?: number | undefined;
  readonly side?: ScoreSide | undefined;
}

export interface GseaResult {
  /** Genes of the set in the list. */
  readonly size: number;
  readonly es: number;
  /** ES over the mean score of random sets of this size with its sign. */
  readonly nes: number;
  readonly p: number;
  /** Standard error of log2 p; 0 where p is exact. */
  readonly log2Error: number;
  /** Too few random sets with this sign reached the score: p is rather too large. */
  readonly isOverestimated: boolean;
  /** Rows, the most extreme first. */
  readonly leadingEdge: Int32Array;
}

/** Makes GSEA as `gsea` does, on threads for example. */
export type RunGsea = (
  ranked: RankedList,
  sets: readonly Int32Array[],
  options: GseaOptions,
) => GseaResult[] | Promise<GseaResult[]>;

/** With fewer random sets of the sign of a score, nothing is known of it. */
const FEWEST_OF_SIGN = 10;

/**
 * Preranked gene set enrichment analysis: scores, leading edges, and p-values by adaptive multilevel splitting.
 *
 * p = P(a random set of this size scores as far out | it has this sign). From random sets that all sizes share, where
 * these tell it more exactly than splitting would; else by splitting (`createTails`); exact where all subsets can be
 * looked at. NaN where fewer than 10 random sets have the sign. `sets`: rows. What a set gets depends on the list, its
 * genes, the options and the seed alone, so that sets may be divided among threads (`divideBySize`).
 * Accuracy: ES 1e-13 to fgsea 1.31.6; p within its `log2Error`, as fgsea's.
 * Source: A. Subramanian et al., PNAS 102 (2005) 15545, doi:10.1073/pnas.0506580102; G. Korotkevich et al., Fast gene set
 * enrichment analysis (2021), doi:10.1101/060012.
 *
 * @example
 * const ranked = rankForSets(statistic, geneIds);
 * const [first] = gsea(ranked, [rowsOfSet], { seed: 42 });
 */
export function gsea(ranked: RankedList, sets: readonly ArrayLike<number>[], options: GseaOptions): GseaResult[] {
  const { seed, permutations = 1000, sampleSize = 101, eps = 1e-50, side = 'both' } = options;
  const { weights, genes } = ranked;
  const scored = sets.map((rows) => {
    const places = placesOf(rows, ranked);
    return { size: places.length, ...enrichmentScore(places, ranked, side) };
  });
  const sizes = scored.flatMap(({ size, es }) => (Number.isNaN(es) ? [] : [size]));
  const random = randomScores(weights, sizes, permutations, seed, side);
  const tails = createTails(weights, { sampleSize, eps, seed, side });
  return scored.map(({ size, es, leadingEdge }) => {
    const unknown = { size, es, leadingEdge, nes: Number.NaN, p: Number.NaN, log2Error: Number.NaN };
    if (Number.isNaN(es)) return { ...unknown, isOverestimated: false };
    const isExact = isEnumerated(genes, size);
    const plain = compareScores(es, random.get(size)!, side, isExact);
    if (plain === undefined) return { ...unknown, isOverestimated: false };
    const result = { size, es, leadingEdge, nes: plain.nes, p: plain.p, isOverestimated: false };
    if (isExact) return { ...result, log2Error: 0 };
    const count = side === 'both' ? plain.ofSign : permutations;
    if (sampleSize === 0 || isPlainBetter(plain.asFar, permutations, sampleSize)) {
      const log2Error = Math.sqrt(trigamma(plain.asFar + 1) - trigamma(permutations + 1)) / Math.LN2;
      return { ...result, log2Error };
    }
    const share = side === 'both' ? (count + 1) / (permutations + 1) : 1;
    const tail = tails(size, es, math.log(eps * share));
    if (tail === undefined) return { ...result, p: eps, log2Error: multilevelError(eps, sampleSize) };
    const p = Math.max(eps, Math.min(1, math.exp(tail.log) / share));
    return { ...result, p, log2Error: multilevelError(p, sampleSize), isOverestimated: tail.isOverestimated };
  });
}

interface PlainComparison {
  readonly p: number;
  readonly nes: number;
  /** Random sets that score as far out. */
  readonly asFar: number;
  readonly ofSign: number;
}

/** What ascending scores of random sets say of a score; undefined where too few have its sign. */
function compareScores(es: number, scores: NullScores, side: ScoreSide, isExact: boolean): PlainComparison | undefined {
  let [atMost, atLeast, notAbove, notBelow, below, above] = [0, 0, 0, 0, 0, 0];
  for (const score of scores) {
    if (score <= es) atMost++;
    if (score >= es) atLeast++;
    if (score <= 0) {
      notAbove++;
      below += score;
    }
    if (score >= 0) {
      notBelow++;
      above += score;
    }
  }
  const own = isExact ? 0 : 1;
  const isUp = side === 'up' || (side === 'both' && es > 0);
  const [asFar, ofSign, sum] = isUp ? [atLeast, notBelow, above] : [atMost, notAbove, below];
  if (!isExact && side === 'both' && ofSign < FEWEST_OF_SIGN) return undefined;
  if (side !== 'both') {
    const mean = scores.reduce((total, score) => total + score, 0) / scores.length;
    return { p: (asFar + own) / (scores.length + own), nes: es / Math.abs(mean), asFar, ofSign };
  }
  const p = Math.min((atMost + own) / (notAbove + own), (atLeast + own) / (notBelow + own), 1);
  return { p, nes: ofSign > 0 && sum !== 0 ? es / Math.abs(sum / ofSign) : 0, asFar, ofSign };
}

/** Whether `asFar` of `permutations` random sets tell log2 p as exactly as splitting with `sampleSize` sets would. */
function isPlainBetter(asFar: number, permutations: number, sampleSize: number): boolean {
  if (asFar === 0) return false;
  const share = (asFar + 1) / (permutations + 1);
  const low = betaQuantile(0.025, asFar, permutations - asFar + 1);
  const high = betaQuantile(0.975, asFar + 1, permutations - asFar);
  const plainError = 0.5 * Math.max(math.log2(share / low), math.log2(high / share));
  return plainError <= multilevelError(share, sampleSize);
}

/** The x with I_x(a, b) = p; 1 where b is 0. */
function betaQuantile(p: number, a: number, b: number): number {
  if (b === 0) return 1;
  let low = 0;
  let high = 1;
  const logP = math.log(p);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (logIncompleteBeta(middle, 1 - middle, a, b) < logP) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Work of splitting for a size of the grid in that of the shared random sets of a size, by gene. */
const SPLITTING = 300;

/**
 * Divides sets into `parts` lists of indices that take `gsea` about as long. Sizes between two of the grid stay together, as
 * they share their splitting. `sizes` [sets].
 */
export function divideBySize(sizes: ArrayLike<number>, parts: number): Int32Array[] {
  const bySize = Int32Array.from({ length: sizes.length }, (_, i) => i).sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  /** [sets in this order] work before those of its stretch of the grid. */
  const before: number[] = [];
  let work = 0;
  let start = 0;
  let last = 0;
  let lastTop = 0;
  for (const i of bySize) {
    const size = sizes[i]!;
    const [, top] = gridNeighbors(size);
    if (top !== lastTop) {
      start = work;
      work += SPLITTING * top;
    }
    if (size !== last) work += size;
    before.push(start);
    last = size;
    lastTop = top;
  }
  const lists: number[][] = Array.from({ length: parts }, () => []);
  bySize.forEach((i, at) => {
    lists[Math.floor((before[at]! * parts) / work)]!.push(i);
  });
  return lists.map((list) => Int32Array.from(list));
}
