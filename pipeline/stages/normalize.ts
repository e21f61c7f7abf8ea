import type { Column } from '../../src/tables/read-table.ts';
import type { StudyStage } from '../engine/stage.ts';
import type { Study } from '../study/study.ts';

type Params = { readonly sizeFactors: 'ratio' | 'poscounts' | null };
type Out = 'sizeFactors' | 'normalized';

const published = (file: string) => ({ file, publish: `tables/processed_abundance/all.${file}` });

/** Makes samples comparable: size factors, normalized counts, and what shows whether samples behave. */
export const normalize: StudyStage<Study, Params, 'counts', Out> = {
  id: 'normalize',
  version: 1,
  scope: 'study',
  inputs: { counts: 'required' },
  outputs: {
    sizeFactors: published('deseq2.sizefactors.tsv'),
    normalized: published('normalised_counts.tsv'),
  },
  selectParams: ({ sizeFactors }) => ({ sizeFactors: sizeFactors ?? null }),
  async run({ params, input, output, emit }) {
    const { medianRatioSizeFactors } = await import('../../src/normalize/size-factors.ts');
    const { readTypedMatrix } = await import('../../src/tables/typed-matrix.ts');
    const { writeTable } = await import('../../src/tables/write-table.ts');
    const { rowNames: geneIds, columnNames: sampleIds, data } = await readTypedMatrix(input('counts'));
    const counts = data as Int32Array;
    const genes = geneIds.length;
    const samples = sampleIds.length;
    const type = params.sizeFactors ?? (everyGeneHasZero(counts, samples) ? 'poscounts' : 'ratio');
    if (params.sizeFactors === null && type === 'poscounts') {
      const text = 'every gene has a zero in some sample: size factors are made from the positive counts (poscounts)';
      emit({ type: 'note', level: 'warning', text });
    }
    const sizeFactors = medianRatioSizeFactors({ genes, samples, counts }, { type, sampleIds });
    await writeTable(
      output('sizeFactors'),
      new Map<string, Column>([
        ['sample', sampleIds],
        ['sizeFactor', sizeFactors],
      ]),
    );
    const columns = new Map<string, Column>([['gene_id', geneIds]]);
    for (const [j, sample] of sampleIds.entries()) {
      const factor = sizeFactors[j] as number;
      columns.set(
        sample,
        Float64Array.from({ length: genes }, (_, gene) => (counts[gene * samples + j] as number) / factor),
      );
    }
    await writeTable(output('normalized'), columns);
  },
};

function everyGeneHasZero(counts: Int32Array, samples: number): boolean {
  for (let row = 0; row < counts.length; row += samples) {
    if (!counts.subarray(row, row + samples).includes(0)) return false;
  }
  return true;
}
