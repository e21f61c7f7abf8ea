import type { Column } from '../../../src/formats/delimited/read-table.ts';
import type { StudyStage } from '../../engine/stage.ts';
import { FINISHED, type SizeFactorType, type Study } from '../../study/study.ts';

type Params = { readonly sizeFactors: SizeFactorType | null };
type In = 'counts' | 'lengths' | 'sizeFactorTable' | 'factorTable' | 'controlGenes';
type Out = 'sizeFactors' | 'normalizationFactors' | 'normalized';

const published = (file: string) => ({ file, publish: `tables/processed_abundance/all.${file}` });

/** Makes samples comparable: size factors, or a factor a gene and sample where transcript lengths are known. */
export const normalize: StudyStage<Study, Params, In, Out> = {
  id: 'normalize',
  version: 2,
  over: [],
  inputs: {
    counts: 'required',
    lengths: 'optional',
    sizeFactorTable: 'optional',
    factorTable: 'optional',
    controlGenes: 'optional',
  },
  outputs: {
    sizeFactors: published('deseq2.sizefactors.tsv'),
    normalizationFactors: { file: 'normalization_factors.matrix', optional: true },
    normalized: published('normalised_counts.tsv'),
  },
  skip: ({ table }) => (table === undefined ? undefined : FINISHED),
  selectParams: ({ sizeFactors }) => ({ sizeFactors: sizeFactors ?? null }),
  async run({ params, input, optionalInput, output, emit }) {
    const { normalizeSamples } = await import('../../../src/analyses/normalize-samples.ts');
    const { readNormalization } = await import('../../files/given-values.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { readTypedMatrix, writeTypedMatrix } = await import('../../files/typed-matrices.ts');
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
    const samples = sampleIds.length;
    const columns = new Map<string, Column>([['gene_id', geneIds]]);
    for (const [j, sample] of sampleIds.entries()) {
      columns.set(
        sample,
        Float64Array.from(geneIds, (_, gene) => normalized[gene * samples + j]!),
      );
    }
    await writeTable(output('normalized'), columns);
    const factors: [string, Column][] = [
      ['sample', sampleIds],
      ['sizeFactor', sizeFactors],
    ];
    await writeTable(output('sizeFactors'), new Map(factors));
    if (normalizationFactors !== undefined) {
      const matrix = { rowNames: geneIds, columnNames: sampleIds, data: normalizationFactors };
      await writeTypedMatrix(output('normalizationFactors'), matrix);
    }
  },
};
