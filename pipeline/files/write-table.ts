import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { formatTable, tablePieces } from '../../src/formats/delimited/format-table.ts';
import type { Column } from '../../src/formats/delimited/read-table.ts';

const deflate = promisify(gzip);

/**
 * Writes columns of equal length as a tab-separated table with a header; gzip-compressed if the name ends in `.gz`.
 * Equal columns give equal bytes on every machine. See {@link formatTable} for the text of a cell.
 */
export async function writeTable(path: string, columns: ReadonlyMap<string, Column>): Promise<void> {
  if (path.endsWith('.gz')) await writeFile(path, await deflate(formatTable(columns), { level: 6 }));
  else await writeFile(path, tablePieces(columns));
}
