import { describe, expect, it } from 'vitest';
import { readGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import { readGeneModels } from '../../../src/formats/annotation/gene-models.ts';
import { linkUtrs } from '../../../src/formats/annotation/link-utrs.ts';
import { cutThreePrimeUtrs } from '../../../src/formats/annotation/three-prime-utrs.ts';
import { fileOfText } from './text-file.ts';

/**
 * A chromosome of one gene on each strand: coding part of 12 bases and a stop codon in two exons, whose second goes on with
 * the 3' UTR, which an intron parts. Positions are 1-based.
 */
const UTR = 'CCGGAATTCC' + 'GGAAGGCCTT';
const GENE = `ATGGCC${'gtnnnnnnag'}AAATTTTAA${UTR.slice(0, 10)}${'gtnnnag'}${UTR.slice(10)}`;
const complement: Record<string, string> = { A: 'T', C: 'G', G: 'C', T: 'A', a: 't', c: 'g', g: 'c', t: 'a' };
const reversed = [...GENE]
  .reverse()
  .map((base) => complement[base] ?? base)
  .join('');
const CHROMOSOME = `${'N'.repeat(10)}${GENE}${'N'.repeat(10)}${reversed}${'N'.repeat(10)}`;
const size = GENE.length;

type Part = readonly [feature: string, start: number, end: number];
/** In the direction of the gene, from 1. */
const PARTS: readonly Part[] = [
  ['exon', 1, 6],
  ['exon', 17, 35],
  ['exon', 43, 52],
  ['CDS', 1, 6],
  ['CDS', 17, 25],
];
const EXPLICIT: readonly Part[] = [
  ['three_prime_UTR', 26, 35],
  ['three_prime_UTR', 43, 52],
];

function lines(
  parts: readonly Part[],
  attributes: (feature: string, gene: 'P' | 'M') => string,
  seqname = '1',
): string[] {
  return (['P', 'M'] as const).flatMap((gene) =>
    parts.map(([feature, start, end]) => {
      const [from, to] = gene === 'P' ? [10 + start, 10 + end] : [20 + 2 * size - end + 1, 20 + 2 * size - start + 1];
      const strand = gene === 'P' ? '+' : '-';
      return `${seqname}\tx\t${feature}\t${from}\t${to}\t.\t${strand}\t.\t${attributes(feature, gene)}`;
    }),
  );
}
const WHOLE: readonly Part[] = [
  ['gene', 1, size],
  ['mRNA', 1, size],
];
const gff =
  (prefix = '') =>
  (feature: string, gene: string) =>
    feature === 'gene'
      ? `ID=${prefix}G${gene}`
      : feature === 'mRNA'
        ? `ID=T${gene};Parent=${prefix}G${gene}`
        : `Parent=T${gene}`;

async function cut(annotation: readonly string[], header = '1') {
  const models = await readGeneModels(fileOfText('a.gff3', `${annotation.join('\n')}\n`));
  return cutThreePrimeUtrs(fileOfText('g.fa', `>${header}\n${CHROMOSOME}\n`), models);
}
const utrsOf = (set: Awaited<ReturnType<typeof cut>>) =>
  set.records.map(({ keys, sequence }) => [keys[0], keys[1], Buffer.from(sequence).toString()]).sort();
const both = [
  ['GM', 'TM', UTR],
  ['GP', 'TP', UTR],
];

describe('GFF3', () => {
  it('gives the same in every order of lines', async () => {
    const all = lines([...WHOLE, ...PARTS, ...EXPLICIT], gff());
    const bySmallest = [...all].sort((a, b) => Number(a.split('\t')[3]) - Number(b.split('\t')[3]));
    for (const order of [all, [...all].reverse(), bySmallest]) expect(utrsOf(await cut(order))).toEqual(both);
  });

  it.each(['three_prime_UTR', 'three_prime_utr', '3UTR', "3'-UTR", 'three_prime_untranslated_region'])(
    'takes %s features where there are no exons, and where there is no CDS either',
    async (name) => {
      const explicit = EXPLICIT.map(([, start, end]): Part => [name, start, end]);
      const coding = PARTS.filter(([feature]) => feature === 'CDS');
      expect(utrsOf(await cut(lines([...WHOLE, ...coding, ...explicit], gff())))).toEqual(both);
      expect(utrsOf(await cut(lines([...WHOLE, ...explicit], gff())))).toEqual(both);
    },
  );

  it('reads transcript_id without Parent, with and without lines of transcripts', async () => {
    const attributes = (feature: string, gene: string) =>
      feature === 'gene' ? `ID=G${gene};gene_id=G${gene}` : `gene_id=G${gene};transcript_id=T${gene}`;
    expect(utrsOf(await cut(lines([...WHOLE, ...PARTS], attributes)))).toEqual(both);
    expect(utrsOf(await cut(lines(PARTS, attributes)))).toEqual(both);
  });

  it('keeps transcripts whose parents the file lacks', async () => {
    expect(utrsOf(await cut(lines(PARTS, gff())))).toEqual([
      ['TM', 'TM', UTR],
      ['TP', 'TP', UTR],
    ]);
    const withoutGenes = lines([['mRNA', 1, size], ...PARTS], gff('gene:'));
    expect(utrsOf(await cut(withoutGenes))).toEqual(both);
  });

  it("counts coding transcripts without a 3' UTR, with a copy elsewhere, and without a strand", async () => {
    const ends: Part[] = [
      ['CDS', 1, 6],
      ['CDS', 17, 25],
    ];
    const bare = lines(ends, (_, gene) => `Parent=B${gene}`);
    const astray = lines(PARTS, (_, gene) => `Parent=S${gene}`).map((line) => line.replace(/\t[+-]\t/, '\t.\t'));
    const copies = lines(PARTS, gff(), '2').filter((line) => !/mRNA|gene/.test(line));
    const { tally } = await cut([...lines([...WHOLE, ...PARTS], gff()), ...bare, ...astray, ...copies]);
    expect([tally.coding, tally.cut, tally.withoutUtr]).toEqual([8, 2, 2]);
    expect([...tally.refused].map(([reason, ids]) => [reason, ids.length])).toEqual([
      ['without a strand', 2],
      ['with the id of another on another sequence', 2],
    ]);
  });
});

it('warns of a genome of another assembly, and of chromosomes under other names', async () => {
  const shifted = lines([...WHOLE, ...PARTS], gff()).map((line) =>
    line.replace(/\t(\d+)\t(\d+)\t/, (_, start, end) => `\t${Number(start) + 1}\t${Number(end) + 1}\t`),
  );
  expect((await cut(shifted)).warnings.join()).toMatch(
    /2 of 2 transcripts .* no stop codon .* genome and annotation may be of different assemblies/,
  );
  const other = lines(PARTS, (_, gene) => `Parent=U${gene}`, 'LG7');
  const set = await cut([...lines([...WHOLE, ...PARTS], gff()), ...other]);
  expect(set.warnings).toEqual([
    '2 of 4 coding transcripts lie on sequences that the genome lacks, such as LG7; it has 1',
  ]);
  expect((await cut(lines([...WHOLE, ...PARTS], gff()))).warnings).toEqual([]);
});

describe('names of sequences', () => {
  const region = (name: string) =>
    `${name}\tRefSeq\tregion\t1\t${CHROMOSOME.length}\t.\t+\t.\tID=r;Name=1;chromosome=1;genome=chromosome`;
  it.each([
    ['1', 'chr1', false],
    ['Chr1', 'chr1', false],
    ['chr1', 'Chr1', false],
    ['MT', 'chrM', false],
    ['mitochondrion_genome', 'chrM', false],
    ['NC_000001.11', 'chr1', true],
    ['NC_000001.11', '1', true],
    ['chr1', 'NC_000001.11 Homo sapiens chromosome 1, GRCh38.p14 Primary Assembly', false],
    ['KI270706.1', 'chr1_KI270706v1_random', false],
  ])('%s of the annotation is %s of the genome', async (seqname, header, hasRegion) => {
    const all = lines([...WHOLE, ...PARTS], gff(), seqname);
    const set = await cut([...(hasRegion ? [region(seqname)] : []), ...all], header);
    expect(utrsOf(set)).toEqual(both);
    expect(set.regions.get('TP')?.seqname).toBe(header.split(' ')[0]);
  });

  it('a part of a chromosome is not the chromosome', async () => {
    const all = lines([...WHOLE, ...PARTS], gff(), '1');
    const header = 'NT_187361.1 Homo sapiens chromosome 1 unlocalized genomic scaffold, GRCh38.p14';
    await expect(cut(all, header)).rejects.toMatchObject({ code: 'UTR_NO_SHARED_SEQUENCE' });
  });
});

describe('the transcript that stands for a gene', () => {
  const UTRS = { MANE: 'A', LONG: 'CCCC', BASIC: 'GG', OPEN: 'TTTTTTTT' };
  const gtf = (id: string, biotype: string, tags: readonly string[]) =>
    `1\tx\ttranscript\t1\t9\t.\t+\t.\tgene_id "G"; transcript_id "${id}"; transcript_type "${biotype}";${tags.map((tag) => ` tag "${tag}";`).join('')}`;
  const annotation = () =>
    readGeneAnnotation(
      fileOfText(
        'a.gtf',
        `${[
          gtf('LONG', 'protein_coding', []),
          gtf('MANE', 'protein_coding', ['basic', 'MANE Select']),
          gtf('BASIC', 'protein_coding', ['basic']),
          gtf('OPEN', 'protein_coding', ['basic', 'mRNA_end_NF']),
          gtf('NMD', 'nonsense_mediated_decay', ['basic']),
          gtf('STOP', 'non_stop_decay', ['basic']),
          gtf('CUT', 'protein_coding', ['basic', 'cds_end_NF']),
        ].join('\n')}\n`,
      ),
    );
  const set = (names: Readonly<Record<string, string>>) => ({
    file: 'utrs.fa',
    notes: [],
    warnings: [],
    records: Object.entries(names).map(([id, text]) => ({ id, keys: [id], sequence: Buffer.from(text) })),
  });
  const all = { ...UTRS, NMD: 'ACGTACGTAC', STOP: 'ACGTACGTACG', CUT: 'ACGTACGTACGT' };

  it.each([
    ['abundant', undefined, 'MANE', 'MANE Select'],
    ['canonical', { BASIC: 9 }, 'MANE', 'MANE Select'],
    ['abundant', { BASIC: 9, NMD: 99 }, 'BASIC', 'most abundant'],
    ['abundant', { NMD: 99 }, 'MANE', 'MANE Select'],
    ['longest', { BASIC: 9 }, 'OPEN', 'longest'],
  ] as const)('by %s with %j is %s', async (rule, abundances, transcript, by) => {
    const abundanceOf = abundances && new Map<string, number>(Object.entries(abundances));
    const { chosen, notes } = linkUtrs(['G'], set(all), { annotation: await annotation(), rule, abundanceOf });
    expect(chosen[0]).toMatchObject({ record: { transcript }, by, of: 4 });
    expect(notes.join('; ')).toContain('1 UTRs of transcripts of nonsense-mediated decay were left out (NMD)');
  });

  it('is that with most marks left: basic before the longest, what may go on last', async () => {
    const options = { annotation: await annotation() };
    const { MANE: _, ...others } = UTRS;
    expect(linkUtrs(['G'], set(others), options).chosen[0]?.record.transcript).toBe('BASIC');
    const { BASIC: _basic, ...rest } = others;
    expect(linkUtrs(['G'], set(rest), options).chosen[0]).toMatchObject({
      record: { transcript: 'LONG' },
      by: 'complete',
    });
  });
});
