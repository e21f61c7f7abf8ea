import type { SizeFactorMethods } from '../../../normalize/choose-normalization.ts';
import { defaultKernels } from '../kernel/default-kernel.ts';
import type { Dependencies } from '../kernel/dependencies.ts';

/** Size factors with the kernels of this engine: ratios on its threads, and those of type iterate by its dispersions. */
export function sizeFactorMethods({ createKernel, estimateSizeFactors }: Dependencies = {}): SizeFactorMethods {
  return {
    ratios: estimateSizeFactors,
    async iterate(matrix) {
      const { iterateSizeFactors } = await import('./iterate-size-factors.ts');
      return iterateSizeFactors(matrix, createKernel ?? defaultKernels());
    },
  };
}
