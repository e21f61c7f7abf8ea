import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { parseCountMatrix, readCountMatrix } from '../../../src/formats/counts/count-table.ts';
import { matchSamples } from '../../../src/formats/counts/match-samples.ts';
import { parseDelimited } from '../../../src/formats/delimited/delimited.ts';
import {
  parseSampleSheet,
  readSampleSheet,
  type SampleSheetOptions,
} from '../../../src/formats/sheets/sample-sheet.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';

const sheet = (text: string, options?: SampleSheetOptions) =>
  parseSampleSheet(Buffer.from(text), 'samples.csv', options);
const counts = (text: string) => parseCountMatrix(Buffer.from(text), 'counts.tsv');

describe('a sample sheet', () => {
  it.each([
    ['with its first column', 'id,condition,batch\ns1,mir9,1\ns2,control,\n', 'id'],
    ["with a column 'sample' elsewhere", 'condition,sample,batch\nmir9,s1,1\ncontrol,s2,\n', 'sample'],
    ['as R writes it', '"condition" "batch"\n"s1" "mir9" 1\n"s2" "control" ""\n', ''],
    [
      'with a byte order mark, CR LF and spaces',
      '\uFEFFid;condition;batch\r\n s1 ;mir9;1\r\n\r\ns2;"control";\r\n',
      'id',
    ],
    ['with delimiters after the last row', 'id,condition,batch\ns1,mir9,1\ns2,control,\n,,\n', 'id'],
  ])('%s', async (_, text, idColumn) => {
    const read = await sheet(text);
    expect(read.sampleIds).toEqual(['s1', 's2']);
    expect(read.idColumn).toBe(idColumn);
    expect(Object.fromEntries(read.columns)).toEqual({ condition: ['mir9', 'control'], batch: ['1', ''] });
  });

  it('leaves spaces in names where commas separate the fields', async () => {
    const read = await sheet('sample,my group\nkd 1,over expressed\n"kd ""2""",over expressed\nctl 3,left alone\n');
    expect(read.sampleIds).toEqual(['kd 1', 'kd "2"', 'ctl 3']);
    expect(read.columns.get('my group')).toEqual(['over expressed', 'over expressed', 'left alone']);
  });

  it('reads what Excel saves in the encoding of Windows, and says so', async () => {
    const text = Buffer.from('sample,group\ns1,\xdcber \x80\ns2,kontr\xf6l\n', 'latin1');
    const read = await parseSampleSheet(text, 'samples.csv');
    expect(read.columns.get('group')).toEqual(['Über €', 'kontröl']);
    expect(read.notes.join()).toContain('Windows-1252');
  });

  it('keeps line numbers across blank lines and quoted line ends', async () => {
    const read = await sheet('id,note\n\ns1,"two\nlines"\ns2,x\n');
    expect(read.lines).toEqual([3, 5]);
    expect(read.columns.get('note')).toEqual(['two\nlines', 'x']);
  });

  it('takes the first row of a repeated sample only when asked', async () => {
    const text = 'sample,run\ns1,a\ns1,b\ns2,c\n';
    const read = await sheet(text, { repeated: 'first' });
    expect([read.sampleIds, read.columns.get('run')]).toEqual([
      ['s1', 's2'],
      ['a', 'c'],
    ]);
    expect(read.notes.join()).toContain("sample 's1' is repeated in line 3");
    expect((await faultOf(() => sheet(text))).details.found).toBe('lines 2 and 3');
  });

  it.each([
    ['a short row', 'id,x\ns1,1\ns2\n', 'SHEET_RAGGED_ROW', 3],
    ['a long row', 'id,x\ns1,1,2\ns2,2\n', 'SHEET_RAGGED_ROW', 3],
    ['a column twice', 'id,x,x\ns1,1,2\n', 'SHEET_DUPLICATE_COLUMN', 1],
    ['a column without name', 'id,,x\ns1,1,2\n', 'SHEET_UNNAMED_COLUMN', 1],
    ['a row without sample', 'id,x\n,1\n', 'SHEET_EMPTY_SAMPLE', 2],
    ['a sample twice', 'id,x\ns1,1\ns1,1\n', 'SHEET_DUPLICATE_SAMPLE', 3],
    ['no rows', 'id,x\n', 'SHEET_NO_ROWS', 1],
    ['nothing', '\n', 'FILE_EMPTY', undefined],
    ['an open quote', 'id,x\ns1,1\n"s2,2\n', 'TABLE_BROKEN_QUOTE', 3],
  ])('is refused with %s', async (_, text, code, line) => {
    const fault = await faultOf(() => sheet(text));
    expect([fault.code, fault.details.file, fault.details.line]).toEqual([code, 'samples.csv', line]);
  });

  it('reads cells in quotes, whatever they hold', () => {
    const rows = [
      ['a\tb', 'say "x"', ''],
      ['', 'two\nlines', 'ä,ö;ü'],
    ];
    for (const delimiter of ['\t', ',', ';']) {
      const quoted = [['x', 'y', 'z'], ...rows].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`));
      const text = quoted.map((row) => `${row.join(delimiter)}\n`).join('');
      const back = parseDelimited(Buffer.from(text), 'x');
      expect(back.rows.map((row) => row.fields)).toEqual(rows);
    }
  });
});

describe('quoted cells', () => {
  const fields = (text: string) => parseDelimited(Buffer.from(text), 'x').rows.map((row) => [row.line, ...row.fields]);

  it('may have blanks around their quotes, and lines of their own', () => {
    expect(fields('a,b,c\r\n1, "x, y" ,"p\r\nq"\r\n\r\n2,it"s,\n')).toEqual([
      [2, '1', 'x, y', 'p\r\nq'],
      [5, '2', 'it"s', ''],
    ]);
  });

  it.each([
    ['text behind the closing quote', 'a,b\n"1"2,3\n', 2],
    ['a quote within that is not doubled', 'a,b\n1,"x "y" z"\n', 2],
    ['a quote that is open to the end', 'a,b\n1,2\n3,"4\n5,6\n', 3],
  ])('are refused with %s', async (_, text, line) => {
    const { code, details } = await faultOf(async () => fields(text));
    expect([code, details.line]).toEqual(['TABLE_BROKEN_QUOTE', line]);
  });
});

describe('matching a count table with its sheet', () => {
  const table = counts('gene\ta\tb\tc\ng1\t1\t2\t3\ng2\t4\t5\t6\n');

  it('takes the order of the sheet and says so', async () => {
    const matched = matchSamples(table, await sheet('sample,x\nc,1\na,2\nb,3\n'));
    expect([matched.sampleIds, Array.from(matched.counts)]).toEqual([
      ['c', 'a', 'b'],
      [3, 1, 2, 6, 4, 5],
    ]);
    expect(matched.notes.join()).toContain('order of the sample sheet');
  });

  it('returns the table itself when nothing changes', async () => {
    expect(matchSamples(table, await sheet('sample,x\na,1\nb,2\nc,3\n'))).toBe(table);
  });

  it('reorders transcript lengths with the counts', async () => {
    const averageLengths = Float64Array.of(10, 20, 30, 40, 50, 60);
    const matched = matchSamples({ ...table, averageLengths }, await sheet('sample,x\nb,1\nc,2\na,3\n'));
    expect(Array.from(matched.averageLengths ?? [])).toEqual([20, 30, 10, 50, 60, 40]);
  });

  it('refuses a sample that only one of them has, and names the nearest', async () => {
    const onlySheet = await faultOf(async () => matchSamples(table, await sheet('sample,x\na,1\nB1,2\nc,3\n')));
    expect([onlySheet.code, onlySheet.details.file, onlySheet.details.line]).toEqual([
      'SAMPLES_NOT_IN_TABLE',
      'samples.csv',
      3,
    ]);
    expect(onlySheet.message).toContain("'B1'");
    const onlyTable = await faultOf(async () => matchSamples(table, await sheet('sample,x\na,1\nc,3\n')));
    expect([onlyTable.code, onlyTable.details.file]).toEqual(['SAMPLES_NOT_IN_SHEET', 'counts.tsv']);
    expect(onlyTable.message).toContain("'b'");
  });

  it('drops samples that are not in the sheet when asked', async () => {
    const matched = matchSamples(table, await sheet('sample,x\na,1\nc,3\n'), { extraSamples: 'drop' });
    expect([matched.sampleIds, Array.from(matched.counts)]).toEqual([
      ['a', 'c'],
      [1, 3, 4, 6],
    ]);
    expect(matched.notes.join()).toContain('dropped, as they are not in the sample sheet: b');
  });

  it('names the column of the sheet that would fit', async () => {
    const fault = await faultOf(async () => matchSamples(table, await sheet('sample,run\nx,a\ny,b\nz,c\n')));
    expect(fault.details.hint).toContain("'run'");
  });
});

describe.skipIf(!hasShared)(`real sheets${whyShared}`, () => {
  it('airway: an unnamed first column names the samples', async () => {
    const table = await readCountMatrix(openInput(sharedPath('data/airway/airway_counts.tsv.gz')));
    const read = await readSampleSheet(openInput(sharedPath('data/airway/airway_samples.csv')));
    expect(matchSamples(table, read)).toBe(table);
    expect(read.columns.get('dex')).toEqual(['untrt', 'trt', 'untrt', 'trt', 'untrt', 'trt', 'untrt', 'trt']);
  });

  it("pasilla: the sheet adds 'fb' to the names of the table", async () => {
    const table = await readCountMatrix(openInput(sharedPath('data/pasilla/pasilla_gene_counts.tsv')));
    const read = await readSampleSheet(openInput(sharedPath('data/pasilla/pasilla_sample_annotation.csv')));
    const fault = await faultOf(() => matchSamples(table, read));
    expect(fault.code).toBe('SAMPLES_NOT_IN_TABLE');
    expect(fault.details.found).toContain("'treated1fb' (near 'treated1')");
    expect(fault.details.hint).toContain("'fb'");
  });

  it('mouse mammary: names with dots, ids that are numbers', async () => {
    const table = await readCountMatrix(openInput(sharedPath('data/mouse_mammary/countdata.tsv.gz')));
    const read = await readSampleSheet(openInput(sharedPath('data/mouse_mammary/sampleinfo.tsv')));
    expect(matchSamples(table, read).geneIds.slice(0, 2)).toEqual(['497097', '100503874']);
  });
});
