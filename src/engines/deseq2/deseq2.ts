import { requireChoice, requireOptions } from '../../arguments.ts';
import type { Deseq2Input } from '../check-input.ts';
import { type Deseq2Fit, type FitOptions, fitDeseq2 } from './fit/fit-deseq2.ts';
import { defaultDependencies } from './kernel/default-kernel.ts';
import type { Dependencies } from './kernel/dependencies.ts';
import { type Deseq2Results, deseq2Results, planResults, type ResultsOptions } from './results/deseq2-results.ts';
import type { ApeglmShrinkage } from './shrink/shrink-apeglm.ts';
import type { AshrShrinkage } from './shrink/shrink-ashr.ts';
import type { NormalShrinkage } from './shrink/shrink-normal.ts';

export interface Deseq2Options extends FitOptions, ResultsOptions {
  /** Fold changes pulled toward 0, for ranking and plots; none by default. P-values are those of the plain ones. */
  readonly shrink?: 'none' | 'apeglm' | 'ashr' | 'normal' | undefined;
}

export interface Deseq2Analysis {
  /** What further comparisons, shrinkage and transformations start from. */
  readonly fit: Deseq2Fit;
  readonly results: Deseq2Results;
  readonly shrinkage?: ApeglmShrinkage | AshrShrinkage | NormalShrinkage | undefined;
}

/**
 * Differential expression of read counts, with the defaults and the numbers of R's `DESeq()` and `results()`.
 *
 * @example
 * const { results } = await deseq2(
 *   { counts, geneIds, sampleIds, samples: { batch: ['a', 'b', 'a', 'b'], condition: ['mock', 'mock', 'mir9', 'mir9'] } },
 *   { design: '~ batch + condition', references: { condition: 'mock' } },
 * );
 * results.log2FoldChange; // Float64Array, one number per gene, NaN for R's NA
 */
export async function deseq2(
  input: Deseq2Input,
  options: Deseq2Options,
  dependencies: Dependencies = defaultDependencies(),
): Promise<Deseq2Analysis> {
  requireOptions(options, "{ design: '~ condition' }");
  requireChoice('shrink', options.shrink, ['none', 'apeglm', 'ashr', 'normal']);
  const { shrink = 'none', contrast } = options;
  const apeglm = shrink === 'apeglm' ? await import('./shrink/shrink-apeglm.ts') : undefined;
  const normal = shrink === 'normal' ? await import('./shrink/shrink-normal.ts') : undefined;
  const fit = await fitDeseq2(input, options, dependencies, (plan) => {
    planResults(plan, options);
    apeglm?.planApeglm(plan.design, contrast);
    normal?.planNormal(plan.design, contrast);
  });
  const results = deseq2Results(fit, options, dependencies);
  if (apeglm !== undefined) {
    const { lfcThreshold } = options;
    return { fit, results, shrinkage: await apeglm.shrinkApeglm(fit, { contrast, lfcThreshold }, dependencies) };
  }
  if (normal !== undefined) {
    return { fit, results, shrinkage: await normal.shrinkNormal(fit, { contrast }, dependencies) };
  }
  if (shrink === 'none') return { fit, results };
  const { shrinkAshr } = await import('./shrink/shrink-ashr.ts');
  return { fit, results, shrinkage: shrinkAshr(results, dependencies) };
}
