import type { EstimateSizeFactors } from '../../../normalize/size-factors.ts';
import type { TestColumns } from '../results/wald.ts';
import type { FindModes } from './apeglm-modes.ts';
import type { MixEffects } from './effect-mixture.ts';
import type { CreateKernel } from './gene-kernel.ts';

/** What one analysis computes gene by gene, as a caller may replace it. */
export interface Dependencies {
  /** Executes the per-gene stages; on the calling thread by default. */
  readonly createKernel?: CreateKernel | undefined;
  /** Estimates size factors of type ratio and poscounts; on the calling thread by default. */
  readonly estimateSizeFactors?: EstimateSizeFactors | undefined;
  /** Finds the posterior modes of apeglm; on the calling thread by default. */
  readonly findModes?: FindModes | undefined;
  /** Tests estimates by their standard errors: `waldTest` by the normal distribution, on the calling thread by default. */
  readonly testEstimates?: ((lfc: Float64Array, se: Float64Array) => TestColumns) | undefined;
  /** Lays out ashr's mixture; on the calling thread by default. */
  readonly mixEffects?: MixEffects | undefined;
}
