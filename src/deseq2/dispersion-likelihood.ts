import { factorCholesky, invertCholesky } from '../linalg/cholesky.ts';
import { digamma } from '../stats/digamma.ts';
import { expExact } from '../stats/exact-exp.ts';
import { logExact } from '../stats/exact-log.ts';
import { lgamma } from '../stats/lgamma.ts';
import { cellGram, type DesignPlan } from './design-plan.ts';

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
  private readonly cellWeights: Float64Array;
  private readonly cellSlopes: Float64Array;
  private readonly gram: Float64Array;
  private readonly gramSlope: Float64Array;
  private readonly inverse: Float64Array;

  constructor(plan: DesignPlan) {
    const { samples, cells, coefficients: p } = plan;
    this.plan = plan;
    this.counts = new Float64Array(samples);
    this.mu = new Float64Array(samples);
    this.cellWeights = new Float64Array(cells);
    this.cellSlopes = new Float64Array(cells);
    this.gram = new Float64Array(p * p);
    this.gramSlope = new Float64Array(p * p);
    this.inverse = new Float64Array(p * p);
  }

  /** F(a). */
  value(logAlpha: number): number {
    const { plan, counts, mu, cellWeights } = this;
    const { samples, cellOf } = plan;
    const alpha = expExact(logAlpha);
    const r = 1 / alpha;
    const lgammaR = lgamma(r);
    cellWeights.fill(0);
    let sum = 0;
    for (let j = 0; j < samples; j++) {
      const k = counts[j]!;
      const m = mu[j]!;
      const gammaTerm = k === 0 ? 0 : lgamma(k + r) - lgammaR - k * logExact(m + r);
      sum += gammaTerm - r * logExact(1 + m * alpha);
      cellWeights[cellOf[j]!]! += 1 / (1 / m + alpha);
    }
    const prior = this.hasPrior ? (-0.5 * (logAlpha - this.priorMean) ** 2) / this.priorVariance : 0;
    return sum + prior + -0.5 * this.logDeterminant();
  }

  /** F'(a). */
  derivative(logAlpha: number): number {
    const { plan, counts, mu, cellWeights, cellSlopes } = this;
    const { samples, cellOf } = plan;
    const alpha = expExact(logAlpha);
    const r = 1 / alpha;
    const digammaR = digamma(r);
    cellWeights.fill(0);
    cellSlopes.fill(0);
    let sum = 0;
    for (let j = 0; j < samples; j++) {
      const k = counts[j]!;
      const m = mu[j]!;
      const scaled = m * alpha;
      const v = 1 + scaled;
      const digammaK = k === 0 ? digammaR : digamma(k + r);
      sum += digammaR + logExact(v) - scaled * (1 / v) - digammaK + k * (1 / (m + r));
      const weight = 1 / (1 / m + alpha);
      const cell = cellOf[j]!;
      cellWeights[cell]! += weight;
      cellSlopes[cell]! -= weight * weight;
    }
    const likelihood = (1 / (alpha * alpha)) * sum;
    const prior = this.hasPrior ? (-1 * (logAlpha - this.priorMean)) / this.priorVariance : 0;
    return (likelihood + this.determinantSlope()) * alpha + prior;
  }

  /** ln det(Xᵀ W X) at the current weights. */
  private logDeterminant(): number {
    const { plan, gram } = this;
    const p = plan.coefficients;
    cellGram(plan, this.cellWeights, gram);
    if (p === 1) return logExact(gram[0]!);
    if (p === 2) return logExact(gram[0]! * gram[3]! - gram[2]! * gram[2]!);
    return logExact(this.determinantOfGram());
  }

  /** -(1/2) d ln det(Xᵀ W X) / d alpha, in the form -(1/2) (det tr((Xᵀ W X)⁻¹ Xᵀ W' X)) / det of the reference. */
  private determinantSlope(): number {
    const { plan, gram, gramSlope, inverse } = this;
    const p = plan.coefficients;
    cellGram(plan, this.cellWeights, gram);
    cellGram(plan, this.cellSlopes, gramSlope);
    if (p === 1) {
      const determinant = gram[0]!;
      return (-0.5 * (determinant * ((1 / determinant) * gramSlope[0]!))) / determinant;
    }
    if (p === 2) {
      const [a, , c, d] = gram as unknown as [number, number, number, number];
      const determinant = a * d - c * c;
      const trace = (d * gramSlope[0]! - 2 * c * gramSlope[2]! + a * gramSlope[3]!) / determinant;
      return (-0.5 * (determinant * trace)) / determinant;
    }
    const determinant = this.determinantOfGram();
    invertCholesky(gram, p, inverse);
    let trace = 0;
    for (let i = 0; i < p; i++) {
      trace += inverse[i * p + i]! * gramSlope[i * p + i]!;
      for (let k = 0; k < i; k++) trace += 2 * inverse[i * p + k]! * gramSlope[i * p + k]!;
    }
    return (-0.5 * (determinant * trace)) / determinant;
  }

  /** Leaves the Cholesky factor in `gram`. */
  private determinantOfGram(): number {
    const p = this.plan.coefficients;
    if (!factorCholesky(this.gram, p)) return Number.NaN;
    let root = 1;
    for (let i = 0; i < p; i++) root *= this.gram[i * p + i]!;
    return root * root;
  }
}
