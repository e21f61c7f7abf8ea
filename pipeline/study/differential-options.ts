import type { EngineRequest } from '../../src/analyses/engine-request.ts';
import type { Contrast } from '../../src/design/contrast.ts';
import type { Deseq2Options } from '../../src/engines/deseq2/deseq2.ts';
import type { EngineName } from '../../src/engines/engine-name.ts';
import { Fault } from '../../src/fault.ts';
import { appliesTo, type OptionKey } from './options/option-table.ts';
import type { KeyedValues } from './options/option-values.ts';
import type { StudyFile } from './schema/study-schema.ts';
import type { DesignVariables, DifferentialOptions } from './study.ts';

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
    robust: given.robust,
    treat: given.treat,
    norm: given.norm,
    filterByExpr: given.filter_by_expr,
    block: given.block ?? null,
    sampleWeights: given.sample_weights,
    priorCount: given.prior_count ?? null,
    dispersion: given.dispersion ?? null,
    estimateDispersions: given.estimate_dispersions,
    factors: given.factors ?? [],
    numeric: given.numeric ?? [],
    references: given.references ?? {},
  };
}

/** What the results of one engine depend on, beside counts and design. */
export type EngineOptions = Omit<Partial<DifferentialOptions>, keyof DesignVariables | 'alpha'> &
  Pick<DifferentialOptions, 'alpha'>;

/** The options that apply to one engine, by the table of options. */
export function optionsOfEngine(
  engine: EngineName,
  { factors, numeric, references, ...options }: DifferentialOptions,
): EngineOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => appliesTo(engine, snakeCase(name) as OptionKey)),
  ) as unknown as EngineOptions;
}

/** `useT` as the table of options has it: `use_t`. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Whether some engine of a study has to learn from replicates how counts vary. */
export function needsReplicates(
  engines: readonly EngineName[],
  { dispersion }: Pick<DifferentialOptions, 'dispersion'>,
): boolean {
  return dispersion === null || engines.some((engine) => engine !== 'edger-lrt' && engine !== 'edger-exact');
}

/** A comparison under a design, and what normalizes counts for DESeq2, which edgeR and limma do themselves. */
export interface Question {
  readonly design: string;
  readonly contrast: Contrast | undefined;
  readonly normalization: Pick<
    Deseq2Options,
    'sizeFactors' | 'sizeFactorType' | 'normalizationFactors' | 'controlGenes' | 'averageLengths'
  >;
  /** [genes]: what DESeq2 filters by in place of the mean. */
  readonly filter: ArrayLike<number> | undefined;
}

/** What one engine is asked for one contrast; a `Fault` where the counts need what it does not know. */
export function engineRequestOf(
  engine: EngineName,
  options: EngineOptions & DesignVariables,
  question: Question,
): EngineRequest {
  const { design, contrast, normalization, filter } = question;
  const { factors, numeric, references, alpha } = options;
  const shared = { design, contrast, factors, numeric, references, alpha };
  if (engine === 'deseq2') {
    return { engine, options: { ...shared, ...deseq2OptionsOf(options), ...normalization, filter } };
  }
  if (normalization.averageLengths !== undefined) throw lengthsUnsuited(engine);
  const { robust, treat, norm, filterByExpr, sampleWeights, estimateDispersions } = options;
  const asked = {
    ...shared,
    robust,
    treat,
    norm,
    filterByExpr,
    sampleWeights,
    estimateDispersions,
    block: options.block ?? undefined,
    priorCount: options.priorCount ?? undefined,
    dispersion: options.dispersion ?? undefined,
  };
  return { engine, options: asked };
}

function lengthsUnsuited(engine: EngineName): Fault {
  return new Fault({
    code: 'LENGTHS_OF_OTHER_ENGINE',
    message: `the engine ${engine} does not take the lengths of transcripts into account`,
    option: 'counts_from_abundance',
    expected: 'counts that are corrected for length, or the engine deseq2',
    hint: 'give counts_from_abundance lengthScaledTPM, from which the lengths are scaled away',
  });
}

function deseq2OptionsOf(options: EngineOptions): Omit<Deseq2Options, 'design'> {
  const { cooks, minReplicates, reduced, test, useT, fitType, lfcThreshold, alternative } = options;
  const { shrink, independentFiltering, pAdjust } = options;
  return {
    test,
    reduced: reduced ?? undefined,
    useT,
    fitType,
    lfcThreshold,
    alternative,
    shrink,
    independentFiltering,
    pAdjust,
    cooksCutoff: cooks === 'on' ? undefined : cooks !== 'off' && cooks,
    minReplicatesForReplace: minReplicates === 'off' ? Number.POSITIVE_INFINITY : minReplicates,
  };
}
