import type { CountMatrix } from '../../normalize/count-matrix.ts';
import type { ModelMatrix } from './linear-fit.ts';
import { estimateSampleWeights } from './sample-weights.ts';
import { type VoomOptions, type VoomResult, voom } from './voom.ts';

export interface VoomWithSampleWeights extends VoomResult {
  /** [samples]: quality of each sample, already a factor of `weights`. */
  readonly sampleWeights: Float64Array;
}

/**
 * Precision weights of values times quality weights of samples, limma's `voomWithQualityWeights`.
 *
 * voom, sample weights from it, voom again with the models of its trend weighted by samples, sample weights again.
 * Accuracy: 1e-11 relative to limma 3.54.1.
 * Source: R. Liu et al., Nucleic Acids Res. 43 (2015) e97, doi:10.1093/nar/gkv412.
 */
export function voomWithSampleWeights(
  counts: CountMatrix,
  sizes: Float64Array,
  design: ModelMatrix,
  { span }: Pick<VoomOptions, 'span'> = {},
): VoomWithSampleWeights {
  const first = voom(counts, sizes, design, { span });
  const preliminary = estimateSampleWeights(first.expression, design, first.weights);
  const second = voom(counts, sizes, design, { span, weights: preliminary });
  const sampleWeights = estimateSampleWeights(second.expression, design, second.weights);
  const { samples } = counts;
  const weights = second.weights.map((weight, at) => weight * sampleWeights[at % samples]!);
  return { ...second, weights, sampleWeights };
}
