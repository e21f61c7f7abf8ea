import { requireLengths } from '../arguments.ts';
import type { Note } from '../design/note.ts';
import type { FitType } from '../engines/deseq2/fit/dispersion-trend.ts';
import type { Dependencies } from '../engines/deseq2/kernel/dependencies.ts';
import { transformVst } from '../engines/deseq2/transform/variance-stabilization.ts';
import type { NamedCounts, Normalization } from '../normalize/choose-normalization.ts';
import { sampleDistances } from '../normalize/distances-of-samples.ts';
import { samplePca } from '../normalize/sample-pca.ts';
import { type ClusterMerge, clusterComplete } from '../stats/clustering/hierarchical-clustering.ts';

export interface SampleChecks {
  /** [genes x samples], row-major, log2 scale: variance-stabilized counts, blind to the groups. */
  readonly stabilized: Float64Array;
  /** [components][samples] */
  readonly components: readonly Float64Array[];
  /** Of each principal component, of the total variance. */
  readonly varianceShare: readonly number[];
  /** Genes that the principal components were computed from, those that vary most. */
  readonly pcaGenes: number;
  /** [samples x samples], row-major: Euclidean, over all genes. */
  readonly distances: Float64Array;
  /** Indices of the samples, similar ones together, and the tree that the order comes from. */
  readonly sampleOrder: readonly number[];
  readonly sampleMerges: readonly ClusterMerge[];
  readonly notes: readonly Note[];
}

const PCA_GENES = 500;
/** A blind transformation fits a trend of its own. */
const NO_TREND = { fitType: 'mean', mean: Number.NaN } as const;

/** Do samples behave as their sheet says? Principal components, distances and a tree of them, without knowing the groups. */
export async function checkSamples(
  { counts, geneIds, sampleIds }: NamedCounts,
  normalization: Normalization,
  options: { readonly fitType?: FitType | undefined } = {},
  dependencies?: Dependencies,
): Promise<SampleChecks> {
  const samples = sampleIds.length;
  requireLengths({ counts }, geneIds.length * samples, 'genes x samples');
  const problem = {
    genes: geneIds.length,
    samples,
    coefficients: 1,
    counts,
    ...normalization,
    design: new Float64Array(samples).fill(1),
    cells: new Int32Array(samples),
  };
  const { values, notes } = await transformVst({ problem, trend: NO_TREND }, options, dependencies);
  const { scores, components, varianceShare } = samplePca(values, samples, PCA_GENES);
  const distances = sampleDistances(values, samples);
  const { order, merges } = clusterComplete(distances, samples);
  return {
    stabilized: values,
    components: Array.from({ length: components }, (_, k) =>
      Float64Array.from({ length: samples }, (_, j) => scores[j * components + k]!),
    ),
    varianceShare: [...varianceShare],
    pcaGenes: Math.min(PCA_GENES, geneIds.length),
    distances,
    sampleOrder: order,
    sampleMerges: merges,
    notes,
  };
}
