/** Benchmark A: does the order of one experiment foretell the fold changes that another laboratory measures? */

import { standardErrors } from '../../src/ranking/changes/effect-sizes.ts';
import type { RankingPriors } from '../../src/ranking/model/ranking-priors.ts';
import { rankTargets } from '../../src/ranking/rank-targets.ts';
import { type Ranker, rankers } from '../../src/ranking/simple-rankers.ts';
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

/** [genes] scores of a pair by each of the rankers. */
export function scorePair(
  pair: Pair,
  priors?: RankingPriors,
  which: readonly Ranker[] = rankers,
): Map<Ranker, Float64Array> {
  return new Map(
    which.map((ranker) => {
      const options = { effect: 'overexpression', alpha: 0.1, sites: 'conserved', ranker, priors } as const;
      const { genes } = rankTargets(changesOf(pair), sitesOf(pair), options);
      const scores = new Float64Array(pair.genes.length);
      for (const { row, score } of genes) scores[row] = score;
      return [ranker, scores];
    }),
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

export interface ReplicationResult {
  readonly pairs: readonly string[];
  /** By ranker, one agreement a pair. */
  readonly byRanker: ReadonlyMap<Ranker, readonly Agreement[]>;
  /** Means of ours less those of `soft`, and the middle 95 % of as many resamplings of genes. */
  readonly againstSoft: Readonly<
    Record<(typeof measures)[number], readonly [difference: number, low: number, high: number]>
  >;
}

export function judgeReplication(
  pairs: readonly Pair[],
  priorsOf: (pair: Pair) => RankingPriors | undefined,
  resamplings = 200,
): ReplicationResult {
  const scored = pairs.map((pair) => ({
    pair,
    scores: scorePair(pair, priorsOf(pair)),
    judged: judgedRows(pair),
  }));
  const byRanker = new Map(
    rankers.map((ranker) => [
      ranker,
      scored.map(({ pair, scores, judged }) => agreement(scores.get(ranker)!, pair.judge, judged)),
    ]),
  );
  const difference = (draw: (rows: Uint32Array) => Uint32Array): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const { pair, scores, judged } of scored) {
      const rows = draw(judged);
      const own = agreement(scores.get('posterior')!, pair.judge, rows);
      const soft = agreement(scores.get('soft')!, pair.judge, rows);
      for (const measure of measures)
        sums[measure] = (sums[measure] ?? 0) + (own[measure] - soft[measure]) / pairs.length;
    }
    return sums;
  };
  const random = createRandom(1);
  const all = difference((rows) => rows);
  const drawn = Array.from({ length: resamplings }, () =>
    difference((rows) => rows.map(() => rows[random.integer(rows.length)]!)),
  );
  const interval = (measure: (typeof measures)[number]) => {
    const sorted = drawn.map((sums) => sums[measure]!).sort((a, b) => a - b);
    const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] ?? Number.NaN;
    return [all[measure]!, at(0.025), at(0.975)] as const;
  };
  return {
    pairs: pairs.map(({ id }) => id),
    byRanker,
    againstSoft: {
      top100: interval('top100'),
      precision: interval('precision'),
      rho: interval('rho'),
      auroc: interval('auroc'),
    },
  };
}
