import * as math from '../../stats/math/portable.ts';
import { createLinearInterpolant } from '../../stats/smoothing/linear-interpolant.ts';

/**
 * Fills in the prior variances of the genes not in `known`, in place: linearly in ln variance between the neighbors along
 * the covariate, constant outside; genes at one place count as their mean. `covariate`, `variance` [genes].
 */
export function interpolateLogVariance(covariate: Float64Array, variance: Float64Array, known: Uint32Array): void {
  const places = Float64Array.from(known, (gene) => covariate[gene]!);
  const logs = Float64Array.from(known, (gene) => math.log(variance[gene]!));
  const line = createLinearInterpolant(places, logs);
  const isKnown = new Uint8Array(variance.length);
  for (const gene of known) isKnown[gene] = 1;
  for (let gene = 0; gene < variance.length; gene++) {
    if (isKnown[gene] === 0) variance[gene] = math.exp(line.evaluate(covariate[gene]!));
  }
}
