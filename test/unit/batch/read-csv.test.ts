import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../pipeline/files/read-csv.ts';
import { faultOf } from '../tables/faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-csv-'));

function read(text: string) {
  const file = join(folder, 'studies.csv');
  writeFileSync(file, text);
  return readCsv(file);
}

describe('a table that people edit', () => {
  it.each([
    ['commas', 'name,counts\na,b\n\nc,d\n'],
    ['semicolons and Windows line ends', 'name;counts\r\na;b\r\n;\r\nc;d'],
    ['tabs and quotes', '\uFEFF"name"\t"counts"\n"a"\tb\n\n"c"\t"d"\n'],
  ])('is read with its lines: %s', async (_, text) => {
    const { header, rows } = await read(text);
    expect(header).toEqual(['name', 'counts']);
    expect(rows).toEqual([
      { line: 2, fields: ['a', 'b'] },
      { line: 4, fields: ['c', 'd'] },
    ]);
  });

  it('keeps delimiters, quotes and line ends between quotes, and counts the lines', async () => {
    const { rows } = await read('name,counts\n"a, ""b""\nand c",d\ne,f\n');
    expect(rows).toEqual([
      { line: 2, fields: ['a, "b"\nand c', 'd'] },
      { line: 4, fields: ['e', 'f'] },
    ]);
  });

  it.each([
    ['a short row', 'name,counts\na,b\nc\n', 'SHEET_RAGGED_ROW', 3],
    ['a long row', 'name,counts\na,b,c\n', 'SHEET_RAGGED_ROW', 2],
    ['an open quote', 'name,counts\na,b\n"c,d\n', 'TABLE_BROKEN_QUOTE', 3],
    ['text behind a quote', 'name,counts\n"a"x,b\n', 'TABLE_BROKEN_QUOTE', 2],
    ['a name twice', 'name,name\na,b\n', 'SHEET_DUPLICATE_COLUMN', 1],
    ['a column without a name', 'name,\na,b\n', 'SHEET_UNNAMED_COLUMN', 1],
    ['nothing', '\n\n', 'FILE_EMPTY', undefined],
  ])('refuses %s with its line', async (_, text, code, line) => {
    const fault = await faultOf(() => read(text));
    expect([fault.code, fault.details.line]).toEqual([code, line]);
  });
});
