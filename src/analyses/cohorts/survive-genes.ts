import { Fault } from '../../fault.ts';
import { adjustPValues } from '../../stats/ranks/p-adjust.ts';
import { fitCox } from '../../survival/cox/fit-cox.ts';
import { hazardRatios } from '../../survival/cox/hazard-ratios.ts';
import type { CoxTerm } from '../../survival/cox/model-columns.ts';
import { testProportionalHazards } from '../../survival/cox/proportional-hazards.ts';
import type { TiesMethod } from '../../survival/cox/risk-sets.ts';
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

/**
 * Cox regression of genes, each alone and, with covariates, adjusted: hazard ratio for one standard deviation of the gene, with
 * Wald's interval and p-value, concordance, and the test of proportional hazards. P-values are adjusted over the genes of a model.
 *
 * A gene that cannot be fitted (constant, without a value) has NaN and a note, so that one does not stop the others; what holds
 * for all (no events, a covariate with one level) is a `Fault`.
 */
export function surviveGenes(question: SurvivalQuestionOfGenes): GeneModel[] {
  const { cohort, covariates = [], genes = cohort.geneIds.map((_, row) => row) } = question;
  const models = covariates.length > 0 ? (['univariable', 'adjusted'] as const) : (['univariable'] as const);
  return models.flatMap((model) => {
    const terms = model === 'adjusted' ? covariates : [];
    const fits = genes.map((row) => fitGene(question, row, model, terms));
    const adjusted = adjustPValues(
      Float64Array.from(fits, ({ pvalue }) => pvalue),
      'BH',
    );
    return fits.map((fit, i) => ({ ...fit, adjusted: adjusted[i]! }));
  });
}

function fitGene(
  { cohort, endpoint, ties }: SurvivalQuestionOfGenes,
  row: number,
  model: GeneModel['model'],
  covariates: readonly CoxTerm[],
): Omit<GeneModel, 'adjusted'> {
  const n = cohort.patientIds.length;
  const geneId = cohort.geneIds[row]!;
  const values = cohort.values.subarray(row * n, (row + 1) * n);
  try {
    const term = { name: geneId, kind: 'number', values } as const;
    const fit = fitCox(endpoint.question, [term, ...covariates], { ties });
    const unit = fit.columns.names.map((_, j) => (j === 0 ? deviationOf(values, fit.rows.kept) : 1));
    const { ratio, lower, upper } = hazardRatios(fit, { unit });
    const isEstimate = fit.isInfinite[0] === 0 && !Number.isNaN(fit.coefficients[0]!);
    const zph = isEstimate ? testProportionalHazards(fit)[0]!.p : Number.NaN;
    const orNaN = (value: number) => (isEstimate ? value : Number.NaN);
    return {
      geneId,
      model,
      n: fit.n,
      events: fit.events,
      coefficient: orNaN(fit.coefficients[0]! * unit[0]!),
      standardError: orNaN(fit.errors[0]! * unit[0]!),
      hazardRatio: orNaN(ratio[0]!),
      low: orNaN(lower[0]!),
      high: orNaN(upper[0]!),
      pvalue: orNaN(fit.p[0]!),
      concordance: fit.concordance.concordance,
      concordanceError: fit.concordance.error,
      proportionality: zph,
      note: fit.notes.map(({ text }) => text).join(' '),
    };
  } catch (error) {
    if (!(error instanceof Fault) || !OF_ONE_GENE.has(error.code)) throw error;
    return { ...NO_ESTIMATE, geneId, model, note: error.message };
  }
}

/** Faults that are one gene's own. */
const OF_ONE_GENE = new Set(['COX_CONSTANT', 'SURVIVAL_NO_ROWS', 'COX_NOT_FINITE']);

const NO_ESTIMATE = {
  n: 0,
  events: 0,
  coefficient: Number.NaN,
  standardError: Number.NaN,
  hazardRatio: Number.NaN,
  low: Number.NaN,
  high: Number.NaN,
  pvalue: Number.NaN,
  concordance: Number.NaN,
  concordanceError: Number.NaN,
  proportionality: Number.NaN,
} as const;

/** Standard deviation (n - 1) of the patients in the model. */
function deviationOf(values: Float64Array, rows: Uint32Array): number {
  let mean = 0;
  for (const row of rows) mean += values[row]! / rows.length;
  let squares = 0;
  for (const row of rows) squares += (values[row]! - mean) ** 2;
  return Math.sqrt(squares / (rows.length - 1));
}
