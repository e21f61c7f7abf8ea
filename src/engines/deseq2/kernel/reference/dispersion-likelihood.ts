import { expExact } from '../../../../stats/math/exact-exp.ts';
import { logExact } from '../../../../stats/math/exact-log.ts';
import { inverseSquareExact, reciprocalExact } from '../../../../stats/math/exact-power.ts';
import { digamma } from '../../../../stats/special/digamma.ts';
import { lgamma } from '../../../../stats/special/lgamma.ts';
import type { DesignPlan } from '../design-plan.ts';
import { SmallMatrix } from './reference-determinant.ts';

/**
 * Cox-Reid adjusted profile log likelihood of the dispersion of one gene as a function of a = ln alpha, without the terms
 * that do not depend on it, and its derivative:
 *
 * F(a) = sum_j [lgamma(K + 1/alpha) - lgamma(1/alpha) - K ln(mu + 1/alpha) - (1/alpha) ln(1 + mu alpha)]
 *        - (1/2) ln det(Xᵀ W X) - (a - prior mean)^2 / (2 prior variance),  W = diag 1 / (1/mu + alpha).
 *
 * DESeq2's search decides on differences of 1e-11, and where alpha < 1e-7 on rounding noise. The elementary functions and
 * the order of every operation here are therefore those of the reference, down to the products with reciprocals.
 * Source: Love, Huber and Anders 2014, doi:10.1186/s13059-014-0550-8, equation 7; McCarthy et al. 2012.
 */
export class DispersionLikelihood {
  /** [samples]; the caller sets both before a search. */
  readonly counts: Float64Array;
  readonly mu: Float64Array;
  hasPrior = false;
  priorMean = 0;
  priorVariance = 1;

  private readonly plan: DesignPlan;
  /** [samples]: W and W'. */
  private readonly weights: Float64Array;
  private readonly slopes: Float64Array;
  /** [coefficients x coefficients]: Xᵀ W X and Xᵀ W' X. */
  private readonly gram: Float64Array;
  private readonly gramSlope: Float64Array;
  private readonly matrix: SmallMatrix;

  constructor(plan: DesignPlan) {
    const { samples, coefficients: p } = plan;
    this.plan = plan;
    this.counts = new Float64Array(samples);
    this.mu = new Float64Array(samples);
    this.weights = new Float64Array(samples);
    this.slopes = new Float64Array(samples);
    this.gram = new Float64Array(p * p);
    this.gramSlope = new Float64Array(p * p);
    this.matrix = new SmallMatrix(p);
  }

  /** F(a). */
  value(logAlpha: number): number {
    const { counts, mu, weights, gram } = this;
    const alpha = expExact(logAlpha);
    const r = 1 / alpha;
    const lgammaR = lgamma(r);
    let sum = 0;
    for (let j = 0; j < counts.length; j++) {
      const k = counts[j]!;
      const m = mu[j]!;
      const gammaTerm = k === 0 ? 0 : lgamma(k + r) - lgammaR - k * logExact(m + r);
      sum += gammaTerm - r * logExact(1 + m * alpha);
      weights[j] = 1 / (1 / m + alpha);
    }
    const prior = this.hasPrior ? (-0.5 * (logAlpha - this.priorMean) ** 2) / this.priorVariance : 0;
    this.multiply(weights, gram);
    return sum + prior + -0.5 * logExact(this.matrix.determinant(gram));
  }

  /** F'(a). */
  derivative(logAlpha: number): number {
    const { counts, mu, weights, slopes, gram, gramSlope } = this;
    const alpha = expExact(logAlpha);
    const r = 1 / alpha;
    const digammaR = digamma(r);
    let sum = 0;
    for (let j = 0; j < counts.length; j++) {
      const k = counts[j]!;
      const m = mu[j]!;
      const scaled = m * alpha;
      const v = 1 + scaled;
      const digammaK = k === 0 ? digammaR : digamma(k + r);
      sum += digammaR + logExact(v) - scaled * reciprocalExact(v) - digammaK + k * reciprocalExact(m + r);
      const inverse = 1 / m + alpha;
      weights[j] = 1 / inverse;
      slopes[j] = -inverseSquareExact(inverse);
    }
    this.multiply(weights, gram);
    this.multiply(slopes, gramSlope);
    const det = this.matrix.determinant(gram);
    const adjustment = (-0.5 * (det * this.matrix.traceOfSolution(gram, gramSlope))) / det;
    const likelihood = (1 / (alpha * alpha)) * sum;
    const prior = this.hasPrior ? (-1 * (logAlpha - this.priorMean)) / this.priorVariance : 0;
    return (likelihood + adjustment) * alpha + prior;
  }

  /** Xᵀ W X, each element summed over the samples in order. */
  private multiply(weights: Float64Array, product: Float64Array): void {
    const { cellOf, rows, coefficients: p } = this.plan;
    product.fill(0);
    for (let j = 0; j < weights.length; j++) {
      const row = cellOf[j]! * p;
      const weight = weights[j]!;
      for (let k = 0; k < p; k++) {
        const weighted = rows[row + k]! * weight;
        if (weighted === 0) continue;
        for (let i = 0; i < p; i++) product[k * p + i]! += rows[row + i]! * weighted;
      }
    }
  }
}
