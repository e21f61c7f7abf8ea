import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Column } from './read-table.ts';

const deflate = promisify(gzip);

/** Characters of text that are encoded at once: enough to make the calls few, too little to matter in memory. */
const CHUNK = 1 << 20;

/**
 * Writes columns of equal length as a tab-separated table with a header; gzip-compressed if the name ends in `.gz`.
 * Equal columns give equal bytes on every machine. See {@link formatTable} for the text of a cell.
 */
export async function writeTable(path: string, columns: ReadonlyMap<string, Column>): Promise<void> {
  const bytes = formatTable(columns);
  await writeFile(path, path.endsWith('.gz') ? await deflate(bytes, { level: 6 }) : bytes);
}

/**
 * The UTF-8 text of a tab-separated table: integers plain, doubles in the shortest form that reads back to the same bits
 * (ECMA-262, Number::toString), NaN as `NA`, infinities as `Inf` and `-Inf`, as R reads and writes them. Text is quoted only
 * where it holds a tab, a line end or begins with a quote.
 */
export function formatTable(columns: ReadonlyMap<string, Column>): Uint8Array {
  const names = [...columns.keys()];
  const values = [...columns.values()];
  const rows = values[0]?.length ?? 0;
  const unequal = names.find((_, i) => values[i]!.length !== rows);
  if (unequal !== undefined) {
    throw new RangeError(`column '${unequal}' has ${columns.get(unequal)!.length} values, '${names[0]}' has ${rows}`);
  }
  const chunks: Uint8Array[] = [];
  let text = `${names.map(cellText).join('\t')}\n`;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < values.length; column++) {
      const value = values[column]![row]!;
      if (column > 0) text += '\t';
      text += typeof value === 'number' ? numberText(value) : cellText(value);
    }
    text += '\n';
    if (text.length > CHUNK) {
      chunks.push(Buffer.from(text));
      text = '';
    }
  }
  chunks.push(Buffer.from(text));
  return Buffer.concat(chunks);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NA';
  return value > 0 ? 'Inf' : '-Inf';
}

function cellText(value: string): string {
  return /[\t\n\r]|^"/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
