import type { Maximum } from './maximize-likelihood.ts';

/**
 * [p]: 1 for coefficients that another step would still move although the likelihood has converged, as R warns of them.
 *
 * `scales` [p] of the columns that were maximized over. A fit that did not converge is flagged only where the likelihood is no
 * longer finite or the coefficient is beyond all effects that can be measured.
 */
export function findInfinite({ beta, score, variance, hasConverged }: Maximum, scales: Float64Array): Uint8Array {
  const p = beta.length;
  return Uint8Array.from(beta, (scaled, j) => {
    let move = 0;
    for (let k = 0; k < p; k++) move += score[k]! * variance[k * p + j]!;
    const step = Math.abs(move * scales[j]!);
    const b = Math.abs(scaled * scales[j]!);
    if (!Number.isFinite(step)) return 1;
    return Number(step > 1e-9 && step > Math.sqrt(1e-9) * b && (hasConverged || Math.abs(scaled) > 100));
  });
}
