import { describe, expect, it } from 'vitest';
import type { LimitsType } from '../../../src/survival/curves/confidence-limits.ts';
import { kaplanMeierByGroup } from '../../../src/survival/curves/curves-by-group.ts';
import { curveAt, numberAtRisk } from '../../../src/survival/curves/number-at-risk.ts';
import { restrictedMean } from '../../../src/survival/curves/restricted-mean.ts';
import { survivalQuantile } from '../../../src/survival/curves/survival-quantile.ts';
import { logRankTest } from '../../../src/survival/log-rank.ts';
import { hasShared, whyShared } from '../../shared.ts';
import { aboveMedian, dataset, gse3143, metabric, tcga, vantveer } from './cohort-data.ts';
import { expectClose, type Numbers, type Oracle, readOracle } from './oracle.ts';

const LIMITS: readonly LimitsType[] = ['log', 'log-log', 'plain', 'logit', 'arcsin'];

describe.runIf(hasShared)(`Kaplan-Meier curves of survival 3.5-3${whyShared}`, () => {
  const { cases, metabric_number_at_risk: atRisk } = hasShared ? readOracle('km.json') : { cases: [] };

  const inputOf = ({ name, input }: Oracle) => {
    if (input !== undefined) {
      return { time: input.time, event: input.status, weights: input.weights, groups: input.group };
    }
    const cohort = metabric();
    const groups = Array.from(aboveMedian(cohort.number('lifr')), (high) => (high === 1 ? 'high' : 'low'));
    const endpoint = name === 'metabric_OS_LIFR_median' ? 'os' : 'rfs';
    return { time: cohort.number(`${endpoint}_months`), event: cohort.number(`${endpoint}_event`), groups };
  };

  it.each(cases as { name: string }[])('$name', (oracle: Oracle) => {
    const { groups: labels, ...question } = inputOf(oracle);
    for (const limits of LIMITS) {
      const { groups, curves } = kaplanMeierByGroup(question, labels, { limits });
      expect(groups).toEqual(Object.keys(oracle.result[limits]));
      curves.forEach((curve, g) => {
        const wanted = oracle.result[limits][groups[g]!];
        const middle = survivalQuantile(curve);
        const quartiles = [0.25, 0.5, 0.75].map((p) => survivalQuantile(curve, p));
        expectClose({
          lower: [curve.lower, wanted.lower],
          upper: [curve.upper, wanted.upper],
          median: [
            [middle.time, middle.lower, middle.upper],
            [wanted.median, wanted.median_lcl, wanted.median_ucl],
          ],
          quantiles: [quartiles.map((q) => q.time), wanted.q],
          quantileLower: [quartiles.map((q) => q.lower), wanted.q_lower],
          quantileUpper: [quartiles.map((q) => q.upper), wanted.q_upper],
        });
        if (limits !== 'log') return;
        const mean = restrictedMean(curve);
        // R keeps the error of S, not of its logarithm, where weights are not whole.
        const isRobust = oracle.name.includes('nonint');
        const errors = curve.logError.map((error, row) => (isRobust ? error * curve.survival[row]! : error));
        expectClose({
          time: [curve.time, wanted.time],
          atRisk: [curve.atRisk, wanted.n_risk],
          died: [curve.died, wanted.n_event],
          censored: [curve.censored, wanted.n_censor],
          survival: [curve.survival, wanted.surv],
          cumulativeHazard: [curve.cumulativeHazard, wanted.cumhaz],
          n: [curve.n, wanted.n],
          mean: [
            [mean.mean, mean.error],
            [wanted.rmean, wanted.se_rmean],
          ],
          // JSON has no infinity, which the error is once S is 0.
          error: [errors.map((error) => (error === Infinity ? NaN : error)), wanted.std_err_cumhaz],
        });
      });
    }
  });

  it('numbers at risk and survival at given times', () => {
    const cohort = metabric();
    const { curves } = kaplanMeierByGroup(
      { time: cohort.number('os_months'), event: cohort.number('os_event') },
      aboveMedian(cohort.number('lifr')),
    );
    curves.forEach((curve, g) => {
      const part = (values: Numbers) => (values as number[]).slice(6 * g, 6 * g + 6);
      const times = part(atRisk.times);
      expectClose({
        atRisk: [numberAtRisk(curve, times), part(atRisk.n_risk)],
        survival: [curveAt(curve, curve.survival, times, 1), part(atRisk.surv)],
        lower: [curveAt(curve, curve.lower, times, 1), part(atRisk.lower)],
        upper: [curveAt(curve, curve.upper, times, 1), part(atRisk.upper)],
      });
    });
  });
});

describe.runIf(hasShared)(`log-rank tests of survival 3.5-3${whyShared}`, () => {
  const oracles = hasShared ? readOracle('logrank.json').cases : [];
  const metabricOf = (endpoint: string, months: string, rho: number, strata?: string) => () => {
    const cohort = metabric();
    const question = { time: cohort.number(months), event: cohort.number(endpoint) };
    const groups = aboveMedian(cohort.number('lifr'));
    return logRankTest({ ...question, strata: strata === undefined ? [] : [cohort.text(strata)] }, groups, rho);
  };
  const veteran = (group: string, rho: number, strata: string[], levels?: string[]) => () => {
    const data = dataset('veteran');
    const code = (label: string) => (levels === undefined ? label : String(levels.indexOf(label)));
    return logRankTest(
      {
        time: data.number('time'),
        event: data.number('status'),
        strata: strata.map((name) => data.text(name).map(String)),
      },
      data.text(group).map(code),
      rho,
    );
  };
  const cells = ['squamous', 'smallcell', 'adeno', 'large'];
  const lung = (strata: string[]) => () => {
    const data = dataset('lung');
    const event = data.number('status').map((status) => status - 1);
    return logRankTest(
      { time: data.number('time'), event, strata: strata.map((name) => data.text(name)) },
      data.text('sex'),
    );
  };
  const tests: Record<string, () => ReturnType<typeof logRankTest>> = {
    ovarian_rx: () => {
      const data = dataset('ovarian');
      return logRankTest({ time: data.number('futime'), event: data.number('fustat') }, data.text('rx'));
    },
    lung_sex: lung([]),
    lung_sex_strat_inst: lung(['inst']),
    veteran_celltype: veteran('celltype', 0, [], cells),
    veteran_celltype_rho1: veteran('celltype', 1, [], cells),
    veteran_trt_strat_celltype: veteran('trt', 0, ['celltype']),
    metabric_os: metabricOf('os_event', 'os_months', 0),
    metabric_dss: metabricOf('dss_event', 'os_months', 0),
    metabric_rfs: metabricOf('rfs_event', 'rfs_months', 0),
    metabric_os_strat_er: metabricOf('os_event', 'os_months', 0, 'er'),
    metabric_os_rho1: metabricOf('os_event', 'os_months', 1),
    vantveer_mfs: () => {
      const data = vantveer();
      const groups = aboveMedian(data.number('LIFR_log10ratio'));
      return logRankTest({ time: data.number('mfs_years'), event: data.number('mfs_event') }, groups);
    },
    tcga_os: () => {
      const data = tcga();
      const groups = aboveMedian(data.number('LIFR'));
      return logRankTest({ time: data.number('survival_months'), event: data.number('os_event') }, groups);
    },
    gse3143_os: () => {
      const data = gse3143();
      return logRankTest(
        { time: data.number('os_months'), event: data.number('os_event') },
        aboveMedian(data.number('LIFR')),
      );
    },
  };

  it.each(oracles as { name: string }[])('$name', (oracle: Oracle) => {
    const test = tests[oracle.name]!();
    expectClose({
      n: [test.n, oracle.n],
      observed: [test.observed, oracle.observed],
      expected: [test.expected, oracle.expected],
      variance: [test.variance, oracle.var.flat()],
      chiSquared: [test.chiSquared, oracle.chisq],
      df: [test.df, oracle.df],
      p: [test.p, oracle.p],
    });
    expect(Math.abs(test.p / oracle.p - 1)).toBeLessThan(1e-9);
  });
});
