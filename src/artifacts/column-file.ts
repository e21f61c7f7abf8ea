import { Fault } from '../fault.ts';
import type { Column } from '../formats/delimited/read-table.ts';

const MAGIC = 'SEEDCOLS';
const VERSION = 1;
/** Magic, format version and length of the header. */
const PREFIX = 16;
const SEPARATOR = '\0';

type ColumnType = 'text' | 'float64' | 'int32';

/** `bytes` counts the column's data, which begin at a multiple of 8 bytes. */
interface ColumnHeader {
  readonly name: string;
  readonly type: ColumnType;
  readonly bytes: number;
}

interface Header {
  readonly rows: number;
  readonly columns: readonly ColumnHeader[];
}

/**
 * Columns of equal length in binary: `SEEDCOLS`, version and header length (uint32 little-endian each), a JSON header with
 * rows, names and types, then the data of each column, little-endian, each part padded to a multiple of 8 bytes. Text is
 * UTF-8 with zero bytes between the cells; zero bytes within a cell are left out, as in the text of a table. Equal columns
 * give equal bytes.
 */
export function formatColumnFile(columns: ReadonlyMap<string, Column>): Uint8Array {
  const rows = columns.values().next().value?.length ?? 0;
  const parts = [...columns].map(([name, column]) => {
    if (column.length !== rows) throw new RangeError(`column '${name}' has ${column.length} values instead of ${rows}`);
    return { name, type: typeOf(column), data: dataOf(column) };
  });
  const header: Header = { rows, columns: parts.map(({ name, type, data }) => ({ name, type, bytes: data.length })) };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const from = padded(PREFIX + json.length);
  const file = new Uint8Array(parts.reduce((size, { data }) => size + padded(data.length), from));
  file.fill(32, 0, from);
  file.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(file.buffer);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, from - PREFIX, true);
  file.set(json, PREFIX);
  let at = from;
  for (const { data } of parts) {
    file.set(data, at);
    at += padded(data.length);
  }
  return file;
}

/** Whether bytes begin as {@link formatColumnFile} begins them. */
export function isColumnFile(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/**
 * Opens what {@link formatColumnFile} wrote; bytes that are none, or are cut short, are a {@link Fault}. A column is read
 * when it is asked for: numbers are views of the bytes, text is decoded.
 */
export function openColumnFile(bytes: Uint8Array, file: string): Map<string, () => Column> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX || !isColumnFile(bytes) || view.getUint32(8, true) !== VERSION) {
    throw damaged(file, 'not a table of this program version');
  }
  let at = PREFIX + view.getUint32(12, true);
  if (at > bytes.length) throw damaged(file, `${bytes.length} bytes, header of ${at}`);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX, at))) as Header;
  const end = header.columns.reduce((size, column) => size + padded(column.bytes), at);
  if (bytes.length !== end) throw damaged(file, `${bytes.length} bytes instead of ${end}`);
  const columns = new Map<string, () => Column>();
  for (const { name, type, bytes: length } of header.columns) {
    const data = bytes.subarray(at, at + length);
    columns.set(name, () => {
      const cells = cellsOf(data, type, header.rows);
      if (cells.length !== header.rows) throw damaged(file, `${cells.length} cells of ${name} in ${header.rows} rows`);
      return cells;
    });
    at += padded(length);
  }
  return columns;
}

function typeOf(column: Column): ColumnType {
  if (column instanceof Float64Array) return 'float64';
  return column instanceof Int32Array ? 'int32' : 'text';
}

function dataOf(column: Column): Uint8Array {
  if (column instanceof Float64Array || column instanceof Int32Array) {
    return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  }
  const cells = column.some((cell) => cell.includes(SEPARATOR))
    ? column.map((cell) => cell.replaceAll(SEPARATOR, ''))
    : column;
  return new TextEncoder().encode(cells.join(SEPARATOR));
}

function cellsOf(data: Uint8Array, type: ColumnType, rows: number): Column {
  if (type === 'text')
    return rows === 0 ? [] : new TextDecoder('utf-8', { ignoreBOM: true }).decode(data).split(SEPARATOR);
  // A view needs an aligned start; small files come from a shared pool of any alignment.
  const aligned = data.byteOffset % 8 === 0 ? data : new Uint8Array(data);
  const Cells = type === 'float64' ? Float64Array : Int32Array;
  return new Cells(aligned.buffer as ArrayBuffer, aligned.byteOffset, aligned.byteLength / Cells.BYTES_PER_ELEMENT);
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function damaged(file: string, found: string): Fault {
  return new Fault({
    code: 'COLUMNS_DAMAGED',
    message: 'an intermediate table is damaged',
    file,
    found,
    hint: 'Delete the file and run again: it is made anew.',
  });
}
