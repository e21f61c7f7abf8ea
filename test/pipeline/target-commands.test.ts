import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessibility } from '../../pipeline/commands/accessibility/run-accessibility.ts';
import { duplex } from '../../pipeline/commands/duplex/run-duplex.ts';
import { sites } from '../../pipeline/commands/sites/run-sites.ts';
import type { GivenFlags } from '../../pipeline/study/options/option-values.ts';
import type * as Threads from '../../pipeline/threads/duplex-threads.ts';
import { Fault } from '../../src/fault.ts';
import { encodeBases } from '../../src/mirna/sequences/nucleotides.ts';
import { randomSequence, seededRandom } from '../unit/mirna/random.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-targets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const read = (name: string) => {
  const bytes = readFileSync(join(folder, name));
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
};

function randomUtrs(count: number): string {
  const random = seededRandom(12);
  const records = Array.from({ length: count }, (_, k) => {
    const sequence = `${randomSequence(random, 300)}ACCAAAGA${randomSequence(random, 200, 'ACGTN')}`;
    return `>gene${(k * 7) % count}\n${sequence.replace(/.{60}/g, '$&\n')}\n`;
  });
  return records.join('');
}

async function faultOf(work: Promise<void>): Promise<Fault['details']> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Fault) return error.details;
    throw error;
  }
  throw new Error('no fault');
}

describe('accessibility', () => {
  const run = (flags: Omit<GivenFlags<'accessibility'>, 'out'>) =>
    accessibility({ out: join(folder, 'unpaired'), threads: '1', ...flags });

  it('writes a table that scores of sites read as they would compute it, whatever the name of the sequence', async () => {
    const utrs = file('utrs.fa', randomUtrs(6).replace('>gene0\n', '>ENST1.2|ENSG1|A/B\n'));
    await run({ utrs });
    const tables = readdirSync(join(folder, 'unpaired')).sort();
    expect(tables).toEqual(['ENST1.2_ENSG1_A_B_lunp', ...[1, 2, 3, 4, 5].map((k) => `gene${k}_lunp`)]);
    const scored = async (how: string) => {
      await sites({ utrs, mirna: 'miR-9', scores: true, accessibility: how, out: join(folder, 'sites.tsv') });
      return read('sites.tsv');
    };
    const computed = await scored('compute');
    expect(await scored(join(folder, 'unpaired'))).toBe(computed);
    expect(computed).toContain('ENST1.2|ENSG1|A/B');
  });

  it('takes of an alignment the species that is asked for, without gaps, or all', async () => {
    const utrs = file('utrs.txt', 'LIFR\t9606\tGGG-GAAAACCCC\nLIFR\t10090\tGGGCGAAAACC--\n');
    await run({ utrs });
    expect(readdirSync(join(folder, 'unpaired'))).toEqual(['LIFR.9606_lunp']);
    const rows = read('unpaired/LIFR.9606_lunp').split('\n');
    expect(rows.slice(2).map((row) => row.split('\t')[1])).toEqual(
      [0.02828364, 0.0004988289, 0.001232612, 0.1327643, 1, 1, 1, 1, 0.01790935, 0.0003503302, 0.002035497, 0.1424842]
        .map(String)
        .concat([undefined as never]),
    );
    await run({ utrs, allSpecies: true });
    expect(readdirSync(join(folder, 'unpaired')).sort()).toEqual(['LIFR.10090_lunp', 'LIFR.9606_lunp']);
  });

  it('takes any letter for a base that never pairs', async () => {
    await run({ utrs: file('utrs.fa', '>a\nGGGXIKEAAAACCC\n') });
    await accessibility({
      utrs: file('n.fa', '>a\ngggNNNNaaaaccc\n'),
      out: join(folder, 'n'),
      convention: 'targetscan7',
    });
    expect(read('unpaired/a_lunp')).toBe(read('n/a_lunp'));
  });

  it.each<[string, string, object]>([
    ['two sequences with one name', '>a|b\nACGT\n>A_B\nACG\n', { code: 'ACCESSIBILITY_NAME_TWICE' }],
    ['an id given twice', '>a\nACGT\n>a\nACG\n', { code: 'UTR_DUPLICATE_ID', line: 3 }],
    ['gaps in FASTA', '>a\nAC-GT\n', { code: 'UTR_LETTER', column: 3 }],
    ['a stop', '>a\nACGT*\n', { code: 'UTR_LETTER', column: 5 }],
    ['an empty sequence', '>a\nACGT\n>b\n', { code: 'UTR_EMPTY', line: 3 }],
  ])('refuses %s and leaves no table behind', async (_, text, fault) => {
    const utrs = file('utrs.fa', text);
    expect(await faultOf(run({ utrs }))).toMatchObject({ file: utrs, ...fault });
    expect(readdirSync(join(folder, 'unpaired'))).toEqual([]);
  });

  it('refuses rules that contradict themselves before anything is read', async () => {
    const utrs = join(folder, 'none.fa');
    const rules = { code: 'FOLDING_RULES', option: 'folding_span' };
    expect(await faultOf(run({ utrs, window: '30' }))).toMatchObject(rules);
    expect((await faultOf(run({ utrs, stretch: '81' }))).code).toBe('FOLDING_RULES');
    expect((await faultOf(run({ utrs, window: '201' }))).code).toBe('FLAG_VALUE');
    expect((await faultOf(run({ utrs, convention: 'viennarna' }))).code).toBe('FLAG_VALUE');
    expect((await faultOf(run({ utrs }))).code).toBe('FILE_MISSING');
  });

  it('replaces no file that it reads', async () => {
    const utrs = file('a_lunp', '>a\nACGT\n');
    expect((await faultOf(accessibility({ utrs, out: folder }))).code).toBe('OUTPUT_IS_INPUT');
    expect(read('a_lunp')).toBe('>a\nACGT\n');
  });
});

describe('sites', () => {
  const run = (flags: Omit<GivenFlags<'sites'>, 'out' | 'mirna'> & { mirna?: string }) =>
    sites({ mirna: 'miR-9', out: join(folder, 'sites.tsv'), ...flags });

  it('writes a table sorted by gene and position, the same for an aligned file of one species', async () => {
    const utrs = file('utrs.fa', randomUtrs(40));
    await sites({ utrs, allFamilies: true, out: join(folder, 'sites.tsv.gz'), genes: join(folder, 'genes.tsv') });
    const [header, ...rows] = read('sites.tsv.gz').trimEnd().split('\n');
    expect(header).toBe('utr_id\tmirna\tsite_type\tutr_start\tutr_end');
    const keys = rows.map((row) => row.split('\t'));
    for (let k = 1; k < keys.length; k++) {
      const [before, row] = [keys[k - 1]!, keys[k]!];
      expect(before[0]! < row[0]! || (before[0] === row[0] && Number(before[3]) <= Number(row[3]))).toBe(true);
    }
    const table = read('utrs.fa')
      .split('>')
      .slice(1)
      .map((record) => record.replace('\n', '\t9606\t').replace(/\n/g, ''))
      .join('\n');
    await sites({ utrs: file('utrs.txt', `${table}\n`), allFamilies: true, out: join(folder, 'aligned.tsv') });
    const aligned = read('aligned.tsv').trimEnd().split('\n').slice(1);
    expect(aligned.map((row) => row.split('\t').slice(0, 5).join('\t')).sort()).toEqual([...rows].sort());

    const counts = new Map<string, number>();
    for (const [gene, mirna] of keys) counts.set(`${gene} ${mirna}`, (counts.get(`${gene} ${mirna}`) ?? 0) + 1);
    const byGene = read('genes.tsv').trimEnd().split('\n').slice(1);
    expect(byGene).toHaveLength(counts.size);
    for (const row of byGene) {
      const [gene, mirna, ...cells] = row.split('\t');
      expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBe(counts.get(`${gene} ${mirna}`));
    }
  });

  it('says with each score which features it was made without', async () => {
    await run({ utrs: file('utrs.fa', randomUtrs(5)), scores: true, siteTypes: '8mer' });
    const rows = read('sites.tsv').trimEnd().split('\n');
    expect(rows[0]!.split('\t').slice(5)).toEqual([
      'branch_length',
      'pct',
      'conserved',
      'context_score',
      'context_percentile',
      'weighted_score',
      'weighted_percentile',
      'air',
      'missing_features',
      'accessibility',
      'duplex_energy',
    ]);
    for (const row of rows.slice(1)) {
      expect(row.split('\t').at(-3)).toBe('orf_length,orf_8mers,target_abundance,air,pct');
      expect(Number(row.split('\t').at(-2))).toBeGreaterThan(0);
    }
    expect(rows.length).toBeGreaterThan(5);
    await run({ utrs: join(folder, 'utrs.fa'), scores: true, siteTypes: '8mer', accessibility: 'off' });
    for (const row of read('sites.tsv').trimEnd().split('\n').slice(1)) {
      expect(row.split('\t').slice(-3, -1)).toEqual([
        'accessibility,orf_length,orf_8mers,target_abundance,air,pct',
        'NA',
      ]);
    }
  });

  it.each<[string, string, object]>([
    ['another letter', '>a\nACGTACGU\n>b\nACGEACG\n', { code: 'UTR_LETTER', line: 4, column: 4, found: '"E"' }],
    ['an empty UTR', '>a\nACGT\n>b\n>c\nACG\n', { code: 'UTR_EMPTY', line: 3 }],
    ['an id given twice', '>a\nACGT\n>a\nACG\n', { code: 'UTR_DUPLICATE_ID', line: 3 }],
    ['gaps in FASTA', '>a\nAC-GT\n', { code: 'UTR_LETTER', column: 3 }],
    ['a ragged alignment', 'a\t9606\tAC-GT\na\t10090\tACGT\n', { code: 'UTR_ALIGNMENT', line: 2 }],
  ])('refuses %s and writes nothing', async (_, text, fault) => {
    const utrs = file('utrs', text);
    expect(await faultOf(run({ utrs }))).toMatchObject({ file: utrs, ...fault });
    expect(readdirSync(folder)).toEqual(['utrs']);
  });

  it('refuses flags that cannot be used', async () => {
    const utrs = file('utrs.fa', '>a\nACGT\n');
    expect((await faultOf(run({ utrs, mirna: 'ACGUACG' }))).code).toBe('MIRNA_TOO_SHORT');
    expect((await faultOf(run({ utrs, mirna: 'miR-200' }))).code).toBe('MIRNA_AMBIGUOUS');
    expect((await faultOf(run({ utrs, siteTypes: '9mer' }))).code).toBe('FLAG_VALUE');
    expect((await faultOf(run({ utrs, compat: 'targetscan8' }))).code).toBe('FLAG_VALUE');
    expect((await faultOf(run({ utrs, scores: true, params: folder }))).code).toBe('SITE_PARAMETERS_NONE');
    expect((await faultOf(run({ utrs, mirna: ', ' }))).code).toBe('FLAG_VALUE');
    expect((await faultOf(run({ utrs, genes: folder }))).code).toBe('OUTPUT_IS_FOLDER');
    expect((await faultOf(run({ utrs, genes: join(folder, 'none/genes.tsv') }))).code).toBe('OUTPUT_NO_FOLDER');
    expect((await faultOf(run({ utrs, scores: true, accessibility: join(folder, 'none') }))).code).toBe('FILE_MISSING');
    expect((await faultOf(run({ utrs: file('empty', '') }))).code).toBe('FILE_EMPTY');
  });

  it('reads T as U and lower as upper case, also mixed, and takes a miRNA named twice once', async () => {
    const sequence = `${'ACGGT'.repeat(6)}ACCAAAGAUUTTACGACCTTACCAAAGGC`;
    const mixed = sequence.replace(/./g, (letter, k) => (k % 3 === 0 ? letter.toLowerCase() : letter));
    const tables: string[] = [];
    for (const letters of [sequence.replaceAll('U', 'T'), sequence.replaceAll('T', 'U'), mixed]) {
      await run({ utrs: file('utrs.fa', `>a\n${letters}\n`), mirna: 'hsa-miR-9-5p,UCUUTGGTUAUCUAGCUGUAUGA' });
      tables.push(read('sites.tsv'));
    }
    expect(tables[0]!.trimEnd().split('\n')).toHaveLength(3);
    expect(new Set(tables).size).toBe(1);
  });
});

describe('duplex', () => {
  const run = (flags: Partial<GivenFlags<'duplex'>> & { utrs: string }) =>
    duplex({ mirna: 'miR-9', set: '3utr_human', out: join(folder, 'duplex.tsv'), threads: '1', ...flags });

  it('draws the hits of its table', async () => {
    await run({ utrs: file('utrs.fa', randomUtrs(6)), hits: '2', draw: true });
    const rows = read('duplex.tsv').trimEnd().split('\n');
    expect(rows[0]).toBe(
      'target\ttarget_length\tmirna\tmirna_length\tmfe\tpvalue\tposition\ttarget_unpaired\ttarget_paired\tmirna_paired\tmirna_unpaired',
    );
    expect(rows).toHaveLength(13);
    const drawings = read('duplex.tsv.drawings.txt');
    for (const row of rows.slice(1)) expect(drawings).toContain(row.split('\t')[8]);
  });

  it('refuses input and flags that cannot be used and writes nothing', async () => {
    const utrs = file('utrs.fa', '>a\nACGT\n>b\nAC-GT\n');
    expect(await faultOf(run({ utrs }))).toMatchObject({ code: 'UTR_LETTER', line: 4, column: 3 });
    expect((await faultOf(run({ utrs, set: '3utr_mouse' }))).code).toBe('FLAG_VALUE');
    expect((await faultOf(run({ utrs, helix: '20,30' }))).code).toBe('DUPLEX_HELIX');
    expect((await faultOf(run({ utrs, helix: '2' }))).code).toBe('FLAG_VALUE');
    expect((await faultOf(run({ utrs, hits: '0' }))).code).toBe('FLAG_VALUE');
    expect(readdirSync(folder)).toEqual(['utrs.fa']);
  });

  it('gives the same rows in the same order on any number of threads', async () => {
    // Threads start from the compiled program.
    const built = '../../dist/pipeline/threads/duplex-threads.js';
    const { duplexThreads } = (await import(built)) as typeof Threads;
    const random = seededRandom(2);
    const batches = Array.from({ length: 9 }, (_, batch) => ({
      ids: ['a', 'b', 'c'].map((id) => `${id}${batch}`),
      bases: [1, 2, 3].map(() => encodeBases(randomSequence(random, 200))),
    }));
    const search = async (threads: number) => {
      const pool = duplexThreads(threads);
      const rules = { maxInternalLoop: 15, maxBulge: 15 };
      pool.begin({
        name: 'm',
        sequence: 'UCUUUGGUUAUCUAGCUGUAUGA',
        rules,
        distribution: { xi: 2, theta: 0.2 },
        maxHits: 2,
      });
      const results = await Promise.all(batches.map((batch) => pool.search(batch, true)));
      await pool.close();
      return results;
    };
    const alone = await search(1);
    expect(alone.map(({ hits }) => hits)).toEqual(batches.map(() => 6));
    expect(await search(3)).toEqual(alone);
  });
});
