import { describe, expect, it } from 'vitest';
import { describeFits } from '../../../src/analyses/ranking/describe-fits.ts';
import { plainBackgroundSums } from '../../../src/ranking/model/background-sums.ts';
import {
  backgroundComponents,
  backgroundDensities,
  backgroundMean,
  backgroundScales,
  targetMean,
  targetMeans,
} from '../../../src/ranking/model/effect-components.ts';
import { qValues } from '../../../src/ranking/model/false-discovery.ts';
import { learnBackground } from '../../../src/ranking/model/learn-background.ts';
import { targetProbability } from '../../../src/ranking/model/site-link.ts';
import { tiltClasses, tiltedWeights } from '../../../src/ranking/model/target-effects.ts';
import { usualPriors } from '../../../src/ranking/model/usual-priors.ts';
import { type Ranking, rankTargets } from '../../../src/ranking/rank-targets.ts';
import { strengthOfSites } from '../../../src/ranking/sites/site-strength.ts';
import { normalDensity } from '../../../src/stats/distributions/normal.ts';
import { changesOf, type PlantedStudy, plantStudy, site } from './planted-study.ts';

/** Simpson's rule. */
function integrate(f: (x: number) => number, from: number, to: number, steps = 4000): number {
  const h = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 0 ? 2 : 4) * f(from + i * h);
  return (sum * h) / 3;
}

/** Targets among all genes, as the posteriors have it. */
function expectedTargets({ genes }: Ranking): number {
  return genes.reduce((sum, { posterior }) => sum + posterior, 0);
}

describe('components of the background', () => {
  const error = 0.3;
  const scale = 0.5;
  const k = backgroundScales.indexOf(scale);

  it('are the half-normal density smeared by the standard error', () => {
    for (const x of [-1.5, -0.2, 0, 0.4, 2]) {
      const densities = backgroundDensities(Float64Array.of(x), Float64Array.of(error));
      const smeared = integrate(
        (u) => ((2 * normalDensity(u / scale)) / scale) * (normalDensity((x - u) / error) / error),
        0,
        5,
      );
      expect(densities[k]).toBeCloseTo(smeared, 9);
      const mirrored = backgroundDensities(Float64Array.of(-x), Float64Array.of(error));
      expect(densities[backgroundScales.length + k]).toBeCloseTo(mirrored[k]!, 12);
    }
  });

  it('shrink to the mean of the truth that the density implies, also far on the wrong side', () => {
    for (const x of [-6, -2, 0.1, 1.5]) {
      const weigh = (u: number): number => normalDensity(u / scale) * normalDensity((x - u) / error);
      const mean = integrate((u) => u * weigh(u), 0, 5) / integrate(weigh, 0, 5);
      expect(Math.abs(backgroundMean(x, error, k) / mean - 1)).toBeLessThan(0.02);
      expect(backgroundMean(-x, error, backgroundScales.length + k)).toBeCloseTo(-backgroundMean(x, error, k), 12);
    }
  });

  it('of targets shrink between their mean and the estimate', () => {
    const mean = targetMeans[3]!;
    expect(targetMean(mean, 0.2, 3)).toBeCloseTo(mean, 12);
    expect(targetMean(2, 1e-6, 3)).toBeCloseTo(2, 6);
    expect(targetMean(2, 1e6, 3)).toBeCloseTo(mean, 6);
  });

  it('number two a scale', () => {
    expect(backgroundComponents).toBe(2 * backgroundScales.length);
    expect(usualPriors.backgroundWeights).toHaveLength(backgroundScales.length);
    expect(usualPriors.targetWeights).toHaveLength(targetMeans.length);
  });
});

describe('what sites promise', () => {
  it('never falls with their strength, whatever the study', () => {
    for (const offset of [-3, 0, 2]) {
      for (const slope of [0.1, 1, 3]) {
        const grid = Array.from({ length: 50 }, (_, i) => targetProbability({ offset, slope }, -4 + 0.1 * i));
        expect(grid.every((p, i) => i === 0 || p >= grid[i - 1]!)).toBe(true);
      }
    }
  });

  it('is larger repression for stronger sites', () => {
    const weights = tiltedWeights({ weights: Float64Array.from(usualPriors.targetWeights), tilt: 0.8 });
    const means = Array.from({ length: tiltClasses }, (_, c) =>
      targetMeans.reduce((sum, mean, k) => sum + mean * weights[c * targetMeans.length + k]!, 0),
    );
    expect(means).toEqual([...means].sort((a, b) => a - b));
  });

  it('grows with type, number, conservation and context score', () => {
    const strength = (...sites: Parameters<typeof strengthOfSites>[0]): number =>
      strengthOfSites(sites, usualPriors).strength;
    expect(strength()).toBeLessThan(strength(site('6mer')));
    expect(strength(site('6mer'))).toBeLessThan(strength(site('7mer-A1')));
    expect(strength(site('7mer-A1'))).toBeLessThan(strength(site('8mer')));
    expect(strength(site('8mer'))).toBeLessThan(strength(site('8mer'), site('6mer')));
    const kept = (conserved: boolean) => strength({ ...site('8mer'), conserved });
    expect(kept(false)).toBeLessThan(strength(site('8mer')));
    expect(strength(site('8mer'))).toBeLessThan(kept(true));
    const scored = (contextScore: number) => strength({ ...site('8mer'), contextScore });
    expect(scored(-0.02)).toBeLessThan(strength(site('8mer')));
    expect(strength(site('8mer'))).toBeLessThan(scored(-0.4));
  });
});

describe('q-values', () => {
  it('are mean probabilities of error down to each gene, and a quarter more', () => {
    const q = qValues(Float64Array.of(0.9, Number.NaN, 1, 0.5, 0.9));
    expect([...q]).toEqual(
      [0.25 / 3, Number.NaN, 0, 0.875 / 4, 0.25 / 3].map((x) => (Number.isNaN(x) ? x : expect.closeTo(x, 12))),
    );
  });
});

interface Judged {
  readonly study: PlantedStudy;
  readonly posterior: Float64Array;
  readonly candidates: readonly number[];
}

function judge(study: PlantedStudy, effect: 'overexpression' | 'inhibition' = 'overexpression'): Judged {
  const { genes } = rankTargets(study.changes, study.sites, { effect, alpha: 0.1 });
  const posterior = new Float64Array(genes.length);
  for (const gene of genes) posterior[gene.row] = gene.posterior;
  return { study, posterior, candidates: genes.filter((gene) => gene.class === 'candidate').map(({ row }) => row) };
}

describe('posteriors on studies with known targets', () => {
  const judged = [1, 2, 3, 4, 5].map((seed) => judge(plantStudy(seed)));

  it('say how often they are right', () => {
    for (let bin = 0; bin < 10; bin++) {
      let genes = 0;
      let expected = 0;
      let found = 0;
      for (const { study, posterior } of judged) {
        posterior.forEach((p, gene) => {
          if (Math.min(9, Math.floor(10 * p)) !== bin) return;
          genes++;
          expected += p;
          found += study.target[gene]!;
        });
      }
      if (genes >= 200) expect(Math.abs(expected - found) / genes, `decile ${bin}`).toBeLessThan(0.1);
    }
  });

  it('choose candidates at the stated rate, and most of the targets that could be seen', () => {
    const rates = judged.map(({ study, candidates }) => {
      const right = candidates.filter((gene) => study.target[gene]).length;
      return { wrong: 1 - right / candidates.length, right };
    });
    const mean = rates.reduce((sum, { wrong }) => sum + wrong, 0) / rates.length;
    expect(mean).toBeLessThan(0.12);
    expect(mean).toBeGreaterThan(0.04);
    for (const { right } of rates) expect(right).toBeGreaterThan(250);
  });

  it('call nothing where nothing happened, and say so', () => {
    for (const seed of [1, 2, 3]) {
      const study = plantStudy(seed, { strength: 0, secondary: 0.2 });
      const ranking = rankTargets(study.changes, study.sites, { effect: 'overexpression', alpha: 0.1 });
      expect(ranking.genes.filter((gene) => gene.class === 'candidate')).toHaveLength(0);
      expect(expectedTargets(ranking)).toBeLessThan(2);
    }
    const { changes, sites, target } = plantStudy(1);
    const found = expectedTargets(rankTargets(changes, sites, { effect: 'overexpression', alpha: 0.1 }));
    expect(Math.abs(found / target.reduce((sum, is) => sum + is, 0) - 1)).toBeLessThan(0.2);
  });

  it('never fall with more repression, however much', () => {
    const { changes, sites } = plantStudy(9);
    const more = Array.from({ length: 40 }, (_, i) => 0.3 * i);
    const ids = more.map((_, i) => `more${i}`);
    const append = (values: Float64Array, own: readonly number[]): Float64Array => Float64Array.of(...values, ...own);
    const table = changesOf(
      [...changes.geneIds, ...ids],
      append(
        changes.log2FoldChange,
        more.map((x) => -x),
      ),
      append(
        changes.lfcSE,
        more.map(() => 0.25),
      ),
    );
    const { genes } = rankTargets(table, new Map([...sites, ...ids.map((id) => [id, [site('7mer-m8')]] as const)]), {
      effect: 'overexpression',
      alpha: 0.1,
    });
    const posterior = new Map(genes.map((gene) => [gene.geneId, gene.posterior]));
    ids.forEach((id, i) => {
      // Below 0.5 log2 a strong site without its effect may count less than the same change elsewhere.
      if (more[i]! > 0.5) expect(posterior.get(id)!).toBeGreaterThanOrEqual(posterior.get(ids[i - 1]!)! - 1e-3);
    });
    expect(posterior.get('more39')!).toBeGreaterThan(0.8);
  });

  it('turn with the effect', () => {
    const down = plantStudy(7);
    const mirrored = { ...down.changes, log2FoldChange: down.changes.log2FoldChange.map((change) => -change) };
    expect([...judge({ ...down, changes: mirrored }, 'inhibition').posterior]).toEqual([...judge(down).posterior]);
  });

  it('do not depend on the order of genes', () => {
    const { changes, sites, target } = plantStudy(8, { genes: 1000 });
    const reversed = <T extends Float64Array | Uint8Array>(values: T): T => values.slice().reverse() as T;
    const turned = {
      geneIds: [...changes.geneIds].reverse(),
      baseMean: reversed(changes.baseMean),
      log2FoldChange: reversed(changes.log2FoldChange),
      lfcSE: reversed(changes.lfcSE),
      pvalue: reversed(changes.pvalue),
      logPvalue: reversed(changes.logPvalue),
      padj: reversed(changes.padj),
    };
    const plain = judge({ changes, sites, target }).posterior;
    const other = judge({ changes: turned, sites, target: reversed(target) }).posterior;
    other.reverse().forEach((p, gene) => {
      expect(p).toBeCloseTo(plain[gene]!, 6);
    });
  });
});

describe('the background of genes without sites', () => {
  it('is where no weight gains over another, whatever it starts from', () => {
    const { changes } = plantStudy(3, { genes: 2000 });
    const density = backgroundDensities(changes.log2FoldChange, changes.lfcSE);
    const genes = {
      density,
      rest: new Float64Array(2000).fill(0.99),
      target: Float64Array.from({ length: 2000 }, (_, gene) => (gene % 7) / 1000),
    };
    const prior = new Float64Array(backgroundComponents).fill(2);
    const even = new Float64Array(backgroundComponents).fill(1 / backgroundComponents);
    const skewed = even.map((_, k) => (2 * (k + 1)) / (backgroundComponents * (backgroundComponents + 1)));
    const [one, other] = [even, skewed].map((start) => learnBackground(start, plainBackgroundSums(genes), prior));
    expect(one!.converged && other!.converged).toBe(true);
    expect(one!.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const gains = Array.from(one!.weights, (weight, k) => {
      let gain = prior[k]! / weight;
      for (let gene = 0; gene < 2000; gene++) {
        const at = gene * backgroundComponents;
        const mixture = one!.weights.reduce((sum, w, j) => sum + w * density[at + j]!, 0);
        gain += (0.99 * density[at + k]!) / (0.99 * mixture + genes.target[gene]!);
      }
      return gain;
    });
    expect(Math.max(...gains) / Math.min(...gains)).toBeLessThan(1.02);
    one!.weights.forEach((weight, k) => {
      expect(Math.abs(weight - other!.weights[k]!)).toBeLessThan(1e-3);
    });
  });
});

describe('the fit of a study', () => {
  it('comes to its end, and warns where it does not', () => {
    for (const [seed, strength] of [
      [1, 1],
      [2, 0.3],
      [3, 0],
    ] as const) {
      const { changes, sites } = plantStudy(seed, { strength, genes: 1500 });
      const [fit] = rankTargets(changes, sites, { effect: 'overexpression', alpha: 0.1 }).fits;
      expect(fit!.converged).toBe(true);
      expect(fit!.steps).toBeLessThan(500);
    }
    const notes = describeFits([{ slopes: [], converged: false, steps: 2000, isPlain: false }], ['x']);
    expect(notes.filter(({ level }) => level === 'warning').map(({ text }) => text)).toEqual([
      'the model of targets and background has not converged after 2000 steps: probabilities and their order are provisional',
    ]);
  });
});
