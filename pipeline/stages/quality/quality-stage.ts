import { writeFile } from 'node:fs/promises';
import type { Column } from '../../../src/formats/delimited/read-table.ts';
import type { ClusterMerge } from '../../../src/stats/clustering/hierarchical-clustering.ts';
import type { StageContext, StudyStage } from '../../engine/stage.ts';
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

/** Whether samples behave: variance-stabilized counts (blind to the groups), principal components, distances. */
export const quality: StudyStage<Study, Params, In, Out> = {
  id: 'quality',
  version: 3,
  over: [],
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
    const { checkSamples } = await import('../../../src/analyses/check-samples.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { normalization, ...counts } = await readCounts(context);
    const checks = await checkSamples(counts, normalization, params);
    for (const { text, level = 'info' } of checks.notes) emit({ type: 'note', level, text });
    const { geneIds, sampleIds } = counts;
    const samples = sampleIds.length;
    const bySample = (matrix: Float64Array, rows: number) =>
      sampleIds.map((id, j): [string, Column] => [
        id,
        Float64Array.from({ length: rows }, (_, i) => matrix[i * samples + j]!),
      ]);
    await writeTable(
      output('vst'),
      new Map<string, Column>([['gene_id', geneIds], ...bySample(checks.stabilized, geneIds.length)]),
    );
    const components = checks.components.map((scores, k): [string, Column] => [`PC${k + 1}`, scores]);
    await writeTable(output('pca'), new Map<string, Column>([['sample', sampleIds], ...components]));
    await writeTable(
      output('distances'),
      new Map<string, Column>([['sample', sampleIds], ...bySample(checks.distances, samples)]),
    );
    const { pcaGenes, varianceShare, sampleOrder, sampleMerges } = checks;
    const summary: QualitySummary = {
      transformation: 'variance-stabilized counts',
      pcaGenes,
      varianceShare,
      sampleOrder,
      sampleMerges,
    };
    await writeFile(output('summary'), `${JSON.stringify(summary, null, 2)}\n`);
  },
};

async function readCounts({ input, optionalInput }: StageContext<Params, In, Out>) {
  const { numbersOf, readTable } = await import('../../../src/formats/delimited/read-table.ts');
  const { openInput } = await import('../../files/open-input.ts');
  const { readTypedMatrix } = await import('../../files/typed-matrices.ts');
  const { rowNames: geneIds, columnNames: sampleIds, data } = await readTypedMatrix(input('counts'));
  const factors = optionalInput('normalizationFactors');
  const normalization = {
    sizeFactors: numbersOf(await readTable(openInput(input('sizeFactors'))), 'sizeFactor'),
    normalizationFactors: factors === undefined ? undefined : ((await readTypedMatrix(factors)).data as Float64Array),
  };
  return { counts: data as Int32Array, geneIds, sampleIds, normalization };
}
