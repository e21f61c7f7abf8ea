import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { linkUtrs } from '../../../src/formats/annotation/link-utrs.ts';
import { parseFasta } from '../../../src/formats/sequences/fasta.ts';
import { readUtrs, utrsOfFasta } from '../../../src/formats/sequences/utr-fasta.ts';
import { readUtrHeader, utrHeader } from '../../../src/formats/sequences/utr-header.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';
import { fileOfText } from './text-file.ts';

const read = (fasta: string) => utrsOfFasta(parseFasta(Buffer.from(fasta), 'utrs.fa'), 'utrs.fa');
const sequences = (fasta: string) =>
  read(fasta).records.map(({ id, sequence }) => [id, Buffer.from(sequence).toString()]);

describe('headers', () => {
  it.each([
    ['an empty first field', '|ENSG1|ENST1', ['', 'ENSG1', 'ENST1']],
    [
      'descriptions with spaces',
      'ENSG1|LIF receptor, alpha (LIFR)|LIFR',
      ['ENSG1', 'LIF receptor, alpha (LIFR)', 'LIFR'],
    ],
    ['the place of bedtools', 'ENST1.2::chr1:0-200(+)', ['ENST1.2']],
    ['the strand of bedtools', 'ENST1.2(-)', ['ENST1.2']],
    ['places of bedtools with several names', 'G1|T1::chr1:0-200', ['G1', 'T1']],
    ['prefixes of GFF3', 'transcript:ENST1.2 gene=LIFR', ['ENST1.2', 'LIFR']],
    ['gffread with gene ids', 'rna-NM_1.2 geneID=gene1', ['NM_1.2', 'gene1']],
    ['a gene without symbol, whose place stays', 'T1 gene:G1', ['T1', 'G1']],
    ['a symbol without gene', 'T1 gene_symbol:LIFR', ['T1', '', 'LIFR']],
    [
      'parts of GENCODE',
      'T1|G1|OTT1|OTT2|L-201|LIFR|9|UTR5:1-3|CDS:4-6|UTR3:7-9|',
      ['T1', 'G1', 'OTT1', 'OTT2', 'L-201', 'LIFR', '9'],
    ],
  ])('%s', (_, header, keys) => {
    const [id = '', ...words] = header.split(' ');
    expect(readUtrHeader({ id, description: words.join(' ') }).keys).toEqual(keys);
  });

  it('keep transcript and tags of what was cut', () => {
    const record = {
      id: 'T',
      keys: ['G', 'T', 'a b|c'],
      transcript: 'T',
      tags: ['MANE_Select'],
      sequence: Buffer.from('A'),
    };
    const [again] = read(`>${utrHeader(record)}\nACGT\n`).records;
    expect(again).toMatchObject({ id: 'G|T|a_b_c', transcript: 'T', tags: ['MANE_Select'] });
  });

  it('name the transcript where one of the names is of a transcript', () => {
    expect(
      read('>ENSG00000113594|ENST00000263409.8\nACGT\n>G2\nAC\n').records.map(({ transcript }) => transcript),
    ).toEqual(['ENST00000263409.8', undefined]);
  });
});

describe('whole transcripts', () => {
  it("of GENCODE are cut to their 3' UTR; those without one are left out", () => {
    const fasta =
      '>T1|G1|UTR5:1-3|CDS:4-9|UTR3:10-12|\nCCCATGTAACGT\n>T2|G2|CDS:1-6|\nATGTAA\n>T3|G3|9|lncRNA|\nACGTACGTA\n';
    expect(sequences(fasta)).toEqual([['T1|G1|UTR5:1-3|CDS:4-9|UTR3:10-12|', 'CGT']]);
    expect(read(fasta).notes.join()).toContain(
      "1 were cut to the 3' UTR that their headers name, 1 have none, 1 name no coding part",
    );
  });

  it.each([
    ['without its stop codon', 'CDS=3-8', 'CCATGAAATGACGCG', 'CGCG'],
    ['with its stop codon', 'CDS=3-11', 'CCATGAAATGACGCG', 'CGCG'],
    ['that has no stop codon', 'CDS=3-8', 'CCATGAAAGGACGCG', 'GGACGCG'],
  ])('of gffread are cut behind a coding part %s', (_, part, sequence, utr) => {
    expect(sequences(`>T1 gene=LIFR ${part}\n${sequence}\n>T2 gene=X\nACGT\n`)).toEqual([['T1', utr]]);
  });

  it('whose header names more than there is are refused', async () => {
    const { code, details } = await faultOf(async () => read('>T1|G1|UTR3:3-9|\nACGT\n'));
    expect([code, details.line, details.found]).toEqual(['UTR_PART_OUTSIDE', 1, 'up to 9 of 4 nt']);
  });

  it.each([
    'ENST1.1 cdna chromosome:GRCh38:1:1:9:1 gene:ENSG1.2',
    'ENST1.1 cds chromosome:GRCh38:1:1:9:1 gene:ENSG1.2',
    'NM_000014.6 Homo sapiens alpha-2-macroglobulin (A2M), transcript variant 1, mRNA',
  ])('of which no header says where the UTR is are refused: %s', async (header) => {
    const { code } = await faultOf(async () => read(`>${header}\nACGT\n`));
    expect(code).toBe('UTR_IS_TRANSCRIPT');
  });

  const open = `ATG${'GCA'.repeat(60)}TAA${'C'.repeat(100)}`;
  const utr = 'TAACCTAG'.repeat(40);
  const fasta = (transcripts: number, utrs: number) =>
    [...Array(transcripts).fill(open), ...Array(utrs).fill(utr)].map((text, k) => `>G${k}\n${text}\n`).join('');

  it('that begin with a start codon and an open frame are refused where most do, and warned of where some do', async () => {
    const { code, details } = await faultOf(async () => read(fasta(6, 4)));
    expect([code, details.found]).toEqual(['UTR_IS_TRANSCRIPT', '6 of 10, such as G0, G1, G2']);
    expect(read(fasta(3, 10)).warnings.join()).toContain("3 of 13 3' UTRs looked at begin with a start codon");
    expect(read(fasta(2, 10)).warnings).toEqual([]);
  });

  it('are warned of where most have a long reading frame', () => {
    const long = `CCCTAG${`ATG${'GCA'.repeat(110)}TAA`}${'C'.repeat(50)}`;
    expect(read(`>a\n${long}\n>b\n${long}\n>c\n${long}\n`).warnings.join()).toContain('as whole transcripts have');
  });
});

describe.skipIf(!hasShared)(`real 3' UTRs${whyShared}`, () => {
  it('are not taken for transcripts', async () => {
    const path = sharedPath('data/human_3utr_1000/human_3utr_1000_refseq.fa.gz');
    expect((await readUtrs(openInput(path))).warnings).toEqual([]);
  });
});

describe('letters that are no nucleotide', () => {
  it.each([
    ['X', '>a\r\nACGT\r\n\r\n>b\r\nAC GT\r\nAC-GX\r\n', 6, 5],
    ['*', '>a\nACGT\n>b\nACGT*\n', 4, 5],
  ])('%s is shown with its line and column', async (letter, text, line, column) => {
    const { code, details } = await faultOf(() => readUtrs(fileOfText('utrs.fa', text)));
    expect([code, details.found, details.line, details.column]).toEqual(['UTR_LETTER', `"${letter}"`, line, column]);
  });

  it('so is what is no letter', async () => {
    const { details } = await faultOf(() => readUtrs(fileOfText('utrs.fa', '>a\nACGT\nAC9T\n')));
    expect([details.found, details.line, details.column]).toEqual(['9', 3, 3]);
  });
});

describe('few links', () => {
  const many = (count: number, name: (k: number) => string) => Array.from({ length: count }, (_, k) => name(k));
  const set = (names: readonly string[]) => read(names.map((name) => `>${name}\nACGT\n`).join(''));
  const symbol = (k: number) => `GENE${k}`;
  const ensembl = (k: number) => `ENSG${String(k).padStart(11, '0')}`;
  const mouse = (k: number) => `ENSMUSG${String(k).padStart(11, '0')}`;

  it.each([
    ['symbols and Ensembl ids', symbol, ensembl],
    ['Ensembl ids and Entrez ids', ensembl, (k: number) => String(1000 + k)],
    ['species', ensembl, mouse],
    ['symbols of man and mouse', symbol, (k: number) => `Gene${k}`],
  ])('between different %s are refused with three of each', async (_, gene, other) => {
    const genes = many(100, gene);
    const { code, details } = await faultOf(() => linkUtrs(genes, set([...genes.slice(0, 3), ...many(60, other)])));
    expect(code).toBe('UTRS_OTHER_IDS');
    expect(details.found).toContain(`${other(0)}, ${other(1)}, ${other(2)} (`);
    expect(details.expected).toContain(`${gene(3)}, ${gene(4)}, ${gene(5)} (`);
  });

  it('between ids of one kind are warned of', () => {
    const genes = many(100, ensembl);
    const others = many(60, (k) => ensembl(500 + k));
    const { warnings } = linkUtrs(genes, set([...genes.slice(0, 3), ...others]));
    expect(warnings.join()).toMatch(/only 3 of 100 genes .* most UTRs belong to no gene .*ENSG00000000500/);
  });

  it('are none where all UTRs or most genes with reads have found their match', () => {
    const genes = [...many(40, symbol), ...many(60, ensembl)];
    const weightOf = (row: number) => (row < 40 ? 10 : 0);
    const utrs = set(many(40, symbol));
    expect(linkUtrs(genes, utrs, { weightOf }).warnings).toEqual([]);
    expect(linkUtrs(genes, utrs).utrs.filter((utr) => utr !== undefined)).toHaveLength(40);
    expect(linkUtrs(many(5, symbol), set([...many(5, symbol), ...many(90, ensembl)])).warnings).toEqual([]);
  });
});
