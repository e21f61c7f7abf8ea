/**
 * The benchmarks of the ranking: replication across laboratories, search for the miRNA, planted truth, cost. Run
 * `npm run bench:ranking` (or `npm run build && node dist/test/bench/ranking.js [A] [B] [C] [D] [E] [G] [H] [cost] [seeds=N]`).
 */
import { scanFamilies } from '../../src/enrichment/seeds/family-scan.ts';
import { searchFamilies } from '../../src/enrichment/seeds/search-families.ts';
import { utrTraits } from '../../src/enrichment/seeds/utr-traits.ts';
import { scanWords } from '../../src/enrichment/seeds/word-landscape.ts';
import { conservedMirnas, groupByFamily } from '../../src/mirna/families/families.ts';
import { usualPriors } from '../../src/ranking/model/usual-priors.ts';
import { rankTargets } from '../../src/ranking/rank-targets.ts';
import { rankers } from '../../src/ranking/simple-rankers.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import { hasShared } from '../shared.ts';
import { plantStudy } from '../unit/ranking/planted-study.ts';
import { benchMovement } from './movement-benchmark.ts';
import { judgePlanted, type KnownStudy } from './planted-truth.ts';
import { readConservedSites, readExperiments, readPairs } from './ranking-data.ts';
import { knownStudy, regimes } from './ranking-simulation.ts';
import { changesOf, gain, judgeReplication, measures, resampleFamilies, sitesOf } from './replication.ts';
import { benchRepression } from './repression-benchmark.ts';
import { benchSeeds } from './seed-benchmark.ts';
import { type InhibitorsJudged, judgeInhibitors } from './shared-planted.ts';
import { judgeShared, printShared } from './shared-responses.ts';

const asked = process.argv.slice(2);
const wants = (part: string): boolean => asked.filter((arg) => !arg.includes('=')).length === 0 || asked.includes(part);
const seeds = Number(asked.find((arg) => arg.startsWith('seeds='))?.slice(6) ?? 20);
const print = (text: string): void => console.log(text);

if (!hasShared) print('A, B, C, G, H and the first half of E need ../shared, which is absent.');
if (hasShared && wants('A')) await benchReplication();
if (hasShared && (wants('B') || wants('H'))) await benchRepression(print);
if (hasShared && wants('C')) await benchSeeds(print);
if (wants('D')) await benchPlanted();
if (hasShared && wants('E')) await benchShared();
if (wants('E')) await benchInhibitors();
if (hasShared && wants('G')) await benchMovement(print);
if (wants('cost')) benchCost();

async function benchReplication(): Promise<void> {
  const experiments = await readExperiments(await readConservedSites());
  const pairs = await readPairs();
  print('\nA. Replication across laboratories; the priors have seen none of these tables');
  const byRanker = judgeReplication(pairs);
  const ours = byRanker.get('posterior')!;
  print(`${'ranker'.padEnd(12)}${measures.map((measure) => measure.padStart(10)).join('')}   pairs that ours wins`);
  for (const [ranker, agreements] of byRanker) {
    const means = measures.map((m) => agreements.reduce((sum, one) => sum + one[m], 0) / agreements.length);
    const wins = measures.map((m) => ours.filter((one, i) => gain(one, agreements[i]!, m) > 0).length);
    const won = ranker === 'posterior' ? '' : `${wins.join(' ')} of ${pairs.length}`;
    print(`${ranker.padEnd(12)}${means.map((x) => x.toFixed(4).padStart(10)).join('')}   ${won}`);
  }
  print('ours less another, and the middle 95 % of resamplings of families; * lost');
  for (const [ranker, agreements] of byRanker) {
    if (ranker === 'posterior') continue;
    const parts = measures.map((m) => {
      const [difference, low, high] = resampleFamilies(pairs, ours, agreements, m);
      const lost = m === 'top100' ? difference > 0 : difference < 0;
      return `${m} ${difference.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]${lost ? '*' : ''}`;
    });
    print(`  ${ranker.padEnd(12)}${parts.join('  ')}`);
  }
  const mir9 = experiments.find(({ mirna }) => mirna === 'hsa-miR-9-5p')!;
  const { genes } = rankTargets(changesOf(mir9), sitesOf(mir9), {
    effect: 'overexpression',
    alpha: 0.1,
    sites: 'conserved',
  });
  const lifr = genes.findIndex(({ geneId }) => geneId === 'LIFR');
  const listed = genes.filter(({ sites }) => (sites ?? []).length > 0);
  print(
    `miR-9-5p: LIFR is ${lifr + 1} of ${genes.length} expressed genes, ${listed.indexOf(genes[lifr]!) + 1} of ${listed.length} with a conserved site; posterior ${genes[lifr]!.posterior.toFixed(3)}, q ${genes[lifr]!.qValue.toFixed(3)}, ${genes[lifr]!.class}`,
  );
}

async function benchPlanted(): Promise<void> {
  print(`\nD. Planted truth: ${seeds} studies a regime (ten times as many small ones), tested by DESeq2`);
  print(
    `${'regime'.padEnd(24)}${rankers.map((ranker) => ranker.padStart(12)).join('')}   in table   FDP  candidates in-studies  power  Brier  worked`,
  );
  for (const regime of regimes) {
    const studies: KnownStudy[] = [];
    const count = regime.genes < 1000 ? 10 * seeds : seeds;
    for (let seed = 1; seed <= count; seed++) studies.push(await knownStudy(regime, seed));
    const result = judgePlanted(studies);
    const precision = [...result.averagePrecision.values()].map((x) => x.toFixed(3).padStart(12)).join('');
    print(
      `${regime.name.padEnd(24)}${precision} ${result.listed.toFixed(3).padStart(10)} ${result.falseDiscovery.toFixed(3)} ${result.candidates.toFixed(1)} ${result.calling.toFixed(2)} ${result.power.toFixed(3)} ${result.brier.toFixed(4)} ${result.worked.toFixed(2)}`,
    );
    const deciles = result.deciles
      .filter(({ genes }) => genes >= 200)
      .map(({ genes, expected, found }) => `${expected.toFixed(2)}>${found.toFixed(2)} (${genes})`);
    print(`  posterior > share of targets (genes): ${deciles.join(' ')}`);
  }
}

async function benchShared(): Promise<void> {
  const conserved = await readConservedSites();
  const experiments = await readExperiments(conserved);
  const pairs = await readPairs();
  print(
    '\nE. What contrasts of k other miRNAs share is taken out; 3 draws of the k, beside a simple ranker with f = .75',
  );
  print(`${''.padEnd(14)}${measures.map((measure) => measure.padStart(10)).join('')}`);
  for (const [k, draws] of [
    [0, 1],
    [1, 3],
    [3, 3],
    [8, 3],
    [Number.POSITIVE_INFINITY, 1],
  ] as const) {
    printShared(judgeShared(pairs, experiments, conserved, k, draws), pairs, print);
  }
}

async function benchInhibitors(): Promise<void> {
  const studies = Math.min(seeds, 10);
  print(
    `\nE. Two inhibitors against the same controls, one of a miRNA that is not there: ${studies} simulated studies`,
  );
  for (const taken of [false, true]) {
    const all: InhibitorsJudged[] = [];
    for (let seed = 1; seed <= studies; seed++) all.push(await judgeInhibitors(seed, taken));
    const mean = (of: (one: InhibitorsJudged) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length;
    print(
      `${taken ? 'taken out' : 'as it is '}: miR-21 is family ${mean((one) => one.place).toFixed(1)} on average, first in ${all.filter(({ place }) => place === 1).length}; miR-10b silent in ${all.filter(({ silent }) => silent).length}; candidates ${mean((one) => one.candidates).toFixed(1)}, true ${mean((one) => one.right).toFixed(1)}, FDP ${mean((one) => one.falseDiscovery).toFixed(3)}, of the silent one ${mean((one) => one.silentCandidates).toFixed(1)}`,
    );
  }
}

function benchCost(): void {
  print('\nCost');
  const { changes, sites } = plantStudy(1, { genes: 20_000 });
  const ranking = fastest(3, () =>
    rankTargets(changes, sites, { effect: 'overexpression', alpha: 0.1, priors: usualPriors }),
  );
  print(`ranking 20,000 genes: ${ranking.toFixed(0)} ms`);
  const random = createRandom(1);
  const utrs = Array.from({ length: 15_000 }, () =>
    Uint8Array.from({ length: Math.round(1000 * Math.exp(0.75 * random.normal())) }, () =>
      'ACGT'.charCodeAt(random.integer(4)),
    ),
  );
  const families = groupByFamily(conservedMirnas());
  const z = Float64Array.from(utrs, () => random.normal());
  const search = fastest(1, () => {
    const { utrLength, utrGc } = utrTraits(utrs);
    scanFamilies({ z, traits: [utrLength, utrGc], families: searchFamilies(families, utrs) });
  });
  const words = fastest(1, () => scanWords(utrs, { lengths: [6, 7, 8] }));
  print(
    `search of ${families.length} families in 15,000 3' UTRs: ${search.toFixed(0)} ms; all words of 6, 7 and 8: ${words.toFixed(0)} ms`,
  );
}

function fastest(times: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
