import { writeFile } from 'node:fs/promises';
import type { Column } from '../../../src/formats/delimited/read-table.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { detectChanges } from '../../../src/ranking/changes/change-columns.ts';
import { standardErrors } from '../../../src/ranking/changes/effect-sizes.ts';
import type { GeneChanges } from '../../../src/ranking/changes/gene-changes.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTable } from '../../files/write-table.ts';
import type { DifferentialContext } from './differential-contract.ts';

/**
 * Takes over the finished results of another program in the columns of ours; standard errors are told from p-values where
 * the table has none. Abundances that it gives as base 2 logarithms (logCPM, AveExpr) become plain ones.
 */
export async function adoptTable({ params, input, output }: DifferentialContext): Promise<void> {
  const { changes } = detectChanges(await readResultTable(openInput(input('table'))));
  const { geneIds, log2FoldChange, pvalue, logPvalue, padj } = changes;
  await writeTable(
    output('results'),
    new Map<string, Column>([
      ['gene_id', geneIds],
      ['baseMean', abundances(changes)],
      ['log2FoldChange', log2FoldChange],
      ['lfcSE', standardErrors(changes)],
      ['pvalue', pvalue],
      ['padj', padj],
      ['logPvalue', logPvalue],
    ]),
  );
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

function abundances({ baseMean, abundanceName }: GeneChanges): Float64Array {
  return /^(logcpm|aveexpr|average_?expression)$/i.test(abundanceName ?? '') ? baseMean.map((x) => 2 ** x) : baseMean;
}
