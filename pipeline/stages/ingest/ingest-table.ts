import { abundanceWeight, adoptResults } from '../../../src/analyses/adopt-results.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { openInput } from '../../files/open-input.ts';
import type { IngestContext } from './ingest-contract.ts';
import type { GeneTable } from './ingest-genes.ts';

/** The genes of a finished result table, which stands in for counts. */
export async function ingestTable({ input, emit }: IngestContext): Promise<GeneTable> {
  const file = input('table');
  const { results, symbols, notes } = adoptResults(await readResultTable(openInput(file)));
  const { geneIds } = results;
  emit({ type: 'note', level: 'info', text: `results: ${[`${geneIds.length} genes`, ...notes].join('; ')}` });
  return {
    file,
    geneIds,
    annotation: new Map(symbols === undefined ? [] : [['gene_name', symbols]]),
    weightOf: abundanceWeight(results),
  };
}
