import { writeFile } from 'node:fs/promises';
import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import { resultTable } from '../../../src/artifacts/result-table.ts';
import { type Column, readTable } from '../../../src/formats/delimited/read-table.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTable } from '../../files/write-table.ts';
import type { DifferentialContext } from './differential-contract.ts';

/** Takes over the finished results of another program in the columns of ours. */
export async function adoptTable({ params, input, output }: DifferentialContext): Promise<void> {
  const { results } = adoptResults(await readTable(openInput(input('table'))));
  const { geneIds, log2FoldChange, logPvalue, padj } = results;
  await writeTable(output('results'), resultTable.toColumns(results));
  await writeTable(
    output('rows'),
    new Map<string, Column>([
      ['gene_id', geneIds],
      ['logPvalue', logPvalue],
    ]),
  );
  const significant = (sign: number): number =>
    padj.reduce((count, p, row) => count + Number(p < params.alpha && Math.sign(log2FoldChange[row]!) === sign), 0);
  const summary = {
    alpha: params.alpha,
    up: significant(1),
    down: significant(-1),
    tested: padj.reduce((count, p) => count + Number(!Number.isNaN(p)), 0),
    notes: [],
  };
  await writeFile(output('summary'), `${JSON.stringify(summary, null, 2)}\n`);
}
