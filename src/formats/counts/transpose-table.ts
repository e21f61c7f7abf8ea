import { readHead } from '../delimited/delimiter.ts';

/**
 * A table with its rows as columns, tab-separated, from the line that begins at `from` on; undefined if its rows differ in
 * length. Cells keep their text, but for tabs and line ends in them, which become spaces.
 */
export function transposeTable(bytes: Uint8Array, delimiter: number, from: number): Uint8Array | undefined {
  const lines = readHead(bytes, delimiter, Number.POSITIVE_INFINITY, from).map(({ fields }) => fields);
  const width = lines[1]?.length ?? 0;
  if (lines[0]?.length === width - 1) lines[0] = ['', ...lines[0]]; // as R's write.table leaves out the first name
  if (width === 0 || lines.some((fields) => fields.length !== width)) return undefined;
  const rows = Array.from({ length: width }, (_, column) =>
    lines.map((fields) => fields[column]!.replace(/[\t\r\n"]/g, ' ')).join('\t'),
  );
  return new TextEncoder().encode(`${rows.join('\n')}\n`);
}
