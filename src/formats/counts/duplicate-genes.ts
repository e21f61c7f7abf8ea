import { Fault } from '../../fault.ts';
import { findDamagedSymbols } from '../annotation/gene-identifiers.ts';
import type { CountTable } from './counts.ts';

/** What to do with several rows of one gene. */
export type DuplicateRule = 'refuse' | 'sum' | 'max' | 'first';

const MAX_COUNT = 2 ** 31 - 1;

/**
 * The table with one row a gene: the sum of its rows, the one with most reads, or the first, in the place of the first; a
 * note says of how many. By the rule `refuse`, and where a sum is too large, it throws a {@link Fault} that says how many ids
 * stand more than once, and which. The matrix is compacted in place.
 *
 * @param lineOfRow the 1-based line of a row in the file
 */
export function uniteDuplicates(
  table: CountTable,
  rule: DuplicateRule,
  lineOfRow: (row: number) => number,
  column: number,
): CountTable {
  const { geneIds, counts, sampleIds } = table;
  if (isAscending(geneIds) || new Set(geneIds).size === geneIds.length) return table;
  const rowsOf = new Map<string, number[]>();
  geneIds.forEach((id, row) => {
    const rows = rowsOf.get(id);
    if (rows === undefined) rowsOf.set(id, [row]);
    else rows.push(row);
  });
  const repeated = [...rowsOf].filter(([, rows]) => rows.length > 1);
  if (rule === 'refuse') throw refused(repeated, table.file, lineOfRow, column);
  const samples = sampleIds.length;
  const cells = (row: number) => counts.subarray(row * samples, (row + 1) * samples);
  const totalOf = (row: number) => cells(row).reduce((sum, count) => sum + count, 0);
  const kept: number[] = [];
  for (const [id, rows] of rowsOf) {
    const best = rule === 'max' ? rows.reduce((a, b) => (totalOf(b) > totalOf(a) ? b : a)) : rows[0]!;
    const united = Float64Array.from(cells(best));
    if (rule === 'sum') {
      for (const row of rows.slice(1)) for (let s = 0; s < samples; s++) united[s]! += counts[row * samples + s]!;
    }
    if (united.some((count) => count > MAX_COUNT)) throw tooMany(id, table.file, lineOfRow(best));
    // A gene's rows are behind those of the genes before it, so what is overwritten has been read.
    counts.set(united, kept.push(best) * samples - samples);
  }
  const how = { sum: 'summed', max: 'reduced to the row with most reads', first: 'reduced to their first row' }[rule];
  return {
    ...table,
    geneIds: [...rowsOf.keys()],
    counts: counts.subarray(0, kept.length * samples),
    annotation: new Map([...table.annotation].map(([name, values]) => [name, kept.map((row) => values[row]!)])),
    notes: [...table.notes, `${describeRepeated(repeated)}; they were ${how}`],
  };
}

/** Many tables are sorted by id, which shows that each stands once faster than a set of them does. */
function isAscending(ids: readonly string[]): boolean {
  for (let row = 1; row < ids.length; row++) if (!(ids[row - 1]! < ids[row]!)) return false;
  return true;
}

type Repeated = readonly (readonly [id: string, rows: readonly number[]])[];

/** `2 gene ids stand in 7 rows: '5S_rRNA' (5), '1-Mar' (2)`. */
function describeRepeated(repeated: Repeated): string {
  const rows = repeated.reduce((sum, [, { length }]) => sum + length, 0);
  const shown = repeated.slice(0, 6).map(([id, { length }]) => `'${id}' (${length})`);
  const more = repeated.length > 6 ? ` and ${repeated.length - 6} more` : '';
  const [ids, stand] = repeated.length === 1 ? ['gene id', 'stands'] : ['gene ids', 'stand'];
  return `${repeated.length} ${ids} ${stand} in ${rows} rows: ${shown.join(', ')}${more}`;
}

function refused(repeated: Repeated, file: string, lineOfRow: (row: number) => number, column: number): Fault {
  const [id, [first = 0, second = 0]] = repeated[0]!;
  const dates = findDamagedSymbols(repeated.map(([name]) => name));
  const damage = dates
    .slice(0, 3)
    .map(({ id, candidates }) => `'${id}' may be ${candidates.join(' or ')}`)
    .join('; ');
  return new Fault({
    code: 'COUNTS_DUPLICATE_GENE',
    message:
      repeated.length === 1
        ? `the gene id '${id}' stands in ${repeated[0]![1].length === 2 ? 'two' : repeated[0]![1].length} rows`
        : `${repeated.length} gene ids stand in several rows`,
    file,
    line: lineOfRow(second),
    column,
    found: `${describeRepeated(repeated)}; '${id}' in lines ${lineOfRow(first)} and ${lineOfRow(second)}`,
    expected: 'each gene id once',
    hint:
      dates.length > 0
        ? `A spreadsheet turned gene symbols into dates (${damage}): take the table from before it was opened there.` +
          (dates.length < repeated.length ? ' For the other ids choose --duplicates sum, max or first.' : '')
        : 'Use ids that are unique (Ensembl rather than symbols), or choose: --duplicates sum, max or first.',
  });
}

function tooMany(id: string, file: string, line: number): Fault {
  return new Fault({
    code: 'COUNTS_TOO_LARGE',
    message: `the sum of the rows of gene '${id}' is too large for a count`,
    file,
    line,
    expected: `at most ${MAX_COUNT}`,
    hint: 'Check the counts, or choose --duplicates max or first.',
  });
}
