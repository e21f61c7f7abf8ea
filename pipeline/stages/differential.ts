import { writeFile } from 'node:fs/promises';
import type { Deseq2Fit } from '../../src/deseq2/fit.ts';
import type { Deseq2Results } from '../../src/deseq2/results.ts';
import type { Column } from '../../src/tables/read-table.ts';
import type { ContrastStage, StageContext } from '../engine/stage.ts';
import type { DifferentialOptions, Study } from '../study/study.ts';

type Params = DifferentialOptions & {
  readonly design: string;
  readonly variable: string;
  readonly target: string;
  readonly reference: string;
};
type In = 'counts' | 'samples' | 'sizeFactors';
type Out = 'results' | 'rows' | 'summary';

const published = (file: string) => ({ file, publish: `tables/differential/{contrast}.${file}` });

/** Counts worth a thread of their own: below, starting it takes longer than it saves. */
const countsPerThread = 200_000;

/** DESeq2 for one contrast; its reference level is the base level of its variable. */
export const differential: ContrastStage<Study, Params, In, Out> = {
  id: 'differential',
  version: 1,
  scope: 'contrast',
  inputs: { counts: 'required', samples: 'required', sizeFactors: 'required' },
  outputs: {
    results: published('deseq2.results.tsv'),
    rows: published('deseq2.rows.tsv'),
    summary: published('deseq2.summary.json'),
  },
  selectParams: ({ design, differential: options }, { variable, target, reference }) => ({
    ...options,
    design,
    variable,
    target,
    reference,
  }),
  async run(context) {
    const { params, output, emit } = context;
    const { writeTable } = await import('../../src/tables/write-table.ts');
    const { fit, results } = await analyze(context);
    const { geneIds, columns, cooks } = fit;
    await writeTable(
      output('results'),
      new Map<string, Column>([
        ['gene_id', geneIds],
        ['baseMean', results.baseMean],
        ['log2FoldChange', results.log2FoldChange],
        ['lfcSE', results.lfcSE],
        ['stat', results.stat],
        ['pvalue', results.pvalue],
        ['padj', results.padj],
      ]),
    );
    await writeTable(
      output('rows'),
      new Map<string, Column>([
        ['gene_id', geneIds],
        ['logPvalue', results.logPvalue],
        ['dispGeneEst', columns.dispGeneEst],
        ['dispFit', columns.dispFit],
        ['dispMAP', columns.dispMap],
        ['dispersion', columns.dispersion],
        ['dispOutlier', Int32Array.from(columns.dispOutlier)],
        ['maxCooks', cooks.maxCooks],
      ]),
    );
    for (const { text } of fit.notes) emit({ type: 'note', level: 'info', text });
    await writeFile(output('summary'), `${JSON.stringify(summarize(params, fit, results), null, 2)}\n`);
  },
};

async function analyze({ params, input, parallel }: StageContext<Params, In, Out>) {
  const { fitDeseq2 } = await import('../../src/deseq2/fit.ts');
  const { deseq2Results } = await import('../../src/deseq2/results.ts');
  const { wasmKernels } = await import('../../src/deseq2/wasm-kernel.ts');
  const { readSampleSheet } = await import('../../src/tables/sample-sheet.ts');
  const { readTypedMatrix } = await import('../../src/tables/typed-matrix.ts');
  const { numbersOf, readTable } = await import('../../src/tables/read-table.ts');
  const { startKernelThreads } = await import('../executors/kernel-threads.ts');
  const { rowNames, columnNames, data } = await readTypedMatrix(input('counts'));
  const sheet = await readSampleSheet(input('samples'));
  const { variable, target, reference, test, reduced, fitType, cooks, ...options } = params;
  const threads = startKernelThreads(Math.min(parallel.threads, Math.ceil(data.length / countsPerThread)));
  try {
    const fit = await fitDeseq2(
      { counts: data, geneIds: rowNames, sampleIds: columnNames, samples: Object.fromEntries(sheet.columns) },
      {
        design: params.design,
        references: { [variable]: reference },
        test,
        reduced: reduced ?? undefined,
        fitType,
        sizeFactors: numbersOf(await readTable(input('sizeFactors')), 'sizeFactor'),
        minReplicatesForReplace: cooks ? undefined : Number.POSITIVE_INFINITY,
      },
      { createKernel: wasmKernels(threads) },
    );
    const contrast = { kind: 'levels', variable, target, reference } as const;
    const results = deseq2Results(fit, { ...options, contrast, cooksCutoff: cooks ? undefined : false });
    return { fit, results };
  } finally {
    threads.close();
  }
}

/** What a reader of the table wants to know beside it. */
function summarize({ alpha }: Params, fit: Deseq2Fit, { label, padj, log2FoldChange, filtering }: Deseq2Results) {
  const significant = (sign: number): number =>
    padj.reduce(
      (count, p, gene) => count + (p < alpha && Math.sign(log2FoldChange[gene] as number) === sign ? 1 : 0),
      0,
    );
  return {
    label,
    alpha,
    up: significant(1),
    down: significant(-1),
    tested: padj.reduce((count, p) => count + (Number.isNaN(p) ? 0 : 1), 0),
    filterThreshold: filtering?.threshold,
    trend: fit.trend,
    dispPriorVar: fit.dispPriorVar,
    coefficients: fit.design.coefficientNames,
    notes: fit.notes,
  };
}
