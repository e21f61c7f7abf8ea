import { writeFile } from 'node:fs/promises';
import type { Deseq2Fit } from '../../../src/engines/deseq2/fit/fit-deseq2.ts';
import type { Deseq2Results } from '../../../src/engines/deseq2/results/deseq2-results.ts';
import type { OutliersBySample } from '../../../src/engines/deseq2/results/outliers-by-sample.ts';
import type { Column } from '../../../src/formats/delimited/read-table.ts';
import type { ContrastStage } from '../../engine/stage.ts';
import type { Study } from '../../study/study.ts';
import type { DifferentialInput, DifferentialOutput, DifferentialParams } from './differential-contract.ts';

const published = (file: string) => ({ file, publish: `tables/differential/{contrast}.${file}` });

/** DESeq2 for one contrast, its reference level being the base level of its variable; or the finished results of the study. */
export const differential: ContrastStage<Study, DifferentialParams, DifferentialInput, DifferentialOutput> = {
  id: 'differential',
  version: 4,
  scope: 'contrast',
  inputs: {
    table: 'optional',
    counts: 'optional',
    samples: 'optional',
    lengths: 'optional',
    sizeFactors: 'optional',
    normalizationFactors: 'optional',
  },
  outputs: {
    results: published('deseq2.results.tsv'),
    rows: published('deseq2.rows.tsv'),
    summary: published('deseq2.summary.json'),
  },
  selectParams: ({ reading, sizeFactors, differential: options }, { design, comparison, exclude }) => ({
    ...options,
    design,
    comparison,
    sampleColumn: reading.sampleColumn,
    exclude,
    sizeFactorType: exclude === null ? null : (sizeFactors ?? null),
  }),
  async run(context) {
    if (context.optionalInput('table') !== undefined) {
      const { adoptTable } = await import('./adopt-table.ts');
      return adoptTable(context);
    }
    const { params, output, emit } = context;
    const { analyzeContrast } = await import('./analyze-contrast.ts');
    const { outliersBySample } = await import('../../../src/engines/deseq2/results/outliers-by-sample.ts');
    const { resultColumns } = await import('../../../src/engines/deseq2/result-columns.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const analysis = await analyzeContrast(context);
    const { fit, results } = analysis;
    const { geneIds, columns, cooks } = fit;
    await writeTable(output('results'), resultColumns(analysis));
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
    await writeFile(
      output('summary'),
      `${JSON.stringify(summarize(params, fit, results, outliersBySample(fit)), null, 2)}\n`,
    );
  },
};

/** What a reader of the table wants to know beside it. */
function summarize(
  { alpha }: DifferentialParams,
  fit: Deseq2Fit,
  { label, padj, log2FoldChange, filtering }: Deseq2Results,
  outliers: OutliersBySample,
) {
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
    filtering: filtering && {
      theta: filtering.theta,
      thetas: [...filtering.thetas],
      rejections: [...filtering.rejections],
    },
    cooks: { cutoff: outliers.cutoff, genes: outliers.genes, samples: [...outliers.counts] },
    trend: fit.trend,
    dispPriorVar: fit.dispPriorVar,
    coefficients: fit.design.coefficientNames,
    notes: fit.notes,
  };
}
