import { factorCholesky, invertCholesky, solveCholesky } from '../../../linalg/cholesky.ts';
import * as math from '../../../stats/math/portable.ts';
import { cellGram, type DesignPlan, predictCells } from './design-plan.ts';

/** Variance of the normal prior of the coefficients that are not shrunk, natural log scale. */
const NUISANCE_VARIANCE = 225;
const MAX_STEPS = 100;
const MAX_PLAIN_STEPS = 12;
const MAX_HALVINGS = 40;
/** Expected decrease of f below which one more Newton step is exact to rounding. */
const LAST_DECREMENT = 1e-9;
const DIFFERENCE_STEP = 1e-3;

/**
 * Posterior of the coefficients of one gene under a Cauchy prior on one of them, to be minimized:
 *
 * f(beta) = -sum_j [K eta - (K + 1/alpha) ln(1 + alpha mu)] + sum over others of beta^2 / (2 15^2) + ln(1 + beta_c^2 / S^2),
 * eta = x beta, mu = nf exp(eta); natural logs.
 * Source: Zhu, Ibrahim and Love 2018, doi:10.1093/bioinformatics/bty895.
 */
export class ApeglmPosterior {
  /** [samples]; the caller sets these and `alpha` for each gene. */
  readonly counts: Float64Array;
  readonly factors: Float64Array;
  alpha = 1;

  private readonly plan: DesignPlan;
  private readonly shrunk: number;
  private readonly scaleSquare: number;
  private readonly eta: Float64Array;
  private readonly cellMeans: Float64Array;
  private readonly cellGradient: Float64Array;
  private readonly cellCurvature: Float64Array;
  private readonly gradient: Float64Array;
  private readonly hessian: Float64Array;
  private readonly factor: Float64Array;
  private readonly step: Float64Array;
  private readonly trial: Float64Array;

  constructor(plan: DesignPlan, shrunk: number, scale: number) {
    const { samples, cells, coefficients: p } = plan;
    this.plan = plan;
    this.shrunk = shrunk;
    this.scaleSquare = scale * scale;
    this.counts = new Float64Array(samples);
    this.factors = new Float64Array(samples);
    this.eta = new Float64Array(cells);
    this.cellMeans = new Float64Array(cells);
    this.cellGradient = new Float64Array(cells);
    this.cellCurvature = new Float64Array(cells);
    this.gradient = new Float64Array(p);
    this.hessian = new Float64Array(p * p);
    this.factor = new Float64Array(p * p);
    this.step = new Float64Array(p);
    this.trial = new Float64Array(p);
  }

  /**
   * Moves `beta` to a stationary point by plain Newton steps, which do without f itself; false, with `beta` anywhere, where
   * they leave the region in which f is convex or do not shrink.
   */
  approach(beta: Float64Array): boolean {
    const { step, gradient, hessian, factor } = this;
    const p = beta.length;
    let before = Number.POSITIVE_INFINITY;
    for (let count = 0; count < MAX_PLAIN_STEPS; count++) {
      this.differentiate(beta);
      this.setHessian(beta);
      factor.set(hessian);
      if (!factorCholesky(factor, p)) return false;
      for (let k = 0; k < p; k++) step[k] = -gradient[k]!;
      solveCholesky(factor, p, step);
      let decrement = 0;
      for (let k = 0; k < p; k++) decrement -= step[k]! * gradient[k]!;
      if (!(decrement < before)) return false;
      for (let k = 0; k < p; k++) beta[k]! += step[k]!;
      if (decrement < LAST_DECREMENT) return true;
      before = decrement / 2;
    }
    return false;
  }

  /**
   * Moves `beta` to the local minimum that Newton's method with step halving finds from it, to rounding, and returns f
   * there. Where the Cauchy prior makes f concave, its curvature is replaced by that of a parabola above it. With `isHeld`
   * the shrunk coefficient stays where it is.
   */
  minimize(beta: Float64Array, isHeld = false): number {
    const { step, trial, gradient } = this;
    const p = beta.length;
    let value = this.evaluate(beta);
    for (let count = 0; count < MAX_STEPS; count++) {
      if (isHeld) this.hold();
      if (!this.factorHessian(beta)) return value;
      let decrement = 0;
      for (let k = 0; k < p; k++) step[k] = -gradient[k]!;
      solveCholesky(this.factor, p, step);
      for (let k = 0; k < p; k++) decrement -= step[k]! * gradient[k]!;
      if (decrement < LAST_DECREMENT) {
        for (let k = 0; k < p; k++) beta[k]! += step[k]!;
        return value - decrement / 2;
      }
      const noise = 1e-13 * Math.abs(value);
      let length = 1;
      let next = value;
      for (let halving = 0; halving < MAX_HALVINGS; halving++, length /= 2) {
        for (let k = 0; k < p; k++) trial[k] = beta[k]! + length * step[k]!;
        next = this.evaluate(trial);
        if (next <= value - 1e-4 * length * decrement + noise) break;
      }
      if (!(next <= value + noise)) return value;
      beta.set(trial);
      value = next;
    }
    return value;
  }

  /**
   * Posterior variance of the shrunk coefficient at the mode, an element of the inverse Hessian; NaN where that is not
   * positive definite. The curvature of the prior is the central difference of its slope with step 1e-3, as apeglm takes
   * the Hessian: with a narrow prior the difference shows.
   */
  varianceAt(mode: Float64Array): number {
    const { factor, hessian, shrunk, scaleSquare: s2 } = this;
    const p = mode.length;
    const b = mode[shrunk]!;
    const priorSlope = (x: number) => (2 * x) / (s2 + x * x);
    const difference = (priorSlope(b + DIFFERENCE_STEP) - priorSlope(b - DIFFERENCE_STEP)) / (2 * DIFFERENCE_STEP);
    this.differentiate(mode);
    this.setHessian(mode, difference);
    factor.set(hessian);
    if (!factorCholesky(factor, p)) return Number.NaN;
    invertCholesky(factor, p, hessian);
    return hessian[shrunk * p + shrunk]!;
  }

  /** f, its gradient and the lower triangle of its Hessian at `beta`. */
  private evaluate(beta: Float64Array): number {
    this.differentiate(beta);
    this.setHessian(beta);
    const { plan, counts, factors, alpha, eta, cellMeans, shrunk } = this;
    const { cellOf, samples } = plan;
    let value = math.log1p(beta[shrunk]! ** 2 / this.scaleSquare);
    for (let k = 0; k < beta.length; k++) if (k !== shrunk) value += beta[k]! ** 2 / (2 * NUISANCE_VARIANCE);
    const r = 1 / alpha;
    for (let j = 0; j < samples; j++) {
      const cell = cellOf[j]!;
      const k = counts[j]!;
      value += (k + r) * math.log1p(alpha * factors[j]! * cellMeans[cell]!) - k * eta[cell]!;
    }
    return value;
  }

  /** The lower triangle of the Hessian, after `differentiate`, with the curvature of the Cauchy prior. */
  private setHessian(beta: Float64Array, priorCurvature = cauchyCurvature(beta[this.shrunk]!, this.scaleSquare)): void {
    const { plan, hessian, shrunk } = this;
    const p = beta.length;
    cellGram(plan, this.cellCurvature, hessian);
    for (let k = 0; k < p; k++) hessian[k * p + k]! += k === shrunk ? priorCurvature : 1 / NUISANCE_VARIANCE;
  }

  /** The gradient at `beta`, and the sums over cells that the Hessian is made of. */
  private differentiate(beta: Float64Array): void {
    const { plan, counts, factors, alpha, eta, cellMeans, cellGradient, cellCurvature, gradient, shrunk } = this;
    const { cells, cellOf, samples, rows } = plan;
    const p = beta.length;
    predictCells(plan, beta, eta);
    for (let cell = 0; cell < cells; cell++) {
      cellMeans[cell] = math.exp(eta[cell]!);
      cellGradient[cell] = 0;
      cellCurvature[cell] = 0;
    }
    for (let j = 0; j < samples; j++) {
      const cell = cellOf[j]!;
      const mu = factors[j]! * cellMeans[cell]!;
      const inverse = 1 / (1 + alpha * mu);
      const fit = (alpha * counts[j]! + 1) * mu * inverse; // (K + r) mu / (r + mu)
      cellGradient[cell]! += fit - counts[j]!;
      cellCurvature[cell]! += fit * inverse;
    }
    for (let k = 0; k < p; k++) {
      const b = beta[k]!;
      let sum = k === shrunk ? (2 * b) / (this.scaleSquare + b * b) : b / NUISANCE_VARIANCE;
      for (let cell = 0; cell < cells; cell++) sum += cellGradient[cell]! * rows[cell * p + k]!;
      gradient[k] = sum;
    }
  }

  private factorHessian(beta: Float64Array): boolean {
    const { factor, hessian, shrunk, scaleSquare: s2 } = this;
    const p = beta.length;
    factor.set(hessian);
    if (factorCholesky(factor, p)) return true;
    const b = beta[shrunk]!;
    factor.set(hessian);
    factor[shrunk * p + shrunk]! += 2 / (s2 + b * b) - cauchyCurvature(b, s2);
    return factorCholesky(factor, p);
  }

  /** Takes the shrunk coefficient out of the system. */
  private hold(): void {
    const { hessian, gradient, shrunk } = this;
    const p = gradient.length;
    for (let k = 0; k < p; k++) {
      hessian[shrunk * p + k] = 0;
      hessian[k * p + shrunk] = 0;
    }
    hessian[shrunk * p + shrunk] = 1;
    gradient[shrunk] = 0;
  }
}

/** Second derivative of ln(1 + b^2 / S^2). */
function cauchyCurvature(b: number, scaleSquare: number): number {
  const square = b * b;
  return (2 * (scaleSquare - square)) / (scaleSquare + square) ** 2;
}
