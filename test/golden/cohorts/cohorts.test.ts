import { describe, expect, it } from 'vitest';
import { compareGroups } from '../../../src/cohorts/compare-groups.ts';
import { hedgesG, meanDifference } from '../../../src/cohorts/effect-sizes.ts';
import { moderatedDifference } from '../../../src/cohorts/moderated-difference.ts';
import { poolEffects } from '../../../src/cohorts/pool-effects.ts';
import { pairedTest, studentTest } from '../../../src/cohorts/t-tests.ts';
import { adjustPValues } from '../../../src/stats/ranks/p-adjust.ts';
import { hasShared, whyShared } from '../../shared.ts';
import { expectClose, type Oracle, readOracle, readSimulated } from '../survival/oracle.ts';

describe.runIf(hasShared)(`two groups and meta-analysis by R and metafor 3.8-1${whyShared}`, () => {
  const oracle = hasShared ? readOracle('tumour_normal_meta.json') : { tumour_normal: [], meta_analysis: [] };

  it.each(oracle.tumour_normal as { cohort: string; gene: string }[])('$cohort $gene', (wanted: Oracle) => {
    const tumor = Float64Array.from(wanted.tumour, (value: number | null) => value ?? Number.NaN);
    const normal = Float64Array.from(wanted.normal, (value: number | null) => value ?? Number.NaN);
    const { welch, rankSum } = compareGroups(tumor, normal);
    const student = studentTest(tumor, normal);
    const g = hedgesG(tumor, normal);
    const md = meanDifference(tumor, normal);
    expectClose({
      rankSum: [
        [rankSum.w, rankSum.pNormal, rankSum.auc],
        [wanted.W, wanted.p_cc, wanted.auc],
      ],
      welch: [
        [welch.difference, welch.t, welch.df, welch.p, welch.lower, welch.upper],
        [wanted.mean_diff, wanted.welch_t, wanted.welch_df, wanted.welch_p, ...wanted.welch_ci],
      ],
      student: [
        [student.t, student.p],
        [wanted.student_t, wanted.student_p],
      ],
      hedges: [
        [g.estimate, g.variance],
        [wanted.hedges_g, wanted.hedges_v],
      ],
      meanDifference: [
        [md.estimate, md.variance],
        [wanted.md, wanted.md_v],
      ],
    });
    if (rankSum.exact && wanted.p_exact !== null) expectClose({ exact: [rankSum.p, wanted.p_exact] });
  });

  it.each(oracle.meta_analysis as { label: string }[])('$label', ({ yi, vi, fits }: Oracle) => {
    const meta = poolEffects(yi.map((estimate: number, i: number) => ({ estimate, variance: vi[i] })));
    const { DL, FE, DL_knha: knha, DL_prediction_interval: interval } = fits;
    const { random, fixed, knappHartung: kh } = meta;
    expectClose({
      random: [
        [random.estimate, random.error, random.statistic, random.p, random.lower, random.upper],
        [DL.b, DL.se, DL.z, DL.p, ...DL.ci],
      ],
      heterogeneity: [
        [meta.tau2, meta.i2, meta.q, meta.pHeterogeneity],
        [DL.tau2, DL.I2, DL.Q, DL.Qp],
      ],
      fixed: [
        [fixed.estimate, fixed.error, fixed.statistic, fixed.p, fixed.lower, fixed.upper],
        [FE.b, FE.se, FE.z, FE.p, ...FE.ci],
      ],
      knappHartung: [
        [kh!.estimate, kh!.error, kh!.statistic, kh!.p, kh!.lower, kh!.upper],
        [knha.b, knha.se, knha.t, knha.p, ...knha.ci],
      ],
      prediction: [[meta.prediction!.lower, meta.prediction!.upper], interval],
    });
    expect(meta.isSmall).toBe(yi.length < 5);
  });

  it('adjusted p-values, with missing ones and ties', () => {
    const table = readOracle('padjust.json');
    const p = Float64Array.from(table.p, (value: number | null) => value ?? Number.NaN);
    for (const method of ['BH', 'BY', 'holm', 'bonferroni'] as const) {
      expectClose({ [method]: [adjustPValues(p, method), table[method]] });
    }
  });
});

it('moderated t of two groups by limma 3.54.1 (simulated)', () => {
  const { values, group, difference, t, p } = readSimulated().moderated;
  const isTumor = group.map((label: string) => label === 'tumor');
  const test = moderatedDifference(Float64Array.from(values.flat()), isTumor);
  expectClose({ difference: [test.difference, difference], t: [test.t, t], p: [test.p, p] });
});

it('pairs: R writes the same for t.test(paired) and wilcox.test(paired)', () => {
  // x <- c(1.83,0.50,1.62,2.48,1.68,1.88,1.55,3.06,1.30); y <- c(0.878,0.647,0.598,2.05,1.06,1.29,1.06,3.14,1.29)
  const tumor = Float64Array.of(1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3);
  const normal = Float64Array.of(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29);
  const pairs = Array.from(tumor.keys(), (i) => [i, i] as const);
  const { paired } = compareGroups(tumor, normal, pairs);
  expect(paired?.n).toBe(9);
  expect(pairedTest(tumor.map((value, i) => value - normal[i]!)).t).toBe(paired!.t.t);
  expectClose({
    t: [
      [paired!.t.t, paired!.t.df, paired!.t.p],
      [3.0353754156485913, 8, 0.0161766274349081],
    ],
    signedRank: [
      [paired!.signedRank.v, paired!.signedRank.p, paired!.signedRank.pNormal],
      [40, 0.0390625, 0.0440109840129515],
    ],
  });
});

it('one cohort is given as it is, without heterogeneity; those without an error are counted', () => {
  const meta = poolEffects([
    { estimate: -0.15, variance: 0.0011 },
    { estimate: 0.2, variance: Number.NaN },
  ]);
  expect(meta.k).toBe(1);
  expect(meta.dropped).toBe(1);
  expect(meta.random).toEqual(meta.fixed);
  expect(meta.random.estimate).toBe(-0.15);
  expect(meta.knappHartung).toBeUndefined();
  expect(meta.prediction).toBeUndefined();
  expect(meta.i2).toBeNaN();
  expect(() => poolEffects([])).toThrow('nothing to pool');
  expect(() => poolEffects([{ estimate: 1, variance: 0 }])).toThrow('positive sampling variance');
});
