import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import type { ReadCountOptions } from '../../../src/formats/counts/count-options.ts';
import { parseCountMatrix, readCountMatrix } from '../../../src/formats/counts/count-table.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-counts-'));
const parse = (text: string, options?: ReadCountOptions) => parseCountMatrix(Buffer.from(text), 'counts.tsv', options);

const same = { geneIds: ['g1', 'g2', 'g3'], sampleIds: ['a', 'b'], counts: [1, 0, 20, 3, 2147483647, 5] };
const shape = (text: string, options?: ReadCountOptions) => {
  const table = parse(text, options);
  return { geneIds: table.geneIds, sampleIds: table.sampleIds, counts: Array.from(table.counts) };
};

describe('the forms of a count table', () => {
  it.each([
    ['tabs', 'gene_id\ta\tb\ng1\t1\t0\ng2\t20\t3\ng3\t2147483647\t5\n'],
    ['commas', 'gene_id,a,b\ng1,1,0\ng2,20,3\ng3,2147483647,5\n'],
    ['semicolons', 'gene_id;a;b\ng1;1;0\ng2;20;3\ng3;2147483647;5\n'],
    ['spaces', 'gene_id a b\ng1 1 0\ng2 20 3\ng3 2147483647 5\n'],
    [
      'columns aligned by spaces',
      'gene_id          a b\n     g1          1 0\n     g2         20 3 \n     g3 2147483647 5\n',
    ],
    ['no final line end', 'gene_id\ta\tb\ng1\t1\t0\ng2\t20\t3\ng3\t2147483647\t5'],
    ['Windows line ends', 'gene_id\ta\tb\r\ng1\t1\t0\r\ng2\t20\t3\r\ng3\t2147483647\t5\r\n'],
    ['old Macintosh line ends', 'gene_id\ta\tb\rg1\t1\t0\rg2\t20\t3\rg3\t2147483647\t5'],
    ['a byte order mark', '\uFEFFgene_id,a,b\ng1,1,0\ng2,20,3\ng3,2147483647,5\n'],
    ["R's write.table", '"a" "b"\n"g1" 1 0\n"g2" 20 3\n"g3" 2147483647 5\n'],
    ["R's write.table with tabs", 'a\tb\ng1\t1\t0\ng2\t20\t3\ng3\t2147483647\t5\n'],
    ["R's write.csv", '"","a","b"\n"g1",1,0\n"g2",20,3\n"g3",2147483647,5\n'],
    ['row numbers before the ids', ',gene_id,a,b\n0,g1,1,0\n1,g2,20,3\n2,g3,2147483647,5\n'],
    ['quoted numbers', '"gene","a","b"\n"g1","1","0"\n"g2","20","3"\n"g3","2147483647","5"\n'],
    ['whole numbers in disguise', 'gene\ta\tb\ng1\t1.0\t0.000\ng2\t2e1\t3\ng3\t2147483647.0\t5.\n'],
    ['leading zeros and plus signs', 'gene\ta\tb\ng1\t+1\t000\ng2\t000000000000020\t3\ng3\t2147483647\t5\n'],
    ['spaces around cells', 'gene\t a \tb\n g1\t 1\t0 \ng2 \t20\t3\ng3\t2147483647\t5\n'],
    ['blank lines', 'gene\ta\tb\n\ng1\t1\t0\ng2\t20\t3\n\r\ng3\t2147483647\t5\n\n\n'],
    ['comment lines', '# made by hand\n# twice\ngene\ta\tb\ng1\t1\t0\ng2\t20\t3\ng3\t2147483647\t5\n'],
    ['a header that begins with #', '#gene\ta\tb\ng1\t1\t0\ng2\t20\t3\ng3\t2147483647\t5\n'],
    ['a trailing delimiter on every line', 'gene,a,b,\ng1,1,0,\ng2,20,3,\ng3,2147483647,5,\n'],
  ])('%s', (_, text) => {
    expect(shape(text)).toEqual(same);
  });

  it('UTF-16, as Excel saves "Unicode text"', () => {
    const text = Buffer.from('\uFEFFgene\ta\tb\r\ng1\t1\t0\r\ng2\t20\t3\r\ng3\t2147483647\t5\r\n', 'utf16le');
    const table = parseCountMatrix(text, 'x');
    expect([table.geneIds, Array.from(table.counts)]).toEqual([same.geneIds, same.counts]);
  });

  it('keeps text and named description columns as annotation', () => {
    const table = parse(
      'gene_id\tgene_name\tlength\ta\tb\tnote\n' +
        'g1\tLIFR\t100\t1\t2\t"x, ""y"""\ng2\t1-Mar\t200\t3\t4\t\ng3\tä\t300\t5\t6\tz\ng4\tq\t1\t7\t8\tz\n',
    );
    expect(table.sampleIds).toEqual(['a', 'b']);
    expect(Array.from(table.counts)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Object.fromEntries(table.annotation)).toEqual({
      gene_name: ['LIFR', '1-Mar', 'ä', 'q'],
      length: ['100', '200', '300', '1'],
      note: ['x, "y"', '', 'z', 'z'],
    });
    expect(table.notes).toContain('kept as annotation: gene_name, length, note');
  });

  it('samples may be called by numbers, as nf-core sheets allow', () => {
    expect(parse('gene_id\t1\t2\ng1\t5\t6\n').sampleIds).toEqual(['1', '2']);
  });

  it('takes the columns that the caller chooses', async () => {
    const text = 'symbol,gene_id,a,b,c\nX,g1,1,2,3\nX,g2,4,5,6\n';
    const table = parse(text, { idColumn: 'gene_id', countColumns: ['a', 'c'] });
    expect(table.geneIds).toEqual(['g1', 'g2']);
    expect(Array.from(table.counts)).toEqual([1, 3, 4, 6]);
    expect(table.annotation.get('b')).toEqual(['2', '5']);
    expect(table.annotation.get('symbol')).toEqual(['X', 'X']);
    expect((await faultOf(() => parse(text, { idColumn: 'ensembl' }))).code).toBe('COUNTS_ID_COLUMN');
    expect((await faultOf(() => parse(text, { countColumns: ['a', 'd'] }))).details.expected).toBe('d');
  });

  it('fills memory that the caller provides', () => {
    const memory = new Int32Array(20).fill(-1);
    const asked: number[] = [];
    const table = parse('gene\ta\tb\ng1\t1\t2\ng2\t3\t4\n', {
      allocate: (genes, samples) => {
        asked.push(genes, samples);
        return memory.subarray(4, 4 + genes * samples);
      },
    });
    expect(asked).toEqual([2, 2]);
    expect(table.counts.buffer).toBe(memory.buffer);
    expect(Array.from(memory.subarray(3, 9))).toEqual([-1, 1, 2, 3, 4, -1]);
  });

  it('rounds fractions half to even when asked, and says so', async () => {
    const text = 'gene\ta\tb\ng1\t0.5\t1.5\ng2\t2.5\t3.49999\ng3\t1e-3\t7\n';
    expect((await faultOf(() => parse(text))).code).toBe('COUNTS_FRACTIONAL');
    const table = parse(text, { fractions: 'round' });
    expect(Array.from(table.counts)).toEqual([0, 2, 2, 3, 0, 7]);
    expect(table.notes).toContain('5 counts with a fraction were rounded, half to even');
  });

  it('reads gzip whatever the name, also several members in one file', async () => {
    const path = join(folder, 'plain-name.tsv');
    writeFileSync(path, Buffer.concat([gzipSync('gene\ta\tb\ng1\t1\t2\n'), gzipSync('g2\t3\t4\n')]));
    const table = await readCountMatrix(openInput(path));
    expect([table.file, table.geneIds, Array.from(table.counts)]).toEqual([path, ['g1', 'g2'], [1, 2, 3, 4]]);
  });
});

describe('a bad count table is refused with its place', () => {
  it.each([
    ['a short row', 'g\ta\tb\ng1\t1\t2\ng2\t3\ng3\t4\t5\n', 'COUNTS_RAGGED_ROW', 3, 2],
    ['a row cut after its delimiter', 'g\ta\tb\ng1\t1\t2\ng2\t3\t', 'COUNTS_NOT_A_NUMBER', 3, 3],
    ['a long row', 'g\ta\tb\ng1\t1\t2\ng2\t3\t4\t5\n', 'COUNTS_RAGGED_ROW', 3, 4],
    ['a negative count', 'g\ta\tb\ng1\t1\t2\ng2\t3\t-4\n', 'COUNTS_NEGATIVE', 3, 3],
    ['a fraction', 'g\ta\tb\ng1\t1\t2.5\n', 'COUNTS_FRACTIONAL', 2, 3],
    ['a word', 'g\ta\tb\ng1\t1\t2\n\ng2\tx\t4\n', 'COUNTS_NOT_A_NUMBER', 4, 2],
    ['an empty cell', 'g\ta\tb\ng1\t\t2\n', 'COUNTS_NOT_A_NUMBER', 2, 2],
    ['NA', 'g\ta\tb\ng1\tNA\t2\n', 'COUNTS_NOT_A_NUMBER', 2, 2],
    ['a thousands separator', 'g\ta\tb\ng1\t"1,234"\t2\n', 'COUNTS_THOUSANDS', 2, 2],
    ['hexadecimal', 'g\ta\tb\ng1\t0x1F\t2\n', 'COUNTS_NOT_A_NUMBER', 2, 2],
    ['infinity', 'g\ta\tb\ng1\t1e999\t2\n', 'COUNTS_TOO_LARGE', 2, 2],
    ['2^31', 'g\ta\tb\ng1\t2147483648\t2\n', 'COUNTS_TOO_LARGE', 2, 2],
    ['2^32 + 1', 'g\ta\tb\ng1\t4294967297\t2\n', 'COUNTS_TOO_LARGE', 2, 2],
    ['a gene twice', 'g\ta\tb\ng1\t1\t2\ng2\t1\t2\ng1\t1\t2\n', 'COUNTS_DUPLICATE_GENE', 4, 1],
    ['a gene without id', 'g\ta\tb\ng1\t1\t2\n\t3\t4\n', 'COUNTS_EMPTY_ID', 3, 1],
    ['a sample twice', '# x\ng\ta\tb\ta\ng1\t1\t2\t3\n', 'COUNTS_DUPLICATE_SAMPLE', 2, 4],
    ['a sample twice below an R header', 'a\tb\ta\ng1\t1\t2\t3\n', 'COUNTS_DUPLICATE_SAMPLE', 1, 3],
    ['a sample without name', 'g\ta\t\tb\ng1\t1\t2\t3\n', 'COUNTS_UNNAMED_SAMPLE', 1, 3],
    [
      'content in a column that seemed empty',
      `g,a,\n${'g0,1,\n'.replace('0', '1')}g2,3,4\n`,
      'COUNTS_UNNAMED_SAMPLE',
      1,
      3,
    ],
    ['no header', 'ENSG1\t1\t2\nENSG2\t3\t4\n', 'COUNTS_NO_HEADER', 1, undefined],
    ['a header with a name lost', 'gene_id\ta\ng1\t1\t2\n', 'COUNTS_HEADER_WIDTH', 1, 3],
    ['a header two short', 'a\ng1\t1\t2\n', 'COUNTS_HEADER_WIDTH', 1, 2],
    ['a header that is too long', 'g\ta\tb\tc\ng1\t1\t2\n', 'COUNTS_HEADER_WIDTH', 1, 4],
    ['no rows', 'g\ta\tb\n\n', 'COUNTS_NO_ROWS', 1, undefined],
    ['an empty file', '', 'FILE_EMPTY', undefined, undefined],
    ['nothing but blank lines', '\n\r\n\n', 'FILE_EMPTY', undefined, undefined],
    ['one column', 'genes\ng1\ng2\n', 'COUNTS_NOT_A_TABLE', 1, undefined],
    ['an open quote', 'g\ta\tb\ng1\t1\t2\n"g2\t3\t4\ng3\t5\t6\n', 'TABLE_BROKEN_QUOTE', 3, 1],
    ['text after a quote', 'g\ta\tb\ng1\t1\t2\n"g2"x\t3\t4\n', 'TABLE_BROKEN_QUOTE', 3, 1],
    ['only text', 'g\tsymbol\tdescription\ng1\tx\ty\n', 'COUNTS_NO_SAMPLES', 1, undefined],
  ])('%s', async (_, text, code, line, column) => {
    const fault = await faultOf(() => parse(text));
    expect([fault.code, fault.details.line, fault.details.column]).toEqual([code, line, column]);
    expect(fault.details.file).toBe('counts.tsv');
    expect(fault.details.hint.length).toBeGreaterThan(10);
  });

  it('a missing file, a folder, a truncated and a damaged gzip file, a workbook', async () => {
    const whole = gzipSync(
      `gene\ta\tb\n${Array.from({ length: 500 }, (_, i) => `g${i}\t${i}\t${i * 7}`).join('\n')}\n`,
    );
    const write = (name: string, bytes: Uint8Array) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const damaged = Buffer.from(whole);
    damaged.fill(0x55, 40, 80);
    expect((await faultOf(() => readCountMatrix(openInput(join(folder, 'absent.tsv'))))).code).toBe('FILE_MISSING');
    expect((await faultOf(() => readCountMatrix(openInput(folder)))).code).toBe('FILE_IS_FOLDER');
    for (const size of [3, 10, 11, 200, whole.length - 9, whole.length - 1]) {
      expect((await faultOf(() => readCountMatrix(openInput(write('cut.gz', whole.subarray(0, size)))))).code).toBe(
        'GZIP_TRUNCATED',
      );
    }
    expect((await faultOf(() => readCountMatrix(openInput(write('damaged.gz', damaged))))).code).toBe('GZIP_DAMAGED');
    expect(
      (await faultOf(() => readCountMatrix(openInput(write('book.xlsx', Buffer.from('PK\x03\x04rest')))))).code,
    ).toBe('FILE_NOT_TEXT');
    expect((await faultOf(() => readCountMatrix(openInput(write('empty.gz', gzipSync('')))))).code).toBe('FILE_EMPTY');
  });
});

describe.skipIf(!hasShared)(`real tables${whyShared}`, () => {
  // Genes, samples and library sizes as awk sums them from the same files.
  it.each([
    [
      'airway/airway_counts.tsv.gz',
      64_102,
      [20637971, 18809481, 25348649, 15163415, 24448408, 30818215, 19126151, 21164133],
    ],
    ['pasilla/pasilla_gene_counts.tsv', 14_599, [13972512, 21911438, 8358426, 9841335, 18670279, 9571826, 10343856]],
    ['mir210_mcf7_counts/counts_matrix.tsv.gz', 60_504, [5228082, 3614667, 4054353, 4184693]],
  ])('%s', async (name, genes, sums) => {
    const table = await readCountMatrix(openInput(sharedPath('data', name)));
    const samples = table.sampleIds.length;
    const totals = table.sampleIds.map((_, s) =>
      table.counts.reduce((sum, x, i) => (i % samples === s ? sum + x : sum), 0),
    );
    expect([table.geneIds.length, totals]).toEqual([genes, sums]);
  });
});
