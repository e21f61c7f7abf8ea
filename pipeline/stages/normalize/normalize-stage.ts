import type { Column } from '../../../src/formats/delimited/read-table.ts';
import type { StudyStage } from '../../engine/stage.ts';
import { FINISHED, type SizeFactorType, type Study } from '../../study/study.ts';

type Params = { readonly sizeFactors: SizeFactorType | null };
type In = 'counts' | 'lengths';
type Out = 'sizeFactors' | 'normalizationFactors' | 'normalized';

const published = (file: string) => ({ file, publish: `tables/processed_abundance/all.${file}` });

/** Makes samples comparable: size factors, or a factor a gene and sample where transcript lengths are known. */
export const normalize: StudyStage<Study, Params, In, Out> = {
  id: 'normalize',
  version: 1,
  scope: 'study',
  inputs: { counts: 'required', lengths: 'optional' },
  outputs: {
    sizeFactors: published('deseq2.sizefactors.tsv'),
    normalizationFactors: { file: 'normalization_factors.matrix', optional: true },
    normalized: published('normalised_counts.tsv'),
  },
  skip: ({ table }) => (table === undefined ? undefined : FINISHED),
  selectParams: ({ sizeFactors }) => ({ sizeFactors: sizeFactors ?? null }),
  async run({ params, input, optionalInput, output, emit }) {
    const { chooseNormalization } = await import('../../../src/engines/deseq2/fit/choose-normalization.ts');
    const { wasmKernels } = await import('../../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts');
    const { readTypedMatrix, writeTypedMatrix } = await import('../../files/typed-matrices.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { rowNames: geneIds, columnNames: sampleIds, data } = await readTypedMatrix(input('counts'));
    const counts = data as Int32Array;
    const samples = sampleIds.length;
    const sizeFactorType = params.sizeFactors ?? (everyGeneHasZero(counts, samples) ? 'poscounts' : 'ratio');
    if (params.sizeFactors === null && sizeFactorType === 'poscounts') {
      const text = 'every gene has a zero in some sample: size factors are made from the positive counts (poscounts)';
      emit({ type: 'note', level: 'warning', text });
    }
    const lengths = optionalInput('lengths');
    const averageLengths = lengths === undefined ? undefined : ((await readTypedMatrix(lengths)).data as Float64Array);
    const table = { ids: sampleIds, columns: {} };
    const { sizeFactors, normalizationFactors } = await chooseNormalization(
      { genes: geneIds.length, counts, geneIds, table },
      { sizeFactorType, averageLengths },
      wasmKernels(),
    );
    const factor = (cell: number): number => normalizationFactors?.[cell] ?? (sizeFactors[cell % samples] as number);
    const columns = new Map<string, Column>([['gene_id', geneIds]]);
    for (const [j, sample] of sampleIds.entries()) {
      const column = new Float64Array(geneIds.length);
      for (let cell = j, gene = 0; cell < counts.length; cell += samples) {
        column[gene++] = (counts[cell] as number) / factor(cell);
      }
      columns.set(sample, column);
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

function everyGeneHasZero(counts: Int32Array, samples: number): boolean {
  for (let row = 0; row < counts.length; row += samples) {
    if (!counts.subarray(row, row + samples).includes(0)) return false;
  }
  return true;
}
