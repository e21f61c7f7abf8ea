import { Fault } from '../../fault.ts';
import { nearestNames } from '../../text/nearest-names.ts';
import type { SampleSheet } from '../sheets/sample-sheet.ts';
import type { CountTable } from './counts.ts';
import { findSampleColumns } from './sample-columns.ts';

export interface MatchOptions {
  /** Samples that only the table has: refused, or dropped and noted. Default: refuse. */
  readonly extraSamples?: 'refuse' | 'drop' | undefined;
  /** Provides the memory of a reordered matrix, of `genes * samples` elements. Not called if nothing is reordered. */
  readonly allocate?: ((genes: number, samples: number) => Int32Array) | undefined;
}

/**
 * The table with its samples in the order of the sheet. Both must name the same samples, else it throws a {@link Fault}
 * that lists those on one side only, each with the name on the other side that is most like it. Names that R changed are
 * brought together (see {@link findSampleColumns}).
 * The table itself comes back if nothing had to change.
 */
export function matchSamples(given: CountTable, sheet: SampleSheet, options: MatchOptions = {}): CountTable {
  const table = withNamesOfSheet(given, sheet);
  const inTable = new Map(table.sampleIds.map((id, column) => [id, column]));
  const inSheet = new Set(sheet.sampleIds);
  const onlySheet = sheet.sampleIds.filter((id) => !inTable.has(id));
  const onlyTable = table.sampleIds.filter((id) => !inSheet.has(id));
  if (onlySheet.length > 0) throw absentFromTable(onlySheet, onlyTable, table, sheet);
  if (onlyTable.length > 0 && options.extraSamples !== 'drop') throw absentFromSheet(onlyTable, table, sheet);
  const order = sheet.sampleIds.map((id) => inTable.get(id)!);
  if (onlyTable.length === 0 && order.every((column, position) => column === position)) return table;
  const notes = [...table.notes];
  if (onlyTable.length > 0) notes.push(`dropped, as they are not in the sample sheet: ${onlyTable.join(', ')}`);
  if (order.some((column, position) => position > 0 && column < order[position - 1]!)) {
    notes.push('samples were put into the order of the sample sheet');
  }
  return selectSamples({ ...table, notes }, order, options.allocate);
}

function withNamesOfSheet(table: CountTable, sheet: SampleSheet): CountTable {
  const { positions, notes } = findSampleColumns(sheet.sampleIds, table.sampleIds);
  if (notes.length === 0) return table;
  const names = new Map(positions.map((position, i) => [position, sheet.sampleIds[i]!]));
  const sampleIds = table.sampleIds.map((id, position) => names.get(position) ?? id);
  return { ...table, sampleIds, notes: [...table.notes, ...notes] };
}

/** The table with the samples at the given positions, in that order. */
export function selectSamples(
  table: CountTable,
  order: readonly number[],
  allocate?: (genes: number, samples: number) => Int32Array,
): CountTable {
  const genes = table.geneIds.length;
  const from = table.sampleIds.length;
  const to = order.length;
  const counts = allocate?.(genes, to).subarray(0, genes * to) ?? new Int32Array(genes * to);
  reorder(table.counts, from, counts, order);
  const averageLengths = table.averageLengths && new Float64Array(genes * to);
  if (table.averageLengths && averageLengths) reorder(table.averageLengths, from, averageLengths, order);
  return { ...table, sampleIds: order.map((column) => table.sampleIds[column]!), counts, averageLengths };
}

function reorder<T extends Int32Array | Float64Array>(
  source: T,
  stride: number,
  target: T,
  order: readonly number[],
): void {
  const columns = order.length;
  for (let cell = 0, row = 0; cell < target.length; row += stride) {
    for (let position = 0; position < columns; position++) target[cell++] = source[row + order[position]!]!;
  }
}

function absentFromTable(
  onlySheet: readonly string[],
  onlyTable: readonly string[],
  table: CountTable,
  sheet: SampleSheet,
): Fault {
  const first = sheet.sampleIds.indexOf(onlySheet[0]!);
  return new Fault({
    code: 'SAMPLES_NOT_IN_TABLE',
    message: `${listed(onlySheet)} of the sample sheet ${onlySheet.length === 1 ? 'is' : 'are'} not in the count table`,
    file: sheet.file,
    line: sheet.lines[first],
    found: nearest(onlySheet, onlyTable.length > 0 ? onlyTable : table.sampleIds),
    expected: `the samples of ${table.file}: ${listed(table.sampleIds)}`,
    hint: cure(onlySheet, onlyTable, table, sheet),
  });
}

function absentFromSheet(onlyTable: readonly string[], table: CountTable, sheet: SampleSheet): Fault {
  return new Fault({
    code: 'SAMPLES_NOT_IN_SHEET',
    message: `${listed(onlyTable)} of the count table ${onlyTable.length === 1 ? 'is' : 'are'} not in the sample sheet`,
    file: table.file,
    found: nearest(onlyTable, sheet.sampleIds),
    expected: `the samples of ${sheet.file}: ${listed(sheet.sampleIds)}`,
    hint: 'Add a row for each to the sheet, or let them be dropped (--extra-samples drop).',
  });
}

/** A cure that fits all names at once is worth more than one a name. */
function cure(
  onlySheet: readonly string[],
  onlyTable: readonly string[],
  table: CountTable,
  sheet: SampleSheet,
): string {
  for (const [name, values] of sheet.columns) {
    const column = new Set(values);
    if (table.sampleIds.every((id) => column.has(id)))
      return `Column '${name}' of the sheet names the samples: choose it (--sample-column ${name}).`;
  }
  const added = commonAddition(onlySheet, onlyTable);
  if (added !== undefined) return `The names differ by '${added}' only: rename them in the sheet or in the table.`;
  return 'Correct the names so that sheet and table agree.';
}

/** The text that every name of one list has before or after a name of the other list. */
function commonAddition(a: readonly string[], b: readonly string[]): string | undefined {
  if (a.length === 0 || a.length !== b.length) return undefined;
  for (const [long, short] of [
    [a, b],
    [b, a],
  ] as const) {
    const shortNames = new Set(short);
    const name = long[0]!;
    for (const other of short) {
      const added = name.startsWith(other)
        ? name.slice(other.length)
        : name.endsWith(other)
          ? name.slice(0, -other.length)
          : '';
      if (added === '') continue;
      const fits = (n: string) =>
        (n.endsWith(added) && shortNames.has(n.slice(0, -added.length))) ||
        (n.startsWith(added) && shortNames.has(n.slice(added.length)));
      if (long.every(fits)) return added;
    }
  }
  return undefined;
}

function nearest(names: readonly string[], candidates: readonly string[]): string {
  const pairs = names.slice(0, 3).map((name) => {
    const [other] = nearestNames(name, candidates, 1);
    return other === undefined ? `'${name}' (nothing like it)` : `'${name}' (near '${other}')`;
  });
  return pairs.join(', ') + (names.length > 3 ? `, and ${names.length - 3} more` : '');
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => `'${name}'`);
  return shown.join(', ') + (names.length > 6 ? ` and ${names.length - 6} more` : '');
}
