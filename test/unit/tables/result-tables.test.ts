import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { readTypedMatrix, writeTypedMatrix } from '../../../pipeline/files/typed-matrices.ts';
import { writeTable } from '../../../pipeline/files/write-table.ts';
import { parseDecimal, roundHalfEven } from '../../../src/formats/delimited/decimal.ts';
import { formatTable } from '../../../src/formats/delimited/format-table.ts';
import { numbersOf, parseTable, readTable, textOf } from '../../../src/formats/delimited/read-table.ts';
import { fc } from '../../seeded-examples.ts';
import { faultOf } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-results-'));
const decimal = (text: string) => parseDecimal(Buffer.from(text), 0, text.length);

describe('decimals', () => {
  it('have the bits that the language gives them', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 20 }), (x, digits) => {
        for (const text of [String(x), x.toExponential(digits), x.toPrecision(digits + 1)])
          expect(decimal(text)).toBe(Number(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it('round in the middle between two doubles, and just beside it, as the language does', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n }), fc.nat(15), (bits, power) => {
        const middle = (2n * bits + 1n) * 2n ** BigInt(power);
        for (const text of [`${middle}`, `${middle}0000e-4`, `${middle}0001e-4`, `${middle - 1n}9999e-4`])
          expect(decimal(text)).toBe(Number(text));
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['', '-', '.', 'e5', '1e', '1e+', '1.2.3', '0x10', '1_000', '1,5', ' 1', 'NaN', 'Infinity', '--1'])(
    'refuses %j',
    (text) => {
      expect(decimal(text)).toBeNaN();
    },
  );

  it('round half to even as R does', () => {
    // R: round(c(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4999999999999996, 0.49999999999999994, 2 ** 51 + 1.5))
    const x = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4999999999999996, 0.49999999999999994, 2 ** 51 + 1.5];
    expect(x.map(roundHalfEven).map((value) => value + 0)).toEqual([-2, -2, 0, 0, 2, 2, 2, 0, 2 ** 51 + 2]);
  });
});

describe('result tables', () => {
  it('read back bit by bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.string({ unit: 'grapheme' }), fc.double(), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
          { minLength: 1 },
        ),
        async (rows) => {
          const columns = new Map<string, readonly string[] | Float64Array | Int32Array>([
            ['gene_id', rows.map((row, i) => `g${i} ${row[0].trim()}`.trim())],
            ['x', Float64Array.from(rows, (row) => row[1])],
            ['n', Int32Array.from(rows, (row) => row[2])],
          ]);
          const back = parseTable(formatTable(columns), 'x');
          expect(back.columns.get('gene_id')).toEqual(columns.get('gene_id'));
          const same = Array.from(numbersOf(back, 'x')).every((value, i) => Object.is(value + 0, rows[i]![1] + 0));
          expect(same).toBe(true);
          expect(Array.from(numbersOf(back, 'n'))).toEqual(rows.map((row) => row[2]));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('write NA, infinities and whole numbers as R does', () => {
    const text = Buffer.from(
      formatTable(
        new Map<string, readonly string[] | Float64Array>([
          ['gene_id', ['a', 'b\tc', '"d']],
          ['x', Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, 1e-300)],
          ['y', Float64Array.of(1, -0.5, 123456789012)],
        ]),
      ),
    ).toString();
    expect(text).toBe('gene_id\tx\ty\na\tNA\t1\n"b\tc"\tInf\t-0.5\n"""d"\t1e-300\t123456789012\n');
  });

  it('give the same gzip bytes each time, and read them', async () => {
    const columns = new Map([['gene_id', ['a', 'b']]]);
    await writeTable(join(folder, 'a.tsv.gz'), columns);
    await writeTable(join(folder, 'b.tsv.gz'), columns);
    expect(readFileSync(join(folder, 'a.tsv.gz'))).toEqual(readFileSync(join(folder, 'b.tsv.gz')));
    expect((await readTable(openInput(join(folder, 'a.tsv.gz')))).columns.get('gene_id')).toEqual(['a', 'b']);
  });

  it('keep ids that are numbers as text', () => {
    const table = parseTable(Buffer.from('id\tentrez\tx\n007\t0012\t5\n008\t13\tNA\n'), 'x', { text: ['entrez'] });
    expect(table.columns.get('id')).toEqual(['007', '008']);
    expect(textOf(table, 'entrez')).toEqual(['0012', '13']);
    expect(Array.from(numbersOf(table, 'x'))).toEqual([5, Number.NaN]);
  });

  it.each([
    ['a short row', 'id\tx\n1\t2\n3\n', 'TABLE_RAGGED_ROW', 3],
    ['a long row', 'id\tx\n1\t2\n3\t4\t5\n', 'TABLE_RAGGED_ROW', 3],
    ['a word among numbers', 'id\tx\n1\t2\n3\tfour\n', 'TABLE_NOT_A_NUMBER', 3],
    ['a missing column', 'id\ty\n1\t2\n', 'TABLE_COLUMN_ABSENT', 1],
    ['a column twice', 'id\tx\tx\n1\t2\t3\n', 'TABLE_DUPLICATE_COLUMN', 1],
    ['an open quote', 'id\tx\n1\t2\n"3\t4\n', 'TABLE_BROKEN_QUOTE', 3],
    ['nothing', '', 'FILE_EMPTY', undefined],
  ])('are refused with %s', async (_, text, code, line) => {
    const fault = await faultOf(() => parseTable(Buffer.from(text), 'r.tsv', { numbers: ['x'] }));
    expect([fault.code, fault.details.line]).toEqual([code, line]);
  });
});

describe('matrices on disk', () => {
  it.each([
    ['integers', Int32Array.of(1, -2, 2147483647, 0, 5, 6)],
    ['doubles', Float64Array.of(0.1, Number.NaN, -0, 1e-308, 5, 6)],
    ['bytes', Uint8Array.of(1, 2, 3, 4, 5, 255)],
  ])('%s come back as they were', async (name, data) => {
    const path = join(folder, `${name}.bin`);
    await writeTypedMatrix(path, { rowNames: ['ä', 'b', 'c"'], columnNames: ['x', 'y'], data });
    const back = await readTypedMatrix(path);
    expect(back).toEqual({ rowNames: ['ä', 'b', 'c"'], columnNames: ['x', 'y'], data });
    const bytes = readFileSync(path);
    for (const size of [0, 10, 20, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, size));
      expect((await faultOf(() => readTypedMatrix(path))).code).toBe('MATRIX_DAMAGED');
    }
  });
});
