import { Buffer } from 'node:buffer';
import readWorkbook from 'read-excel-file/node';
import { Fault } from '../../src/fault.ts';

type Cell = string | number | boolean | Date | null;

/**
 * The one table of an Excel workbook (.xlsx) as tab-separated text. Sheets with less than two rows or columns, such as notes,
 * are passed over; several tables, none, and a file that cannot be unpacked are a {@link Fault}. Dates become `2018-03-01`,
 * so that gene symbols that were taken for dates are found; rows without content are left out.
 */
export async function readWorkbookTable(bytes: Uint8Array, file: string): Promise<Uint8Array> {
  const sheets = await readWorkbook(Buffer.from(bytes)).catch(() => {
    throw new Fault({
      code: 'FILE_NOT_TEXT',
      message: 'the Excel workbook cannot be read',
      file,
      expected: 'a workbook as Excel saves it (.xlsx), without a password',
      hint: 'Save the sheet as tab-separated text.',
    });
  });
  const tables = sheets
    .map(({ sheet, data }) => ({ sheet, rows: (data as Cell[][]).filter((row) => row.some(isFilled)) }))
    .filter(({ rows }) => rows.length > 1 && rows.some((row) => row.filter(isFilled).length > 1));
  const [table, ...others] = tables;
  if (table === undefined || others.length > 0) {
    throw new Fault({
      code: table === undefined ? 'WORKBOOK_EMPTY' : 'WORKBOOK_SEVERAL_SHEETS',
      message:
        table === undefined ? 'no sheet of the workbook holds a table' : 'several sheets of the workbook hold tables',
      file,
      found: sheets.map(({ sheet }) => `'${sheet}'`).join(', '),
      expected: 'one sheet with a table',
      hint: 'Save the sheet that is meant as a workbook of its own, or as tab-separated text.',
    });
  }
  const width = Math.max(...table.rows.map(({ length }) => length));
  const lines = table.rows.map((row) =>
    Array.from({ length: width }, (_, column) => textOf(row[column] ?? null)).join('\t'),
  );
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

const isFilled = (cell: Cell): boolean => cell !== null && cell !== '';

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell).replace(/[\t\r\n]+/g, ' ');
}
