import { requireLengths } from '../../arguments.ts';
import { Fault } from '../../fault.ts';
import { normalUpperTail } from '../../stats/distributions/normal.ts';
import { fitCox } from '../cox/fit-cox.ts';
import { findInfinite } from '../cox/infinite-coefficients.ts';
import { createMaximizer, type Maximum } from '../cox/maximize-likelihood.ts';
import { type CoxTerm, codeTerms, isMissingInTerms } from '../cox/model-columns.ts';
import type { TiesMethod } from '../cox/risk-sets.ts';
import { scaleColumns } from '../cox/scale-columns.ts';
import { prepareSurvivalRows, requireEvents, type SurvivalQuestion, type SurvivalRows } from '../survival-rows.ts';
import { createGeneLikelihood, createOneGeneLikelihood } from './gene-likelihood.ts';
import { orderWalk, type WalkOrder } from './walk-order.ts';

/** What came of the model of a gene. */
export type GeneModelStatus =
  /** The coefficient is an estimate. */
  | 'fitted'
  /** The gene does not vary among the patients used, or not at all events. */
  | 'constant'
  /** The likelihood rises without end as the coefficient grows. */
  | 'infinite'
  | 'not-converged'
  /** The gene follows from the covariates, so that one of them was left out. */
  | 'collinear'
  /** Missing values leave no patients or no events, or a value is infinite. */
  | 'unusable';

/** Proportional hazards models of genes, one each; all [genes]. */
export interface GeneModels {
  /** Log hazard ratio a unit of expression, its standard error, z and two-sided p; NaN where not an estimate. */
  readonly coefficient: Float64Array;
  readonly error: Float64Array;
  readonly z: Float64Array;
  readonly p: Float64Array;
  /** Of the expression among the patients used: times the coefficient it is the log hazard ratio a standard deviation. */
  readonly sd: Float64Array;
  readonly logLikelihood: Float64Array;
  readonly iterations: Uint8Array;
  /** Patients and events used. */
  readonly n: Uint32Array;
  readonly events: Uint32Array;
  readonly status: readonly GeneModelStatus[];
}

/** Patients and covariates, read and sorted once for all genes. */
export interface GeneModelPlan {
  readonly question: SurvivalQuestion;
  readonly covariates: readonly CoxTerm[];
  readonly ties: TiesMethod;
  readonly rows: SurvivalRows;
  readonly walk: WalkOrder;
  /** Columns of the covariates, [patients used x q], scaled, with their scales [q]. */
  readonly adjusting: Float64Array;
  readonly scales: Float64Array;
  /** Weights or clusters are given: each gene takes the general route. */
  readonly isGeneral: boolean;
}

/**
 * Reads the patients once. Throws a `Fault` as `fitCox` for times, events and covariates that cannot be used.
 *
 * `covariates`: the adjustment, the same for all genes; patients without one of them are dropped and counted.
 */
export function planGeneModels(
  question: SurvivalQuestion,
  covariates: readonly CoxTerm[] = [],
  ties: TiesMethod = 'efron',
): GeneModelPlan {
  const rows = prepareSurvivalRows(question, (row) => isMissingInTerms(covariates, row));
  requireEvents(rows);
  const columns = codeTerms(covariates, rows.kept, question.time.length);
  const { values, scales } = scaleColumns(columns.values, columns.names.length, rows.weights);
  const isGeneral = question.weights !== undefined || question.cluster !== undefined;
  return { question, covariates, ties, rows, walk: orderWalk(rows), adjusting: values, scales, isGeneral };
}

/**
 * Cox regression of survival on each gene, adjusted for the covariates of the plan.
 *
 * `values` [genes x patients of the question], row-major, NaN where missing: such a gene is fitted to the patients who have it. Each
 * gene gets the numbers of `fitCox` (1e-9), iterations equal, whatever genes are fitted together: a matrix may be split over threads
 * by rows. Nothing is allocated for a gene without missing values.
 */
export function fitGeneModels(plan: GeneModelPlan, values: Float64Array): GeneModels {
  const patients = plan.question.time.length;
  const genes = patients === 0 ? 0 : Math.floor(values.length / patients);
  requireLengths({ values }, genes * patients, 'genes x patients');
  const models = {
    coefficient: new Float64Array(genes).fill(Number.NaN),
    error: new Float64Array(genes).fill(Number.NaN),
    z: new Float64Array(genes).fill(Number.NaN),
    p: new Float64Array(genes).fill(Number.NaN),
    sd: new Float64Array(genes).fill(Number.NaN),
    logLikelihood: new Float64Array(genes).fill(Number.NaN),
    iterations: new Uint8Array(genes),
    n: new Uint32Array(genes).fill(plan.rows.time.length),
    events: new Uint32Array(genes).fill(plan.rows.events),
    status: new Array<GeneModelStatus>(genes).fill('fitted'),
  };
  const fitOne = createGeneFitter(plan, values, models);
  for (let gene = 0; gene < genes; gene++) fitOne(gene);
  return models;
}

type Writable = { -readonly [K in keyof GeneModels]: GeneModels[K] } & { readonly status: GeneModelStatus[] };

function createGeneFitter(plan: GeneModelPlan, values: Float64Array, models: Writable): (gene: number) => void {
  const { rows, walk, adjusting, ties } = plan;
  const { kept } = rows;
  const n = kept.length;
  const q = plan.scales.length;
  const p = q + 1;
  const x = new Float64Array(walk.rows.length * p);
  walk.rows.forEach((row, k) => {
    for (let j = 0; j < q; j++) x[k * p + 1 + j] = adjusting[row * q + j]!;
  });
  const evaluate = q === 0 ? createOneGeneLikelihood(walk, ties, x) : createGeneLikelihood(walk, ties, p, x);
  const maximize = createMaximizer(evaluate, p);
  const scales = Float64Array.of(1, ...plan.scales);
  const column = new Float64Array(n);

  const patients = plan.question.time.length;

  return (gene) => {
    const from = gene * patients;
    for (let i = 0; i < n; i++) column[i] = values[from + kept[i]!]!;
    const shape = centerColumn(column);
    if (plan.isGeneral || shape === undefined) {
      fitGenerally(plan, values.subarray(from, from + patients), gene, models);
      return;
    }
    models.sd[gene] = shape.sd;
    scales[0] = shape.scale;
    for (let k = 0; k < walk.rows.length; k++) x[k * p] = column[walk.rows[k]!]!;
    writeMaximum(maximize(), scales, gene, models);
  };
}

/** Centers and scales a gene in place as `scaleColumns`; undefined where a value is missing. */
function centerColumn(column: Float64Array): { readonly scale: number; readonly sd: number } | undefined {
  const n = column.length;
  let sum = 0;
  let isCoded = true;
  for (let i = 0; i < n; i++) {
    const value = column[i]!;
    sum += value;
    if (isCoded && value !== 0 && value !== 1 && value !== -1) isCoded = false;
  }
  if (!Number.isFinite(sum)) return undefined;
  const mean = sum / n;
  let spread = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const distance = column[i]! - mean;
    spread += Math.abs(distance);
    squares += distance * distance;
  }
  const sd = Math.sqrt(squares / (n - 1));
  if (isCoded) return { scale: 1, sd };
  const scale = spread > 0 ? n / spread : 1;
  for (let i = 0; i < n; i++) column[i] = (column[i]! - mean) * scale;
  return { scale, sd };
}

function writeMaximum(maximum: Maximum, scales: Float64Array, gene: number, models: Writable): void {
  const { beta, variance, logLikelihood, iterations, hasConverged } = maximum;
  const scale = scales[0]!;
  const p = beta.length;
  models.logLikelihood[gene] = logLikelihood;
  models.iterations[gene] = iterations;
  if (variance[0] === 0) models.status[gene] = 'constant';
  else if (findInfinite(maximum, scales)[0] === 1) models.status[gene] = 'infinite';
  else if (!hasConverged) models.status[gene] = 'not-converged';
  else {
    for (let j = 1; j < p; j++) if (variance[j * p + j] === 0) models.status[gene] = 'collinear';
    writeEstimate(beta[0]! * scale, Math.sqrt(variance[0]!) * scale, gene, models);
  }
}

function writeEstimate(coefficient: number, error: number, gene: number, models: Writable): void {
  models.coefficient[gene] = coefficient;
  models.error[gene] = error;
  models.z[gene] = coefficient / error;
  models.p[gene] = 2 * normalUpperTail(Math.abs(coefficient / error));
}

/** Missing values, weights and clusters: rows and variances differ from gene to gene. */
function fitGenerally(plan: GeneModelPlan, expression: Float64Array, gene: number, models: Writable): void {
  const terms: CoxTerm[] = [{ name: 'gene', kind: 'number', values: expression }, ...plan.covariates];
  try {
    const fit = fitCox(plan.question, terms, { ties: plan.ties });
    models.n[gene] = fit.n;
    models.events[gene] = fit.events;
    models.sd[gene] = sdOf(Float64Array.from(fit.rows.kept, (row) => expression[row]!));
    models.logLikelihood[gene] = fit.logLikelihood;
    models.iterations[gene] = fit.iterations;
    if (Number.isNaN(fit.coefficients[0]!)) models.status[gene] = 'constant';
    else if (fit.isInfinite[0] === 1) models.status[gene] = 'infinite';
    else if (!fit.hasConverged) models.status[gene] = 'not-converged';
    else {
      if (fit.coefficients.some(Number.isNaN)) models.status[gene] = 'collinear';
      writeEstimate(fit.coefficients[0]!, fit.errors[0]!, gene, models);
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    models.status[gene] = error.code === 'COX_CONSTANT' ? 'constant' : 'unusable';
  }
}

function sdOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
