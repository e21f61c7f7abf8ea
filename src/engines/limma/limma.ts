import { requireOptions } from '../../arguments.ts';
import { Fault } from '../../fault.ts';
import { logCountsPerMillion } from '../../normalize/counts-per-million.ts';
import type { Deseq2Input } from '../check-input.ts';
import { countExecution } from '../kernels/counts/count-program.ts';
import { correlateBlocks, noteCorrelation } from './correlate-blocks.ts';
import { fitLinearModels } from './fit-linear-models.ts';
import { compareModels, type LimmaAnalysis } from './limma-results.ts';
import { estimateSampleWeightsJointly } from './sample-weights-reml.ts';
import { type LimmaOptions, prepareLimmaStudy } from './study.ts';
import { voom } from './voom.ts';
import { fitVoomLinearModels } from './voom-linear-models.ts';
import { voomWithSampleWeights } from './voom-quality-weights.ts';

export type { LimmaAnalysis } from './limma-results.ts';
export type { LimmaOptions } from './study.ts';

export interface LimmaVoomOptions extends LimmaOptions {
  /** Share of the genes in each local fit of the mean-variance trend, 0.5 by default, or `adaptive` to their number. */
  readonly span?: number | 'adaptive' | undefined;
}

export interface LimmaTrendOptions extends LimmaOptions {
  /** Added to each count, in proportion to its library, before logarithms; 2 by default. */
  readonly priorCount?: number | undefined;
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
export function limmaVoom(input: Deseq2Input, options: LimmaVoomOptions, execution = countExecution()): LimmaAnalysis {
  const study = prepareLimmaStudy(input, options, '3.54', execution);
  const { model, block } = study;
  const { counts, effectiveSizes } = study.prepared;
  const span = checkSpan(options.span);
  if (options.sampleWeights === true) {
    const { expression, weights, sampleWeights } = voomWithSampleWeights(counts, effectiveSizes, model, { span });
    return { ...compareModels(study, fitLinearModels(expression, model, { weights }), false), sampleWeights };
  }
  const { expression, weights } = voom(counts, effectiveSizes, model, { span, execution });
  if (block === undefined) return compareModels(study, fitLinearModels(expression, model, { weights }), false);
  const preliminary = correlateBlocks(study, block, expression, weights);
  const second = voom(counts, effectiveSizes, model, { span, block: preliminary, execution });
  const correlated = correlateBlocks(study, block, expression, second.weights);
  noteCorrelation(correlated.correlation, block.name, study.notes);
  const models = fitLinearModels(expression, model, { weights: second.weights, block: correlated });
  return { ...compareModels(study, models, false), blockCorrelation: correlated.correlation };
}

/**
 * limma-trend: linear models of log2 counts per million, whose prior variance follows the mean expression.
 *
 * filterByExpr, TMM, cpm(log = TRUE), lmFit, contrasts.fit, eBayes(trend = TRUE) (or treat); with `block`
 * duplicateCorrelation, with `sampleWeights` arrayWeights. For libraries of similar size. Accuracy and source as `limmaVoom`.
 */
export function limmaTrend(
  input: Deseq2Input,
  options: LimmaTrendOptions,
  execution = countExecution(),
): LimmaAnalysis {
  const study = prepareLimmaStudy(input, options, '3.54', execution);
  const { model, block } = study;
  const { counts, effectiveSizes } = study.prepared;
  const values = logCountsPerMillion(counts, effectiveSizes, checkPriorCount(options.priorCount));
  const expression = { genes: counts.genes, samples: counts.samples, values };
  if (options.sampleWeights === true) {
    const sampleWeights = estimateSampleWeightsJointly(expression, model);
    const models = fitLinearModels(expression, model, { weights: sampleWeights });
    return { ...compareModels(study, models, true), sampleWeights };
  }
  if (block === undefined) return compareModels(study, fitLinearModels(expression, model), true);
  const correlated = correlateBlocks(study, block, expression);
  noteCorrelation(correlated.correlation, block.name, study.notes);
  const models = fitLinearModels(expression, model, { block: correlated });
  return { ...compareModels(study, models, true), blockCorrelation: correlated.correlation };
}

/**
 * edgeR 4's voomLmFit: limma-voom that does not take groups without a single count for groups without variance.
 *
 * Accuracy: 1e-6 relative to edgeR 4.4.1 with limma 3.62.1. Source: as `limmaVoom`; Lun and Smyth 2017,
 * doi:10.1515/sagmb-2017-0010.
 */
export function voomLmFit(input: Deseq2Input, options: LimmaVoomOptions, execution = countExecution()): LimmaAnalysis {
  requireOptions(options, "{ design: '~ condition' }");
  const unsuited =
    options.sampleWeights === true ? 'sample weights' : options.block === undefined ? undefined : 'blocks';
  if (unsuited !== undefined) {
    throw new Fault({
      code: 'LIMMA_OPTION_UNSUITED',
      message: `The engine voomlmfit has no ${unsuited}.`,
      hint: 'Use the engine limma-voom, or leave this option out.',
    });
  }
  const study = prepareLimmaStudy(input, options, '3.62', execution);
  const { counts, effectiveSizes } = study.prepared;
  const models = fitVoomLinearModels(counts, effectiveSizes, study.model, { span: checkSpan(options.span) });
  return compareModels(study, models, false);
}

function checkSpan(span: LimmaVoomOptions['span']): LimmaVoomOptions['span'] {
  if (span === undefined || span === 'adaptive' || (span > 0 && span <= 1)) return span;
  throw new Fault({
    code: 'VOOM_SPAN',
    message: 'The span of the trend is a share of the genes.',
    found: String(span),
    expected: 'a number above 0 and at most 1, or adaptive',
    hint: 'Leave it out for half of the genes.',
  });
}

function checkPriorCount(priorCount: number | undefined): number | undefined {
  if (priorCount === undefined || (priorCount > 0 && priorCount < Number.POSITIVE_INFINITY)) return priorCount;
  throw new Fault({
    code: 'PRIOR_COUNT',
    message: 'A prior count is a positive number, or counts of 0 have no logarithm.',
    found: String(priorCount),
    hint: 'Leave it out for 2, or give a small positive number.',
  });
}
