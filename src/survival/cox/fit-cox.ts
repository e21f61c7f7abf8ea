import type { Note } from '../../design/note.ts';
import { Fault } from '../../fault.ts';
import { chiSquaredUpperTail } from '../../stats/distributions/chi-squared.ts';
import { normalUpperTail } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import { type Concordance, concordanceOf } from '../concordance.ts';
import { quadraticForm } from '../quadratic-form.ts';
import { prepareSurvivalRows, requireEvents, type SurvivalQuestion, type SurvivalRows } from '../survival-rows.ts';
import { describeFit } from './cox-notes.ts';
import { scoreResiduals } from './cox-residuals.ts';
import { findInfinite } from './infinite-coefficients.ts';
import { createMaximizer } from './maximize-likelihood.ts';
import { type CoxTerm, codeTerms, isMissingInTerms, type ModelColumns } from './model-columns.ts';
import { type CoxData, createPartialLikelihood } from './partial-likelihood.ts';
import { sortRiskSets, type TiesMethod } from './risk-sets.ts';
import { crossProduct, multiplyRows, robustScoreTest, sumWithinClusters } from './robust-variance.ts';
import { scaleColumns } from './scale-columns.ts';

export interface CoxOptions {
  /** `efron` by default. */
  readonly ties?: TiesMethod | undefined;
  /** Sandwich variances; by default with clusters, and with weights that are not whole numbers. */
  readonly robust?: boolean | undefined;
}

export interface CoxTest {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/** A fitted proportional hazards model; p columns in the order of `columns.names`. */
export interface CoxFit {
  /** Subjects used, those with an event, and rows left out for missing values. */
  readonly n: number;
  readonly events: number;
  readonly dropped: number;
  readonly columns: ModelColumns;
  /** [p]: log hazard ratios; NaN for redundant columns. */
  readonly coefficients: Float64Array;
  /** [p]: 1 where the likelihood still rose as the coefficient went to infinity; it is then no estimate. */
  readonly isInfinite: Uint8Array;
  /** [p x p]: robust where `isRobust`, else the inverse information; 0 for redundant columns. */
  readonly variance: Float64Array;
  readonly naiveVariance: Float64Array;
  readonly isRobust: boolean;
  /** [p]: roots of the diagonal of `variance`; z and two-sided p; NaN for redundant columns, z and p for infinite ones too. */
  readonly errors: Float64Array;
  readonly z: Float64Array;
  readonly p: Float64Array;
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  readonly likelihoodRatioTest: CoxTest;
  readonly scoreTest: CoxTest;
  readonly waldTest: CoxTest;
  readonly robustScoreTest: CoxTest | undefined;
  readonly aic: number;
  /** With the logarithm of the number of events, as R has it. */
  readonly bic: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** [p]: what columns were centered at. */
  readonly means: Float64Array;
  /** [n]: (x - means)' b of the rows used. */
  readonly linearPredictor: Float64Array;
  readonly concordance: Concordance;
  readonly notes: readonly Note[];
  /** What residuals and tests are computed from: rows, and the data in the order of the risk sets, centered. */
  readonly rows: SurvivalRows;
  readonly data: CoxData;
}

/**
 * Cox regression, as R's `coxph(Surv(time, event) ~ terms + strata(...), weights, cluster)`.
 *
 * Newton's method from 0 with R's rules, so that coefficients agree to 1e-9 and iterations are equal. Redundant columns get NaN;
 * coefficients that run away are flagged, not reported as ratios. Throws a `Fault` for unusable times and events, no events, and
 * a model in which nothing varies. Accuracy: 1e-9 relative to survival 3.5-3 (coefficients, variances, tests).
 * Source: D. R. Cox, JRSS B 34 (1972) 187, doi:10.1111/j.2517-6161.1972.tb00899.x; T. M. Therneau, P. M. Grambsch, Modeling
 * Survival Data (2000).
 *
 * @example
 * fitCox({ time, event }, [{ name: 'LIFR', kind: 'number', values: lifr }]).coefficients; // log hazard ratio a unit
 */
export function fitCox(question: SurvivalQuestion, terms: readonly CoxTerm[], options: CoxOptions = {}): CoxFit {
  const rows = prepareSurvivalRows(question, (row) => isMissingInTerms(terms, row));
  requireEvents(rows);
  const columns = codeTerms(terms, rows.kept, question.time.length);
  const { ties = 'efron', robust = rows.cluster !== undefined || rows.hasFractions } = options;
  const p = columns.names.length;
  const sets = sortRiskSets(rows);
  const scaled = scaleColumns(columns.values, p, rows.weights);
  const { order } = sets;
  const sorted: CoxData = {
    sets,
    ties,
    p,
    x: takeRows(scaled.values, order, p),
    event: Uint8Array.from(order, (i) => rows.event[i]!),
    weights: Float64Array.from(order, (i) => rows.weights[i]!),
  };
  const maximum = createMaximizer(createPartialLikelihood(sorted), p)();
  const { scales, means } = scaled;
  const naiveVariance = maximum.variance.map((value, at) => value * scales[Math.floor(at / p)]! * scales[at % p]!);
  const beta = maximum.beta.map((value, j) => value * scales[j]!);
  const isRedundant = (j: number): boolean => naiveVariance[j * p + j] === 0;
  if (p === 0 || beta.every((_, j) => isRedundant(j))) throw nothingVaries(columns);

  const centered = sorted.x.map((value, at) => value / scales[at % p]!);
  const data = { ...sorted, x: centered };
  const linearPredictor = new Float64Array(order.length);
  order.forEach((row, k) => {
    for (let j = 0; j < p; j++) linearPredictor[row]! += beta[j]! * centered[k * p + j]!;
  });
  const risk = Float64Array.from(order, (row) => math.exp(linearPredictor[row]!));
  const dfbeta = robust && sumWithinClusters(multiplyRows(scoreResiduals(data, risk), naiveVariance, p), p, rows);
  const variance = dfbeta === false ? naiveVariance : crossProduct(dfbeta, p);
  const coefficients = beta.map((value, j) => (isRedundant(j) ? Number.NaN : value));
  const isInfinite = findInfinite(maximum, scales);
  const errors = beta.map((_, j) => (isRedundant(j) ? Number.NaN : Math.sqrt(variance[j * p + j]!)));
  const z = coefficients.map((value, j) => (isInfinite[j] === 1 ? Number.NaN : value / errors[j]!));
  const estimated = coefficients.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);
  const toTest = (statistic: number): CoxTest => ({
    statistic,
    df: estimated,
    p: chiSquaredUpperTail(statistic, estimated),
  });
  const { logLikelihood, nullLogLikelihood } = maximum;
  const nullRisk = new Float64Array(order.length).fill(1);
  const fit = {
    n: order.length,
    events: rows.events,
    dropped: rows.dropped,
    columns,
    coefficients,
    isInfinite,
    variance,
    naiveVariance,
    isRobust: robust,
    errors,
    z,
    p: z.map((value) => 2 * normalUpperTail(Math.abs(value))),
    nullLogLikelihood,
    logLikelihood,
    likelihoodRatioTest: toTest(2 * (logLikelihood - nullLogLikelihood)),
    scoreTest: toTest(maximum.scoreTest),
    waldTest: toTest(quadraticForm(variance, beta, p).value),
    robustScoreTest: robust
      ? toTest(robustScoreTest(sumWithinClusters(scoreResiduals(data, nullRisk), p, rows), p))
      : undefined,
    aic: -2 * logLikelihood + 2 * estimated,
    bic: -2 * logLikelihood + math.log(rows.events) * estimated,
    iterations: maximum.iterations,
    hasConverged: maximum.hasConverged,
    means,
    linearPredictor,
    concordance: concordanceOf(linearPredictor, rows),
    rows,
    data,
  };
  return { ...fit, notes: describeFit(fit) };
}

function takeRows(values: Float64Array, order: Uint32Array, p: number): Float64Array {
  const taken = new Float64Array(values.length);
  order.forEach((row, k) => {
    for (let j = 0; j < p; j++) taken[k * p + j] = values[row * p + j]!;
  });
  return taken;
}

function nothingVaries({ names, rows }: ModelColumns): Fault {
  return new Fault({
    code: 'COX_CONSTANT',
    message:
      names.length === 0
        ? 'The model has no terms, so there is nothing to estimate.'
        : `${names.join(', ')} tells no subject from another, so no hazard ratio can be estimated.`,
    found: `${rows} subjects`,
    expected: 'a covariate that differs among the subjects at risk when events happen',
    hint: 'Leave out genes and covariates that are constant.',
  });
}
