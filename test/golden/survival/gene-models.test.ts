import { describe, expect, it } from 'vitest';
import { fitCox } from '../../../src/survival/cox/fit-cox.ts';
import type { CoxTerm } from '../../../src/survival/cox/model-columns.ts';
import { fitGeneModels, type GeneModels, planGeneModels } from '../../../src/survival/many-genes/fit-gene-models.ts';
import { hasShared, whyShared } from '../../shared.ts';
import { completeCases } from './cohort-data.ts';
import { expectClose, readSimulated } from './oracle.ts';

const { values, clinical, univariable, adjusted } = readSimulated().genes;
const question = { time: clinical.time, event: clinical.status };
const matrix = Float64Array.from(values.flat());
const covariates: CoxTerm[] = ['x1', 'x2'].map((name) => ({ name, kind: 'number', values: clinical[name] }));
const patients: number = clinical.time.length;

describe('a model for each gene, by survival 3.5-3 (simulated)', () => {
  it.each([
    { name: 'univariable', terms: [], oracle: univariable },
    { name: 'adjusted', terms: covariates, oracle: adjusted },
  ])('$name', ({ terms, oracle }) => {
    const models = fitGeneModels(planGeneModels(question, terms), matrix);
    const column = (place: number): number[] => oracle.map((row: number[]) => row[place]);
    expect([...models.iterations]).toEqual(column(2));
    expectClose({
      coefficient: [models.coefficient, column(0)],
      error: [models.error, column(1)],
      logLikelihood: [models.logLikelihood, column(3)],
    });
  });
});

/** The same as `fitCox` gene by gene, for the ways in which models differ. */
function expectGeneral(models: GeneModels, terms: CoxTerm[], more: object, ties: 'efron' | 'breslow' = 'efron'): void {
  for (let gene = 0; gene < models.n.length; gene++) {
    const expression = matrix.subarray(gene * patients, (gene + 1) * patients);
    const fit = fitCox({ ...question, ...more }, [{ name: 'gene', kind: 'number', values: expression }, ...terms], {
      ties,
    });
    expect(models.iterations[gene]).toBe(fit.iterations);
    expect(models.n[gene]).toBe(fit.n);
    expectClose(
      {
        coefficient: [models.coefficient[gene]!, fit.coefficients[0]!],
        error: [models.error[gene]!, fit.errors[0]!],
        p: [models.p[gene]!, fit.p[0]!],
      },
      1e-10,
    );
  }
}

describe('a model for each gene is that of the gene alone', () => {
  const strata = { strata: [clinical.site] };

  it.each(['efron', 'breslow'] as const)('%s, strata, univariable and adjusted', (ties) => {
    for (const terms of [[], covariates]) {
      expectGeneral(
        fitGeneModels(planGeneModels({ ...question, ...strata }, terms, ties), matrix),
        terms,
        strata,
        ties,
      );
    }
  });

  it('weights and clusters', () => {
    const more = { weights: clinical.w, cluster: clinical.family };
    expectGeneral(fitGeneModels(planGeneModels({ ...question, ...more }, covariates), matrix), covariates, more);
  });

  it('split in two it gives the same bits', () => {
    const plan = planGeneModels(question, covariates);
    const whole = fitGeneModels(plan, matrix);
    const half = 5 * patients;
    const parts = [fitGeneModels(plan, matrix.subarray(0, half)), fitGeneModels(plan, matrix.subarray(half))];
    for (const name of ['coefficient', 'error', 'p', 'logLikelihood'] as const) {
      expect([...parts[0]![name], ...parts[1]![name]]).toEqual([...whole[name]]);
    }
  });

  it('constant genes, separation and missing values are told, and no number is made up', () => {
    const odd = new Float64Array(5 * patients);
    odd.fill(3.7, 0, patients);
    for (let i = 0; i < patients; i++) {
      odd[patients + i] = clinical.status[i]; // an event for all who have 1, none for the others
      odd[2 * patients + i] = i % 4 === 0 ? Number.NaN : matrix[i]!;
      odd[3 * patients + i] = Number.NaN;
      odd[4 * patients + i] = 2 * clinical.x1[i] - clinical.x2[i];
    }
    const models = fitGeneModels(planGeneModels(question, covariates), odd);
    expect(models.status).toEqual(['constant', 'infinite', 'fitted', 'unusable', 'collinear']);
    expect([0, 1, 3].map((gene) => models.coefficient[gene])).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(models.n[2]).toBe(60);
    expect(models.coefficient[2]).not.toBeNaN();
  });
});

it.runIf(hasShared)(`METABRIC: each z-score adjusted for five covariates, as its own model${whyShared}`, () => {
  const cohort = completeCases('metabric_complete_case');
  const terms: CoxTerm[] = ['age', 'tumor_size', 'nodes_pos', 'grade', 'er_pos'].map((name) => ({
    name,
    kind: 'number',
    values: cohort.number(name),
  }));
  const os = { time: cohort.number('os_months'), event: cohort.number('os_event') };
  const expression = cohort.number('lifr');
  const models = fitGeneModels(planGeneModels(os, terms), expression);
  const fit = fitCox(os, [{ name: 'lifr', kind: 'number', values: expression }, ...terms]);
  expect(models.iterations[0]).toBe(fit.iterations);
  expectClose({ p: [models.p[0]!, fit.p[0]!], coefficient: [models.coefficient[0]!, fit.coefficients[0]!] }, 1e-10);
});
