import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openCounts } from '../../../pipeline/files/open-counts.ts';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { makeName } from '../../../src/design/make-names.ts';
import type { InputFile } from '../../../src/formats/bytes/input-file.ts';
import {
  plainReading,
  type Reading,
  readCountsOfSamples,
  readSamples,
} from '../../../src/formats/counts/dialects/reading.ts';
import { findImplausible } from '../../../src/formats/counts/implausible-counts.ts';
import { parseTable } from '../../../src/formats/delimited/read-table.ts';
import { medianRatioSizeFactors } from '../../../src/normalize/size-factors.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';
import { makeUpCounts, sheetOf, tableOf } from './made-up-counts.ts';

/** A file whose content is at hand. */
function fileOf(name: string, text: string): InputFile {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    bytes: async () => bytes,
    head: async (size) => bytes.subarray(0, size),
    async *stream() {
      yield bytes;
    },
  };
}

async function read(
  text: string,
  sheet: string,
  reading: Partial<Reading> = {},
  { name = 'counts.tsv', lengths }: { name?: string; lengths?: string } = {},
) {
  const how = { ...plainReading, ...reading };
  const samples = await readSamples(fileOf('samples.csv', sheet), how, makeName);
  const counts = [{ name, searched: false, files: [fileOf(name, text)] }];
  const table = await readCountsOfSamples(
    { counts, lengths: lengths === undefined ? undefined : fileOf('lengths.tsv', lengths) },
    samples,
    how,
  );
  return { ...table, counts: Array.from(table.counts) };
}

const made = makeUpCounts();
const sheet = sheetOf(made);
const { counts, genes, samples } = made;
const sums = samples.map((_, s) => genes.reduce((sum, _gene, g) => sum + counts[g * samples.length + s]!, 0));
const sizes = medianRatioSizeFactors({ genes: genes.length, samples: samples.length, counts: Int32Array.from(counts) });
const lengthOf = (gene: number) => 0.4 + ((gene * 7919) % 97) / 20;
const cpm = (count: number, s: number) => (count / sums[s]!) * 1e6;

describe('what is no count is refused by what it looks like, rounded or not', () => {
  const tables: readonly (readonly [string, (count: number, s: number, g: number) => string, RegExp])[] = [
    ['log2 of counts', (count) => Math.log2(count + 1).toFixed(4), /logarithms/],
    ['natural logarithms', (count) => String(Math.log(count + 0.5) + 1), /logarithms/],
    ['rounded log2 of counts', (count) => String(Math.round(Math.log2(count + 1))), /logarithms/],
    ['CPM', (count, s) => String(cpm(count, s)), /TPM or CPM/],
    ['rounded CPM', (count, s) => String(Math.round(cpm(count, s))), /TPM or CPM/],
    ['counts per ten thousand', (count, s) => String(cpm(count, s) / 100), /scaled to one total/],
    ['FPKM', (count, s, g) => (cpm(count, s) / lengthOf(g)).toFixed(4), /FPKM/],
    ['counts over size factors', (count, s) => String(count / sizes[s]!), /normalized counts/],
  ];
  it.each(tables)('%s', async (_, write, what) => {
    for (const fractions of ['refuse', 'round'] as const) {
      const fault = await faultOf(() => read(tableOf(made, write), sheet, { fractions }));
      expect(fault.code).toBe('COUNTS_IMPLAUSIBLE');
      expect(fault.message).toMatch(what);
    }
  });

  it('rounded counts over size factors, where there are more genes', async () => {
    const many = makeUpCounts(4000);
    const counts = Int32Array.from(many.counts);
    const factors = medianRatioSizeFactors({ genes: many.genes.length, samples: many.samples.length, counts });
    const text = tableOf(many, (count, s) => String(Math.round(count / factors[s]!)));
    expect((await faultOf(() => read(text, sheet))).message).toContain('normalized counts');
    expect((await read(tableOf(many), sheet)).counts).toEqual(many.counts);
  });

  it('counts pass, and estimated ones are offered rounding', async () => {
    expect((await read(tableOf(made), sheet)).counts).toEqual(counts);
    const estimated = tableOf(made, (count, _, gene) => (gene % 3 === 0 ? (count + 0.25).toFixed(2) : String(count)));
    const fault = await faultOf(() => read(estimated, sheet));
    expect([fault.code, fault.details.hint.includes('--fractions round')]).toEqual(['COUNTS_FRACTIONAL', true]);
    expect((await read(estimated, sheet, { fractions: 'round' })).counts).toEqual(counts);
  });

  it.skipIf(!hasShared)(`no public table of counts is refused${whyShared}`, async () => {
    const tables = [
      ...readdirSync(sharedPath('oracles/de'))
        .filter((name) => name.endsWith('.counts.tsv.gz'))
        .map((name) => `oracles/de/${name}`),
      'oracles/tximport/counts.no.tsv.gz',
      'oracles/tximport/counts.lengthScaledTPM.tsv.gz',
      'data/airway/airway_counts.tsv.gz',
      'data/pasilla/pasilla_gene_counts.tsv',
      'data/mouse_mammary/countdata.tsv.gz',
      'data/mir10b_tcell_counts/counts_matrix.tsv.gz',
      'data/mir210_mcf7_counts/counts_matrix.tsv.gz',
      'data/mir210_mcf7_counts/mircounts.txt',
      'data/clinical/tumor_normal/tcga_brca_10_expected_counts.tsv.gz',
    ];
    expect(tables.length).toBeGreaterThan(20);
    for (const name of tables) {
      const [values, width] = await matrixOf(sharedPath(name));
      expect([name, findImplausible(values, width), findImplausible(values.map(Math.round), width)]).toEqual([
        name,
        undefined,
        undefined,
      ]);
    }
  });

  it('nor one of the committed reference tables', async () => {
    const folder = new URL('../../golden/deseq2/oracles/', import.meta.url).pathname;
    const tables = readdirSync(folder).filter((name) => name.endsWith('.counts.tsv.gz'));
    expect(tables.length).toBeGreaterThan(8);
    for (const name of tables) {
      const [values, width] = await matrixOf(`${folder}${name}`);
      expect([name, findImplausible(values, width)]).toEqual([name, undefined]);
    }
  });
});

async function matrixOf(path: string): Promise<[values: Float64Array, samples: number]> {
  const table = parseTable(await openInput(path).bytes(), path);
  const columns = [...table.columns]
    .filter(([name, column]) => column instanceof Float64Array && !/length|start|end|entrez/i.test(name))
    .map(([, column]) => column as Float64Array);
  const values = new Float64Array(table.rows * columns.length);
  columns.forEach((column, s) => {
    column.forEach((value, gene) => {
      values[gene * columns.length + s] = value;
    });
  });
  return [values, columns.length];
}

describe('separators', () => {
  const grouped = (separator: string) => (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, separator);
  it.each([
    ['dots', '.'],
    ['commas', ','],
    ['apostrophes', "'"],
    ['spaces', ' '],
  ])('thousands by %s are named, and never a thousandth', async (_, separator) => {
    for (const fractions of ['refuse', 'round'] as const) {
      const fault = await faultOf(() => read(tableOf(made, grouped(separator)), sheet, { fractions }));
      expect([fault.code, fault.details.found?.includes(separator)]).toEqual(['COUNTS_THOUSANDS', true]);
    }
  });

  it('decimal commas are named', async () => {
    const text = tableOf(made, (count) => (count / 1.3).toFixed(3).replace('.', ','), ';');
    for (const fractions of ['refuse', 'round'] as const) {
      expect((await faultOf(() => read(text, sheet, { fractions }))).code).toBe('COUNTS_DECIMAL_COMMA');
    }
  });
});

describe('the sheet chooses the columns', () => {
  const lines = tableOf(made)
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const text = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.join('\t')).join('\n')}\n`;
  const add = (header: readonly string[], cells: (gene: number) => readonly string[]) =>
    text(lines.map((line, i) => [...line, ...(i === 0 ? header : cells(i))]));

  it('statistics and text beside it are annotation, whatever they hold', async () => {
    const table = await read(
      add(['ctl_mean', 'log2FC', 'p.value', 'note', 'note'], (i) => [
        `${i}.5`,
        '-0.3',
        i % 2 ? 'NA' : '1e-3',
        'x',
        'y',
      ]),
      sheet,
    );
    expect([table.counts, table.sampleIds]).toEqual([counts, samples]);
    expect([...table.annotation.keys()]).toEqual(['ctl_mean', 'log2FC', 'p.value', 'note']);
    expect(table.notes.join()).toContain('kept as annotation: ctl_mean, log2FC, p.value, note');
  });

  it('a further sample is refused, or dropped whatever it holds', async () => {
    const further = add(['mir-4'], (i) => [String(i)]);
    expect((await faultOf(() => read(further, sheet))).code).toBe('SAMPLES_NOT_IN_SHEET');
    expect((await read(further, sheet, { extraSamples: 'drop' })).counts).toEqual(counts);
  });

  it('a sample that does not parse is not absent: its first bad cell is shown', async () => {
    const broken = text(lines.map((line, i) => (i === 0 ? line : [...line.slice(0, 6), i === 3 ? 'many' : 'few'])));
    const fault = await faultOf(() => read(broken, sheet));
    expect([fault.code, fault.details.line, fault.details.column, fault.details.found]).toEqual([
      'COUNTS_NOT_A_NUMBER',
      2,
      7,
      'few',
    ]);
  });

  it.each([
    ['a title', `Table S1, raw counts\n\n${tableOf(made)}`, 'skipped'],
    ['groups above', `\tcontrol\t\t\tmiR\t\t\n${tableOf(made)}`, 'second header'],
    ['groups below', tableOf(made).replace('\n', '\ngroup\tctl\tctl\tctl\tmir\tmir\tmir\n'), 'second header'],
    ['a total', `${tableOf(made)}Grand total\t${sums.join('\t')}\n`, 'no genes'],
    ['a total under another name', `${tableOf(made)}zz\t${sums.join('\t')}\n`, 'no genes'],
    [
      'ids behind the place of the gene',
      text(lines.map((l, i) => [i === 0 ? 'chrom' : 'chr1', ...l])),
      "taken from column 'gene_id'",
    ],
    [
      'words for counts around the names',
      text(lines.map((l, i) => (i === 0 ? [l[0]!, ...l.slice(1).map((n) => `Count.${n}`)] : l))),
      'says counts',
    ],
    [
      'names as R writes them',
      text(lines.map((l, i) => (i === 0 ? l.map((n) => n.replace('-', '.')) : l))),
      'make.names',
    ],
    ['samples in rows', text(lines[0]!.map((_, c) => lines.map((l) => l[c]!))), 'transposed'],
  ])('%s is read right, and said', async (_, given, note) => {
    const table = await read(given, sheet);
    expect([table.geneIds, table.sampleIds, table.counts]).toEqual([genes, samples, counts]);
    expect(table.notes.join('; ')).toContain(note);
  });

  it('two columns that R would call alike match neither', async () => {
    const header = ['gene_id', 'ctl.1', 'ctl 1', ...samples.slice(2)];
    const fault = await faultOf(() => read(text(lines.map((line, i) => (i === 0 ? header : line))), sheet));
    expect(fault.code).toBe('SAMPLES_NOT_IN_TABLE');
  });
});

describe('average lengths', () => {
  const lengths = tableOf(made, (_, s, g) => String(1000 + s + g)).replace(
    /^.*\n/,
    `gene_id\t${samples.join('\t').replaceAll('-', '.')}\n`,
  );
  it("are found under R's names", async () => {
    const table = await read(tableOf(made), sheet, {}, { lengths });
    expect(table.averageLengths?.slice(0, 7)).toEqual(Float64Array.of(1000, 1001, 1002, 1003, 1004, 1005, 1001));
  });
  it('are not used for counts that are scaled by them already, and this is said', async () => {
    const table = await read(tableOf(made), sheet, {}, { name: 'x.gene_counts_length_scaled.tsv', lengths });
    expect(table.averageLengths).toBeUndefined();
    expect(table.warnings.join()).toContain('--lengths was not used');
  });
});

describe('a gene in several rows', () => {
  const text = 'gene\ta\tb\nx\t1\t2\n1-Mar\t5\t5\ny\t3\t4\nx\t10\t1\n1-Mar\t7\t0\nx\t0\t30\n';
  const two = 'sample\na\nb\n';
  it.each([
    ['sum', [11, 33, 12, 5, 3, 4]],
    ['max', [0, 30, 5, 5, 3, 4]],
    ['first', [1, 2, 5, 5, 3, 4]],
  ] as const)('%s', async (duplicates, expected) => {
    const table = await read(text, two, { duplicates });
    expect([table.geneIds, table.counts]).toEqual([['x', '1-Mar', 'y'], expected]);
    expect(table.notes.join()).toContain("2 gene ids stand in 5 rows: 'x' (3), '1-Mar' (2)");
  });
  it('is refused with how many and which, dates among them', async () => {
    const { details, code } = await faultOf(() => read(text, two));
    expect([code, details.line]).toEqual(['COUNTS_DUPLICATE_GENE', 5]);
    expect(details.found).toContain("'x' (3), '1-Mar' (2)");
    expect(details.hint).toContain("'1-Mar' may be MARCH1");
  });
  it('a sum beyond any count is refused', async () => {
    const large = 'gene\ta\tb\nx\t2147483647\t2\nx\t1\t2\n';
    expect((await faultOf(() => read(large, two, { duplicates: 'sum' }))).code).toBe('COUNTS_TOO_LARGE');
  });
});

describe.skipIf(!hasShared)(`cases of public reports${whyShared}`, () => {
  async function readCase(table: string, samplesFile: string, reading: Partial<Reading> = {}, lengths?: string) {
    const how = { ...plainReading, ...reading };
    const path = (name: string) => sharedPath('cases/counts', name);
    const known = await readSamples(openInput(path(samplesFile)), how, makeName);
    const sources = await openCounts({ counts: path(table), lengths: lengths && path(lengths) });
    return readCountsOfSamples(sources, known, how);
  }

  it.each([
    'annot_cols.txt',
    'banner_nohash.csv',
    'counts_and_fpkm.txt',
    'total_row.txt',
    'transposed.csv',
    'twoheaders.txt',
    'counts.xlsx',
  ])('geo-supplementary/%s holds the same 1,200 genes', async (name) => {
    const table = await readCase(`geo-supplementary/${name}`, 'geo-supplementary/samples.csv');
    const total = table.counts.reduce((sum, count) => sum + count, 0);
    expect([table.geneIds.length, Array.from(table.counts.slice(0, 6)), total]).toEqual([
      1200,
      [58, 62, 65, 73, 40, 70],
      5_130_567,
    ]);
  });
  it('geo-supplementary: the sheet as a workbook', async () => {
    expect((await readCase('geo-supplementary/counts.xlsx', 'geo-supplementary/samples.xlsx')).sampleIds.length).toBe(
      6,
    );
  });
  it.each([
    ['fpkm.tsv', 'COUNTS_IMPLAUSIBLE', /FPKM/],
    ['log2p1.tsv', 'COUNTS_IMPLAUSIBLE', /logarithms/],
    ['log2_rounded.tsv', 'COUNTS_IMPLAUSIBLE', /logarithms/],
    ['deseq_normalized.tsv', 'COUNTS_IMPLAUSIBLE', /normalized/],
    ['comma_decimal.csv', 'COUNTS_DECIMAL_COMMA', /decimal commas/],
  ])('not-counts/%s', async (name, code, what) => {
    for (const fractions of ['refuse', 'round'] as const) {
      const fault = await faultOf(() => readCase(`not-counts/${name}`, 'not-counts/samples.csv', { fractions }));
      expect(fault.code).toBe(code);
      expect(fault.message).toMatch(what);
    }
  });
  it('thousands-dots', async () => {
    for (const fractions of ['refuse', 'round'] as const) {
      const fault = await faultOf(() =>
        readCase('thousands-dots/counts.csv', 'thousands-dots/samples.csv', { fractions }),
      );
      expect([fault.code, fault.details.line, fault.details.found]).toEqual([
        'COUNTS_THOUSANDS',
        8,
        '1.367, which is 1367',
      ]);
    }
  });
  it('mangled-names', async () => {
    const table = await readCase('mangled-names/counts.tsv', 'mangled-names/samples.csv');
    expect([table.sampleIds[0], table.counts[0]]).toEqual(['8hr-control_1', 177]);
    expect(table.notes.join()).toContain("'8hr-control_1' is column 'X8hr.control_1'");
  });
  it('nfcore-lengths', async () => {
    const [plain, lengths, samplesFile] = ['gene_counts', 'gene_lengths']
      .map((part) => `nfcore-lengths/salmon.merged.${part}.tsv`)
      .concat('nfcore-lengths/samples.csv') as [string, string, string];
    expect((await readCase(plain, samplesFile, {}, lengths)).averageLengths?.[0]).toBe(1338.816);
    const scaled = await readCase(
      'nfcore-lengths/salmon.merged.gene_counts_length_scaled.tsv',
      samplesFile,
      {},
      lengths,
    );
    expect([scaled.averageLengths, scaled.warnings.length]).toEqual([undefined, 1]);
    expect(scaled.notes.join()).not.toContain('use the length-scaled counts');
  });
  it('duplicate-ids', async () => {
    const fault = await faultOf(() => readCase('duplicate-ids/symbols.tsv', 'duplicate-ids/samples.csv'));
    expect(fault.details.found).toContain("2 gene ids stand in 5 rows: '5S_rRNA' (3), '1-Mar' (2)");
    const table = await readCase('duplicate-ids/symbols.tsv', 'duplicate-ids/samples.csv', { duplicates: 'sum' });
    const ribosomal = table.geneIds.indexOf('5S_rRNA');
    expect(Array.from(table.counts.slice(6 * ribosomal, 6 * ribosomal + 6))).toEqual([
      1670, 1531, 1630, 1199, 940, 1379,
    ]);
  });
});
