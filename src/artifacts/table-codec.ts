import { Fault } from '../fault.ts';
import { type Column, numbersOf, parseTable, type Table, textOf } from '../formats/delimited/read-table.ts';
import { formatFixed } from '../text/printf-decimal.ts';
import { formatColumnFile, isColumnFile, openColumnFile } from './column-file.ts';
import type { ColumnSpec, ColumnSpecs, MoreColumns, MoreValues, TableValues } from './table-spec.ts';

/**
 * One form of file that the program writes and reads again: a tab-separated table for users, and its typed twin, which
 * later stages read without parsing text. Both hold the same values to the last bit.
 */
export interface TableCodec<Specs extends ColumnSpecs, Values = TableValues<Specs>> {
  /** What a row is, for users. */
  readonly title: string;
  readonly specs: Specs;
  readonly more?: MoreColumns | undefined;
  /** By header, in the order of the file, as its text has them. */
  toColumns(values: Values): Map<string, Column>;
  /** A column that is absent, or holds what it must not, is a {@link Fault}. */
  fromTable(table: Table): Values;
  /** The text of the table; `file` stands for it in faults. */
  parse(bytes: Uint8Array, file: string): Values;
  formatTyped(values: Values): Uint8Array;
  parseTyped(bytes: Uint8Array, file: string): Values;
  /** Either of the two forms. */
  read(bytes: Uint8Array, file: string): Values;
}

/** Describes a table; the order of `specs` is that of its columns. */
export function defineTable<const Specs extends ColumnSpecs>(title: string, specs: Specs): TableCodec<Specs>;
/** Describes a table with columns whose names are known only when it is made. */
export function defineTable<const Specs extends ColumnSpecs>(
  title: string,
  specs: Specs,
  more: MoreColumns,
): TableCodec<Specs, TableValues<Specs> & MoreValues>;
export function defineTable<const Specs extends ColumnSpecs>(
  title: string,
  specs: Specs,
  more?: MoreColumns,
): TableCodec<Specs, TableValues<Specs> & MoreValues> {
  type Values = TableValues<Specs> & MoreValues;
  const entries = Object.entries<ColumnSpec>(specs);
  const known = entries.map(([, { name }]) => name);
  const names = (kind: ColumnSpec['kind'], isRequired: boolean) =>
    entries
      .filter(([, spec]) => spec.kind === kind && (!isRequired || spec.absent === undefined))
      .map(([, { name }]) => name);
  const reading = {
    text: names('text', false),
    numbers: [...names('number', true), ...names('integer', true)],
    only: more === undefined ? known : undefined,
  };

  const collect = (values: Values, asWritten: (column: Column, spec: ColumnSpec) => Column): Map<string, Column> => {
    const columns = new Map<string, Column>();
    const addMore = () => {
      for (const [name, column] of values.more ?? []) columns.set(name, column);
    };
    for (const [key, spec] of entries) {
      if (key === more?.before) addMore();
      const column = (values as Readonly<Record<string, Column | undefined>>)[key];
      if (column !== undefined) columns.set(spec.name, asWritten(column, spec));
      else if (spec.absent === undefined) throw new TypeError(`the column ${spec.name} of '${title}' is not given`);
    }
    if (more !== undefined && more.before === undefined) addMore();
    return columns;
  };

  const fromTable = (table: Table): Values => {
    const own = entries.flatMap(([key, { name, kind, absent }]): [string, Column][] => {
      if (absent !== undefined && !table.columns.has(name)) return [];
      if (kind === 'text') return [[key, textOf(table, name)]];
      const numbers = numbersOf(table, name);
      return [[key, kind === 'number' ? numbers : wholeNumbers(numbers, name, table)]];
    });
    const others = more === undefined ? [] : [...table.columns].filter(([name]) => !known.includes(name));
    return Object.fromEntries([...own, ...(others.length > 0 ? [['more', new Map(others)]] : [])]) as Values;
  };
  const parse = (bytes: Uint8Array, file: string) => fromTable(parseTable(bytes, file, reading));
  const parseTyped = (bytes: Uint8Array, file: string): Values => {
    const columns = openColumnFile(bytes, file);
    const values = {};
    for (const [key, { name, absent }] of entries) {
      const cells = columns.get(name);
      if (cells !== undefined) readWhenAsked(values, key, cells);
      else if (absent === undefined) throw absentColumn(name, file);
    }
    const others = more === undefined ? [] : [...columns].filter(([name]) => !known.includes(name));
    if (others.length > 0) readWhenAsked(values, 'more', () => new Map(others.map(([name, cells]) => [name, cells()])));
    return values as Values;
  };

  return {
    title,
    specs,
    more,
    toColumns: (values) => collect(values, decimalsOf),
    fromTable,
    parse,
    formatTyped: (values) => formatColumnFile(collect(values, (column) => column)),
    parseTyped,
    read: (bytes, file) => (isColumnFile(bytes) ? parseTyped(bytes, file) : parse(bytes, file)),
  };
}

/** Gives an object a property that is made when it is first looked at: most readers want a few of the columns. */
function readWhenAsked(values: object, key: string, read: () => unknown): void {
  Object.defineProperty(values, key, {
    enumerable: true,
    configurable: true,
    get() {
      const value = read();
      Object.defineProperty(values, key, { value, enumerable: true });
      return value;
    },
  });
}

function decimalsOf(column: Column, { digits }: ColumnSpec): Column {
  if (digits === undefined || !(column instanceof Float64Array)) return column;
  return Array.from(column, (value) => (Number.isNaN(value) ? 'NA' : formatFixed(value, digits)));
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
