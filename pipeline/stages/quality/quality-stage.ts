import type { StageContext, StudyStage } from '../../engine/stage.ts';
import { FINISHED, type Study } from '../../study/study.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

type Params = { readonly fitType: Study['differential']['fitType'] };
type In = 'counts' | 'sizeFactors' | 'normalizationFactors';
type Out = 'vst' | WithTwin<'pca' | 'distances'> | 'summary';

/** Whether samples behave: variance-stabilized counts (blind to the groups), principal components, distances. */
export const quality: StudyStage<Study, Params, In, Out> = {
  id: 'quality',
  version: 5,
  over: [],
  inputs: { counts: 'required', sizeFactors: 'required', normalizationFactors: 'optional' },
  outputs: {
    vst: { file: 'vst.tsv', publish: 'tables/processed_abundance/all.vst.tsv' },
    ...withTwin('pca', { file: 'pca.tsv', publish: 'tables/quality/pca.tsv' }),
    ...withTwin('distances', { file: 'sample_distances.tsv', publish: 'tables/quality/sample_distances.tsv' }),
    summary: { file: 'quality.json', publish: 'tables/quality/quality.json' },
  },
  skip: ({ table }) => (table === undefined ? undefined : FINISHED),
  selectParams: ({ differential: { fitType } }) => ({ fitType }),
  async run(context) {
    const { params, output, emit } = context;
    const { checkSamples } = await import('../../../src/analyses/check-samples.ts');
    const { componentTable, distanceTable, stabilizedTable } = await import('../../../src/artifacts/count-tables.ts');
    const { qualityFile } = await import('../../../src/artifacts/json-files.ts');
    const { matrixColumns } = await import('../../../src/artifacts/matrix-columns.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { writeArtifact, writeJsonArtifact } = await import('../artifact-files.ts');
    const { normalization, ...counts } = await readCounts(context);
    const checks = await checkSamples(counts, normalization, params);
    for (const { text, level = 'info' } of checks.notes) emit({ type: 'note', level, text });
    const { geneIds, sampleIds } = counts;
    const stabilized = matrixColumns(sampleIds, checks.stabilized);
    await writeTable(output('vst'), stabilizedTable.toColumns({ geneIds, more: stabilized }));
    const components = new Map(checks.components.map((scores, k) => [`PC${k + 1}`, scores]));
    await writeArtifact(context, 'pca', componentTable, { sampleIds, more: components });
    const distances = matrixColumns(sampleIds, checks.distances);
    await writeArtifact(context, 'distances', distanceTable, { sampleIds, more: distances });
    const { pcaGenes, varianceShare, sampleOrder, sampleMerges } = checks;
    const transformation = 'variance-stabilized counts';
    const summary = { transformation, pcaGenes, varianceShare, sampleOrder, sampleMerges };
    await writeJsonArtifact(output('summary'), qualityFile, summary);
  },
};

async function readCounts({ input, optionalInput }: StageContext<Params, In, Out>) {
  const { sizeFactorTable } = await import('../../../src/artifacts/count-tables.ts');
  const { readArtifact } = await import('../artifact-files.ts');
  const { readTypedMatrix } = await import('../../files/typed-matrices.ts');
  const { rowNames: geneIds, columnNames: sampleIds, data } = await readTypedMatrix(input('counts'));
  const factors = optionalInput('normalizationFactors');
  const normalization = {
    sizeFactors: (await readArtifact(input('sizeFactors'), sizeFactorTable)).sizeFactors,
    normalizationFactors: factors === undefined ? undefined : ((await readTypedMatrix(factors)).data as Float64Array),
  };
  return { counts: data as Int32Array, geneIds, sampleIds, normalization };
}
