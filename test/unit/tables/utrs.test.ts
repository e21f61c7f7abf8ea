import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { mapInterval } from '../../../src/formats/annotation/bed.ts';
import { parseGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import { readGeneModels } from '../../../src/formats/annotation/gene-models.ts';
import { linkUtrs } from '../../../src/formats/annotation/link-utrs.ts';
import { cutThreePrimeUtrs } from '../../../src/formats/annotation/three-prime-utrs.ts';
import { parseFasta } from '../../../src/formats/sequences/fasta.ts';
import { readTargetScanUtrs, streamTargetScanUtrs } from '../../../src/formats/sequences/targetscan-utrs.ts';
import { readUtrs, utrsOfFasta } from '../../../src/formats/sequences/utr-fasta.ts';
import type { UtrSet } from '../../../src/formats/sequences/utr-record.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-utrs-'));
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text);
  return join(folder, name);
}
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
const plain = (set: UtrSet) => set.records.map(({ keys, sequence }) => [keys.join('|'), text(sequence)]);
const reverseComplement = (dna: string) =>
  [...dna]
    .reverse()
    .map((base) => ({ A: 'T', C: 'G', G: 'C', T: 'A' })[base] ?? base)
    .join('');

/**
 * A chromosome with planted genes: `+` strand, mRNA in two exons split inside the 3' UTR; `-` strand, mRNA in three exons
 * split inside the stop codon and inside the UTR; one transcript that ends inside its coding part.
 */
const PLUS = { coding: 'ATGGCCAAATTT', stop: 'TAA', utr: 'CCGGAATTCCGGAAGGCCTT' };
const MINUS = { coding: 'ATGCCCGGGAAA', stop: 'TGA', utr: 'AACCTTGGAACCTTGCATGCATTTAGGC' };
const plusMrna = PLUS.coding + PLUS.stop + PLUS.utr;
const minusMrna = MINUS.coding + MINUS.stop + MINUS.utr;
const pad = (n: number) => 'N'.repeat(n);
// + gene: exon 1 = first 22 bases, intron of 7, exon 2 = the rest.
const plusGenomic = `${plusMrna.slice(0, 22)}GTNNNAG${plusMrna.slice(22)}`;
// - gene: exons of 13, 10 and the rest of the mRNA, introns of 5 and 6, written on the other strand.
const minusGenomic = reverseComplement(
  `${minusMrna.slice(0, 13)}GTNAG${minusMrna.slice(13, 23)}GTNNAG${minusMrna.slice(23)}`,
);
const plusStart = 11;
const minusStart = plusStart + plusGenomic.length + 20;
const chromosome = pad(10) + plusGenomic + pad(20) + minusGenomic + pad(10);
const minusEnd = minusStart + minusGenomic.length - 1;

type Part = readonly [feature: string, start: number, end: number];
const plusExons: Part[] = [
  ['exon', plusStart, plusStart + 21],
  ['exon', plusStart + 29, plusStart + plusGenomic.length - 1],
];
const minusExons: Part[] = [
  ['exon', minusEnd - 12, minusEnd],
  ['exon', minusEnd - 27, minusEnd - 18],
  ['exon', minusStart, minusEnd - 34],
];
const plusCds: Part = ['CDS', plusStart, plusStart + 11];
const plusStop: Part = ['stop_codon', plusStart + 12, plusStart + 14];
const minusCds: Part = ['CDS', minusEnd - 11, minusEnd];
// The stop codon begins with the last base of the first exon and goes on in the second.
const minusStop: Part[] = [
  ['stop_codon', minusEnd - 12, minusEnd - 12],
  ['stop_codon', minusEnd - 19, minusEnd - 18],
];

function gtf(
  parts: readonly Part[],
  strand: string,
  gene: string,
  transcript: string,
  name: string,
  seqname = 'chr1',
): string {
  return parts
    .map(
      ([feature, start, end]) =>
        `${seqname}\ttest\t${feature}\t${start}\t${end}\t.\t${strand}\t.\tgene_id "${gene}"; transcript_id "${transcript}"; gene_name "${name}"; gene_biotype "protein_coding";\n`,
    )
    .join('');
}

const genome = file('genome.fa.gz', `>chr1 test\n${chromosome.replace(/(.{60})/g, '$1\n')}\n>chr2\nACGT\n`);
const expected = [
  ['GP|TP|PLUS1', PLUS.utr],
  ['GM|TM|MINUS1', MINUS.utr],
];

describe("3' UTRs cut from a genome", () => {
  const models = `#!genome-build test\n${gtf([...plusExons, plusCds, plusStop], '+', 'GP', 'TP', 'PLUS1')}${gtf([...minusExons, minusCds, ...minusStop], '-', 'GM', 'TM', 'MINUS1')}`;

  it('GTF with stop codons, one split by an intron, on both strands', async () => {
    const set = await cutThreePrimeUtrs(openInput(genome), await readGeneModels(openInput(file('a.gtf', models))));
    expect(plain(set)).toEqual(expected);
  });

  it('with the coding parts before them, up to the stop codon, where these are asked for', async () => {
    for (const lines of [models, models.replace(/.*stop_codon.*\n/g, '')]) {
      const { records, coding } = await cutThreePrimeUtrs(
        openInput(genome),
        await readGeneModels(openInput(file('a.gtf', lines))),
        { withCoding: true },
      );
      expect(records.map(({ id }) => text(coding.get(id)))).toEqual([
        PLUS.coding + PLUS.stop,
        MINUS.coding + MINUS.stop,
      ]);
    }
  });

  it('with their places, from which the genome gives each stretch of them back, across introns and on both strands', async () => {
    const { records, regions } = await cutThreePrimeUtrs(
      openInput(genome),
      await readGeneModels(openInput(file('a.gtf', models))),
    );
    const complement: Record<string, string> = { A: 'T', C: 'G', G: 'C', T: 'A' };
    let spliced = 0;
    for (const { id, sequence } of records) {
      const { seqname, strand, blocks } = regions.get(id)!;
      expect(seqname).toBe('chr1');
      const utr = Buffer.from(sequence).toString();
      for (let start = 1; start + 6 <= utr.length; start++) {
        const pieces = mapInterval(blocks, strand, { start, end: start + 6 });
        const there = pieces.map(([from, to]) => chromosome.slice(from - 1, to)).join('');
        const read =
          strand === '-'
            ? [...there]
                .reverse()
                .map((base) => complement[base])
                .join('')
            : there;
        expect(read).toBe(utr.slice(start - 1, start + 6));
        if (pieces.length > 1) spliced++;
      }
    }
    expect(spliced).toBeGreaterThan(0);
  });

  it('GTF without stop_codon features: the codon after the coding part is recognized', async () => {
    const lines = models
      .split('\n')
      .filter((line) => !line.includes('stop_codon'))
      .join('\n');
    expect(
      plain(await cutThreePrimeUtrs(openInput(genome), await readGeneModels(openInput(file('b.gtf', lines))))),
    ).toEqual(expected);
  });

  it('features in any order, Windows line ends, chromosome names without chr', async () => {
    const shuffled = models.trim().split('\n').reverse().join('\r\n').replaceAll('chr1', '1');
    const set = await cutThreePrimeUtrs(openInput(genome), await readGeneModels(openInput(file('c.gtf.gz', shuffled))));
    expect(plain(set).sort()).toEqual([...expected].sort());
  });

  it('GFF3, whose coding parts hold the stop codon', async () => {
    const gff = (parts: readonly Part[], strand: string, gene: string, transcript: string, name: string) =>
      `chr1\tt\tgene\t1\t9\t.\t${strand}\t.\tID=gene:${gene};Name=${name};biotype=protein_coding\n` +
      `chr1\tt\tmRNA\t1\t9\t.\t${strand}\t.\tID=transcript:${transcript};Parent=gene:${gene};biotype=protein_coding\n` +
      parts
        .map(
          ([feature, start, end]) =>
            `chr1\tt\t${feature}\t${start}\t${end}\t.\t${strand}\t.\tParent=transcript:${transcript}\n`,
        )
        .join('');
    const cdsWithStop: Part[] = [['CDS', plusStart, plusStart + 14]];
    const minusWithStop: Part[] = [
      ['CDS', minusEnd - 12, minusEnd],
      ['CDS', minusEnd - 19, minusEnd - 18],
    ];
    const gff3 = `##gff-version 3\n${gff([...plusExons, ...cdsWithStop], '+', 'GP', 'TP', 'PLUS1')}###\n${gff([...minusExons, ...minusWithStop], '-', 'GM', 'TM', 'MINUS1')}##FASTA\n>x\nAC\n`;
    const read = await readGeneModels(openInput(file('d.gff3', gff3)));
    expect(read.format).toBe('gff3');
    expect([...read.genes.values()].map(({ id, name, biotype }) => [id, name, biotype])).toEqual([
      ['GP', 'PLUS1', 'protein_coding'],
      ['GM', 'MINUS1', 'protein_coding'],
    ]);
    expect(plain(await cutThreePrimeUtrs(openInput(genome), read))).toEqual(expected);
  });

  it('notes transcripts without a stop codon and those on sequences that the genome lacks', async () => {
    const open = gtf(
      [
        ['exon', plusStart, plusStart + 8],
        ['CDS', plusStart, plusStart + 4],
      ],
      '+',
      'G1',
      'T1',
      'X',
    );
    const away = gtf(
      [
        ['exon', 1, 20],
        ['CDS', 1, 10],
      ],
      '+',
      'G2',
      'T2',
      'Y',
      'chr9',
    );
    const set = await cutThreePrimeUtrs(
      openInput(genome),
      await readGeneModels(openInput(file('e.gtf', models + open + away))),
    );
    expect(plain(set)).toEqual([...expected, ['G1|T1|X', 'CAAA']]);
    expect(set.tally).toEqual({
      coding: 4,
      cut: 3,
      withoutUtr: 0,
      refused: new Map([['on sequences that the genome lacks (chr9)', ['T2 of G2 Y']]]),
    });
    expect(set.notes.join('; ')).toContain("of 4 coding transcripts 3 have a 3' UTR, 0 have none, 1 were refused");
    expect(set.notes.join('; ')).toContain(
      "1 of 3 transcripts with a 3' UTR have no stop codon where their coding part ends",
    );
  });

  it.each([
    [
      'another assembly',
      gtf(
        [
          ['exon', 1, 9999],
          ['CDS', 1, 10],
        ],
        '+',
        'G',
        'T',
        'X',
      ),
      'UTR_OUTSIDE_GENOME',
    ],
    [
      'no shared sequence',
      gtf(
        [
          ['exon', 1, 20],
          ['CDS', 1, 10],
        ],
        '+',
        'G',
        'T',
        'X',
        'scaffold7',
      ),
      'UTR_NO_SHARED_SEQUENCE',
    ],
    ['no coding parts', gtf([['exon', 1, 20]], '+', 'G', 'T', 'X'), 'UTR_NO_CODING'],
    [
      'a coordinate that is no number',
      'chr1\tt\texon\tx\t20\t.\t+\t.\tgene_id "G"; transcript_id "T";\n',
      'ANNOTATION_LINE',
    ],
    [
      'a short line',
      'chr1\tt\texon\t1\t20\t.\t+\t.\tgene_id "G"; transcript_id "T";\nchr1\tt\texon\n',
      'ANNOTATION_LINE',
    ],
    ['no transcripts', 'chr1\tt\tgene\t1\t20\t.\t+\t.\tgene_id "G";\n', 'ANNOTATION_NO_TRANSCRIPTS'],
  ])('refuses %s', async (name, annotation, code) => {
    const path = file(`${name}.gtf`, annotation);
    expect(
      (await faultOf(async () => cutThreePrimeUtrs(openInput(genome), await readGeneModels(openInput(path))))).code,
    ).toBe(code);
  });
});

describe("3' UTR sequences", () => {
  const set = (fasta: string) => utrsOfFasta(parseFasta(Buffer.from(fasta), 'utrs.fa'), 'utrs.fa');

  it.each([
    ['gene id', '>G1\nACGT\n', ['G1']],
    ['gene, transcript, symbol', '>ENSG1.2|ENST1.1|LIFR\nACGT\n', ['ENSG1.2', 'ENST1.1', 'LIFR']],
    ["BioMart's empty field", '>ENSG1||ENST1\nACGT\n', ['ENSG1', '', 'ENST1']],
    ['UCSC', '>hg38_ncbiRefSeqCurated_NM_002310.6 range=chr5:1-9 strand=-\nACGT\n', ['NM_002310.6']],
    ['UCSC known genes', '>hg19_knownGene_uc001aaa.3 range=chr1:1-9\nACGT\n', ['uc001aaa.3']],
    ['Ensembl', '>ENST1.1 utr3 gene:ENSG1.2 gene_biotype:x gene_symbol:LIFR\nACGT\n', ['ENST1.1', 'ENSG1.2', 'LIFR']],
  ])('%s', (_, fasta, keys) => {
    expect(set(fasta).records[0]?.keys).toEqual(keys);
  });

  it('leaves out records without a sequence and takes gaps out', () => {
    const { records, notes } = set('>a\nSequence unavailable\n>b\nAC--GU\n>c\n>d\nacgu\n');
    expect(records.map(({ id, sequence }) => [id, text(sequence)])).toEqual([
      ['b', 'ACGU'],
      ['d', 'acgu'],
    ]);
    expect(notes).toEqual([
      '2 records without a sequence were left out',
      'alignment gaps were removed from 1 sequences',
    ]);
  });
});

describe("TargetScan's UTR_Sequences.txt", () => {
  const full =
    'Refseq ID\tGene ID\tGene Symbol\tSpecies ID\tUTR sequence\n' +
    'ENST1.1\tENSG1.2\tLIFR\t9606\tAC-GU\nENST1.1\tENSG1.2\tLIFR\t10090\tACAGU\nENST2.1\tENSG2.2\tCDH1\t10090\tAAA\nENST2.1\tENSG2.2\tCDH1\t9606\t---\n';

  it('gives the alignment UTR by UTR, and the sequences of one species', async () => {
    const path = file('UTR_Sequences.txt', full);
    const rows: unknown[] = [];
    for await (const utr of streamTargetScanUtrs(openInput(path)))
      rows.push([utr.keys, [...utr.rows].map(([s, a]) => [s, text(a)])]);
    expect(rows).toEqual([
      [
        ['ENST1.1', 'ENSG1.2', 'LIFR'],
        [
          [9606, 'AC-GU'],
          [10090, 'ACAGU'],
        ],
      ],
      [
        ['ENST2.1', 'ENSG2.2', 'CDH1'],
        [
          [10090, 'AAA'],
          [9606, '---'],
        ],
      ],
    ]);
    const human = await readUtrs(openInput(path));
    expect(plain(human)).toEqual([['ENST1.1|ENSG1.2|LIFR', 'ACGU']]);
    expect(human.notes).toEqual([
      'the rows of species 9606 were taken',
      '1 UTRs without a sequence in this species were left out',
    ]);
    expect(plain(await readUtrs(openInput(path), { species: 10090 })).length).toBe(2);
  });

  it('reads the form of its sample input, without header and symbol', async () => {
    const path = file('sample.txt', 'CDC2L6\t10090\tCC-C\nCDC2L6\t9606\tCCCC\n');
    expect(plain(await readTargetScanUtrs(openInput(path), 9606))).toEqual([['CDC2L6', 'CCCC']]);
  });

  it.each([
    ['rows of different lengths', 'A\t1\tACG\nA\t2\tAC\n', 'UTR_ALIGNMENT', 2],
    ['a species twice', 'A\t1\tACG\nA\t1\tACG\n', 'UTR_ALIGNMENT', 2],
    ['rows that do not stand together', 'A\t1\tACG\nB\t1\tACG\nA\t2\tACG\n', 'UTR_ALIGNMENT', 3],
    ['a row of other fields', 'A\t1\tACG\nB\tACG\n', 'UTR_TABLE_ROW', 2],
  ])('refuses %s', async (name, broken, code, line) => {
    const fault = await faultOf(() => readTargetScanUtrs(openInput(file(`${name}.txt`, broken)), 1));
    expect([fault.code, fault.details.line]).toEqual([code, line]);
  });
});

describe('linking genes and UTRs', () => {
  const utrs = (entries: readonly (readonly [string, string])[]): UtrSet => ({
    file: 'utrs.fa',
    notes: [],
    warnings: [],
    records: entries.map(([keys, letters]) => ({ id: keys, keys: keys.split('|'), sequence: Buffer.from(letters) })),
  });
  const linked = (geneIds: readonly string[], set: UtrSet, options = {}) =>
    linkUtrs(geneIds, set, options).utrs.map((utr) => (utr === undefined ? undefined : text(utr.sequence)));

  it('finds the name that both share, whatever its place and version', () => {
    const set = utrs([
      ['T1.1|ENSG000001.4|LIFR', 'A'],
      ['T2.1|ENSG000002.1|CDH1', 'CC'],
    ]);
    expect(linked(['ENSG000002', 'ENSG000009', 'ENSG000001'], set)).toEqual(['CC', undefined, 'A']);
    expect(linked(['ENSG000001.7', 'x'], set)).toEqual(['A', undefined]);
    expect(linked(['CDH1', 'LIFR'], set)).toEqual(['CC', 'A']);
    expect(linked(['T2.1', 'T1.1'], set)).toEqual(['CC', 'A']);
  });

  it('takes the longest UTR of a gene, or the most abundant', () => {
    const set = utrs([
      ['T1|G1', 'AAA'],
      ['T2|G1', 'CCCCC'],
      ['T3|G1', 'G'],
      ['T4|G2', 'T'],
      ['T5|G2', 'A'],
    ]);
    expect(linked(['G1', 'G2'], set)).toEqual(['CCCCC', 'T']);
    expect(
      linked(['G1', 'G2'], set, {
        abundanceOf: new Map([
          ['T3', 9],
          ['T1', 2],
        ]),
      }),
    ).toEqual(['G', 'T']);
  });

  it('goes over an annotation, in both directions; of ids with one symbol that with most reads is linked', () => {
    const annotation = parseGeneAnnotation(
      Buffer.from('gene_id,symbol,entrez\nENSG000001.3,LIFR,3977\nENSG000002.1,CDH1,999\nENSG000003.1,LIFR,\n'),
      'map.csv',
    );
    const bySymbol = utrs([
      ['LIFR', 'A'],
      ['CDH1', 'C'],
    ]);
    const weightOf = (row: number) => [5, 1, 70][row]!;
    expect(linked(['ENSG000001', 'ENSG000002', 'ENSG000003'], bySymbol, { annotation, weightOf })).toEqual([
      undefined,
      'C',
      'A',
    ]);
    expect(linked(['999', '3977'], bySymbol, { annotation })).toEqual(['C', 'A']);
    expect(
      linked(
        ['LIFR', 'CDH1'],
        utrs([
          ['ENSG000001.9', 'A'],
          ['ENSG000002.9', 'C'],
        ]),
        { annotation },
      ),
    ).toEqual(['A', 'C']);
    const { notes } = linkUtrs(['ENSG000001', 'ENSG000002', 'ENSG000003'], bySymbol, { annotation, weightOf });
    expect(notes.join('; ')).toContain('LIFR: ENSG000003, ENSG000001');
  });

  it("counts the UTRs of genes that the table lacks, and keeps a name's long list of ids short", async () => {
    const ids = Array.from({ length: 9 }, (_, i) => `ENSG00000${i + 1}`);
    const rows = ids.map((id) => `${id},Y_RNA\n`).join('');
    const annotation = parseGeneAnnotation(Buffer.from(`gene_id,symbol\n${rows}`), 'a/genes.csv');
    const { notes } = linkUtrs(
      ids,
      utrs([
        ['Y_RNA', 'A'],
        ['MIR1', 'C'],
        ['MIR2', 'C'],
      ]),
      { annotation },
    );
    expect(notes.join('; ')).toContain("2 of 3 3' UTRs belong to no gene of the table, such as MIR1, MIR2");
    expect(notes.join('; ')).toContain('(Y_RNA: ENSG000001, ENSG000002, ENSG000003, and 6 more)');
  });

  it('shows three names of each side when nothing is shared', async () => {
    const fault = await faultOf(() =>
      linkUtrs(
        ['a', 'b', 'c', 'd'],
        utrs([
          ['x|y', 'A'],
          ['z|w', 'C'],
        ]),
      ),
    );
    expect([fault.details.found, fault.details.expected]).toEqual([
      'UTRs such as x|y, z|w',
      'genes as in the counts: a, b, c',
    ]);
  });
});

describe.skipIf(!hasShared)(`real UTRs${whyShared}`, () => {
  it('human RefSeq UTRs: lengths as counted when the file was made', async () => {
    const { records, notes } = await readUtrs(
      openInput(sharedPath('data/human_3utr_1000/human_3utr_1000_refseq.fa.gz')),
    );
    const lengths = records.map(({ sequence }) => sequence.length).sort((a, b) => a - b);
    expect([records.length, lengths[0], lengths.at(-1), notes]).toEqual([1000, 11, 12_567, []]);
    expect(Math.round((lengths[499]! + lengths[500]!) / 2)).toBe(973);
  });

  it('TargetScan 8: six genes in 84 species', async () => {
    const genes: string[] = [];
    const species = new Set<number>();
    for await (const utr of streamTargetScanUtrs(
      openInput(sharedPath('data/targetscan8_utr_6genes_84species/UTR_Sequences_6genes.txt.gz')),
    )) {
      genes.push(utr.id);
      for (const id of utr.rows.keys()) species.add(id);
    }
    expect(genes.sort()).toEqual(['CDK19', 'FNDC3A', 'LIN28B', 'LPHN1', 'NLRP1', 'ZNF197']);
    expect(species.size).toBe(84);
  });
});
