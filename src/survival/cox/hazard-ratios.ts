import { normalUpperQuantile } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import type { CoxFit } from './fit-cox.ts';

/** All [p]; NaN for coefficients that are redundant or infinite. */
export interface HazardRatios {
  readonly ratio: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** exp(b) with Wald's limits exp(b -+ z se); `unit` > 0 [p] gives ratios for so many units of each column (1 by default). */
export function hazardRatios(
  { coefficients, errors, isInfinite }: Pick<CoxFit, 'coefficients' | 'errors' | 'isInfinite'>,
  { level = 0.95, unit }: { readonly level?: number; readonly unit?: ArrayLike<number> } = {},
): HazardRatios {
  const z = normalUpperQuantile((1 - level) / 2);
  const at = (shift: number): Float64Array =>
    coefficients.map((b, j) =>
      isInfinite[j] === 1 ? Number.NaN : math.exp((unit?.[j] ?? 1) * (b + shift * z * errors[j]!)),
    );
  return { ratio: at(0), lower: at(-1), upper: at(1) };
}
