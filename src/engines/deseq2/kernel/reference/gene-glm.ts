import { factorCholesky, invertCholesky } from '../../../../linalg/cholesky.ts';
import { expExact } from '../../../../stats/math/exact-exp.ts';
import { logExact } from '../../../../stats/math/exact-log.ts';
import * as math from '../../../../stats/math/portable.ts';
import { cellGram, type DesignPlan, designColumns, predictCells } from '../design-plan.ts';
import { logFactorial, logRisingProduct } from '../negative-binomial-terms.ts';
import { MAX_ITERATIONS } from './dispersion-search.ts';
import { LapackQr, LinearFit, solveUpperByColumns } from './reference-arithmetic.ts';

/** Means below this enter weights and residuals as this. */
export const MIN_MU = 0.5;
/** Ridge of every coefficient unless told otherwise: a normal prior of variance 1e6 on the log2 scale, in natural logs. */
export const DEFAULT_RIDGE = 1e-6 / Math.LN2 ** 2;

const LOG_MIN_MU = math.log(MIN_MU);
const LARGEST_COEFFICIENT = 30;
const DEVIANCE_TOLERANCE = 1e-8;

/**
 * Fits ln mu_j = ln nf_j + x_j beta of a negative binomial with known dispersion to one gene, by iteratively reweighted
 * least squares with a ridge.
 *
 * w = mu / (1 + alpha mu), z = ln(mu / nf) + (K - mu) / mu, beta = argmin sum w (z - X beta)^2 + sum ridge beta^2, with mu
 * floored at 0.5, until the deviance changes by less than 1e-8 of itself. Genes with an all-zero cell have no finite
 * maximum: they end where the floored deviance stops changing, so the path matters, not only the optimum; and where the
 * iteration swings without end, so do the last bits. Coefficients and means are therefore those of the reference to the
 * bit. A lone intercept with the default ridge has a closed form. All in natural logs.
 * Source: Love, Huber and Anders 2014, doi:10.1186/s13059-014-0550-8, Methods; DESeq2 1.38.3;
 * docs/statistics.md, "Negative binomial GLM".
 */
export class GeneGlm {
  /** [samples]; the caller sets these three before a fit. */
  readonly counts: Float64Array;
  readonly factors: Float64Array;
  readonly logFactors: Float64Array;

  /** [coefficients], natural log. */
  readonly beta: Float64Array;
  /**
   * [coefficients]: where the fit began: least squares of ln(N + 0.1); for a design without full rank, whose first
   * coefficient is then the intercept, ln(mean N) and zeros.
   */
  readonly startBeta: Float64Array;
  /** [coefficients]: squared standard errors, natural log. */
  readonly variance: Float64Array;
  /** [cells]: exp(eta), so that mu_j = nf_j times it, without floor. */
  readonly cellMeans: Float64Array;
  /** [samples]: w x (Xᵀ W X + ridge)⁻¹ xᵀ, at the (floored) means where the iteration ended. */
  readonly leverages: Float64Array;
  iterations = 0;
  converged = false;
  logLik = 0;

  readonly plan: DesignPlan;
  readonly ridge: Float64Array;
  private readonly hasClosedForm: boolean;
  /** The part of the likelihood that does not depend on the means. */
  private constantTerms = 0;
  private readonly columns: Float64Array;
  private readonly linearFit: LinearFit | undefined;
  private readonly qr: LapackQr;
  /** [samples]: floored. */
  private readonly mu: Float64Array;
  private readonly response: Float64Array;
  private readonly eta: Float64Array;
  private readonly cellSums: Float64Array;
  private readonly gram: Float64Array;
  private readonly factor: Float64Array;
  private readonly inverse: Float64Array;

  constructor(plan: DesignPlan, ridge?: Float64Array) {
    const { samples, cells, coefficients: p } = plan;
    this.plan = plan;
    this.ridge = ridge ?? new Float64Array(p).fill(DEFAULT_RIDGE);
    this.hasClosedForm = plan.isIntercept && this.ridge[0]! <= DEFAULT_RIDGE;
    this.counts = new Float64Array(samples);
    this.factors = new Float64Array(samples);
    this.logFactors = new Float64Array(samples);
    this.beta = new Float64Array(p);
    this.startBeta = new Float64Array(p);
    this.variance = new Float64Array(p);
    this.cellMeans = new Float64Array(cells);
    this.leverages = new Float64Array(samples);
    this.columns = designColumns(plan);
    this.linearFit = plan.r.length === 0 ? undefined : new LinearFit(this.columns, samples, p);
    this.qr = new LapackQr(samples + p, p);
    this.mu = new Float64Array(samples);
    this.response = new Float64Array(samples);
    this.eta = new Float64Array(cells);
    this.cellSums = new Float64Array(cells);
    this.gram = new Float64Array(p * p);
    this.factor = new Float64Array(p * p);
    this.inverse = new Float64Array(p * p);
  }

  /** Fits the gene at hand; true unless the row has to be solved by general optimization instead. */
  fit(alpha: number): boolean {
    this.constantTerms = 0;
    for (const k of this.counts) this.constantTerms += logRisingProduct(k, alpha) - logFactorial(k);
    if (this.hasClosedForm) {
      this.fitIntercept(alpha);
      return true;
    }
    this.setStart();
    this.iterate(alpha);
    this.setVariance(alpha);
    this.setLeverages(alpha);
    this.logLik = this.logLikelihood(alpha, false);
    this.converged = this.iterations < MAX_ITERATIONS;
    return this.converged && this.beta.every(Number.isFinite) && this.variance.every((v) => v > 0);
  }

  /** The mean of a sample without floor. */
  mean(sample: number): number {
    return this.factors[sample]! * this.cellMeans[this.plan.cellOf[sample]!]!;
  }

  /** Sets means, variances and likelihood to those of other coefficients; the leverages stay those of the iteration. */
  adopt(beta: ArrayLike<number>, alpha: number): void {
    this.beta.set(beta);
    this.setMeans();
    this.setVariance(alpha);
    this.logLik = this.logLikelihood(alpha, true);
  }

  private setStart(): void {
    const { plan, counts, factors, response, startBeta } = this;
    if (this.linearFit === undefined) {
      let sum = 0;
      for (let j = 0; j < plan.samples; j++) sum += counts[j]! / factors[j]!;
      startBeta[0] = logExact(sum / plan.samples);
    } else {
      for (let j = 0; j < plan.samples; j++) response[j] = logExact(counts[j]! / factors[j]! + 0.1);
      this.linearFit.solve(response, startBeta);
    }
    this.beta.set(startBeta);
    this.setMeans();
  }

  private iterate(alpha: number): void {
    const { beta } = this;
    let deviance = 0;
    this.iterations = 0;
    for (let t = 0; t < MAX_ITERATIONS; t++) {
      this.iterations++;
      this.solveWeighted(alpha);
      const isTooLarge = beta.some((b) => Math.abs(b) > LARGEST_COEFFICIENT);
      if (!isTooLarge) this.setMeans(); // otherwise the leverages stay those of the coefficients before
      const previous = deviance;
      deviance = -2 * this.logLikelihood(alpha, true);
      if (isTooLarge || Number.isNaN(deviance)) {
        this.iterations = MAX_ITERATIONS;
        return;
      }
      if (t > 0 && Math.abs(deviance - previous) / (Math.abs(deviance) + 0.1) < DEVIANCE_TOLERANCE) return;
    }
  }

  /** Replaces beta by the minimum of sum w (z - X beta)^2 + sum ridge beta^2, through QR of [sqrt(W) X; sqrt(ridge)]. */
  private solveWeighted(alpha: number): void {
    const { plan, counts, factors, mu, response, columns, qr, beta, ridge } = this;
    const { samples, coefficients: p } = plan;
    const rows = samples + p;
    for (let j = 0; j < samples; j++) {
      const m = mu[j]!;
      const root = Math.sqrt(m / (1 + alpha * m));
      response[j] = (logExact(m / factors[j]!) + (counts[j]! - m) / m) * root;
      for (let k = 0; k < p; k++) qr.a[k * rows + j] = columns[k * samples + j]! * root;
    }
    for (let k = 0; k < p; k++) {
      for (let l = 0; l < p; l++) qr.a[k * rows + samples + l] = k === l ? Math.sqrt(ridge[k]!) : 0;
    }
    qr.factor();
    for (let k = 0; k < p; k++) {
      let sum = 0;
      for (let j = 0; j < samples; j++) sum += qr.a[k * rows + j]! * response[j]!;
      beta[k] = sum;
    }
    solveUpperByColumns(qr.r, p, beta);
  }

  private setMeans(): void {
    const { plan, eta, cellMeans, factors, mu } = this;
    predictCells(plan, this.beta, eta);
    for (let cell = 0; cell < plan.cells; cell++) cellMeans[cell] = expExact(eta[cell]!);
    for (let j = 0; j < plan.samples; j++) mu[j] = Math.max(factors[j]! * cellMeans[plan.cellOf[j]!]!, MIN_MU);
  }

  /** ln likelihood at the current means, floored or not. */
  private logLikelihood(alpha: number, isFloored: boolean): number {
    const { plan, counts, factors, logFactors, eta, cellMeans } = this;
    const r = 1 / alpha;
    let sum = this.constantTerms;
    for (let j = 0; j < plan.samples; j++) {
      const cell = plan.cellOf[j]!;
      const k = counts[j]!;
      const mu = factors[j]! * cellMeans[cell]!;
      if (isFloored && mu < MIN_MU) sum += k * LOG_MIN_MU - (k + r) * math.log1p(alpha * MIN_MU);
      else sum += k * (logFactors[j]! + eta[cell]!) - (k + r) * math.log1p(alpha * mu);
    }
    return sum;
  }

  /** The sandwich (Xᵀ W X + ridge)⁻¹ Xᵀ W X (Xᵀ W X + ridge)⁻¹, of which the diagonal is kept. */
  private setVariance(alpha: number): void {
    const { plan, ridge, gram, factor, inverse, mu, cellSums } = this;
    const p = plan.coefficients;
    cellSums.fill(0);
    for (let j = 0; j < plan.samples; j++) cellSums[plan.cellOf[j]!]! += mu[j]! / (1 + alpha * mu[j]!);
    cellGram(plan, cellSums, gram);
    for (let k = 0; k < p; k++) {
      factor.set(gram.subarray(k * p, k * p + k + 1), k * p);
      factor[k * p + k]! += ridge[k]!;
    }
    if (!factorCholesky(factor, p)) {
      this.variance.fill(Number.NaN);
      return;
    }
    invertCholesky(factor, p, inverse);
    for (let k = 0; k < p; k++) this.variance[k] = quadraticForm(gram, p, inverse, k * p);
  }

  private setLeverages(alpha: number): void {
    const { plan, inverse, mu, cellSums: forms } = this;
    const p = plan.coefficients;
    for (let cell = 0; cell < plan.cells; cell++) forms[cell] = quadraticForm(inverse, p, plan.rows, cell * p);
    for (let j = 0; j < plan.samples; j++) {
      this.leverages[j] = (mu[j]! / (1 + alpha * mu[j]!)) * forms[plan.cellOf[j]!]!;
    }
  }

  private fitIntercept(alpha: number): void {
    const { plan, counts, factors } = this;
    let sum = 0;
    for (let j = 0; j < plan.samples; j++) sum += counts[j]! / factors[j]!;
    this.beta[0] = math.log(sum / plan.samples);
    this.setMeans();
    let information = 0;
    for (let j = 0; j < plan.samples; j++) {
      const mu = this.mean(j);
      this.leverages[j] = mu / (1 + alpha * mu);
      information += this.leverages[j]!;
    }
    this.variance[0] = 1 / information;
    for (let j = 0; j < plan.samples; j++) this.leverages[j]! /= information;
    this.iterations = 1;
    this.converged = true;
    this.logLik = this.logLikelihood(alpha, false);
  }
}

/** vᵀ A v for the symmetric A whose lower triangle is given, v = vectors[from .. from + n). */
function quadraticForm(a: Float64Array, n: number, vectors: Float64Array, from: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const vi = vectors[from + i]!;
    if (vi === 0) continue;
    sum += a[i * n + i]! * vi * vi;
    for (let k = 0; k < i; k++) sum += 2 * a[i * n + k]! * vi * vectors[from + k]!;
  }
  return sum;
}
