import { describe, expect, it } from 'vitest';
import { baselineHazard } from '../../../src/survival/cox/baseline-hazard.ts';
import { type CoxFit, type CoxOptions, fitCox } from '../../../src/survival/cox/fit-cox.ts';
import { coxResiduals } from '../../../src/survival/cox/fitted-residuals.ts';
import { hazardRatios } from '../../../src/survival/cox/hazard-ratios.ts';
import type { CoxTerm } from '../../../src/survival/cox/model-columns.ts';
import { type TimeTransform, testProportionalHazards } from '../../../src/survival/cox/proportional-hazards.ts';
import type { SurvivalQuestion } from '../../../src/survival/survival-rows.ts';
import { hasShared, whyShared } from '../../shared.ts';
import { aboveMedian, type Cohort, completeCases, dataset, gse3143, metabric, tcga, vantveer } from './cohort-data.ts';
import { expectClose, type Oracle, readOracle } from './oracle.ts';

const numbers = (cohort: Cohort, names: string): CoxTerm[] =>
  names.split(' ').map((name) => ({ name, kind: 'number', values: cohort.number(name) }));
const cells = ['squamous', 'smallcell', 'adeno', 'large'];

interface Model {
  readonly question: SurvivalQuestion;
  readonly terms: readonly CoxTerm[];
  readonly options?: CoxOptions;
}

function model(
  cohort: Cohort,
  time: string,
  event: string,
  terms: string | CoxTerm[],
  more: Partial<SurvivalQuestion> = {},
): Model {
  return {
    question: { time: cohort.number(time), event: cohort.number(event), ...more },
    terms: typeof terms === 'string' ? numbers(cohort, terms) : terms,
  };
}

function modelOf(name: string): Model {
  const lung = () => completeCases('lung_complete_case');
  const complete = () => completeCases('metabric_complete_case');
  const adjusted = 'lifr age tumor_size nodes_pos grade er_pos';
  const rotterdam = 'age meno size2 size3 grade nodes pgr er hormon chemo';
  const veteran = dataset('veteran');
  const aml = dataset('aml');
  switch (name.replace(/_(efron|breslow)$/, '')) {
    case 'aml':
      return model(aml, 'time', 'status', [{ name: 'x', kind: 'factor', values: aml.text('x') }]);
    case 'lung':
      return model(lung(), 'time', 'status', 'age sex ph.ecog');
    case 'lung_cluster_inst':
      return model(lung(), 'time', 'status', 'age sex ph.ecog', { cluster: lung().text('inst') });
    case 'lung_weighted': {
      const weights = lung()
        .number('time')
        .map((_, i) => 1 + (i % 3));
      return model(lung(), 'time', 'status', 'age sex ph.ecog', { weights });
    }
    case 'veteran_strata':
      return model(veteran, 'time', 'status', 'trt karno age', {
        strata: [veteran.text('celltype').map((cell) => String(cells.indexOf(cell)))],
      });
    case 'veteran_factor':
      return model(veteran, 'time', 'status', [
        ...numbers(veteran, 'trt karno'),
        { name: 'celltype', kind: 'factor', values: veteran.text('celltype'), levels: cells },
      ]);
    case 'rotterdam_rfs':
      return model(completeCases('rotterdam_rfs'), 'rfs_t', 'rfs_e', rotterdam);
    case 'metabric_os_lifr':
      return model(metabric(), 'os_months', 'os_event', 'lifr');
    case 'metabric_dss_lifr':
      return model(metabric(), 'os_months', 'dss_event', 'lifr');
    case 'metabric_rfs_lifr':
      return model(metabric(), 'rfs_months', 'rfs_event', 'lifr');
    case 'metabric_os_lifr_high':
      return model(metabric(), 'os_months', 'os_event', [
        { name: 'high', kind: 'number', values: aboveMedian(metabric().number('lifr')) },
      ]);
    case 'metabric_os_multi':
      return model(complete(), 'os_months', 'os_event', adjusted);
    case 'metabric_os_multi_strat_cohort':
      return model(complete(), 'os_months', 'os_event', adjusted, { strata: [complete().text('cohort')] });
    case 'metabric_os_multi_robust':
      return { ...model(complete(), 'os_months', 'os_event', adjusted), options: { robust: true } };
    case 'metabric_dss_multi':
      return model(complete(), 'os_months', 'dss_event', adjusted);
    case 'vantveer_lifr':
      return model(vantveer(), 'mfs_years', 'mfs_event', 'LIFR_log10ratio');
    case 'vantveer_lifr_er_age':
      return model(vantveer(), 'mfs_years', 'mfs_event', 'LIFR_log10ratio er age');
    case 'tcga_os_lifr':
      return model(tcga(), 'survival_months', 'os_event', 'LIFR');
    case 'tcga_os_lifr_age':
      return model(tcga(), 'survival_months', 'os_event', 'LIFR age');
    case 'gse3143_os_lifr':
      return model(gse3143(), 'os_months', 'os_event', 'LIFR');
    default:
      throw new Error(`no model of the name ${name}`);
  }
}

describe.runIf(hasShared)(`Cox regression of survival 3.5-3${whyShared}`, () => {
  const cases = hasShared ? readOracle('cox.json').cases : [];

  it.each(cases as { name: string }[])('$name', (oracle: Oracle) => {
    const { question, terms, options } = modelOf(oracle.name);
    const fit = fitCox(question, terms, { ...options, ties: oracle.ties });
    expect(fit.iterations).toBe(oracle.iter);
    expect([...fit.columns.names]).toEqual([oracle.coef_names].flat());
    const { ratio, lower, upper } = hazardRatios(fit);
    const { concordance } = fit;
    const naive = fit.naiveVariance.filter((_, at) => at % (fit.columns.names.length + 1) === 0).map(Math.sqrt);
    expectClose({
      n: [
        [fit.n, fit.events],
        [oracle.n, oracle.nevent],
      ],
      coefficients: [fit.coefficients, oracle.coef],
      variance: [fit.naiveVariance, oracle.var.flat()],
      errors: [naive, oracle.se],
      robust: [fit.isRobust ? fit.errors : NaN, oracle.robust_se],
      means: [fit.means, oracle.means],
      logLikelihood: [
        [fit.nullLogLikelihood, fit.logLikelihood],
        [oracle.loglik_null, oracle.loglik],
      ],
      tests: [
        [fit.likelihoodRatioTest.statistic, fit.scoreTest.statistic, fit.waldTest.statistic],
        [oracle.lr_test, oracle.score_test, oracle.wald_test],
      ],
      robustScore: [fit.robustScoreTest?.statistic ?? NaN, oracle.robust_score],
      ratio: [ratio, oracle.hr],
      lower: [lower, oracle.hr_lower],
      upper: [upper, oracle.hr_upper],
      z: [fit.z, oracle.z],
      p: [fit.p, oracle.p],
      concordance: [
        [concordance.concordance, concordance.error],
        [oracle.concordance, oracle.concordance_se],
      ],
      pairs: [
        [
          concordance.concordant,
          concordance.discordant,
          concordance.tiedRisk,
          concordance.tiedTime,
          concordance.tiedBoth,
        ],
        totalCounts(oracle.concordance_counts),
      ],
      criteria: [
        [fit.aic, fit.bic],
        [oracle.aic, oracle.bic],
      ],
    });
    const residuals = coxResiduals(fit);
    const baseline = baselineHazard(fit);
    expectClose({
      martingale: [residuals.martingale, oracle.martingale_first10],
      schoenfeld: [residuals.schoenfeld.values, oracle.schoenfeld_first5.flat()],
      dfbeta: [residuals.dfbeta, oracle.dfbeta_first5.flat()],
      baselineTime: [baseline.time, oracle.basehaz_time],
      baseline: [baseline.cumulativeHazard, oracle.basehaz_cumhaz],
    });
    expectProportional(fit, oracle.zph, true);
    expectProportional(fit, oracle.zph_singleterm, false);
  });
});

/** R keeps the counts of each stratum where there are several: columns of a matrix. */
function totalCounts(counts: readonly number[] | Readonly<Record<string, number>>): number[] {
  const all = Array.isArray(counts) ? counts : Object.values(counts as Readonly<Record<string, number>>);
  const strata = all.length / 5;
  return [0, 1, 2, 3, 4].map((kind) => all.slice(kind * strata, (kind + 1) * strata).reduce((a, b) => a + b, 0));
}

interface ZphTable {
  readonly rows: readonly string[];
  readonly chisq: readonly number[];
  readonly df: readonly number[];
  readonly p: readonly number[];
}

function expectProportional(
  fit: CoxFit,
  tables: Readonly<Record<string, ZphTable | { readonly error: string }>>,
  byTerm: boolean,
): void {
  for (const [transform, table] of Object.entries(tables)) {
    const test = () => testProportionalHazards(fit, transform as TimeTransform, { byTerm });
    if ('error' in table) {
      expect(test, transform).toThrow(/event has time 0/);
      continue;
    }
    const rows = test();
    expect(rows.map(({ name }) => name)).toEqual([...table.rows]);
    expectClose({
      [`${transform} chi2`]: [rows.map(({ chiSquared }) => chiSquared), table.chisq],
      [`${transform} df`]: [rows.map(({ df }) => df), table.df],
      [`${transform} p`]: [rows.map(({ p }) => p), table.p],
    });
  }
}
