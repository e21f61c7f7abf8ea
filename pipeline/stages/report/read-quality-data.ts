import { readFile } from 'node:fs/promises';
import { readTable } from '../../../src/formats/delimited/read-table.ts';
import { varianceBetweenGroups } from '../../../src/normalize/sample-checks.ts';
import type { QualityResults, StudySummary } from '../../../src/report/report-data.ts';
import { openInput } from '../../files/open-input.ts';
import type { QualitySummary } from '../quality/quality-stage.ts';
import type { NormalizedCounts } from './read-gene-counts.ts';
import type { ReportContext } from './report-contract.ts';

/** What the quality section shows. */
export async function readQuality(
  { input }: ReportContext,
  { samples, variables }: StudySummary,
  { librarySizes, sizeFactors, genesDetected }: NormalizedCounts,
): Promise<QualityResults> {
  const summary = JSON.parse(await readFile(input('quality'), 'utf8')) as QualitySummary;
  const components = summary.varianceShare.length;
  const scores = await readSampleRows(input('pca'));
  const component = (k: number) => Float64Array.from(samples, (_, sample) => scores[sample * components + k]!);
  return {
    librarySizes,
    sizeFactors,
    genesDetected,
    transformation: summary.transformation,
    genesUsed: summary.pcaGenes,
    pca: {
      components,
      scores,
      varianceShare: Float64Array.from(summary.varianceShare),
      betweenLevels: groupingVariables(samples, variables).map((variable) => ({
        variable,
        shares: [0, 1]
          .filter((k) => k < components)
          .map((k) =>
            varianceBetweenGroups(
              component(k),
              samples.map(({ values }) => values[variable] ?? ''),
            ),
          ),
      })),
    },
    sampleDistances: await readSampleRows(input('distances')),
    sampleOrder: summary.sampleOrder,
    sampleTree: summary.sampleMerges,
  };
}

/** Variables that sort the samples into groups: more than one level, fewer than samples. */
function groupingVariables(samples: StudySummary['samples'], variables: readonly string[]): string[] {
  return variables.filter((variable) => {
    const levels = new Set(samples.map(({ values }) => values[variable])).size;
    return levels > 1 && levels < samples.length;
  });
}

/** The numbers of a table with a row a sample, row-major. */
async function readSampleRows(file: string): Promise<Float64Array> {
  const { rows, columns } = await readTable(openInput(file));
  const [, ...numbers] = [...columns.values()] as [readonly string[], ...Float64Array[]];
  const matrix = new Float64Array(rows * numbers.length);
  for (const [k, column] of numbers.entries()) {
    for (const [row, value] of column.entries()) matrix[row * numbers.length + k] = value;
  }
  return matrix;
}
