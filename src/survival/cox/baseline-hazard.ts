import * as math from '../../stats/math/portable.ts';
import type { CoxFit } from './fit-cox.ts';
import { collectRiskTerms } from './risk-terms.ts';

/** All [distinct times], by stratum and time. */
export interface BaselineHazard {
  readonly time: Float64Array;
  /** Cumulative hazard up to each time. */
  readonly cumulativeHazard: Float64Array;
  /** Place in `strata`. */
  readonly stratum: Int32Array;
  readonly strata: readonly string[];
}

/**
 * Cumulative baseline hazard of a subject with all covariates 0, or at the means (`isCentered`), as R's `basehaz`.
 *
 * H0(t) = sum over event times u <= t of v / a0, Efron's terms for Efron's fits. Source: B. Efron, JASA 72 (1977) 557.
 */
export function baselineHazard(fit: CoxFit, isCentered = false): BaselineHazard {
  const { data, linearPredictor, coefficients, means, rows } = fit;
  const { sets } = data;
  const risk = Float64Array.from(sets.order, (row) => math.exp(linearPredictor[row]!));
  const terms = collectRiskTerms({ ...data, p: 0 }, risk);
  const atMeans = means.reduce(
    (sum, mean, j) => sum + (Number.isNaN(coefficients[j]!) ? 0 : mean * coefficients[j]!),
    0,
  );
  const factor = isCentered ? 1 : math.exp(-atMeans);
  let hazard = 0;
  const cumulativeHazard = sets.time.map((_, t) => {
    if (t === 0 || sets.isLast[t - 1] === 1) hazard = 0;
    for (let term = terms.start[t]!; term < terms.start[t + 1]!; term++) hazard += terms.hazard[term]!;
    return hazard * factor;
  });
  return { time: sets.time, cumulativeHazard, stratum: sets.stratum, strata: rows.strata.levels };
}
