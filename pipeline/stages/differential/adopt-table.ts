import { writeFile } from 'node:fs/promises';
import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import { countChanges } from '../../../src/analyses/count-changes.ts';
import { resultTable } from '../../../src/artifacts/result-table.ts';
import { type Column, readTable } from '../../../src/formats/delimited/read-table.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTable } from '../../files/write-table.ts';
import { writeArtifact } from '../artifact-files.ts';
import type { DifferentialContext } from './differential-contract.ts';

/** Takes over the finished results of another program in the columns of ours. */
export async function adoptTable(context: DifferentialContext): Promise<void> {
  const { params, input, output } = context;
  const { results } = adoptResults(await readTable(openInput(input('table'))));
  await writeArtifact(context, 'results', resultTable, results);
  await writeTable(
    output('rows'),
    new Map<string, Column>([
      ['gene_id', results.geneIds],
      ['logPvalue', results.logPvalue],
    ]),
  );
  const summary = { ...countChanges(results, params.alpha), notes: [] };
  await writeFile(output('summary'), `${JSON.stringify(summary, null, 2)}\n`);
}
