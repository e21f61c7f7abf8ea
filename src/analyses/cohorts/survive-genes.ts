import { normalUpperQuantile } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import { adjustPValues, orderPValues } from '../../stats/ranks/p-adjust.ts';
import { type CoxFit, fitCox } from '../../survival/cox/fit-cox.ts';
import type { CoxTerm } from '../../survival/cox/model-columns.ts';
import { testProportionalHazards } from '../../survival/cox/proportional-hazards.ts';
import type { TiesMethod } from '../../survival/cox/risk-sets.ts';
import { fitGeneModels, type GeneModelStatus, planGeneModels } from '../../survival/many-genes/fit-gene-models.ts';
import type { Cohort, Endpoint } from './join-cohort.ts';

/** What is asked of genes in a cohort. */
export interface SurvivalQuestionOfGenes {
  readonly cohort: Cohort;
  readonly endpoint: Endpoint;
  /** Rows of `cohort.values`; all by default. */
  readonly genes?: readonly number[] | undefined;
  /** Beside the gene in an adjusted model; none by default. */
  readonly covariates?: readonly CoxTerm[] | undefined;
  readonly ties?: TiesMethod | undefined;
}

/** One gene in one model. */
export interface GeneModel {
  readonly geneId: string;
  readonly model: 'univariable' | 'adjusted';
  readonly n: number;
  readonly events: number;
  /** Of one standard deviation of the gene among the patients of the model; NaN where there is no estimate. */
  readonly coefficient: number;
  readonly standardError: number;
  readonly hazardRatio: number;
  readonly low: number;
  readonly high: number;
  readonly pvalue: number;
  readonly concordance: number;
  readonly concordanceError: number;
  /** p-value of the test that the effect does not change with time. */
  readonly proportionality: number;
  /** Over the genes of the same model. */
  readonly adjusted: number;
  /** What a reader should know: separation, few events, why there is no estimate. */
  readonly note: string;
}

/** Concordance and the test of proportional hazards are computed for so many genes of a model, those with the smallest p-values. */
const DETAILED = 500;

/**
 * Cox regression of genes, each alone and, with covariates, adjusted: hazard ratio for one standard deviation of the gene, with
 * Wald's interval and p-value, concordance, and the test of proportional hazards. P-values are adjusted over the genes of a model.
 *
 * Of more than 500 genes only those with the smallest p-values get concordance and test. A gene that cannot be fitted (constant,
 * without a value) has NaN and a note, so that one does not stop the others; what holds for all (no events, a covariate with one
 * level) is a `Fault`.
 */
export function surviveGenes(question: SurvivalQuestionOfGenes): GeneModel[] {
  const { cohort, covariates = [], genes = cohort.geneIds.map((_, row) => row) } = question;
  const alone = fitModels(question, genes, 'univariable', []);
  return covariates.length === 0 ? alone : [...alone, ...fitModels(question, genes, 'adjusted', covariates)];
}

function fitModels(
  { cohort, endpoint, ties }: SurvivalQuestionOfGenes,
  genes: readonly number[],
  model: GeneModel['model'],
  covariates: readonly CoxTerm[],
): GeneModel[] {
  const n = cohort.patientIds.length;
  const valuesOf = (row: number) => cohort.values.subarray(row * n, (row + 1) * n);
  const values = new Float64Array(genes.length * n);
  for (const [at, row] of genes.entries()) values.set(valuesOf(row), at * n);
  const fits = fitGeneModels(planGeneModels(endpoint.question, covariates, ties), values);
  const adjusted = adjustPValues(fits.p, 'BH');
  const detailed = new Set([...orderPValues(fits.p)].slice(0, DETAILED));
  const z = normalUpperQuantile(0.025);
  return genes.map((row, at) => {
    const coefficient = fits.coefficient[at]! * fits.sd[at]!;
    const standardError = fits.error[at]! * fits.sd[at]!;
    const geneId = cohort.geneIds[row]!;
    const details = detailed.has(at)
      ? describeModel(
          fitCox(endpoint.question, [{ name: geneId, kind: 'number', values: valuesOf(row) }, ...covariates], { ties }),
        )
      : NO_DETAILS;
    return {
      geneId,
      model,
      n: fits.n[at]!,
      events: fits.events[at]!,
      coefficient,
      standardError,
      hazardRatio: math.exp(coefficient),
      low: math.exp(coefficient - z * standardError),
      high: math.exp(coefficient + z * standardError),
      pvalue: fits.p[at]!,
      adjusted: adjusted[at]!,
      ...details,
      note: fits.status[at] === 'fitted' ? details.note : WHY_NONE[fits.status[at]!],
    };
  });
}

const WHY_NONE: Readonly<Record<Exclude<GeneModelStatus, 'fitted'>, string>> = {
  constant: 'The gene does not vary among the patients.',
  infinite: 'The likelihood rises without end as the coefficient grows (separation): there is no hazard ratio.',
  'not-converged': 'The fit did not converge.',
  collinear: 'The gene follows from the covariates.',
  unusable: 'Missing values leave no patients or no events.',
};

type Details = Pick<GeneModel, 'concordance' | 'concordanceError' | 'proportionality' | 'note'>;

const NO_DETAILS: Details = {
  concordance: Number.NaN,
  concordanceError: Number.NaN,
  proportionality: Number.NaN,
  note: '',
};

function describeModel(fit: CoxFit): Details {
  return {
    concordance: fit.concordance.concordance,
    concordanceError: fit.concordance.error,
    proportionality: testProportionalHazards(fit)[0]!.p,
    note: fit.notes.map(({ text }) => text).join(' '),
  };
}
