import type { CoxData } from './partial-likelihood.ts';
import { termsAt } from './risk-sets.ts';

/** The terms of the likelihood at some linear predictor; a time with m events has m by Efron, one by Breslow. */
export interface RiskTerms {
  /** [times + 1]: where the terms of each time begin. */
  readonly start: Uint32Array;
  /** [terms]: share of those who die that is in the risk set. */
  readonly share: Float64Array;
  /** [terms]: v / a0, the step of the cumulative hazard. */
  readonly hazard: Float64Array;
  /** [terms x p]: weighted means of the covariates over the risk set. */
  readonly means: Float64Array;
  /** [terms x p x p]: weighted covariances, where asked for. */
  readonly covariances: Float64Array | undefined;
}

/**
 * Walks over the risk sets with the risks exp(eta) of the rows and keeps what residuals and tests are made of.
 *
 * `risk` [n] in the order of the risk sets, without weights; `x` of `data` centered but not scaled.
 */
export function collectRiskTerms(
  { sets, ties, p, x, event, weights }: CoxData,
  risk: Float64Array,
  withCovariances = false,
): RiskTerms {
  const times = sets.time.length;
  const start = new Uint32Array(times + 1);
  for (let t = 0; t < times; t++) start[t + 1] = start[t]! + termsAt(sets.deaths[t]!, ties);
  const terms = start[times]!;
  const share = new Float64Array(terms);
  const hazard = new Float64Array(terms);
  const means = new Float64Array(terms * p);
  const size = withCovariances ? p * p : 0;
  const covariances = withCovariances ? new Float64Array(terms * size) : undefined;
  let total = 0;
  const first = new Float64Array(p);
  const second = new Float64Array(size);
  const deadFirst = new Float64Array(p);
  const deadSecond = new Float64Array(size);
  for (let t = times - 1; t >= 0; t--) {
    if (sets.isLast[t] === 1) {
      total = 0;
      first.fill(0);
      second.fill(0);
    }
    let dead = 0;
    deadFirst.fill(0);
    deadSecond.fill(0);
    for (let k = sets.start[t + 1]! - 1; k >= sets.start[t]!; k--) {
      const r = risk[k]! * weights[k]!;
      const isDeath = event[k] === 1;
      if (isDeath) dead += r;
      else total += r;
      const [sums, squares] = isDeath ? [deadFirst, deadSecond] : [first, second];
      for (let i = 0; i < p; i++) {
        const value = r * x[k * p + i]!;
        sums[i]! += value;
        if (withCovariances) for (let j = 0; j < p; j++) squares[i * p + j]! += value * x[k * p + j]!;
      }
    }
    const count = start[t + 1]! - start[t]!;
    for (let l = 0; l < count; l++) {
      const term = start[t]! + l;
      const f = 1 - l / count;
      const denominator = total + f * dead;
      share[term] = f;
      hazard[term] = sets.deathWeight[t]! / count / denominator;
      for (let i = 0; i < p; i++) means[term * p + i] = (first[i]! + f * deadFirst[i]!) / denominator;
      if (covariances === undefined) continue;
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) {
          const square = (second[i * p + j]! + f * deadSecond[i * p + j]!) / denominator;
          covariances[term * size + i * p + j] = square - means[term * p + i]! * means[term * p + j]!;
        }
      }
    }
    total += dead;
    for (let i = 0; i < p; i++) first[i]! += deadFirst[i]!;
    for (let i = 0; i < size; i++) second[i]! += deadSecond[i]!;
  }
  return { start, share, hazard, means, covariances };
}
