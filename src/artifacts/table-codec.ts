import { Fault } from '../fault.ts';
import { type Column, numbersOf, parseTable, type Table, textOf } from '../formats/delimited/read-table.ts';
import { formatColumnFile, parseColumnFile } from './column-file.ts';
import type { ColumnSpec, ColumnSpecs, TableValues } from './table-spec.ts';

/**
 * One form of file that the program writes and reads again: a tab-separated table for users, and its typed twin, which
 * later stages read without parsing text. Both hold the same values to the last bit.
 */
export interface TableCodec<Specs extends ColumnSpecs> {
  /** What a row is, for users. */
  readonly title: string;
  readonly specs: Specs;
  /** By header, in the order of the file. */
  toColumns(values: TableValues<Specs>): Map<string, Column>;
  /** A column that is absent, or holds what it must not, is a {@link Fault}. */
  fromTable(table: Table): TableValues<Specs>;
  /** The text of the table; `file` stands for it in faults. */
  parse(bytes: Uint8Array, file: string): TableValues<Specs>;
  formatTyped(values: TableValues<Specs>): Uint8Array;
  parseTyped(bytes: Uint8Array, file: string): TableValues<Specs>;
}

/** Describes a table; the order of `specs` is that of its columns. */
export function defineTable<const Specs extends ColumnSpecs>(title: string, specs: Specs): TableCodec<Specs> {
  const entries = Object.entries<ColumnSpec>(specs);
  const names = (kind: ColumnSpec['kind'], isRequired: boolean) =>
    entries
      .filter(([, spec]) => spec.kind === kind && (!isRequired || spec.absent === undefined))
      .map(([, { name }]) => name);
  const reading = {
    text: names('text', false),
    numbers: [...names('number', true), ...names('integer', true)],
    only: entries.map(([, { name }]) => name),
  };

  const toColumns = (values: TableValues<Specs>): Map<string, Column> => {
    const columns = new Map<string, Column>();
    for (const [key, { name, absent }] of entries) {
      const column = (values as Readonly<Record<string, Column | undefined>>)[key];
      if (column !== undefined) columns.set(name, column);
      else if (absent === undefined) throw new TypeError(`the column ${name} of '${title}' is not given`);
    }
    return columns;
  };

  const fromColumns = (cellsOf: (spec: ColumnSpec) => Column | undefined): TableValues<Specs> =>
    Object.fromEntries(
      entries.flatMap(([key, spec]) => {
        const cells = cellsOf(spec);
        return cells === undefined ? [] : [[key, cells]];
      }),
    ) as unknown as TableValues<Specs>;

  const fromTable = (table: Table): TableValues<Specs> =>
    fromColumns((spec) => {
      if (spec.absent !== undefined && !table.columns.has(spec.name)) return undefined;
      if (spec.kind === 'text') return textOf(table, spec.name);
      const numbers = numbersOf(table, spec.name);
      return spec.kind === 'number' ? numbers : wholeNumbers(numbers, spec.name, table);
    });

  return {
    title,
    specs,
    toColumns,
    fromTable,
    parse: (bytes, file) => fromTable(parseTable(bytes, file, reading)),
    formatTyped: (values) => formatColumnFile(toColumns(values)),
    parseTyped: (bytes, file) => {
      const columns = parseColumnFile(bytes, file);
      return fromColumns(({ name, absent }) => {
        const cells = columns.get(name);
        if (cells === undefined && absent === undefined) throw absentColumn(name, file);
        return cells;
      });
    },
  };
}

function wholeNumbers(numbers: Float64Array, name: string, table: Table): Int32Array {
  const whole = Int32Array.from(numbers);
  const row = whole.findIndex((value, at) => value !== numbers[at]);
  if (row < 0) return whole;
  throw new Fault({
    code: 'TABLE_NOT_WHOLE',
    message: `column '${name}' holds something that is not a whole number`,
    file: table.file,
    line: table.lineOfRow(row),
    found: String(numbers[row]),
    expected: 'a whole number',
    hint: 'Use the table as the program wrote it.',
  });
}

function absentColumn(name: string, file: string): Fault {
  return new Fault({
    code: 'COLUMNS_DAMAGED',
    message: `an intermediate table lacks the column '${name}'`,
    file,
    hint: 'Delete the file and run again: it is made anew.',
  });
}
