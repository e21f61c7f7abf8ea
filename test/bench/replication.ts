/** Benchmark A: does the order of one experiment foretell the fold changes that another laboratory measures? */

import { standardErrors } from '../../src/ranking/changes/effect-sizes.ts';
import { rankTargets } from '../../src/ranking/rank-targets.ts';
import { type Ranker, rankers, scoreBy } from '../../src/ranking/simple-rankers.ts';
import type { GeneSite } from '../../src/ranking/sites/site-evidence.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import { adjustPValues } from '../../src/stats/ranks/p-adjust.ts';
import { rankAverage } from '../../src/stats/ranks/ranks.ts';
import type { Experiment, Pair } from './ranking-data.ts';

export interface Agreement {
  /** Mean fold change of the first 100 in the other laboratory, in standard deviations: the lower the better. */
  readonly top100: number;
  /** Share of the first 100 that are among its lowest 5 %. */
  readonly precision: number;
  /** Spearman's correlation of score and repression. */
  readonly rho: number;
  /** Area under the ROC curve for its lowest 5 %. */
  readonly auroc: number;
}

export const measures = ['top100', 'precision', 'rho', 'auroc'] as const;

/** The conserved sites of an experiment as sites of genes. */
export function sitesOf({ genes, sites }: Experiment): Map<string, readonly GeneSite[]> {
  const site = { type: 'site', start: Number.NaN, end: Number.NaN, conserved: true };
  return new Map(genes.map((gene, row) => [gene, Array.from({ length: sites[row]! }, () => site)]));
}

export function changesOf({ genes, log2FoldChange, logCpm, pvalue }: Experiment) {
  const lfcSE = new Float64Array(genes.length).fill(Number.NaN);
  const logPvalue = pvalue.map(Math.log);
  return {
    geneIds: genes,
    baseMean: logCpm.map((x) => 2 ** x),
    abundanceName: 'logCPM',
    log2FoldChange,
    lfcSE: standardErrors({ log2FoldChange, lfcSE, logPvalue }),
    pvalue,
    logPvalue,
    padj: adjustPValues(pvalue, 'BH'),
  };
}

/** The rankers of the program, and the best simple rule that is known: log fold change, shrunken, and 0.1 for each of up to 3 sites. */
export type JudgedRanker = Ranker | 'shrunken';

const judgedRankers: readonly JudgedRanker[] = [...rankers, 'shrunken'];

/** [genes] scores of a pair by each of the rankers. */
export function scorePair(pair: Pair, which: readonly JudgedRanker[] = judgedRankers): Map<JudgedRanker, Float64Array> {
  const changes = changesOf(pair);
  const sites = sitesOf(pair);
  return new Map(
    which.map((ranker) => {
      if (ranker === 'shrunken') return [ranker, shrunkenScores(changes, pair.sites)];
      const own = new Float64Array(pair.genes.length);
      if (ranker !== 'posterior') return [ranker, scoreBy(ranker, own, { changes, effect: 'overexpression' }, sites)];
      const { genes } = rankTargets(changes, sites, { effect: 'overexpression', alpha: 0.1, sites: 'conserved' });
      for (const { row, score } of genes) own[row] = score;
      return [ranker, own];
    }),
  );
}

/** Spread of true changes, log2, that shrinks best. */
const CHANGE_SD = 0.3;

function shrunkenScores({ log2FoldChange, lfcSE }: ReturnType<typeof changesOf>, sites: Float64Array): Float64Array {
  return log2FoldChange.map(
    (b, row) => (-b * CHANGE_SD ** 2) / (CHANGE_SD ** 2 + lfcSE[row]! ** 2) + 0.1 * Math.min(3, sites[row]!),
  );
}

/** The genes of a pair that the other laboratory measured. */
export function judgedRows({ judge }: Pair): Uint32Array {
  return Uint32Array.from(judge.keys()).filter((row) => !Number.isNaN(judge[row]!));
}

/** How well scores (the largest first) agree with the judge, over the genes given by `rows` (judged ones). */
export function agreement(scores: Float64Array, judge: Float64Array, rows: ArrayLike<number>): Agreement {
  const x = Float64Array.from(rows, (row) => scores[row]!);
  const y = Float64Array.from(rows, (row) => judge[row]!);
  const n = y.length;
  const mean = y.reduce((sum, v) => sum + v, 0) / n;
  const sd = Math.sqrt(y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
  const cut = Float64Array.from(y).sort()[Math.floor(0.05 * n) - 1]!;
  const top = Uint32Array.from(x.keys())
    .sort((a, b) => x[b]! - x[a]! || a - b)
    .subarray(0, 100);
  const ranks = rankAverage(x).ranks;
  const lowest = Uint32Array.from(y.keys()).filter((i) => y[i]! <= cut);
  const rankSum = lowest.reduce((sum, i) => sum + ranks[i]!, 0);
  return {
    top100: top.reduce((sum, i) => sum + (y[i]! - mean) / sd, 0) / top.length,
    precision: top.reduce((sum, i) => sum + Number(y[i]! <= cut), 0) / top.length,
    rho: correlation(ranks, rankAverage(y.map((v) => -v)).ranks),
    auroc: (rankSum - (lowest.length * (lowest.length + 1)) / 2) / (lowest.length * (n - lowest.length)),
  };
}

function correlation(x: Float64Array, y: Float64Array): number {
  const mean = (v: Float64Array): number => v.reduce((sum, value) => sum + value, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - mx) * (y[i]! - my);
    xx += (x[i]! - mx) ** 2;
    yy += (y[i]! - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** By ranker, one agreement a pair. */
export function judgeReplication(pairs: readonly Pair[]): Map<JudgedRanker, Agreement[]> {
  const byRanker = new Map<JudgedRanker, Agreement[]>(judgedRankers.map((ranker) => [ranker, []]));
  for (const pair of pairs) {
    const rows = judgedRows(pair);
    for (const [ranker, scores] of scorePair(pair)) byRanker.get(ranker)!.push(agreement(scores, pair.judge, rows));
  }
  return byRanker;
}

/** By how much one agreement is better than another. */
export function gain(one: Agreement, other: Agreement, measure: (typeof measures)[number]): number {
  return measure === 'top100' ? other.top100 - one.top100 : one[measure] - other[measure];
}

/** Mean difference over pairs, and the middle 95 % over resamplings of families with all of their pairs. */
export function resampleFamilies(
  pairs: readonly Pair[],
  ours: readonly Agreement[],
  theirs: readonly Agreement[],
  measure: (typeof measures)[number],
  resamplings = 2000,
): readonly [difference: number, low: number, high: number] {
  const families = [...new Set(pairs.map(({ seed }) => seed))].map((seed) =>
    pairs.flatMap((pair, i) => (pair.seed === seed ? [ours[i]![measure] - theirs[i]![measure]] : [])),
  );
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const random = createRandom(1);
  const drawn = Array.from({ length: resamplings }, () =>
    mean(families.flatMap(() => families[random.integer(families.length)]!)),
  ).sort((a, b) => a - b);
  return [mean(families.flat()), drawn[Math.round(0.025 * resamplings)]!, drawn[Math.round(0.975 * resamplings)]!];
}
