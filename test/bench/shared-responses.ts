/** Benchmark E: does taking out what contrasts of other miRNAs share foretell another laboratory better? */

import { takeOutShared } from '../../src/analyses/ranking/take-out-shared.ts';
import { rankOverContrasts } from '../../src/ranking/rank-targets.ts';
import type { GeneSite } from '../../src/ranking/sites/site-evidence.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import type { ConservedSites, Experiment, Pair } from './ranking-data.ts';
import { type Agreement, agreement, changesOf, judgedRows, measures, sitesOf } from './replication.ts';

/** Agreements of both rankers with the judge, one a pair, means over the draws of contrasts. */
export interface SharedResult {
  readonly contrasts: number;
  readonly ours: readonly Agreement[];
  readonly simple: readonly Agreement[];
}

/** The simple ranker of the benchmark: prior standard deviation of changes, worth of a site, share that is taken out. */
const SIMPLE = { sd: 0.4, site: 0.1, fixed: 0.75 };

/**
 * Ranks each pair with `k` contrasts of other families as background, drawn `draws` times, and beside it the simple
 * ranker: change less f b c (f = .75, c the median of the others, b its slope on genes without a site), shrunken, with .1
 * for each of at most three conserved sites.
 */
export function judgeShared(
  pairs: readonly Pair[],
  experiments: readonly Experiment[],
  { bySeed }: ConservedSites,
  k: number,
  draws = 1,
): SharedResult {
  const result = pairs.map((pair, p) => {
    const others = experiments.filter(({ seed }) => seed !== pair.seed);
    const judged = judgedRows(pair);
    const found = Array.from({ length: draws }, (_, draw) => {
      const background = choose(others, k, createRandom(100 * p + draw));
      const of = (scores: Float64Array) => agreement(scores, pair.judge, judged);
      return { ours: of(scoreShared(pair, background, bySeed)), simple: of(scoreSimply(pair, background)) };
    });
    return { ours: average(found.map(({ ours }) => ours)), simple: average(found.map(({ simple }) => simple)) };
  });
  return { contrasts: k, ours: result.map(({ ours }) => ours), simple: result.map(({ simple }) => simple) };
}

function choose<T>(all: readonly T[], k: number, random: ReturnType<typeof createRandom>): readonly T[] {
  const left = [...all];
  return k >= all.length ? all : Array.from({ length: k }, () => left.splice(random.integer(left.length), 1)[0]!);
}

function scoreShared(
  pair: Experiment,
  background: readonly Experiment[],
  bySeed: ConservedSites['bySeed'],
): Float64Array {
  const results = changesOf(pair);
  const sites = sitesOf(pair);
  const site: GeneSite = { type: 'site', start: Number.NaN, end: Number.NaN, conserved: true };
  const { takenOut } = takeOutShared({
    results,
    mirnas: [{ name: pair.mirna, seed: pair.seed }],
    sites,
    background: background.map((one) => ({
      name: one.mirna,
      results: changesOf(one),
      effect: 'overexpression',
      mirnas: [{ name: one.mirna, seed: one.seed }],
      sites: new Map([...(bySeed.get(one.seed) ?? [])].map(([gene, count]) => [gene, count > 0 ? [site] : []])),
    })),
  });
  const contrast = { changes: results, effect: 'overexpression', shared: takenOut } as const;
  const { genes } = rankOverContrasts([contrast], sites, { alpha: 0.1, sites: 'conserved' });
  const scores = new Float64Array(pair.genes.length);
  for (const { row, score } of genes) scores[row] = score;
  return scores;
}

function scoreSimply(pair: Experiment, background: readonly Experiment[]): Float64Array {
  const { lfcSE: errors } = changesOf(pair);
  const siteless = [...pair.sites.keys()].filter((row) => pair.sites[row] === 0);
  const columns = background.map((one) => {
    const rowOf = new Map(one.genes.map((gene, row) => [gene, row]));
    const column = pair.genes.map((gene) => one.log2FoldChange[rowOf.get(gene) ?? -1] ?? Number.NaN);
    const center = median(siteless.map((row) => column[row]!));
    return column.map((value) => value - center);
  });
  const common = pair.genes.map((_, row) => median(columns.map((column) => column[row]!)) || 0);
  const mean = (values: readonly number[]) => siteless.reduce((sum, row) => sum + values[row]!, 0) / siteless.length;
  const change = Array.from(pair.log2FoldChange);
  const [mx, mc] = [mean(change), mean(common)];
  let [xc, cc] = [0, 0];
  for (const row of siteless) {
    xc += (change[row]! - mx) * (common[row]! - mc);
    cc += (common[row]! - mc) ** 2;
  }
  return pair.log2FoldChange.map((value, row) => {
    const left = value - (common.length > 0 && cc > 0 ? (SIMPLE.fixed * xc * common[row]!) / cc : 0);
    const shrunken = (left * SIMPLE.sd ** 2) / (SIMPLE.sd ** 2 + errors[row]! ** 2);
    return -shrunken + SIMPLE.site * Math.min(3, pair.sites[row]!);
  });
}

/** NaN of none. */
function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function average(all: readonly Agreement[]): Agreement {
  const of = (name: keyof Agreement) => all.reduce((sum, one) => sum + one[name], 0) / all.length;
  return { top100: of('top100'), precision: of('precision'), rho: of('rho'), auroc: of('auroc') };
}

/** Ours less the simple ranker by measure, with the middle 95 % of resamplings of families, and how many pairs ours wins. */
function compareShared({ ours, simple }: SharedResult, pairs: readonly Pair[], resamplings = 2000) {
  const families = [...new Set(pairs.map(({ seed }) => seed))];
  const random = createRandom(7);
  return measures.map((measure) => {
    const differences = ours.map((one, p) => one[measure] - simple[p]![measure]);
    const meanOf = (chosen: readonly string[]) => {
      const rows = chosen.flatMap((family) => [...pairs.keys()].filter((p) => pairs[p]!.seed === family));
      return rows.reduce((sum, row) => sum + differences[row]!, 0) / rows.length;
    };
    const drawn = Array.from({ length: resamplings }, () =>
      meanOf(families.map(() => families[random.integer(families.length)]!)),
    ).sort((a, b) => a - b);
    const wins = differences.filter((difference) => (measure === 'top100' ? difference < 0 : difference > 0)).length;
    const at = (p: number) => drawn[Math.round(p * (drawn.length - 1))]!;
    return { measure, difference: meanOf(families), low: at(0.025), high: at(0.975), wins };
  });
}

export function printShared(result: SharedResult, pairs: readonly Pair[], print: (text: string) => void): void {
  const line = (name: string, all: readonly Agreement[]) =>
    print(`${name.padEnd(14)}${measures.map((m) => average(all)[m].toFixed(4).padStart(10)).join('')}`);
  line(`ours, k = ${result.contrasts}`, result.ours);
  line('  simple', result.simple);
  for (const { measure, difference, low, high, wins } of compareShared(result, pairs)) {
    const interval = `${difference.toFixed(4)} (95 % of resamplings of families ${low.toFixed(4)} to ${high.toFixed(4)})`;
    print(`  ours - simple, ${measure}: ${interval}, wins ${wins} of ${pairs.length}`);
  }
}
