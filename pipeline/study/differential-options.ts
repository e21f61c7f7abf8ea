import type { Contrast } from '../../src/design/contrast.ts';
import type { Deseq2Options } from '../../src/engines/deseq2/deseq2.ts';
import type { KeyedValues } from './options/option-values.ts';
import type { StudyFile } from './schema/study-schema.ts';
import type { DifferentialOptions } from './study.ts';

/** How the engine computes, as the keys of a study or the flags of `seedrank de` say it. */
export function differentialOf(given: StudyFile | KeyedValues<'de'>): DifferentialOptions {
  return {
    alpha: given.alpha,
    test: given.test,
    reduced: given.reduced ?? null,
    useT: given.use_t,
    fitType: given.fit_type,
    lfcThreshold: given.lfc_threshold,
    alternative: given.alternative,
    shrink: given.shrink,
    cooks: given.cooks,
    minReplicates: given.min_replicates,
    independentFiltering: given.independent_filtering,
    pAdjust: given.p_adjust,
    factors: given.factors ?? [],
    numeric: given.numeric ?? [],
    references: given.references ?? {},
  };
}

/** The options of DESeq2 for one contrast. */
export function deseq2OptionsOf(
  options: DifferentialOptions,
  design: string,
  contrast: Contrast | undefined,
): Deseq2Options {
  const { cooks, minReplicates, reduced, references, alpha, test, useT, fitType, lfcThreshold, alternative } = options;
  const { shrink, independentFiltering, pAdjust, factors, numeric } = options;
  return {
    design,
    contrast,
    references,
    factors,
    numeric,
    test,
    reduced: reduced ?? undefined,
    useT,
    fitType,
    lfcThreshold,
    alternative,
    alpha,
    shrink,
    independentFiltering,
    pAdjust,
    cooksCutoff: cooks === 'on' ? undefined : cooks !== 'off' && cooks,
    minReplicatesForReplace: minReplicates === 'off' ? Number.POSITIVE_INFINITY : minReplicates,
  };
}
