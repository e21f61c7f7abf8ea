import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import { countChanges } from '../../../src/analyses/count-changes.ts';
import { rowTable } from '../../../src/artifacts/count-tables.ts';
import { summaryFile } from '../../../src/artifacts/json-files.ts';
import { resultTable } from '../../../src/artifacts/result-table.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { openInput } from '../../files/open-input.ts';
import { writeArtifact, writeJsonArtifact } from '../artifact-files.ts';
import type { DifferentialContext } from './differential-contract.ts';

/** Takes over the finished results of another program in the columns of ours. */
export async function adoptTable(context: DifferentialContext): Promise<void> {
  const { params, input, output } = context;
  const { results } = adoptResults(await readResultTable(openInput(input('table'))));
  await writeArtifact(context, 'results', resultTable, results);
  await writeArtifact(context, 'rows', rowTable, { geneIds: results.geneIds, logPvalue: results.logPvalue });
  const summary = { ...countChanges(results, params.alpha), notes: [] };
  await writeJsonArtifact(output('summary'), summaryFile, summary);
}
