import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findInputs } from '../../../pipeline/files/find-files.ts';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { findCounts, type ReadCountsOptions, readCounts } from '../../../src/formats/counts/dialects/read-counts.ts';
import { parseSampleSheet } from '../../../src/formats/sheets/sample-sheet.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';

/** Writes files below a fresh folder; returns the folder. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-dialects-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name.endsWith('.gz') ? gzipSync(content) : content);
  }
  return folder;
}

/** {@link readCounts} by paths, as users give them. */
async function countsAt(source: string | string[], options: ReadCountsOptions = {}) {
  return readCounts(await findInputs(source), options);
}

async function read(source: string | string[], options: ReadCountsOptions = {}) {
  const table = await countsAt(source, options);
  const { dialect, geneIds, sampleIds } = table;
  return { dialect, geneIds, sampleIds, counts: Array.from(table.counts), notes: table.notes.join('; '), table };
}

describe('featureCounts', () => {
  const text =
    '# Program:featureCounts v2.0.6; Command:"featureCounts" "-a" "genes.gtf" "-o" "counts.txt" "/data/s1.sorted.bam" "/data/s2.sorted.bam"\n' +
    'Geneid\tChr\tStart\tEnd\tStrand\tLength\tgene_name\t/data/s1.sorted.bam\t/data/s2.sorted.bam\n' +
    'ENSG00000223972.5\tchr1;chr1;chr1\t11869;12010;12179\t12227;12057;12227\t+;+;+\t1735\tDDX11L1\t0\t3\n' +
    'ENSG00000227232.5\tchr1\t14404\t14501\t-\t1351\tWASH7P\t12\t7\n';

  it('names samples after their BAM files and keeps length and attributes', async () => {
    const folder = folderWith({ 'counts.txt': text });
    const { dialect, geneIds, sampleIds, counts, notes, table } = await read(join(folder, 'counts.txt'));
    expect([dialect, geneIds, sampleIds, counts]).toEqual([
      'featurecounts',
      ['ENSG00000223972.5', 'ENSG00000227232.5'],
      ['s1', 's2'],
      [0, 3, 12, 7],
    ]);
    expect([...table.annotation.keys()]).toEqual(['Length', 'gene_name']);
    expect(notes).toContain('/data/s1.sorted.bam -> s1');
  });

  it('keeps the whole names where short ones would be alike', async () => {
    const paths = ['/a/x.bam', '/b/x.bam'];
    const folder = folderWith({
      'c.txt': text.replaceAll('/data/s1.sorted.bam', paths[0]!).replaceAll('/data/s2.sorted.bam', paths[1]!),
    });
    expect((await read(join(folder, 'c.txt'))).sampleIds).toEqual(['a', 'b']);
  });

  it('leaves the summary beside it alone, and refuses it by name', async () => {
    const folder = folderWith({
      'counts.txt': text,
      'counts.txt.summary':
        'Status\t/data/s1.bam\t/data/s2.bam\nAssigned\t12\t10\nUnassigned_Unmapped\t0\t0\nUnassigned_NoFeatures\t5\t5\n',
    });
    expect((await read(folder)).dialect).toBe('featurecounts');
    expect((await faultOf(() => countsAt(join(folder, 'counts.txt.summary')))).code).toBe('COUNTS_OTHER_FILE');
  });

  it('joins one file a sample', async () => {
    const one = (bam: string, a: number, b: number) =>
      `# Program:featureCounts v2.0.1\nGeneid\tChr\tStart\tEnd\tStrand\tLength\t${bam}\ng1\t1\t1\t9\t+\t9\t${a}\ng2\t1\t11\t19\t+\t9\t${b}\n`;
    const folder = folderWith({ 'a.txt': one('a.bam', 1, 2), 'b.txt': one('b.bam', 3, 4) });
    const { sampleIds, counts } = await read(folder);
    expect([sampleIds, counts]).toEqual([
      ['a', 'b'],
      [1, 3, 2, 4],
    ]);
  });
});

describe('HTSeq', () => {
  const sample = (a: number, b: number) =>
    `ENSG00000000003\t${a}\nENSG00000000005\t${b}\n__no_feature\t1000\n__ambiguous\t20\n__too_low_aQual\t0\n__not_aligned\t3\n__alignment_not_unique\t400\n`;

  it('joins a folder of files and drops what is no gene', async () => {
    const folder = folderWith({
      'ctrl.counts.txt': sample(5, 0),
      'mir9.counts.txt.gz': sample(7, 2),
      'README.md': 'counts',
      'multiqc.log': 'x\t1\n',
    });
    const { dialect, geneIds, sampleIds, counts, notes } = await read(folder);
    expect([dialect, geneIds, sampleIds, counts]).toEqual([
      'htseq',
      ['ENSG00000000003', 'ENSG00000000005'],
      ['ctrl', 'mir9'],
      [5, 7, 0, 2],
    ]);
    expect(notes).toContain('__no_feature (1000)');
  });

  it('reads attributes beside the id, and the rows of old versions', async () => {
    const old = 'g1\tLIFR\t4\ng2\tCDH1\t5\nno_feature\t\t9\nambiguous\t\t1\n';
    const folder = folderWith({ 'x.txt': old, 'y.txt': old.replace('4', '6') });
    const { geneIds, counts, table } = await read([join(folder, 'x.txt'), join(folder, 'y.txt')]);
    expect([geneIds, counts]).toEqual([
      ['g1', 'g2'],
      [4, 6, 5, 5],
    ]);
    expect([...table.annotation.values()]).toEqual([['LIFR', 'CDH1']]);
  });

  it('joins by id where the order differs, and refuses other genes', async () => {
    const folder = folderWith({
      'a.txt': 'g1\t1\ng2\t2\n',
      'b.txt': 'g2\t3\ng1\t4\n',
      'c.txt': 'g1\t1\ng3\t2\n',
      'd.txt': 'g1\t1\ng2\t1\ng4\t9\n',
    });
    const paths = (...names: string[]) => names.map((name) => join(folder, name));
    expect((await read(paths('a.txt', 'b.txt'))).counts).toEqual([1, 4, 2, 3]);
    for (const other of ['c.txt', 'd.txt']) {
      const fault = await faultOf(() => countsAt(paths('a.txt', other)));
      expect(fault.code).toBe('COUNTS_GENES_DIFFER');
      expect(fault.details.found).toMatch(/'g[24]'/);
    }
  });

  it('takes the names from the column of the sheet that lists the files', async () => {
    const folder = folderWith({ 'run7.txt': sample(1, 2), 'run8.txt.gz': sample(3, 4), 'run9.txt': sample(5, 6) });
    const sheet = await parseSampleSheet(
      Buffer.from('sampleName,fileName,condition\nmir9,run8.txt,t\nctrl,run7.txt,c\n'),
      's.csv',
    );
    const { sampleIds, counts, notes } = await read(folder, { sheet });
    expect([sampleIds, counts]).toEqual([
      ['mir9', 'ctrl'],
      [3, 1, 4, 2],
    ]);
    expect(notes).toContain("column 'fileName'");
    expect(notes).toContain('1 files that it does not list');
  });

  it('refuses a bad cell at its place', async () => {
    const folder = folderWith({ 'a.txt': 'g1\t1\ng2\t-2\n' });
    const fault = await faultOf(() => countsAt(join(folder, 'a.txt'), { format: 'htseq' }));
    expect([fault.code, fault.details.line, fault.details.column]).toEqual(['COUNTS_NEGATIVE', 2, 2]);
  });
});

describe('STAR', () => {
  const sample = (rows: readonly (readonly number[])[]) =>
    ['N_unmapped\t9\t9\t9', 'N_multimapping\t8\t8\t8', 'N_noFeature\t7\t70\t71', 'N_ambiguous\t6\t1\t2']
      .concat(rows.map((row, i) => `g${i + 1}\t${row.join('\t')}`))
      .join('\n')
      .concat('\n');

  it.each([
    [
      'reverse',
      [
        [100, 2, 98],
        [50, 1, 49],
      ],
      [98, 49],
    ],
    [
      'forward',
      [
        [100, 97, 3],
        [50, 50, 0],
      ],
      [97, 50],
    ],
    [
      'unstranded',
      [
        [100, 55, 45],
        [50, 24, 26],
      ],
      [100, 50],
    ],
  ] as const)('chooses %s from the data', async (strand, rows, expected) => {
    const folder = folderWith({
      's1_ReadsPerGene.out.tab': sample(rows),
      's2ReadsPerGene.out.tab': sample(rows),
      's1_Log.out': 'x',
    });
    const { dialect, sampleIds, counts, notes } = await read(folder);
    expect([dialect, sampleIds, counts]).toEqual(['star', ['s1', 's2'], expected.flatMap((count) => [count, count])]);
    expect(notes).toContain(`counts of ${strand} reads were taken (told by the data`);
    expect(notes).toContain('N_unmapped (27)');
  });

  it('names samples by their folders, and asks where the data do not tell', async () => {
    const folder = folderWith({
      'a/ReadsPerGene.out.tab': sample([[10, 7, 3]]),
      'b/ReadsPerGene.out.tab': sample([[10, 7, 3]]),
    });
    const fault = await faultOf(() => countsAt(folder));
    expect([fault.code, fault.details.found?.slice(0, 6)]).toEqual(['STAR_STRANDEDNESS', '70.0 %']);
    const { sampleIds, counts } = await read(folder, { strandedness: 'forward' });
    expect([sampleIds, counts]).toEqual([
      ['a', 'b'],
      [7, 7],
    ]);
  });

  it('refuses samples of different libraries', async () => {
    const folder = folderWith({
      'aReadsPerGene.out.tab': sample([[10, 10, 0]]),
      'bReadsPerGene.out.tab': sample([[10, 0, 10]]),
    });
    expect((await faultOf(() => countsAt(folder))).message).toBe('samples differ in strandedness');
  });
});

describe('RSEM', () => {
  const sample = (count: string, length: string) =>
    `gene_id\ttranscript_id(s)\tlength\teffective_length\texpected_count\tTPM\tFPKM\ng1\tt1,t2\t1000.00\t${length}\t${count}\t1.00\t2.00\ng2\tt3\t500.00\t0.00\t0.00\t0.00\t0.00\n`;

  it('rounds expected counts half to even, with effective lengths', async () => {
    const folder = folderWith({
      'a.genes.results': sample('2.50', '801.25'),
      'b.genes.results': sample('3.50', '790.00'),
    });
    const { dialect, sampleIds, counts, notes, table } = await read(`${folder}/*.genes.results`);
    expect([dialect, sampleIds, counts]).toEqual(['rsem', ['a', 'b'], [2, 4, 0, 0]]);
    expect(Array.from(table.averageLengths ?? [])).toEqual([801.25, 790, 1, 1]);
    expect(notes).toContain('2 of 4 estimated counts had a fraction');
  });
});

describe('nf-core/rnaseq', () => {
  const counts = 'gene_id\tgene_name\tS_1\tS_2\ng1\tLIFR\t366.99\t12\ng2\tCDH1\t0\t1.5\n';
  const lengths = 'gene_id\tgene_name\tS_2\tS_1\ng2\tCDH1\t20.5\t10.5\ng1\tLIFR\t2000\t1000\n';

  it('rounds merged counts and takes lengths of the same genes and samples', async () => {
    const folder = folderWith({ 'salmon.merged.gene_counts.tsv': counts, 'salmon.merged.gene_lengths.tsv': lengths });
    const file = join(folder, 'salmon.merged.gene_counts.tsv');
    const { dialect, sampleIds, counts: matrix, notes, table } = await read(file);
    expect([dialect, sampleIds, matrix]).toEqual(['nfcore', ['S_1', 'S_2'], [367, 12, 0, 2]]);
    expect(table.annotation.get('gene_name')).toEqual(['LIFR', 'CDH1']);
    expect(notes).toContain('no gene lengths were given');
    const withLengths = await read(file, { lengths: openInput(join(folder, 'salmon.merged.gene_lengths.tsv')) });
    expect(Array.from(withLengths.table.averageLengths ?? [])).toEqual([1000, 2000, 10.5, 20.5]);
  });

  it('refuses the TPM table beside it, which looks alike', async () => {
    const tpm = Array.from({ length: 500 }, (_, g) => `g${g}\tG${g}\t${1999.5 + (g % 2)}\t${1998.7 + (g % 3)}`).join(
      '\n',
    );
    const folder = folderWith({ 'salmon.merged.gene_tpm.tsv': `gene_id\tgene_name\tS_1\tS_2\n${tpm}\n` });
    expect((await faultOf(() => countsAt(join(folder, 'salmon.merged.gene_tpm.tsv')))).code).toBe('COUNTS_IMPLAUSIBLE');
  });

  it('refuses lengths of other genes', async () => {
    const folder = folderWith({ 'c.tsv': counts, 'l.tsv': lengths.replace('g2', 'g3') });
    const fault = await faultOf(() => countsAt(join(folder, 'c.tsv'), { lengths: openInput(join(folder, 'l.tsv')) }));
    expect([fault.code, fault.message]).toEqual(['LENGTHS_GENE_ABSENT', "the table of lengths lacks gene 'g2'"]);
  });
});

describe('salmon and kallisto', () => {
  const salmon = (rows: readonly (readonly [string, number, number, number])[]) =>
    `Name\tLength\tEffectiveLength\tTPM\tNumReads\n${rows.map(([id, length, tpm, reads]) => `${id}\t${length + 100}\t${length}\t${tpm}\t${reads}\n`).join('')}`;
  const a = salmon([
    ['t1.1', 1000, 10, 20.5],
    ['t2.1', 500, 30, 30],
    ['t3.2', 200, 0, 0],
    ['t9.1', 50, 1, 1],
  ]);
  const b = salmon([
    ['t1.1', 1100, 5, 10],
    ['t2.1', 600, 5, 7.25],
    ['t3.2', 400, 0, 0],
    ['t9.1', 50, 1, 1],
  ]);
  const tx2gene = 'TXNAME,GENEID\nt1,gA\nt2,gA\nt3,gB\n';

  it('sums transcripts to genes with average lengths', async () => {
    const folder = folderWith({
      'a/quant.sf': a,
      'a/quant.genes.sf': a,
      'b/quant.sf.gz': b,
      'a/logs/salmon_quant.log': 'x',
      'tx2gene.csv': tx2gene,
    });
    const { dialect, geneIds, sampleIds, counts, notes, table } = await read(folder, {
      transcriptGenes: openInput(join(folder, 'tx2gene.csv')),
    });
    expect([dialect, geneIds, sampleIds, counts]).toEqual(['salmon', ['gA', 'gB'], ['a', 'b'], [50, 17, 0, 0]]);
    // gA: (10*1000 + 30*500)/40 and (5*1100 + 5*600)/10; gB has no abundance: mean of 200 and 400.
    expect(Array.from(table.averageLengths ?? [])).toEqual([625, 850, 300, 300]);
    expect(notes).toContain('without their version');
    expect(notes).toContain('1 of 4 transcripts have no gene');
  });

  it('takes genes from a GTF, or from names as GENCODE writes them', async () => {
    const gtf = ['t1', 't2', 't3', 't9']
      .map(
        (t, i) => `1\tx\ttranscript\t1\t9\t.\t+\t.\tgene_id "g${i >> 1}"; transcript_id "${t}"; gene_name "N${i}";\n`,
      )
      .join('');
    const piped = a.replace(/^t(\d)/gm, 'ENST$1.1|ENSG$1.2|x|').replaceAll('Name', 'Name');
    const folder = folderWith({ 'a.sf': a, 'g.gtf.gz': `#!genome-build x\n${gtf}`, 'p.sf': piped });
    const byGtf = await read(join(folder, 'a.sf'), { transcriptGenes: openInput(join(folder, 'g.gtf.gz')) });
    expect([byGtf.geneIds, byGtf.counts]).toEqual([
      ['g0', 'g1'],
      [50, 1],
    ]);
    expect((await read(join(folder, 'p.sf'))).geneIds).toEqual(['ENSG1.2', 'ENSG2.2', 'ENSG3.2', 'ENSG9.2']);
  });

  it('reads kallisto, scaled counts without lengths', async () => {
    const text = 'target_id\tlength\teff_length\test_counts\ttpm\nt1\t1100\t1000\t20\t10\nt3\t300\t200\t30\t30\n';
    const folder = folderWith({
      'x/abundance.tsv': text,
      'y/abundance.tsv': text,
      'x/abundance.h5': 'HDF',
      'x/run_info.json': '{}',
      'map.tsv': 't1\tgA\tA\nt3\tgB\tB\n',
    });
    const options = { transcriptGenes: openInput(join(folder, 'map.tsv')) };
    const { dialect, sampleIds, counts } = await read(`${folder}/*/abundance.tsv`, options);
    expect([dialect, sampleIds, counts]).toEqual(['kallisto', ['x', 'y'], [20, 20, 30, 30]]);
    const scaled = await read(`${folder}/*/abundance.tsv`, { ...options, countsFromAbundance: 'scaledTPM' });
    expect([scaled.counts, scaled.table.averageLengths]).toEqual([[12, 12, 38, 38], undefined]);
  });

  it.each([
    ['no map', {}, 'TX2GENE_NEEDED'],
    ['a map of another release', { transcriptGenes: 'other.csv' }, 'TX2GENE_NO_MATCH'],
    ['a transcript with two genes', { transcriptGenes: 'two.csv' }, 'TX2GENE_ROW'],
  ])('refuses %s', async (_, options, code) => {
    const folder = folderWith({
      'a.sf': a,
      'other.csv': 'tx,gene\nx1,g\nx2,g\n',
      'two.csv': 'tx,gene\nt1,gA\nt1,gB\n',
    });
    const full = Object.fromEntries(
      Object.entries(options).map(([key, name]) => [key, openInput(join(folder, name as string))]),
    );
    expect((await faultOf(() => countsAt(join(folder, 'a.sf'), full))).code).toBe(code);
  });

  it('refuses samples of different indices', async () => {
    const folder = folderWith({ 'a.sf': a, 'b.sf': b.replace('t3.2', 't4.2'), 'm.csv': tx2gene });
    const fault = await faultOf(() =>
      countsAt([join(folder, 'a.sf'), join(folder, 'b.sf')], { transcriptGenes: openInput(join(folder, 'm.csv')) }),
    );
    expect([fault.code, fault.details.line]).toEqual(['QUANT_TRANSCRIPTS_DIFFER', 4]);
  });
});

describe("GEO's supplementary files", () => {
  it('one table with quotes and columns that describe genes', async () => {
    const text =
      '"","GSM1_ctrl","GSM2_mir","gene_symbol","gene_biotype"\n"ENSG1","1","2","A","protein_coding"\n"ENSG2","3","4","B","lncRNA"\n';
    const folder = folderWith({ 'GSE1_counts.csv.gz': text });
    const { dialect, sampleIds, counts } = await read(join(folder, 'GSE1_counts.csv.gz'));
    expect([dialect, sampleIds, counts]).toEqual(['matrix', ['GSM1_ctrl', 'GSM2_mir'], [1, 2, 3, 4]]);
  });

  it('the counts that NCBI makes, with Entrez ids', async () => {
    const folder = folderWith({
      'GSE1_raw_counts_GRCh38.p13_NCBI.tsv.gz': 'GeneID\tGSM1\tGSM2\n100287102\t1\t0\n653635\t5\t6\n',
    });
    expect((await read(`${folder}/*NCBI.tsv.gz`)).geneIds).toEqual(['100287102', '653635']);
  });

  it('one file a sample, with a header that names no sample', async () => {
    const sample = (n: number) =>
      `gene\tcount\n${Array.from({ length: 30 }, (_, i) => `g${i}\t${i * n}`).join('\n')}\n`;
    const folder = folderWith({
      'GSM1_ctrl.txt.gz': sample(1),
      'GSM2_mir9.txt.gz': sample(2),
      'filelist.txt': 'Archive/File\tName\nFile\tx\n',
    });
    const { sampleIds, counts } = await read(folder);
    expect([sampleIds, counts.slice(0, 6)]).toEqual([
      ['GSM1_ctrl', 'GSM2_mir9'],
      [0, 0, 1, 2, 2, 4],
    ]);
  });

  it('symbols that a spreadsheet damaged are named, and explain ids that stand twice', async () => {
    const rows = 'gene,s1,s2\nLIFR,1,2\n1-Mar,3,4\nCDH1,5,6\n2-Sep,7,8\n';
    const folder = folderWith({ 'a.csv': rows, 'b.csv': `${rows}1-Mar,9,9\n` });
    expect((await countsAt(join(folder, 'a.csv'))).warnings[0]).toContain(
      "2 gene symbols were damaged by a spreadsheet: '1-Mar'",
    );
    expect((await faultOf(() => countsAt(join(folder, 'b.csv')))).details.hint).toContain('spreadsheet');
  });

  it('a series matrix is refused', async () => {
    const folder = folderWith({ 'GSE1_series_matrix.txt': '!Series_title\t"x"\n!Series_geo_accession\t"GSE1"\n' });
    expect((await faultOf(() => countsAt(join(folder, 'GSE1_series_matrix.txt')))).code).toBe('COUNTS_OTHER_FILE');
  });
});

describe('finding files', () => {
  const counts = (n: number) => `gene_id\ts${n}\n${Array.from({ length: 30 }, (_, i) => `g${i}\t${i}`).join('\n')}\n`;
  const htseq = Array.from({ length: 30 }, (_, i) => `g${i}\t${i}`).join('\n');

  it('says what it would read without reading it', async () => {
    const folder = folderWith({ 'a.txt': htseq, 'b.txt': htseq });
    const found = await findCounts(await findInputs(folder));
    expect([found.dialect, found.files.length, found.notes]).toEqual(['htseq', 2, ['2 files']]);
  });

  it('asks when a folder holds counts of several kinds', async () => {
    const folder = folderWith({
      'a.txt': htseq,
      'fc.txt': 'Geneid\tChr\tStart\tEnd\tStrand\tLength\tx.bam\ng\t1\t1\t2\t+\t1\t5\n',
    });
    const fault = await faultOf(() => countsAt(folder));
    expect(fault.code).toBe('COUNTS_AMBIGUOUS_FOLDER');
    expect(fault.details.found).toContain('featureCounts');
    expect((await read(folder, { format: 'htseq' })).sampleIds).toEqual(['a']);
  });

  it('patterns', async () => {
    const folder = folderWith({
      'x/a1.tsv': counts(1),
      'x/a2.tsv': counts(2),
      'x/b.tsv': counts(3),
      'x/.a3.tsv': counts(4),
      'x/y/a4.tsv': counts(5),
    });
    expect((await read(`${folder}/x/a?.tsv`)).sampleIds).toEqual(['s1', 's2']);
    expect((await read(`${folder}/*/{a1,b}.tsv`)).sampleIds).toEqual(['s1', 's3']);
    expect((await read(`${folder}/x/[!b]*.tsv`)).sampleIds).toEqual(['s1', 's2']);
    expect((await read(`${folder}/**/a*.tsv`)).sampleIds).toEqual(['s1', 's2', 's5']);
    expect((await faultOf(() => countsAt(`${folder}/*.csv`))).code).toBe('FILES_NONE_MATCH');
  });

  it('an empty folder, a missing one, files of two kinds', async () => {
    const folder = folderWith({ 'a.tsv': counts(1), 'h.txt': htseq, 'empty/note.md': 'x' });
    expect((await faultOf(() => countsAt(join(folder, 'empty')))).code).toBe('COUNTS_NONE_IN_FOLDER');
    expect((await faultOf(() => countsAt(join(folder, 'absent')))).code).toBe('FILE_MISSING');
    expect((await faultOf(() => countsAt([join(folder, 'a.tsv'), join(folder, 'h.txt')]))).code).toBe(
      'COUNTS_MIXED_DIALECTS',
    );
  });
});

describe.skipIf(!hasShared)(`real files${whyShared}`, () => {
  it('miR-210 in MCF7: the four HTSeq files give the matrix that was joined from them', async () => {
    const joined = await countsAt(sharedPath('data/mir210_mcf7_counts/counts_matrix.tsv.gz'));
    const sheet = await parseSampleSheet(
      Buffer.from(
        'SampleName\tfileName\tcondition\nm210_1\thisat.merged_1_16.fq.27197.bam.counts.merged\tmir210\nm210_2\thisat.merged_1_24.fq.27197.bam.counts.merged\tmir210\n' +
          'cont_1\thisat.merged_1_32.fq.27197.bam.counts.merged\tctrl\ncont_2\thisat.merged_1_40.fq.27197.bam.counts.merged\tctrl\n',
      ),
      'pdata.txt',
    );
    const single = await countsAt(`${sharedPath('data/mir210_mcf7_counts')}/hisat*.gz`, { sheet });
    expect([single.dialect, joined.dialect]).toEqual(['htseq', 'matrix']);
    expect(single.sampleIds).toEqual(joined.sampleIds);
    const row = new Map(single.geneIds.map((id, i) => [id, i]));
    expect(single.geneIds.length).toBe(joined.geneIds.length);
    const same = joined.geneIds.every((id, i) =>
      [0, 1, 2, 3].every((s) => joined.counts[i * 4 + s] === single.counts[row.get(id)! * 4 + s]),
    );
    expect(same).toBe(true);
  });
});
