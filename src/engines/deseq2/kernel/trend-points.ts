import type { GammaSteps } from './gamma-glm.ts';
import { MIN_DISPERSION } from './reference/dispersion-search.ts';

/** Gene-wise dispersions below this are as good as 0 and say nothing about the trend. */
export const INFORMATIVE_DISPERSION = 100 * MIN_DISPERSION;
/** Of a dispersion, by the trend; beyond these a gene does not take part in fitting it. */
export const LOWEST_RESIDUAL = 1e-4;
export const HIGHEST_RESIDUAL = 15;

/** Means and dispersions of genes, of which a gamma regression takes those near a curve. */
export interface TrendPoints {
  /** Selects the genes with a dispersion above 1e-6 and from 1e-4 to 15 times asymptDisp + extraPois / mean; how many. */
  select(asymptDisp: number, extraPois: number): number;
  /** Steps of the regression of the dispersions selected on 1 / mean. */
  steps(): GammaSteps;
}
