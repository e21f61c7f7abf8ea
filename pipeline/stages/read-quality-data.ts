import { readFile } from 'node:fs/promises';
import type { ReportData } from '../../src/report/report-data.ts';
import { numbersOf, readTable } from '../../src/tables/read-table.ts';
import { readTypedMatrix } from '../../src/tables/typed-matrix.ts';
import type { QualitySummary } from './quality.ts';
import type { ReportContext } from './report.ts';

/** What the quality section shows. */
export async function readQuality({ input }: ReportContext): Promise<ReportData['quality']> {
  const { columnNames, data } = await readTypedMatrix(input('counts'));
  const librarySizes = new Float64Array(columnNames.length);
  for (const [cell, count] of data.entries()) librarySizes[cell % columnNames.length]! += count;
  const sizeFactors = numbersOf(await readTable(input('sizeFactors')), 'sizeFactor');
  const summary = JSON.parse(await readFile(input('quality'), 'utf8')) as QualitySummary;
  const components = summary.varianceShare.length;
  return {
    librarySizes,
    sizeFactors,
    transformation: summary.transformation,
    genesUsed: summary.pcaGenes,
    pca: {
      components,
      scores: await readSampleRows(input('pca')),
      varianceShare: Float64Array.from(summary.varianceShare),
    },
    sampleDistances: await readSampleRows(input('distances')),
    sampleOrder: summary.sampleOrder,
  };
}

/** The numbers of a table with a row a sample, row-major. */
async function readSampleRows(file: string): Promise<Float64Array> {
  const { rows, columns } = await readTable(file);
  const [, ...numbers] = [...columns.values()] as [readonly string[], ...Float64Array[]];
  const matrix = new Float64Array(rows * numbers.length);
  for (const [k, column] of numbers.entries()) {
    for (const [row, value] of column.entries()) matrix[row * numbers.length + k] = value;
  }
  return matrix;
}
