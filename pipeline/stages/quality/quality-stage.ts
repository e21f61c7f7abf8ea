import { writeFile } from 'node:fs/promises';
import type { GeneProblem } from '../../../src/engines/deseq2/kernel/gene-kernel.ts';
import type { Column } from '../../../src/formats/delimited/read-table.ts';
import type { ClusterMerge } from '../../../src/stats/clustering/hierarchical-clustering.ts';
import type { StageContext, StudyStage } from '../../engine/stage.ts';
import { openInput } from '../../files/open-input.ts';
import { FINISHED, type Study } from '../../study/study.ts';

type Params = { readonly fitType: Study['differential']['fitType'] };
type In = 'counts' | 'sizeFactors' | 'normalizationFactors';
type Out = 'vst' | 'pca' | 'distances' | 'summary';

/** What `summary` holds: how the other files were made and how to read them. */
export type QualitySummary = {
  readonly transformation: string;
  /** Genes that the principal components were computed from. */
  readonly pcaGenes: number;
  /** Of each principal component, of the total variance. */
  readonly varianceShare: readonly number[];
  /** Indices of the samples, similar ones together. */
  readonly sampleOrder: readonly number[];
  /** The tree that the order comes from. */
  readonly sampleMerges: readonly ClusterMerge[];
};

const PCA_GENES = 500;
/** A blind transformation fits a trend of its own. */
const NO_TREND = { fitType: 'mean', mean: Number.NaN } as const;

/** Whether samples behave: variance-stabilized counts (blind to the groups), principal components, distances. */
export const quality: StudyStage<Study, Params, In, Out> = {
  id: 'quality',
  version: 3,
  scope: 'study',
  inputs: { counts: 'required', sizeFactors: 'required', normalizationFactors: 'optional' },
  outputs: {
    vst: { file: 'vst.tsv', publish: 'tables/processed_abundance/all.vst.tsv' },
    pca: { file: 'pca.tsv', publish: 'tables/quality/pca.tsv' },
    distances: { file: 'sample_distances.tsv', publish: 'tables/quality/sample_distances.tsv' },
    summary: { file: 'quality.json', publish: 'tables/quality/quality.json' },
  },
  skip: ({ table }) => (table === undefined ? undefined : FINISHED),
  selectParams: ({ differential: { fitType } }) => ({ fitType }),
  async run(context) {
    const { params, output, emit } = context;
    const { transformVst } = await import('../../../src/engines/deseq2/transform/variance-stabilization.ts');
    const { samplePca } = await import('../../../src/normalize/sample-pca.ts');
    const { sampleDistances } = await import('../../../src/normalize/distances-of-samples.ts');
    const { clusterComplete } = await import('../../../src/stats/clustering/hierarchical-clustering.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { problem, geneIds, sampleIds } = await readProblem(context);
    const samples = sampleIds.length;
    const { values, notes } = await transformVst({ problem, trend: NO_TREND }, params);
    for (const { text } of notes) emit({ type: 'note', level: 'info', text });
    const bySample = (matrix: Float64Array, rows: number) =>
      sampleIds.map((id, j): [string, Column] => [
        id,
        Float64Array.from({ length: rows }, (_, i) => matrix[i * samples + j]!),
      ]);
    await writeTable(
      output('vst'),
      new Map<string, Column>([['gene_id', geneIds], ...bySample(values, geneIds.length)]),
    );

    const { scores, components, varianceShare } = samplePca(values, samples, PCA_GENES);
    const component = (k: number) => Float64Array.from(sampleIds, (_, j) => scores[j * components + k]!);
    const columns = Array.from({ length: components }, (_, k): [string, Column] => [`PC${k + 1}`, component(k)]);
    await writeTable(output('pca'), new Map<string, Column>([['sample', sampleIds], ...columns]));

    const distances = sampleDistances(values, samples);
    await writeTable(
      output('distances'),
      new Map<string, Column>([['sample', sampleIds], ...bySample(distances, samples)]),
    );
    const { order, merges } = clusterComplete(distances, samples);
    const summary: QualitySummary = {
      transformation: 'variance-stabilized counts',
      pcaGenes: Math.min(PCA_GENES, geneIds.length),
      varianceShare: [...varianceShare],
      sampleOrder: order,
      sampleMerges: merges,
    };
    await writeFile(output('summary'), `${JSON.stringify(summary, null, 2)}\n`);
  },
};

/** The counts under a design with an intercept alone: quality must not know the groups. */
async function readProblem({ input, optionalInput }: StageContext<Params, In, Out>) {
  const { readTypedMatrix } = await import('../../files/typed-matrices.ts');
  const { numbersOf, readTable } = await import('../../../src/formats/delimited/read-table.ts');
  const { rowNames: geneIds, columnNames: sampleIds, data } = await readTypedMatrix(input('counts'));
  const factors = optionalInput('normalizationFactors');
  const samples = sampleIds.length;
  const problem: GeneProblem = {
    genes: geneIds.length,
    samples,
    coefficients: 1,
    counts: data as Int32Array,
    sizeFactors: numbersOf(await readTable(openInput(input('sizeFactors'))), 'sizeFactor'),
    normalizationFactors: factors === undefined ? undefined : ((await readTypedMatrix(factors)).data as Float64Array),
    design: new Float64Array(samples).fill(1),
    cells: new Int32Array(samples),
  };
  return { problem, geneIds, sampleIds };
}
