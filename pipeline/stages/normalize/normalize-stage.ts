import type { StudyStage } from '../../engine/stage.ts';
import { FINISHED, type SizeFactorType, type Study } from '../../study/study.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

type Params = { readonly sizeFactors: SizeFactorType | null };
type In = 'counts' | 'lengths' | 'sizeFactorTable' | 'factorTable' | 'controlGenes';
type Out = WithTwin<'sizeFactors'> | 'normalizationFactors' | 'normalized';

const published = (file: string) => ({ file, publish: `tables/processed_abundance/all.${file}` });

/** Makes samples comparable: size factors, or a factor a gene and sample where transcript lengths are known. */
export const normalize: StudyStage<Study, Params, In, Out> = {
  id: 'normalize',
  version: 4,
  effort: 3,
  over: [],
  inputs: {
    counts: 'required',
    lengths: 'optional',
    sizeFactorTable: 'optional',
    factorTable: 'optional',
    controlGenes: 'optional',
  },
  outputs: {
    ...withTwin('sizeFactors', published('sizefactors.tsv')),
    normalizationFactors: { file: 'normalization_factors.matrix', optional: true },
    normalized: published('normalised_counts.tsv'),
  },
  skip: ({ table }) => (table === undefined ? undefined : FINISHED),
  selectParams: ({ sizeFactors }) => ({ sizeFactors: sizeFactors ?? null }),
  async run({ params, input, optionalInput, output, emit }) {
    const { normalizeSamples } = await import('../../../src/analyses/normalize-samples.ts');
    const { normalizedTable, sizeFactorTable } = await import('../../../src/artifacts/count-tables.ts');
    const { matrixColumns } = await import('../../../src/artifacts/matrix-columns.ts');
    const { readNormalization } = await import('../../files/given-values.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { readTypedMatrix, writeTypedMatrix } = await import('../../files/typed-matrices.ts');
    const { writeArtifact } = await import('../artifact-files.ts');
    const { rowNames: geneIds, columnNames: sampleIds, data } = await readTypedMatrix(input('counts'));
    const files = {
      sizeFactors: optionalInput('sizeFactorTable'),
      normalizationFactors: optionalInput('factorTable'),
      controlGenes: optionalInput('controlGenes'),
    };
    const given = await readNormalization(files, geneIds, sampleIds);
    const lengths = optionalInput('lengths');
    const averageLengths = lengths === undefined ? undefined : ((await readTypedMatrix(lengths)).data as Float64Array);
    const { sizeFactors, normalizationFactors, normalized, notes } = await normalizeSamples(
      { counts: data as Int32Array, geneIds, sampleIds },
      { ...given, sizeFactorType: params.sizeFactors ?? undefined, averageLengths },
    );
    for (const { text, level = 'info' } of notes) emit({ type: 'note', level, text });
    const byGene = { geneIds, more: matrixColumns(sampleIds, normalized) };
    await writeTable(output('normalized'), normalizedTable.toColumns(byGene));
    await writeArtifact({ output }, 'sizeFactors', sizeFactorTable, { sampleIds, sizeFactors });
    if (normalizationFactors !== undefined) {
      const matrix = { rowNames: geneIds, columnNames: sampleIds, data: normalizationFactors };
      await writeTypedMatrix(output('normalizationFactors'), matrix);
    }
  },
};
