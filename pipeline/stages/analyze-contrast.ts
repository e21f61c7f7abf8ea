import { type Deseq2Analysis, deseq2 } from '../../src/deseq2/deseq2.ts';
import { wasmKernels } from '../../src/deseq2/wasm-kernel.ts';
import { numbersOf, readTable } from '../../src/tables/read-table.ts';
import { readSampleSheet } from '../../src/tables/sample-sheet.ts';
import { readTypedMatrix } from '../../src/tables/typed-matrix.ts';
import { startKernelThreads } from '../executors/kernel-threads.ts';
import type { DifferentialContext } from './differential.ts';

/** Counts worth a thread of their own: below, starting it takes longer than it saves. */
const countsPerThread = 200_000;

/** Fits the design and tests the contrast of the differential stage, on as many threads as it was granted. */
export async function analyzeContrast(context: DifferentialContext): Promise<Deseq2Analysis> {
  const { params, input, parallel } = context;
  const { variable, target, reference, reduced, cooks, ...options } = params;
  const { rowNames: geneIds, columnNames: sampleIds, data: counts } = await readTypedMatrix(input('counts'));
  const { columns } = await readSampleSheet(input('samples'));
  const threads = startKernelThreads(Math.min(parallel.threads, Math.ceil(counts.length / countsPerThread)));
  try {
    return await deseq2(
      { counts, geneIds, sampleIds, samples: Object.fromEntries(columns) },
      {
        ...options,
        ...(await readNormalization(context)),
        references: { [variable]: reference },
        contrast: { kind: 'levels', variable, target, reference },
        reduced: reduced ?? undefined,
        ...(cooks ? {} : { cooksCutoff: false, minReplicatesForReplace: Number.POSITIVE_INFINITY }),
      },
      { createKernel: wasmKernels(threads) },
    );
  } finally {
    threads.close();
  }
}

async function readNormalization({ input, optionalInput }: DifferentialContext) {
  const factors = optionalInput('normalizationFactors');
  return factors === undefined
    ? { sizeFactors: numbersOf(await readTable(input('sizeFactors')), 'sizeFactor') }
    : { normalizationFactors: (await readTypedMatrix(factors)).data as Float64Array };
}
