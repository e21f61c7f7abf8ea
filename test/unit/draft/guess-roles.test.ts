import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { guessRoles } from '../../../pipeline/draft/guess-roles.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-roles-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What files of these contents are taken for, by their names. */
async function rolesOf(files: Readonly<Record<string, string | Buffer>>): Promise<Record<string, string | undefined>> {
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  const guesses = await guessRoles(paths);
  return Object.fromEntries(guesses.map(({ path, role }) => [path.slice(folder.length + 1), role]));
}

function matrix(samples: readonly string[], cell: (row: number, column: number) => string): string {
  const rows = Array.from({ length: 12 }, (_, row) => [
    `gene${row}`,
    ...samples.map((_s, column) => cell(row, column)),
  ]);
  return [['gene', ...samples], ...rows].map((fields) => `${fields.join('\t')}\n`).join('');
}

const counts = matrix(['a1', 'a2', 'b1', 'b2'], (row, column) => String(10 + 3 * row + column));
const sheet = 'sample,group\na1,a\na2,a\nb1,b\nb2,b\n';
const patients = ['p1', 'p2', 'p3', 'p4', 'p5'];
const expression = matrix(patients, (row, column) => (4 + row / 7 + column / 3).toFixed(2));
const clinical = `id\tOS_MONTHS\tOS_STATUS\n${patients.map((id, at) => `${id}\t${at + 3}\t${at % 2}:X\n`).join('')}`;
const transcript = 'transcript_id "T1"; gene_id "G1";';

describe('what a file is in a study', () => {
  it('is told by content: names may say nothing, and text may be packed or in UTF-16', async () => {
    expect(
      await rolesOf({
        '1': gzipSync(counts),
        '2': Buffer.from(`\ufeff${sheet}`, 'utf16le'),
        '3': `>ENSG1\n${'ACGT'.repeat(60)}\n>ENSG2\n${'TTGCA'.repeat(40)}\n`,
        '4': '>hsa-miR-9-5p\nUCUUUGGUUAUCUAGCUGUAUGA\n>hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n',
        '5': 'one\tnote\tA\tB\tC\ntwo\tnote\tB\tC\tD\tE\n',
        '6': `chr1\tx\texon\t1\t90\t.\t+\t.\t${transcript}\nchr1\tx\tCDS\t1\t50\t.\t+\t0\t${transcript}\n`,
        '7': 'counts: counts.tsv\nsamples: samples.csv\n',
      }),
    ).toEqual({
      '1': 'counts',
      '2': 'samples',
      '3': 'utrs',
      '4': 'mirnas',
      '5': 'gene_sets',
      '6': 'annotation',
      '7': 'study',
    });
  });

  it('tells counts of an experiment from the matrix of a cohort, and the table of each', async () => {
    const files = { 'x.tsv': expression, 'y.tsv': clinical, 'z.tsv': counts, 'w.csv': sheet };
    expect(await rolesOf(files)).toEqual({
      'x.tsv': 'expression',
      'y.tsv': 'clinical',
      'z.tsv': 'counts',
      'w.csv': 'samples',
    });
    // Sheets of nothing but numbers look like counts themselves.
    const numbers = (ids: readonly string[]) =>
      `id,age,dose,batch\n${ids.map((id, at) => `${id},${40 + at},${at},1\n`).join('')}`;
    expect(
      await rolesOf({
        'x.tsv': expression,
        'v.csv': numbers(patients),
        'z.tsv': counts,
        'u.csv': numbers(['a1', 'a2', 'b1', 'b2']),
      }),
    ).toEqual({ 'x.tsv': 'expression', 'v.csv': 'clinical', 'z.tsv': 'counts', 'u.csv': 'samples' });
    const guesses = await guessRoles(Object.keys(files).map((name) => join(folder, name)));
    expect(guesses.find(({ role }) => role === 'clinical')?.of).toBe(join(folder, 'x.tsv'));
  });

  it("knows TargetScan's tables, genomes, coding sequences and results", async () => {
    const aligned = ['9606', '10090'].map((species) => `G1\t${species}\t${'AC-GU'.repeat(30)}\n`).join('');
    expect(
      await rolesOf({
        'UTR_Sequences.txt': `Gene\tSpecies ID\tUTR sequence\n${aligned}`,
        'ORF_Sequences.txt': aligned,
        'miR_Family_Info.txt':
          'miR family\tSeed+m8\tSpecies ID\tMiRBase ID\tMature sequence\tFamily Conservation?\tMiRBase Accession\n' +
          'miR-9-5p\tCUUUGGU\t9606\thsa-miR-9-5p\tUCUUUGGUUAUCUAGCUGUAUGA\t2\tMIMAT0000441\n',
        'TA_SPS_by_seed_region.txt': 'Seed region\tSPS\tTA\nAAAAAA\t-5\t3\n',
        'genome.fa': `>1 dna:chromosome\n${'ACGTN'.repeat(100)}\n`,
        'cds.fa': `>ENST1 cds chromosome:GRCh38\n${'ATG'.repeat(60)}\n`,
        'de.csv': 'gene,log2FoldChange,pvalue,padj\nA,1,0.1,0.2\nB,2,0.1,0.2\n',
      }),
    ).toEqual({
      'UTR_Sequences.txt': 'utrs',
      'ORF_Sequences.txt': 'orfs',
      'miR_Family_Info.txt': 'mirnas',
      'TA_SPS_by_seed_region.txt': 'targetscan_params',
      'genome.fa': 'genome',
      'cds.fa': 'orfs',
      'de.csv': 'differential',
    });
  });

  it('is left open, with the reason, where nothing tells', async () => {
    const letter =
      'Dear colleague,\nthe files, as you wished, are attached, all of them\nYours, with best wishes, me\n';
    const [text, broken] = await guessRoles(
      Object.entries({ letter, 'broken.gz': Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7]) }).map(
        ([name, content]) => {
          writeFileSync(join(folder, name), content);
          return join(folder, name);
        },
      ),
    );
    expect(text).toMatchObject({ role: undefined, because: 'its lines have different numbers of fields' });
    expect(broken).toMatchObject({ role: undefined, because: expect.stringContaining('gzip') });
  });
});
