import { wrongArgument } from '../arguments.ts';
import { normalUpperTail } from '../stats/distributions/normal.ts';
import { type RankSumTest, rankSumTest } from '../stats/ranks/rank-sum.ts';
import { type SignedRankTest, signedRankTest } from '../stats/ranks/signed-rank.ts';
import { pairedTest, type TTest, welchTest } from './t-tests.ts';

/** One gene in two groups of samples, tumors first; missing values dropped and counted. */
export interface GroupComparison {
  readonly nTumor: number;
  readonly nNormal: number;
  readonly missing: number;
  /** Mean of the tumors less that of the normal samples, with Welch's limits. */
  readonly welch: TTest;
  readonly rankSum: RankSumTest & {
    /** Normal approximation with continuity and tie correction, whatever `p` is. */
    readonly pNormal: number;
    /** Share of pairs in which the tumor is higher, ties counting 1/2. */
    readonly auc: number;
  };
  /** Tumor less normal within patients; undefined without pairs. */
  readonly paired: { readonly n: number; readonly t: TTest; readonly signedRank: SignedRankTest } | undefined;
}

/**
 * Compares a gene between tumors and normal samples, and within the patients who gave both.
 *
 * `tumor`, `normal`: log expression, NaN where missing; `pairs`: places in both arrays of each patient with two samples.
 */
export function compareGroups(
  tumor: Float64Array,
  normal: Float64Array,
  pairs: readonly (readonly [tumor: number, normal: number])[] = [],
): GroupComparison {
  const beyond = pairs.find(([i, j]) => tumor[i] === undefined || normal[j] === undefined);
  if (beyond !== undefined) throw wrongArgument('A pair is of no sample.', beyond, 'places in `tumor` and `normal`');
  const x = tumor.filter(isKnown);
  const y = normal.filter(isKnown);
  const differences = Float64Array.from(pairs, ([i, j]) => tumor[i]! - normal[j]!).filter(isKnown);
  const test = rankSumTest(x, y);
  return {
    nTumor: x.length,
    nNormal: y.length,
    missing: tumor.length + normal.length - x.length - y.length,
    welch: welchTest(x, y),
    rankSum: { ...test, pNormal: normalP(test, x.length * y.length), auc: test.w / (x.length * y.length) },
    paired:
      differences.length === 0
        ? undefined
        : { n: differences.length, t: pairedTest(differences), signedRank: signedRankTest(differences) },
  };
}

function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}

function normalP({ w, z, exact, p }: RankSumTest, pairs: number): number {
  if (!exact) return p;
  const deviation = w - pairs / 2;
  if (deviation === 0) return 1;
  return Math.min(1, 2 * normalUpperTail(Math.abs(z) * (1 - 0.5 / Math.abs(deviation))));
}
