import type { ModelMatrix } from './count-problem.ts';
import type { GeneFitter } from './gene-fitter.ts';
import { createLevenbergFitter } from './levenberg-fitter.ts';
import { createOneWayFitter } from './one-way-fitter.ts';

/**
 * A fitter of negative binomial log-linear models with given dispersion, mu_j = N_j exp(x_j beta).
 *
 * Designs that amount to groups are solved group by group, others by Levenberg-Marquardt iteration on the expected
 * information. Source: McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042, supplement; edgeR `mglmOneWay`,
 * `mglmLevenberg`.
 *
 * @param sizes N_j [samples]
 */
export function createGeneFitter(design: ModelMatrix, sizes: Float64Array): GeneFitter {
  return design.isOneWay ? createOneWayFitter(design, sizes) : createLevenbergFitter(design, sizes);
}
