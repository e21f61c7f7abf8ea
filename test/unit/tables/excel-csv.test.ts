import { describe, expect, test } from 'vitest';
import { excelCsv, protectFromExcel } from '../../../src/formats/delimited/excel-csv.ts';

describe('text that Excel would change is kept from it', () => {
  // Symbols of Ziemann, Eren, El-Osta 2016 (doi:10.1186/s13059-016-1044-7), RIKEN ids, and OWASP's starts of formulas.
  test.each([
    'SEPT2',
    'MARCH1',
    'DEC1',
    'Oct4',
    'APR-1',
    '1-Mar',
    '2-Sep',
    '2310009E13',
    '1e5',
    '007',
    '1-2',
    '12345678901234567',
    'TRUE',
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    ' =1',
  ])('%j', (text) => {
    expect(protectFromExcel(text)).toBe(`="${text}"`);
  });

  test.each(['TP53', 'MARK2', 'DECR1', 'ENSG00000141510', '7157', 'HLA-A', 'let-7a', 'MARCHF1', 'SEPTIN2', 'a=b', ''])(
    'and %j is left as it is',
    (text) => {
      expect(protectFromExcel(text)).toBe(text);
    },
  );

  test('text too long for a formula is kept from being one all the same', () => {
    expect(protectFromExcel(`=${'x'.repeat(300)}`)).toMatch(/^'=x/);
  });
});

test('a table has a byte order mark, CRLF, quotes where they belong, and empty cells for missing numbers', () => {
  const columns = new Map<string, readonly string[] | Float64Array | Int32Array>([
    ['gene', ['SEPT2', 'a,"b"', 'µ']],
    ['log2FoldChange', Float64Array.of(-1.5, Number.NaN, 1e-300)],
    ['sites', Int32Array.of(1, 0, 2)],
    ['none', Float64Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0)],
  ]);
  expect(Buffer.concat([...excelCsv(columns)]).toString()).toBe(
    '\ufeffgene,log2FoldChange,sites,none\r\n"=""SEPT2""",-1.5,1,Inf\r\n"a,""b""",,0,"=""-Inf"""\r\nµ,1e-300,2,0\r\n',
  );
});
