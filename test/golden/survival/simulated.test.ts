import { describe, expect, it } from 'vitest';
import { baselineHazard } from '../../../src/survival/cox/baseline-hazard.ts';
import { fitCox } from '../../../src/survival/cox/fit-cox.ts';
import { coxResiduals } from '../../../src/survival/cox/fitted-residuals.ts';
import type { CoxTerm } from '../../../src/survival/cox/model-columns.ts';
import { type TimeTransform, testProportionalHazards } from '../../../src/survival/cox/proportional-hazards.ts';
import { kaplanMeierByGroup } from '../../../src/survival/curves/curves-by-group.ts';
import { restrictedMean } from '../../../src/survival/curves/restricted-mean.ts';
import { survivalQuantile } from '../../../src/survival/curves/survival-quantile.ts';
import { logRankTest } from '../../../src/survival/log-rank.ts';
import { expectClose, largestError, type Numbers, type Oracle, readSimulated } from './oracle.ts';

const simulated = readSimulated();

/** Of the strata of a formula such as `Surv(time, status) ~ x1 + strata(site, arm)`. */
const strataOf = (formula: string): string[] => /strata\(([^)]*)\)/.exec(formula)?.[1]?.split(', ') ?? [];

describe('Cox models of simulated subjects by survival 3.5-3', () => {
  it.each(simulated.cox as { name: string }[])('$name', (oracle: Oracle) => {
    const { data, formula } = oracle;
    const terms: CoxTerm[] = oracle.terms.map((name: string) => ({
      name,
      kind: name === 'site' ? 'factor' : 'number',
      values: data[name],
    }));
    const fit = fitCox(
      {
        time: data.time,
        event: data.status,
        weights: data[oracle.weights],
        cluster: data[oracle.cluster],
        strata: strataOf(formula).map((name) => data[name]),
      },
      terms,
      { ties: oracle.ties },
    );
    expect(fit.columns.names).toEqual(oracle.names);
    expect(fit.iterations).toBe(oracle.iter);
    expect(fit.isInfinite.some((flag) => flag === 1)).toBe(oracle.infinite);
    // What runs away has not come to rest, in R neither.
    const tolerance = oracle.infinite ? 1e-3 : 1e-9;
    const residuals = coxResiduals(fit);
    const baseline = baselineHazard(fit);
    const { concordance: c } = fit;
    const pairs = [c.concordant, c.discordant, c.tiedRisk, c.tiedTime, c.tiedBoth, c.concordance, c.error];
    expectClose(
      {
        n: [
          [fit.n, fit.events],
          [oracle.n, oracle.nevent],
        ],
        coefficients: [fit.coefficients, oracle.coef],
        logLikelihood: [[fit.nullLogLikelihood, fit.logLikelihood], oracle.loglik],
        score: [fit.scoreTest.statistic, oracle.score],
        robustScore: [fit.robustScoreTest?.statistic ?? Number.NaN, oracle.rscore],
        means: [fit.means, oracle.means],
        criteria: [
          [fit.aic, fit.bic],
          [oracle.aic, oracle.bic],
        ],
        martingale: [residuals.martingale, oracle.martingale],
        scores: [residuals.score, oracle.scores.flat()],
        schoenfeld: [residuals.schoenfeld.values, oracle.schoenfeld.flat()],
        concordance: [pairs, oracle.concordance],
        hazardTime: [baseline.time, oracle.hazard_time],
        hazard: [baseline.cumulativeHazard, oracle.hazard],
      },
      tolerance,
    );
    if (oracle.infinite) {
      expect(fit.notes.map(({ code }) => code)).toContain('COX_INFINITE');
      return;
    }
    expectClose({
      variance: [fit.variance, oracle.var.flat()],
      naive: [fit.naiveVariance, oracle.naive.flat()],
      wald: [fit.waldTest.statistic, oracle.wald],
      dfbeta: [residuals.dfbeta, oracle.dfbeta.flat()],
    });
    for (const [transform, table] of Object.entries<Oracle>(oracle.zph)) {
      if (table === null) continue; // R's cox.zph fails where columns are redundant
      const rows = testProportionalHazards(fit, transform as TimeTransform);
      expect(rows.map(({ name }) => name)).toEqual(table.rows);
      expectClose({
        [transform]: [rows.flatMap(({ chiSquared, df, p }) => [chiSquared, df, p]), interleave(table)],
      });
    }
  });
});

const interleave = ({ chisq, df, p }: Record<'chisq' | 'df' | 'p', number[]>): number[] =>
  chisq.flatMap((value, i) => [value, df[i]!, p[i]!]);

describe('curves of simulated subjects by survival 3.5-3', () => {
  const { km_data: data, km, logrank } = simulated;
  const weightsOf: Readonly<Record<string, string>> = { none: 'one', whole: 'k', fractions: 'w' };
  const cases = Object.entries<Oracle[]>(km).flatMap(([weights, tables]) =>
    tables.map((table) => ({ weights, type: table.type, table })),
  );

  it.each(cases)('weights: $weights, limits: $type', ({ weights, table }) => {
    const { groups, curves } = kaplanMeierByGroup(
      { time: data.time, event: data.status, weights: data[weightsOf[weights]!] },
      data.site,
      { limits: table.type },
    );
    expect(groups).toEqual(['a', 'b', 'c']);
    let from = 0;
    curves.forEach((curve, g) => {
      const part = (column: Numbers): Numbers => (column as number[]).slice(from, from + table.strata[g]);
      const mean = restrictedMean(curve, Math.max(...data.time)); // R takes one horizon for all groups here
      const middle = survivalQuantile(curve);
      expectClose({
        time: [curve.time, part(table.time)],
        atRisk: [curve.atRisk, part(table.risk)],
        died: [curve.died, part(table.died)],
        survival: [curve.survival, part(table.surv)],
        lower: [curve.lower, part(table.lower)],
        upper: [curve.upper, part(table.upper)],
        mean: [
          [mean.mean, mean.error],
          [table.rmean[g], table.rmean_se[g]],
        ],
        median: [
          [middle.time, middle.lower, middle.upper],
          [table.median[g], table.lcl[g], table.ucl[g]],
        ],
      });
      from += table.strata[g];
    });
  });

  it.each(logrank as { plain: { rho: number } }[])('log-rank family, rho $plain.rho', (oracles: Oracle) => {
    for (const [name, oracle] of Object.entries<Oracle>(oracles)) {
      const strata = name === 'strata' ? [data.arm] : [];
      const test = logRankTest({ time: data.time, event: data.status, strata }, data.site, oracle.rho);
      expectClose({
        observed: [test.observed, oracle.obs],
        expected: [test.expected, oracle.exp],
        variance: [test.variance, oracle.var.flat()],
        test: [
          [test.chiSquared, test.p],
          [oracle.chisq, oracle.p],
        ],
      });
    }
  });
});

it('prints the largest error', () => {
  console.log(`largest relative difference from survival 3.5-3: ${largestError().toExponential(1)}`);
  expect(largestError()).toBeGreaterThan(0);
});
