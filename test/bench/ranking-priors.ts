/**
 * Fits what the ranking takes from other experiments (src/ranking/model/fitted-priors.ts): on any set of experiments, so that
 * the benchmark can leave out the family it judges.
 */

import { parseMirna } from '../../src/mirna/families/mirna.ts';
import { findSites } from '../../src/mirna/sites/utr-scanner.ts';
import { centerOf, standardErrors } from '../../src/ranking/changes/effect-sizes.ts';
import { targetDensities, targetMeans } from '../../src/ranking/model/effect-components.ts';
import type { RankingPriors, StrengthByType } from '../../src/ranking/model/ranking-priors.ts';
import { tiltClassOf, tiltedWeights } from '../../src/ranking/model/target-effects.ts';
import { fitTwoGroups, type TwoGroupFit } from '../../src/ranking/model/two-group-model.ts';
import { repressionModel } from '../../src/targets/repression-model.ts';
import type { Experiment, ScoredSite } from './ranking-data.ts';

export interface TrainingData {
  readonly experiments: readonly Experiment[];
  readonly utrs: ReadonlyMap<string, Uint8Array>;
  readonly scored: readonly ScoredSite[];
}

/** From where the fit starts; only what is not fitted stays. */
const startPriors: RankingPriors = {
  siteStrength: {
    conserved: { '8mer': 1, '7mer-m8': 0.7, '7mer-A1': 0.7, '6mer': 0.1 },
    notConserved: { '8mer': 0.4, '7mer-m8': 0.15, '7mer-A1': 0.15, '6mer': 0.06 },
    unknown: { '8mer': 0.7, '7mer-m8': 0.3, '7mer-A1': 0.3, '6mer': 0.06 },
  },
  codingShare: Object.fromEntries(
    Object.entries(repressionModel.coding).map(([type, log]) => [
      type,
      Math.exp(log - repressionModel.utr[type as keyof typeof repressionModel.utr]),
    ]),
  ),
  listedStrength: [0.85, 1.35, 1.5],
  unlisted: 0.05,
  siteless: 0.005,
  context: { mean: {}, sd: {}, slope: 0 },
  replication: 0.4,
  targetWeights: [0.3, 0.2, 0.15, 0.1, 0.08, 0.07, 0.05, 0.03, 0.015, 0.005],
  targetGenes: 15,
  tilt: 0.3,
  tiltSd: 0.3,
  backgroundWeights: [0.1, 0.1, 0.13, 0.2, 0.2, 0.15, 0.06, 0.03, 0.015, 0.008, 0.004, 0.003],
  backgroundGenes: 50,
  sharedBackgroundGenes: 200,
  offsetSd: 1,
  slopeSd: 0.1,
  failure: 0.2,
};

/** The two-group fit of an experiment with a list of conserved sites. */
function fitListed(experiment: Experiment, priors: RankingPriors): TwoGroupFit {
  const { sites, log2FoldChange, pvalue } = experiment;
  const errors = standardErrors({
    log2FoldChange,
    lfcSE: new Float64Array(sites.length).fill(Number.NaN),
    logPvalue: pvalue.map(Math.log),
  });
  const down = log2FoldChange.map((change) => -change);
  const center = centerOf(down, errors, (gene) => sites[gene] === 0);
  return fitTwoGroups(
    {
      repression: down.map((value) => value - center),
      standardError: errors,
      strength: sites.map((n) => (n === 0 ? priors.unlisted : priors.listedStrength[Math.min(n, 3) - 1]!)),
      siteless: Uint8Array.from(sites, (n) => Number(n === 0)),
    },
    priors,
  );
}

/** All of the priors from experiments, less those of one family. */
export function fitPriors(data: TrainingData, leftOut?: string): RankingPriors {
  const experiments = data.experiments.filter(
    ({ seed, sites }) => seed !== leftOut && sites.filter((n) => n > 0).length >= 20,
  );
  let priors = startPriors;
  for (let round = 0; round < 3; round++) priors = improve(experiments, data, priors);
  const context = fitContext(experiments, data.scored, priors);
  return { ...priors, context };
}

function improve(experiments: readonly Experiment[], { utrs }: TrainingData, priors: RankingPriors): RankingPriors {
  const fits = experiments.map((experiment) => fitListed(experiment, priors));
  const rows = experiments.flatMap((experiment, e) => utrGenes(experiment, fits[e]!, utrs));
  const { strengths, tilt } = fitStrengths(rows, priors);
  const unknown = fitUnknown(rows, tilt, strengths);
  const unlistedRows = rows.filter(({ listed }) => listed === 0);
  const unlisted = mean(unlistedRows.map((row) => strengthOf(row, strengths)));
  const byType = (v: readonly number[]): StrengthByType => ({
    '8mer': v[0]!,
    '7mer-m8': v[1]!,
    '7mer-A1': v[1]!,
    '6mer': v[2]!,
  });
  return {
    ...priors,
    siteStrength: {
      notConserved: byType(strengths.slice(0, 3)),
      conserved: byType([strengths[3]!, strengths[4]!, strengths[2]!]),
      unknown: byType(unknown),
    },
    tilt,
    listedStrength: fitListedStrength(experiments, fits),
    unlisted,
    targetWeights: average(fits.map(({ effects }) => effects.weights)),
    backgroundWeights: average(
      fits.map(({ backgroundWeights: w }) => w.subarray(0, w.length / 2).map((x, k) => x + w[w.length / 2 + k]!)),
    ),
  };
}

/** A gene whose 3' UTR is known, in one experiment. */
interface UtrGene {
  /** Sites not conserved: 8mer, 7mer, 6mer; conserved: 8mer, 7mer. */
  readonly counts: readonly number[];
  readonly listed: number;
  /** Densities of the estimate under the target components over that under the background. */
  readonly ratios: Float64Array;
  readonly weights: Float64Array;
}

/** Conserved sites are taken to be the strongest of those that are found. */
function utrGenes(
  { genes, sites, seed, log2FoldChange, pvalue }: Experiment,
  fit: TwoGroupFit,
  utrs: ReadonlyMap<string, Uint8Array>,
): UtrGene[] {
  const mirna = parseMirna('it', `U${seed}`);
  const errors = standardErrors({
    log2FoldChange,
    lfcSE: pvalue.map(() => Number.NaN),
    logPvalue: pvalue.map(Math.log),
  });
  const down = log2FoldChange.map((change) => -change);
  const center = centerOf(down, errors, (gene) => sites[gene] === 0);
  const known = [...genes.keys()].filter((gene) => utrs.has(genes[gene]!));
  const densities = targetDensities(
    Float64Array.from(known, (gene) => down[gene]! - center),
    Float64Array.from(known, (gene) => errors[gene]!),
  );
  const tilted = tiltedWeights(fit.effects);
  return known.map((gene, k) => {
    const own = findSites(utrs.get(genes[gene]!)!, mirna);
    const n8 = own.filter(({ type }) => type === '8mer').length;
    const n7 = own.filter(({ type }) => type.startsWith('7mer')).length;
    const n6 = own.filter(({ type }) => type === '6mer').length;
    const c8 = Math.min(n8, sites[gene]!);
    const c7 = Math.min(n7, sites[gene]! - c8);
    const row = densities.subarray(k * targetMeans.length, (k + 1) * targetMeans.length);
    // The background density, from the ratio that the fit had for this gene.
    const cls = sites[gene] === 0 ? 4 : tiltClassOf(Math.log(0.85));
    const f1 = row.reduce((sum, d, j) => sum + d * tilted[cls * targetMeans.length + j]!, 0);
    const f0 = f1 / Math.exp(fit.logRatio[gene]!);
    return {
      counts: [n8 - c8, n7 - c7, n6, c8, c7],
      listed: sites[gene]!,
      ratios: row.map((d) => d / f0),
      weights: fit.effects.weights,
    };
  });
}

function strengthOf({ counts }: UtrGene, strengths: readonly number[]): number {
  return counts.reduce((sum, n, k) => sum + n * strengths[k]!, 0);
}

function logLikelihood(rows: readonly UtrGene[], strengths: readonly number[], tilt: number): number {
  let sum = 0;
  const tiltedBy = new Map<Float64Array, Float64Array>();
  for (const { weights } of rows) {
    if (!tiltedBy.has(weights)) tiltedBy.set(weights, tiltedWeights({ weights, tilt }));
  }
  for (const row of rows) {
    const strength = strengthOf(row, strengths);
    if (strength === 0) continue;
    const tilted = tiltedBy.get(row.weights)!;
    const at = tiltClassOf(Math.log(strength)) * targetMeans.length;
    const ratio = row.ratios.reduce((total, r, k) => total + r * tilted[at + k]!, 0);
    const p = -Math.expm1(-strength);
    sum += Math.log(p * ratio + 1 - p);
  }
  return sum;
}

/** Greatest likelihood over ln strengths and tilt by coordinate search. */
function fitStrengths(rows: readonly UtrGene[], priors: RankingPriors) {
  const { conserved: c, notConserved: n } = priors.siteStrength;
  const start = [n['8mer']!, n['7mer-m8']!, n['6mer']!, c['8mer']!, c['7mer-m8']!].map(Math.log);
  const best = climb([...start, priors.tilt], (v) =>
    logLikelihood(rows, v.slice(0, 5).map(Math.exp), Math.max(0, v[5]!)),
  );
  return { strengths: best.slice(0, 5).map(Math.exp), tilt: Math.max(0, best[5]!) };
}

function fitUnknown(rows: readonly UtrGene[], tilt: number, s: readonly number[]): number[] {
  const pooled = rows.map((row) => ({
    ...row,
    counts: [row.counts[0]! + row.counts[3]!, row.counts[1]! + row.counts[4]!, row.counts[2]!],
  }));
  return climb([(s[0]! + s[3]!) / 2, (s[1]! + s[4]!) / 2, s[2]!].map(Math.log), (v) =>
    logLikelihood(pooled, v.map(Math.exp), tilt),
  ).map(Math.exp);
}

function fitListedStrength(experiments: readonly Experiment[], fits: readonly TwoGroupFit[]): number[] {
  return [1, 2, 3].map((n) => {
    const ratios = experiments.flatMap(({ sites }, e) =>
      [...sites.keys()]
        .filter((gene) => Math.min(3, sites[gene]!) === n)
        .map((gene) => Math.exp(Math.min(300, fits[e]!.logRatio[gene]!))),
    );
    const [x] = climb([0], ([v]) => {
      const p = -Math.expm1(-Math.exp(v!));
      return ratios.reduce((sum, r) => sum + Math.log1p(p * (r - 1)), 0);
    });
    return Math.exp(x!);
  });
}

/** How the context score of a gene's only site adds to its strength: mean and spread by type, greatest likelihood slope. */
function fitContext(
  experiments: readonly Experiment[],
  scored: readonly ScoredSite[],
  priors: RankingPriors,
): RankingPriors['context'] {
  const types = ['8mer', '7mer-m8', '7mer-A1', '6mer'];
  const scoresOf = (type: string) => scored.filter((site) => site.type === type).map(({ score }) => score);
  const meanOf = Object.fromEntries(types.map((type) => [type, mean(scoresOf(type))]));
  const sdOf = Object.fromEntries(
    types.map((type) => [type, Math.sqrt(mean(scoresOf(type).map((x) => (x - meanOf[type]!) ** 2)))]),
  );
  const rows = experiments.flatMap((experiment) => {
    const fit = fitListed(experiment, priors);
    const sitesOf = new Map<string, ScoredSite[]>();
    for (const site of scored) {
      if (site.seed === experiment.seed) sitesOf.set(site.gene, [...(sitesOf.get(site.gene) ?? []), site]);
    }
    return experiment.genes.flatMap((gene, i) => {
      const [site, ...more] = sitesOf.get(gene) ?? [];
      if (site === undefined || more.length > 0) return [];
      const known = experiment.sites[i]! > 0 ? priors.siteStrength.conserved : priors.siteStrength.notConserved;
      const z = (meanOf[site.type]! - site.score) / sdOf[site.type]!;
      return [
        {
          strength: known[site.type]!,
          z: Math.max(-2.5, Math.min(2.5, z)),
          ratio: Math.exp(Math.min(300, fit.logRatio[i]!)),
        },
      ];
    });
  });
  const [slope] = climb([0], ([b]) =>
    rows.reduce(
      (sum, { strength, z, ratio }) => sum + Math.log1p(-Math.expm1(-strength * Math.exp(b! * z)) * (ratio - 1)),
      0,
    ),
  );
  return { mean: meanOf, sd: sdOf, slope: slope! };
}

function climb(start: readonly number[], value: (v: readonly number[]) => number): number[] {
  let at = [...start];
  let best = value(at);
  const steps = at.map(() => 0.3);
  for (let round = 0; round < 40 && Math.max(...steps) > 0.005; round++) {
    for (let k = 0; k < at.length; k++) {
      const tries = [1, -1].map((sign) => at.map((x, j) => (j === k ? x + sign * steps[k]! : x)));
      const values = tries.map(value);
      const better = values.findIndex((v) => v > best);
      if (better >= 0) {
        at = tries[better]!;
        best = values[better]!;
      } else steps[k]! /= 2;
    }
  }
  return at;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** No component is ruled out: each keeps this share. */
const LEAST_SHARE = 0.002;

function average(rows: readonly Float64Array[]): number[] {
  const sums = Array.from(rows[0]!, (_, k) => Math.max(LEAST_SHARE, mean(rows.map((row) => row[k]!))));
  const total = sums.reduce((sum, x) => sum + x, 0);
  return sums.map((x) => x / total);
}
