import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findInputs } from '../../../pipeline/files/find-files.ts';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { Fault } from '../../../src/fault.ts';
import { readGeneModels } from '../../../src/formats/annotation/gene-models.ts';
import { parseCountMatrix } from '../../../src/formats/counts/count-table.ts';
import type { CountTable } from '../../../src/formats/counts/counts.ts';
import { readCounts } from '../../../src/formats/counts/dialects/read-counts.ts';
import { parseTable } from '../../../src/formats/delimited/read-table.ts';
import { parseFasta } from '../../../src/formats/sequences/fasta.ts';
import { parseMirnaFile } from '../../../src/formats/sequences/mirna-files.ts';
import { readTargetScanUtrs } from '../../../src/formats/sequences/targetscan-utrs.ts';
import { parseContrastSheet } from '../../../src/formats/sheets/contrast-sheet.ts';
import { parseSampleSheet } from '../../../src/formats/sheets/sample-sheet.ts';
import { fc } from '../../seeded-examples.ts';

/** `expect` is too slow for so many runs. */
function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
const same = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * A small matrix and a way to write it down, both known, so that what is read can be compared. Names and cells are made
 * from few numbers, because generating each of them takes far longer than reading the table.
 */
const matrix = fc
  .record({
    genes: fc.uniqueArray(fc.nat(9999), { minLength: 1, maxLength: 7 }),
    samples: fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 4 }),
    seed: fc.nat(),
  })
  .map(({ genes, samples, seed }) => ({
    genes: genes.map((n) => ['g', 'ENSG00000.', 'HLA-', 'a|'][n % 4]! + n),
    samples: samples.map((n) => ['s', 'S_', 'run.'][n % 3]! + n),
    // Small, middling and the largest counts (multiplier of Lehmer's generator; Park and Miller 1988).
    cells: Array.from({ length: 28 }, (_, i) => {
      const random = Number((BigInt(seed + 1) * 48271n ** BigInt(i + 1)) % 2147483647n);
      return random % 3 === 0 ? random % 30 : random % 3 === 1 ? random % 100_000 : 2_147_483_647 - (random % 50);
    }),
  }));
const style = fc.record({
  delimiter: fc.constantFrom('\t', ',', ';', ' '),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  header: fc.constantFrom('named', 'unnamed', 'short'),
  quotes: fc.constantFrom('none', 'text', 'all'),
  disguise: fc.constantFrom('', '.0', '.000'),
  mark: fc.boolean(),
  finalLineEnd: fc.boolean(),
  comment: fc.boolean(),
  annotation: fc.boolean(),
});
type Matrix = typeof matrix extends fc.Arbitrary<infer T> ? T : never;
type Style = typeof style extends fc.Arbitrary<infer T> ? T : never;

function write({ genes, samples, cells }: Matrix, how: Style): string {
  const text = (value: string) => (how.quotes === 'none' ? value : `"${value}"`);
  const number = (value: number) => (how.quotes === 'all' ? `"${value}${how.disguise}"` : `${value}${how.disguise}`);
  const names = [...samples, ...(how.annotation ? ['description'] : [])].map(text);
  const header = how.header === 'short' ? names : [how.header === 'named' ? text('gene_id') : '""', ...names];
  const rows = genes.map((gene, g) => {
    const counts = samples.map((_, column) => number(cells[g * samples.length + column]!));
    return [text(gene), ...counts, ...(how.annotation ? [text(`d${g}`)] : [])];
  });
  const lines = [header, ...rows].map((fields) => fields.join(how.delimiter));
  if (how.comment) lines.unshift('# a comment, with; every\tdelimiter');
  return (how.mark ? '\uFEFF' : '') + lines.join(how.lineEnd) + (how.finalLineEnd ? how.lineEnd : '');
}

const nasty = fc.constantFrom(
  ...'\t,; "\n\r-+.eE0192#_xÄ\0\'',
  '\r\n',
  '""',
  'NA',
  '__',
  '1e5',
  '.5',
  '-1',
  '\uFEFF',
  '99999999999',
);
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('insert'), at: fc.nat(), text: nasty }),
  fc.record({ kind: fc.constant('replace'), at: fc.nat(), text: nasty }),
  fc.record({ kind: fc.constant('delete'), at: fc.nat(), text: fc.constant('') }),
  fc.record({ kind: fc.constant('cut'), at: fc.nat(), text: fc.constant('') }),
  fc.record({ kind: fc.constant('repeat line'), at: fc.nat(), text: fc.constant('') }),
  fc.record({ kind: fc.constant('drop line'), at: fc.nat(), text: fc.constant('') }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((now, { kind, at, text: put }) => {
    if (kind.endsWith('line')) {
      const lines = now.split('\n');
      const line = at % lines.length;
      lines.splice(line, 1, ...(kind === 'drop line' ? [] : [lines[line]!, lines[line]!]));
      return lines.join('\n');
    }
    const p = at % (now.length + 1);
    if (kind === 'cut') return now.slice(0, p);
    return now.slice(0, p) + put + now.slice(kind === 'insert' ? p : p + 1);
  }, text);
}

/** Faults of a whole file have no line. */
const WITHOUT_LINE = new Set([
  'FILE_EMPTY',
  'FILE_NOT_TEXT',
  'UTRS_NO_SHARED_GENE',
  'CONTRASTS_EMPTY',
  'ANNOTATION_NO_TRANSCRIPTS',
]);
/** Faults of a whole line have no column. */
const WITHOUT_COLUMN = new Set([
  'COUNTS_NOT_A_TABLE',
  'COUNTS_NO_ROWS',
  'COUNTS_NO_HEADER',
  'COUNTS_NO_SAMPLES',
  'COUNTS_COLUMN_ABSENT',
]);

/** Runs `act`; a Fault must name its place in `text`, anything else that is thrown fails the test. */
async function faultOrResult<T>(text: string, act: () => T | Promise<T>, columns = false): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { line, column, hint, file } = error.details;
    check(hint !== '' && file !== undefined, `${error.code} gives no cure or file`);
    if (WITHOUT_LINE.has(error.code)) return undefined;
    const lines = text.split(/\r\n|\n|\r/).length;
    if (line === undefined || line < 1 || line > lines + 1)
      throw new Error(`${error.code} names line ${line} of ${lines}: ${error.message}`);
    if (columns && !WITHOUT_COLUMN.has(error.code) && !((column ?? 0) >= 1))
      throw new Error(`${error.code} names no column`);
    return undefined;
  }
}

/** A plain reader of delimited text, unlike the program's. Undefined where quotes are broken. */
function splitAll(source: string, delimiter: string): string[][] | undefined {
  let text = source.replace(/^\uFEFF/, '').replace(/\r$/, '');
  if (!text.includes('\n')) text = text.replaceAll('\r', '\n');
  const field = new RegExp(`(?:"((?:[^"]|"")*)" *|((?!")[^]*?))(?=(\r?\n|$|${delimiter}))`, 'y');
  const rows: string[][] = [];
  for (let p = 0, row: string[] = []; p < text.length || row.length > 0; ) {
    field.lastIndex = p;
    const match = field.exec(text);
    if (match === null) return undefined;
    row.push(match[1] === undefined ? match[2]!.replace(/^ +| +$/g, '') : match[1].replaceAll('""', '"'));
    p += match[0].length + match[3]!.length;
    if (match[3] === delimiter) continue;
    // A line of nothing but quotes is a line; an empty one is not.
    if (row.length > 1 || row[0] !== '' || match[1] !== undefined) rows.push(row);
    row = [];
  }
  return rows;
}

/** Whether every cell of a table stands in the text where its gene and sample say, and nothing was left out. */
function verify(table: CountTable, text: string): void {
  const delimiter = { tab: '\t', comma: ',', semicolon: ';', space: ' ' }[table.notes[0]!.split('-')[0]!]!;
  // Spaces cannot hold empty fields and comments may look like headers: there, only shape and uniqueness are checked.
  if (delimiter === ' ' || text.replace(/^\uFEFF/, '').startsWith('#')) return;
  const rows = splitAll(text, delimiter);
  if (rows === undefined) throw new Error('broken quotes were read as a table');
  // A title is no header; that it was passed over is said.
  const titles = table.notes.map((note) => /^(\d+) lines? above the header/.exec(note)?.[1]).find(Boolean);
  const [header = [], ...data] = rows.slice(Number(titles ?? 0));
  const width = data[0]?.length ?? 0;
  if (data.some((row) => row.length !== width)) throw new Error('a ragged row was read');
  const names = header.length === width ? header : ['', ...header];
  check(header.length === width || !header.includes('gene_id'), 'a lost name moved the others');
  check(names.length === width, 'another number of names');
  const id = names.findIndex((_, column) =>
    same(
      data.map((row) => row[column]),
      table.geneIds,
    ),
  );
  check(id >= 0, 'other genes');
  const columns = table.sampleIds.map((sample) => names.indexOf(sample, names[id] === sample ? id + 1 : 0));
  names.forEach((name, column) => {
    const kept = column === id || columns.includes(column) || table.annotation.has(name);
    if (!kept && data.some((row) => row[column] !== '') && column !== 0)
      throw new Error(`column ${column + 1} was lost`);
  });
  data.forEach((row, g) => {
    columns.forEach((column, s) => {
      const count = table.counts[g * columns.length + s]!;
      if (Number(row[column]) !== count || row[column] === '') throw new Error(`'${row[column]}' was read as ${count}`);
    });
  });
}

function verifyShape(table: CountTable): void {
  check(table.counts.length === table.geneIds.length * table.sampleIds.length, 'another shape');
  check(new Set(table.geneIds).size === table.geneIds.length, 'a gene twice');
  check(new Set(table.sampleIds).size === table.sampleIds.length, 'a sample twice');
}

/** Each law on random tables: `runs` of them, or a part of it where one takes longer. */
export function testUnderFire(runs: number): void {
  describe('count tables under fire', () => {
    it(`however a matrix is written, it is read as it was (${runs} times)`, () => {
      fc.assert(
        fc.property(matrix, style, (planted, how) => {
          // One column of names only is no header that can be told from a row without delimiter.
          fc.pre(!(how.header === 'short' && planted.samples.length === 1 && !how.annotation));
          const table = parseCountMatrix(Buffer.from(write(planted, how)), 'counts');
          const cells = planted.cells.slice(0, planted.genes.length * planted.samples.length);
          check(same(table.geneIds, planted.genes), 'other genes');
          check(same(table.sampleIds, planted.samples), 'other samples');
          check(same(Array.from(table.counts), cells), 'other counts');
        }),
        { numRuns: runs },
      );
    });

    it(`mutated files give a correct matrix or a Fault with its place (${runs} times)`, async () => {
      let read = 0;
      await fc.assert(
        fc.asyncProperty(
          matrix,
          style,
          fc.array(mutation, { minLength: 1, maxLength: 4 }),
          async (planted, how, mutations) => {
            const text = mutate(write(planted, how), mutations);
            const table = await faultOrResult(text, () => parseCountMatrix(Buffer.from(text), 'counts'), true);
            if (table === undefined) return;
            read++;
            verifyShape(table);
            if (how.lineEnd !== '\r') verify(table, text);
          },
        ),
        { numRuns: runs },
      );
      // Both outcomes must occur often, or the test would show nothing.
      expect(read).toBeGreaterThan(runs / 20);
      expect(read).toBeLessThan((runs * 19) / 20);
    });

    it('any change that shortens or repeats a row is refused', async () => {
      await fc.assert(
        fc.asyncProperty(matrix, fc.nat(), fc.boolean(), async (planted, at, repeat) => {
          fc.pre(planted.samples.length > 1 && planted.genes.length > 1);
          const how: Style = {
            annotation: planted.genes.length % 2 === 0,
            delimiter: '\t',
            lineEnd: '\n',
            header: 'named',
            quotes: 'none',
            disguise: '',
            mark: false,
            finalLineEnd: true,
            comment: false,
          };
          const lines = write(planted, how).trimEnd().split('\n');
          const line = 1 + (at % (lines.length - 1));
          if (repeat) lines.push(lines[line]!);
          else lines[line] = lines[line]!.slice(0, lines[line]!.lastIndexOf('\t'));
          const result = await faultOrResult(
            lines.join('\n'),
            () => parseCountMatrix(Buffer.from(lines.join('\n')), 'counts'),
            true,
          );
          check(result === undefined, 'a bad row was read');
        }),
        { numRuns: runs / 5 },
      );
    });
  });

  describe('other files under fire', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-fuzz-'));
    const path = join(folder, 'file.txt');
    const onDisk = (act: (file: string) => Promise<unknown>) => (text: string) => {
      writeFileSync(path, text);
      return act(path);
    };
    const counts = onDisk(async (file) =>
      readCounts(await findInputs(file), { transcriptGenes: openInput(join(folder, 'tx2gene.csv')) }),
    );
    writeFileSync(join(folder, 'tx2gene.csv'), 'TXNAME,GENEID\nt1,g1\nt2,g2\n');

    it.each([
      [
        'sample sheets',
        'sample,condition,note\ns1,mir9,"a, b"\ns2,control,\n',
        (t: string) => parseSampleSheet(Buffer.from(t), 'x'),
      ],
      [
        'contrasts',
        'id,variable,reference,target,blocking\na,c,x,y,\nb,c,y,z,p;q\n',
        (t: string) => parseContrastSheet(Buffer.from(t), 'x'),
      ],
      [
        'result tables',
        'gene_id\tbaseMean\tpvalue\ng1\t1.5e3\tNA\ng2\t0\t1e-300\n',
        (t: string) => parseTable(Buffer.from(t), 'x', { numbers: ['pvalue'] }),
      ],
      ['FASTA', '>a one\nACGU\nAC\n>b|c\nGGG\n', (t: string) => parseFasta(Buffer.from(t), 'x')],
      [
        'miRNA families',
        'miR family\tSeed+m8\tSpecies ID\tMiRBase ID\tMature sequence\tFamily Conservation?\tMiRBase Accession\nf\tGAGGUAG\t9606\thsa-let-7a\tUGAGGU\t2\tMIMAT1\n',
        (t: string) => parseMirnaFile(Buffer.from(t), 'x'),
      ],
      [
        'featureCounts',
        '# Program:featureCounts\nGeneid\tChr\tStart\tEnd\tStrand\tLength\ta.bam\tb.bam\ng1\t1\t1\t9\t+\t9\t5\t6\ng2\t1;1\t1;3\t2;9\t-;-\t9\t7\t8\n',
        counts,
      ],
      ['HTSeq', 'g1\t5\ng2\t0\n__no_feature\t10\n__ambiguous\t1\n', counts],
      [
        'STAR',
        'N_unmapped\t9\t9\t9\nN_multimapping\t8\t8\t8\nN_noFeature\t7\t7\t7\nN_ambiguous\t1\t1\t1\ng1\t10\t1\t9\ng2\t20\t0\t20\n',
        counts,
      ],
      [
        'RSEM',
        'gene_id\ttranscript_id(s)\tlength\teffective_length\texpected_count\tTPM\tFPKM\ng1\tt1,t2\t100.00\t80.50\t12.34\t1.00\t2.00\n',
        counts,
      ],
      [
        'salmon',
        'Name\tLength\tEffectiveLength\tTPM\tNumReads\nt1\t100\t80.5\t1.5\t7.25\nt2\t200\t150\t0\t0\n',
        counts,
      ],
      [
        'TargetScan UTRs',
        'A\t9606\tAC-G\nA\t10090\tACAG\nB\t9606\tGG\n',
        onDisk((file) => readTargetScanUtrs(openInput(file), 9606)),
      ],
      [
        'GTF',
        '#!x\n1\tt\ttranscript\t1\t9\t.\t+\t.\tgene_id "g"; transcript_id "t"; gene_name "N";\n1\tt\texon\t1\t9\t.\t+\t.\tgene_id "g"; transcript_id "t";\n',
        onDisk((file) => readGeneModels(openInput(file))),
      ],
      [
        'GFF3',
        '##gff-version 3\n1\tt\tgene\t1\t9\t.\t+\t.\tID=g;Name=N\n1\tt\tmRNA\t1\t9\t.\t+\t.\tID=t;Parent=g\n1\tt\texon\t1\t9\t.\t+\t.\tParent=t\n',
        onDisk((file) => readGeneModels(openInput(file))),
      ],
    ] as const)('%s are read, or refused with their place', async (_, valid, act) => {
      await act(valid);
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
          const text = mutate(valid, mutations);
          const loose = async () => {
            try {
              return await act(text);
            } catch (error) {
              // Of several columns or files at odds no single line is at fault.
              if (error instanceof Fault && error.details.line === undefined) return undefined;
              throw error;
            }
          };
          await faultOrResult(text, loose);
        }),
        { numRuns: runs / 10 },
      );
    });
  });
}
