import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { readGeneAnnotation } from '../../../src/formats/annotation/gene-annotation.ts';
import { readGeneModels } from '../../../src/formats/annotation/gene-models.ts';
import { linkUtrs } from '../../../src/formats/annotation/link-utrs.ts';
import { cutThreePrimeUtrs } from '../../../src/formats/annotation/three-prime-utrs.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';
import { faultOf } from './faults.ts';

const rows = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
const letters = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

/** Cuts and links as a study does; the names of the genes may be others than those of the counts. */
async function cutCase(name: string, annotation: string, rename: (gene: string) => string = (gene) => gene) {
  const path = (file: string) => sharedPath('cases/annotation', name, file);
  const geneIds = rows(path('counts.tsv')).map(([gene]) => rename(gene as string));
  const set = await cutThreePrimeUtrs(openInput(path('genome.fa')), await readGeneModels(openInput(path(annotation))));
  const linked = linkUtrs(geneIds, set, { annotation: await readGeneAnnotation(openInput(path(annotation))) });
  const found = geneIds.flatMap((gene, row) => {
    const utr = linked.utrs[row];
    return utr === undefined ? [] : [[gene, letters(utr.sequence)]];
  });
  const expected = () => rows(path('expected_utrs.tsv')).map(([gene, utr]) => [rename(gene as string), utr]);
  return { set, linked, found, expected };
}

describe.skipIf(!hasShared)(`annotations of many sources${whyShared}`, () => {
  it.each([
    ['00-ensembl-gff3', 'ann.gff3'],
    ['01-gff3-sorted-by-coordinate', 'ann.gff3'],
    ['01e-gff3-sorted-utr-in-last-exon', 'ann.gff3'],
    ['01e-gff3-sorted-utr-in-last-exon', 'unsorted.gff3'],
    ['02-gff3-no-exon-all', 'ann.gff3'],
    ['03-wormbase-gff3', 'ann.gff3'],
    ['04-flybase-gtf-symbol-counts', 'ann.gtf'],
    ['08-refseq-gff3-chr-genome', 'ann.gff3'],
    ['35-nmd-isoform', 'ann.gtf'],
    ['36-flybase-mixed-strand', 'ann.gtf'],
  ])('%s (%s)', async (name, annotation) => {
    const { found, expected, set } = await cutCase(name, annotation);
    expect(found.sort()).toEqual(expected().sort());
    const { coding, cut, withoutUtr, refused } = set.tally;
    expect(cut + withoutUtr + [...refused.values()].flat().length).toBe(coding);
  });

  it.each([
    ['locus', (gene: string) => gene.replace(/^WBGene0*(\d+)$/, (_, k) => `abc-${Number(k)}`)],
    ['sequence name', (gene: string) => gene.replace(/^WBGene0*(\d+)$/, (_, k) => `Y74C9A.${Number(k)}`)],
    ['id with its prefix', (gene: string) => gene.replace(/^WB/, 'Gene:WB')],
  ])('genes of WormBase by %s', async (_, rename) => {
    const { found, expected } = await cutCase('03-wormbase-gff3', 'ann.gff3', rename);
    expect(found).toHaveLength(40);
    expect(found.sort()).toEqual(expected().sort());
  });

  it('names the transcript that stands for a gene and those that were refused', async () => {
    const nmd = await cutCase('35-nmd-isoform', 'ann.gtf');
    expect(nmd.linked.chosen[0]).toMatchObject({ record: { transcript: 'TG000' }, of: 1, by: 'only' });
    expect([...nmd.set.tally.refused].map(([reason, ids]) => [reason, ids.length])).toEqual([
      ['of nonsense-mediated decay', 40],
    ]);
    const mixed = await cutCase('36-flybase-mixed-strand', 'ann.gtf');
    expect(mixed.set.notes.join()).toContain('with exons on both strands: FBtr0000000 of FBgn0000000 CG0');
  });

  it('says of an assembly of reads that it has no coding parts, and nothing of genomes', async () => {
    const { code, message, details } = await faultOf(() => cutCase('06-stringtie-no-cds', 'ann.gtf'));
    expect(code).toBe('UTR_NO_CODING');
    expect(`${message} ${details.hint}`).toContain('reference annotation');
    expect(`${message} ${details.hint}`).not.toMatch(/genome|assembl/);
  });
});

describe.skipIf(!hasShared)(`3' UTRs of many sources${whyShared}`, () => {
  const linkCase = async (name: string) => {
    const path = (file: string) => sharedPath('cases/utr_fasta', name, file);
    const geneIds = rows(path('counts.tsv')).map(([gene]) => gene as string);
    return linkUtrs(geneIds, await readUtrs(openInput(path('utrs.fa'))));
  };

  it.each(['20-biomart-symbol-first-empty', '23-gencode-transcripts-fa', '25-bedtools-getfasta-name'])(
    '%s',
    async (name) => {
      const expected = rows(sharedPath('cases/annotation/00-ensembl-gff3/expected_utrs.tsv')).map(([, utr]) => utr);
      const { utrs } = await linkCase(name);
      expect(utrs.flatMap((utr) => (utr === undefined ? [] : [letters(utr.sequence)]))).toEqual(expected);
    },
  );

  it('31-X-masked: the place of the letter', async () => {
    const { code, details } = await faultOf(() => linkCase('31-X-masked'));
    expect([code, details.line, details.column, details.found]).toEqual(['UTR_LETTER', 17, 21, '"X"']);
  });

  it('33-namespace-few-coincide: both kinds of ids', async () => {
    const { code, message, details } = await faultOf(() => linkCase('33-namespace-few-coincide'));
    expect([code, message]).toEqual([
      'UTRS_OTHER_IDS',
      "counts and 3' UTRs go by different kinds of ids: only 3 of 340 genes have a 3' UTR",
    ]);
    expect(details.found).toMatch(/(ENSG\d+\|ENST\d+, ){2}ENSG\d+\|ENST\d+ \(ENSG\.\.\.\)/);
    expect(details.expected).toMatch(/: (\w+, ){2}\w+ \(symbols/);
  });
});
