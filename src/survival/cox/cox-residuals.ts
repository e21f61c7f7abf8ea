import type { CoxData } from './partial-likelihood.ts';
import { collectRiskTerms, type RiskTerms } from './risk-terms.ts';

/**
 * Martingale residuals d_i - H_i, [n] in the order of the rows.
 *
 * H_i = exp(eta_i) sum over u <= t_i of v / a0, those who die at u counting their share of each of Efron's terms.
 * Source: T. M. Therneau, P. M. Grambsch, T. R. Fleming, Biometrika 77 (1990) 147, doi:10.1093/biomet/77.1.147.
 */
export function martingaleResiduals(data: CoxData, risk: Float64Array): Float64Array {
  const { sets, event } = data;
  const residuals = new Float64Array(event.length);
  const terms = collectRiskTerms({ ...data, p: 0 }, risk);
  let hazard = 0;
  for (let t = 0; t < sets.time.length; t++) {
    if (t === 0 || sets.isLast[t - 1] === 1) hazard = 0;
    let whole = 0;
    let shared = 0;
    for (let term = terms.start[t]!; term < terms.start[t + 1]!; term++) {
      whole += terms.hazard[term]!;
      shared += terms.share[term]! * terms.hazard[term]!;
    }
    for (let k = sets.start[t]!; k < sets.start[t + 1]!; k++) {
      const isDeath = event[k] === 1;
      residuals[sets.order[k]!] = Number(isDeath) - risk[k]! * (hazard + (isDeath ? shared : whole));
    }
    hazard += whole;
  }
  return residuals;
}

/**
 * Score residuals, [n x p] in the order of the rows, not multiplied by the weights: what each adds to the gradient.
 *
 * d_i (x_i - xbar(u_i)) - sum over u <= t_i of exp(eta_i) v / a0 (x_i - a1 / a0), with Efron's own means and shares.
 */
export function scoreResiduals(data: CoxData, risk: Float64Array): Float64Array {
  const { sets, p, x, event } = data;
  const residuals = new Float64Array(event.length * p);
  const terms = collectRiskTerms(data, risk);
  // Sums of v/a0 and of v/a0 mean up to a time; `whole` and `shared` of the time itself.
  let hazard = 0;
  const hazardMean = new Float64Array(p);
  const wholeMean = new Float64Array(p);
  const sharedMean = new Float64Array(p);
  const center = new Float64Array(p);
  for (let t = 0; t < sets.time.length; t++) {
    if (t === 0 || sets.isLast[t - 1] === 1) {
      hazard = 0;
      hazardMean.fill(0);
    }
    let whole = 0;
    let shared = 0;
    wholeMean.fill(0);
    sharedMean.fill(0);
    meanOfTerms(terms, t, p, center);
    for (let term = terms.start[t]!; term < terms.start[t + 1]!; term++) {
      const step = terms.hazard[term]!;
      const part = terms.share[term]! * step;
      whole += step;
      shared += part;
      for (let j = 0; j < p; j++) {
        wholeMean[j]! += step * terms.means[term * p + j]!;
        sharedMean[j]! += part * terms.means[term * p + j]!;
      }
    }
    for (let k = sets.start[t]!; k < sets.start[t + 1]!; k++) {
      const isDeath = event[k] === 1;
      const sum = hazard + (isDeath ? shared : whole);
      for (let j = 0; j < p; j++) {
        const sumMean = hazardMean[j]! + (isDeath ? sharedMean[j]! : wholeMean[j]!);
        let value = -risk[k]! * (x[k * p + j]! * sum - sumMean);
        if (isDeath) value += x[k * p + j]! - center[j]!;
        residuals[sets.order[k]! * p + j] = value;
      }
    }
    hazard += whole;
    for (let j = 0; j < p; j++) hazardMean[j]! += wholeMean[j]!;
  }
  return residuals;
}

/** Schoenfeld residuals of the events. */
export interface SchoenfeldResiduals {
  /** [events]: rows, by stratum and time. */
  readonly rows: Uint32Array;
  readonly time: Float64Array;
  /** [events x p]: x_i - xbar(u), not weighted. */
  readonly values: Float64Array;
}

/** Source: D. Schoenfeld, Biometrika 69 (1982) 239, doi:10.1093/biomet/69.1.239. */
export function schoenfeldResiduals(data: CoxData, risk: Float64Array): SchoenfeldResiduals {
  const { sets, p, x, event } = data;
  const terms = collectRiskTerms(data, risk);
  const center = new Float64Array(p);
  const rows: number[] = [];
  const time: number[] = [];
  const values: number[] = [];
  for (let t = 0; t < sets.time.length; t++) {
    if (sets.deaths[t] === 0) continue;
    meanOfTerms(terms, t, p, center);
    for (let k = sets.start[t]!; k < sets.start[t + 1]!; k++) {
      if (event[k] !== 1) continue;
      rows.push(sets.order[k]!);
      time.push(sets.time[t]!);
      for (let j = 0; j < p; j++) values.push(x[k * p + j]! - center[j]!);
    }
  }
  return { rows: Uint32Array.from(rows), time: Float64Array.from(time), values: Float64Array.from(values) };
}

function meanOfTerms({ start, means }: RiskTerms, t: number, p: number, mean: Float64Array): void {
  mean.fill(0);
  const count = start[t + 1]! - start[t]!;
  for (let term = start[t]!; term < start[t + 1]!; term++) {
    for (let j = 0; j < p; j++) mean[j]! += means[term * p + j]! / count;
  }
}
