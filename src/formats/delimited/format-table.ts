import { joinBytes } from '../bytes/join-bytes.ts';
import type { Column } from './read-table.ts';
import { writeRows } from './row-writer.ts';

/**
 * The UTF-8 text of a tab-separated table: integers plain, doubles in the shortest form that reads back to the same bits
 * (ECMA-262, Number::toString), NaN as `NA`, infinities as `Inf` and `-Inf`, as R reads and writes them. Text is quoted only
 * where it holds a tab, a line end or begins with a quote.
 */
export function formatTable(columns: ReadonlyMap<string, Column>): Uint8Array {
  return joinBytes([...tablePieces(columns)]);
}

/** {@link formatTable} in pieces of some thousand rows, to be written one after the other. */
export function* tablePieces(columns: ReadonlyMap<string, Column>): Generator<Uint8Array> {
  const names = [...columns.keys()];
  const values = [...columns.values()];
  const rows = values[0]?.length ?? 0;
  const unequal = names.find((_, i) => values[i]!.length !== rows);
  if (unequal !== undefined) {
    throw new RangeError(`column '${unequal}' has ${columns.get(unequal)!.length} values, '${names[0]}' has ${rows}`);
  }
  yield new TextEncoder().encode(`${names.map(cellText).join('\t')}\n`);
  yield* writeRows(values.map(quoted), rows);
}

function quoted(column: Column): Column {
  if (column instanceof Float64Array || column instanceof Int32Array) return column;
  return column.some((cell) => NEEDS_CARE.test(cell)) ? column.map(cellText) : column;
}

/** A zero byte, which no tool would read back, is left out. */
const NEEDS_CARE = /[\t\n\r\0]|^"/;

function cellText(value: string): string {
  return NEEDS_CARE.test(value) ? `"${value.replaceAll('\0', '').replaceAll('"', '""')}"` : value;
}
