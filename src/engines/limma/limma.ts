import { type Contrast, defaultContrast, type ResolvedContrast, resolveContrast } from '../../design/contrast.ts';
import { readCovariate } from '../../design/covariate.ts';
import { buildDesign, type Design, type DesignOptions } from '../../design/design.ts';
import type { Note } from '../../design/note.ts';
import { Fault } from '../../fault.ts';
import { logCountsPerMillion } from '../../normalize/counts-per-million.ts';
import { type PreparedCounts, type PrepareOptions, prepareCounts } from '../../normalize/prepare-counts.ts';
import { type CheckedInput, checkInput, type Deseq2Input } from '../check-input.ts';
import { checkThreshold } from '../check-threshold.ts';
import type { BlockCorrelation } from './block-correlation.ts';
import { duplicateCorrelation } from './duplicate-correlation.ts';
import { fitContrasts } from './fit-contrasts.ts';
import { fitLinearModels } from './fit-linear-models.ts';
import { collectResults, type LimmaResults } from './limma-results.ts';
import type { LinearFit, ModelMatrix } from './linear-fit.ts';
import { logOddsOfChange } from './log-odds.ts';
import { type ModeratedFit, moderate, testCoefficient } from './moderated-t.ts';
import { testAgainstThreshold } from './moderated-treat.ts';
import { estimateSampleWeightsJointly } from './sample-weights-reml.ts';
import { voom } from './voom.ts';
import { fitVoomLinearModels } from './voom-linear-models.ts';
import { voomWithSampleWeights } from './voom-quality-weights.ts';

export interface LimmaOptions extends DesignOptions, PrepareOptions {
  /** `~ batch + condition`. */
  readonly design: string;
  /** Which release of limma priors follow, and which edgeR the filter: 3.54 with 3.40, or 3.62 with 4.4. */
  readonly release?: '3.54' | '3.62' | undefined;
  /** The last coefficient by default. */
  readonly contrast?: Contrast | undefined;
  /** Hypervariable genes get fewer prior degrees of freedom of their own. */
  readonly robust?: boolean | undefined;
  /** Log2 fold change that must be exceeded; tests against 0 by default. */
  readonly treat?: number | undefined;
  /** A column of the samples whose values are blocks (donors, plates) with random effects. */
  readonly block?: string | undefined;
  /** Weights samples by how well they agree with the others. */
  readonly sampleWeights?: boolean | undefined;
}

export interface LimmaVoomOptions extends LimmaOptions {
  /** Share of the genes in each local fit of the mean-variance trend, 0.5 by default, or `adaptive` to their number. */
  readonly span?: number | 'adaptive' | undefined;
}

export interface LimmaTrendOptions extends LimmaOptions {
  /** Added to each count, in proportion to its library, before logarithms; 2 by default. */
  readonly priorCount?: number | undefined;
}

export interface LimmaAnalysis {
  readonly geneIds: readonly string[];
  readonly design: Design;
  readonly prepared: PreparedCounts;
  /** Models of the kept genes, one column per coefficient of the design. */
  readonly models: LinearFit;
  /** The comparison of the kept genes, one column, with moderated variances. */
  readonly comparison: ModeratedFit;
  readonly results: LimmaResults;
  /** Correlation within blocks, where there are any. */
  readonly blockCorrelation?: number | undefined;
  /** [samples], where they were asked for. */
  readonly sampleWeights?: Float64Array | undefined;
  readonly notes: readonly Note[];
}

/**
 * limma-voom: linear models of log counts weighted by the precision that their size predicts.
 *
 * filterByExpr, TMM, voom, lmFit, contrasts.fit, eBayes (or treat) with limma's defaults; with `block` duplicateCorrelation
 * and voom twice, with `sampleWeights` voomWithQualityWeights. Accuracy: 1e-6 relative to limma 3.54.1 (`release` '3.54', the
 * default) and 3.62.1. Source: Law, Chen, Shi and Smyth 2014, doi:10.1186/gb-2014-15-2-r29; Ritchie et al. 2015,
 * doi:10.1093/nar/gkv007.
 *
 * @example
 * const { results } = limmaVoom(
 *   { counts, geneIds, sampleIds, samples: { batch: ['a', 'b', 'a', 'b'], condition: ['mock', 'mock', 'mir9', 'mir9'] } },
 *   { design: '~ batch + condition', references: { condition: 'mock' } },
 * );
 * results.log2FoldChange; // Float64Array, one number per gene, NaN for genes left out
 */
export function limmaVoom(input: Deseq2Input, options: LimmaVoomOptions): LimmaAnalysis {
  const study = prepareStudy(input, options, '3.54');
  const { counts, effectiveSizes } = study.prepared;
  const { model } = study;
  const { span } = options;
  if (options.sampleWeights === true) {
    const { expression, weights, sampleWeights } = voomWithSampleWeights(counts, effectiveSizes, model, { span });
    const models = fitLinearModels(expression, model, { weights });
    return { ...compare(study, models, options, false), sampleWeights };
  }
  const first = voom(counts, effectiveSizes, model, { span });
  if (study.blocks === undefined) {
    const models = fitLinearModels(first.expression, model, { weights: first.weights });
    return compare(study, models, options, false);
  }
  const preliminary = correlate(study, first.expression, first.weights);
  const second = voom(counts, effectiveSizes, model, { span, block: preliminary });
  const block = correlate(study, second.expression, second.weights);
  noteCorrelation(block.correlation, options.block!, study.notes);
  const models = fitLinearModels(second.expression, model, { weights: second.weights, block });
  return { ...compare(study, models, options, false), blockCorrelation: block.correlation };
}

/**
 * limma-trend: linear models of log2 counts per million, whose prior variance follows the mean expression.
 *
 * filterByExpr, TMM, cpm(log = TRUE), lmFit, contrasts.fit, eBayes(trend = TRUE) (or treat); with `block`
 * duplicateCorrelation, with `sampleWeights` arrayWeights. For libraries of similar size. Accuracy and source as `limmaVoom`.
 */
export function limmaTrend(input: Deseq2Input, options: LimmaTrendOptions): LimmaAnalysis {
  const study = prepareStudy(input, options, '3.54');
  const { counts, effectiveSizes } = study.prepared;
  const values = logCountsPerMillion(counts, effectiveSizes, options.priorCount);
  const expression = { genes: counts.genes, samples: counts.samples, values };
  if (options.sampleWeights === true) {
    const sampleWeights = estimateSampleWeightsJointly(expression, study.model);
    const models = fitLinearModels(expression, study.model, { weights: sampleWeights });
    return { ...compare(study, models, options, true), sampleWeights };
  }
  if (study.blocks === undefined) return compare(study, fitLinearModels(expression, study.model), options, true);
  const block = correlate(study, expression);
  noteCorrelation(block.correlation, options.block!, study.notes);
  const models = fitLinearModels(expression, study.model, { block });
  return { ...compare(study, models, options, true), blockCorrelation: block.correlation };
}

/**
 * edgeR 4's voomLmFit: limma-voom that does not take groups without a single count for groups without variance.
 *
 * Accuracy: 1e-6 relative to edgeR 4.4.1 with limma 3.62.1. Source: as `limmaVoom`; Lun and Smyth 2017,
 * doi:10.1515/sagmb-2017-0010.
 */
export function voomLmFit(input: Deseq2Input, options: LimmaVoomOptions): LimmaAnalysis {
  const refused =
    options.sampleWeights === true ? 'sample weights' : options.block === undefined ? undefined : 'blocks';
  if (refused !== undefined) {
    throw new Fault({
      code: 'LIMMA_OPTION_UNSUITED',
      message: `The engine voomlmfit has no ${refused}.`,
      hint: 'Use the engine limma-voom, or leave this option out.',
    });
  }
  const study = prepareStudy(input, options, '3.62');
  const { counts, effectiveSizes } = study.prepared;
  const models = fitVoomLinearModels(counts, effectiveSizes, study.model, { span: options.span });
  return compare(study, models, { ...options, release: options.release ?? '3.62' }, false);
}

interface Study {
  readonly checked: CheckedInput;
  readonly design: Design;
  readonly model: ModelMatrix;
  readonly contrast: ResolvedContrast;
  readonly prepared: PreparedCounts;
  /** [samples]: number of the block of each. */
  readonly blocks: Int32Array | undefined;
  readonly notes: Note[];
}

function prepareStudy(input: Deseq2Input, options: LimmaOptions, release: '3.54' | '3.62'): Study {
  const notes: Note[] = [];
  checkThreshold(options.treat);
  if (options.block !== undefined && options.sampleWeights === true) throw blockAndWeights();
  const checked = checkInput(input, notes);
  const design = buildDesign(options.design, checked.table, options, notes);
  const samples = design.sampleIds.length;
  if (samples <= design.coefficients) throw noReplicates(design);
  const contrast = resolveContrast(design, options.contrast ?? defaultContrast(design, 'wald'));
  const blocks = options.block === undefined ? undefined : readBlocks(checked, options.block, notes);
  const all = { genes: checked.genes, samples, counts: checked.counts };
  const arithmetic = (options.release ?? release) === '3.54' ? 'edger3' : 'edger4';
  const prepared = prepareCounts(all, design, { arithmetic, ...options });
  const model = { samples, columns: design.coefficients, values: design.matrix };
  return { checked, design, model, contrast, prepared, blocks, notes };
}

function readBlocks({ table }: CheckedInput, name: string, notes: Note[]): Int32Array {
  const covariate = readCovariate(table, name, { factor: true }, notes);
  if (covariate.kind === 'factor' && covariate.levels.length > 1) return covariate.codes;
  throw new Fault({
    code: 'BLOCK_ONE_LEVEL',
    message: `All samples have the same value of ${name}, so there are no blocks to compare.`,
    expected: 'two or more blocks, some with several samples',
    hint: 'Name a column that tells donors, plates or litters, or leave the blocks out.',
  });
}

function correlate(
  { model, blocks }: Study,
  expression: Parameters<typeof duplicateCorrelation>[0],
  weights?: Float64Array,
): BlockCorrelation {
  const { consensus } = duplicateCorrelation(expression, model, blocks!, weights);
  if (!Number.isNaN(consensus)) return { blocks: blocks!, correlation: consensus };
  throw new Fault({
    code: 'BLOCK_CORRELATION_UNKNOWN',
    message: 'The correlation within blocks cannot be estimated.',
    found: `${model.samples} samples, ${model.columns} coefficients, ${blocks!.reduce((a, b) => Math.max(a, b), 0) + 1} blocks`,
    expected: 'two or more blocks, fewer than samples less one, and three residual degrees of freedom',
    hint: 'Leave the blocks out, or put them into the design.',
  });
}

function compare(study: Study, models: LinearFit, options: LimmaOptions, hasTrend: boolean): LimmaAnalysis {
  const { checked, design, contrast, prepared, notes } = study;
  const estimator = (options.release ?? '3.54') === '3.54' ? 'moments' : 'automatic';
  const chosen = fitContrasts(models, [contrast.weights]);
  const comparison = moderate(chosen, { hasTrend, isRobust: options.robust, estimator }, notes);
  const threshold = options.treat ?? 0;
  const tests = threshold > 0 ? testAgainstThreshold(comparison, threshold) : testCoefficient(comparison);
  const logOdds = threshold > 0 ? undefined : logOddsOfChange(comparison);
  const results = collectResults(contrast.label, comparison, tests, logOdds, prepared.kept, checked.genes);
  return { geneIds: checked.geneIds, design, prepared, models, comparison, results, notes };
}

function noteCorrelation(correlation: number, block: string, notes: Note[]): void {
  if (correlation === 0) {
    notes.push({
      code: 'BLOCK_NO_CORRELATION',
      text: `The blocks ${block} have one sample each or are told by the design, so they change nothing.`,
    });
  } else if (correlation < 0) {
    notes.push({
      code: 'BLOCK_CORRELATION_NEGATIVE',
      text:
        `Samples of the same ${block} are less alike than others (correlation ${correlation.toPrecision(2)}); ` +
        'without blocks the tests would be simpler and no weaker.',
    });
  }
}

function noReplicates({ sampleIds, coefficients }: Design): Fault {
  return new Fault({
    code: 'DESIGN_NO_REPLICATES',
    message: 'The design has as many coefficients as there are samples, so variances cannot be estimated.',
    found: `${sampleIds.length} samples, ${coefficients} coefficients`,
    expected: 'more samples than coefficients: replicates of at least one group',
    hint: 'Add replicates, or drop variables from the design; without replicates no p-value can be trusted.',
  });
}

function blockAndWeights(): Fault {
  return new Fault({
    code: 'LIMMA_BLOCK_AND_WEIGHTS',
    message: 'Blocks with random effects and sample weights are not estimated together.',
    hint: 'Choose one of the two, or put the blocks into the design.',
  });
}
