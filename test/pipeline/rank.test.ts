import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rank as rankAction } from '../../pipeline/commands/rank/run-rank.ts';
import type { GivenFlags } from '../../pipeline/study/options/option-values.ts';
import type { GeneResults } from '../../src/engines/gene-results.ts';
import { Fault } from '../../src/fault.ts';
import type { GeneSite } from '../../src/ranking/sites/site-evidence.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import { changesOf, plantStudy } from '../unit/ranking/planted-study.ts';
import { seedrank } from './small-study.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-rank-'));
afterAll(() => rmSync(folder, { recursive: true }));

const planted = plantStudy(21, { genes: 2000 });
const { changes, sites, target } = planted;

const table = (rows: readonly (readonly (string | number)[])[], separator = '\t'): string =>
  `${rows.map((row) => row.join(separator)).join('\n')}\n`;

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** A result table in the columns of a program; `NaN` as R writes it. */
function results(name: string, columns: (c: GeneResults, gene: number) => readonly number[], header: string): string {
  const cell = (x: number): string => (Number.isNaN(x) ? 'NA' : String(x));
  const rows = changes.geneIds.map((id, gene) => [id, ...columns(changes, gene).map(cell)]);
  return write(name, table([header.split(' '), ...rows]));
}

const deseq2 = results(
  'deseq2.tsv',
  (c, g) => [
    c.baseMean[g]!,
    c.log2FoldChange[g]!,
    c.lfcSE[g]!,
    c.log2FoldChange[g]! / c.lfcSE[g]!,
    c.pvalue[g]!,
    c.padj[g]!,
  ],
  'gene_id baseMean log2FoldChange lfcSE stat pvalue padj',
);

/** A 3' UTR without a site, and with the site of a planted gene at its place. */
function utrOf(own: readonly GeneSite[], random: ReturnType<typeof createRandom>): string {
  const words: Readonly<Record<string, string>> = {
    '8mer': 'TACCAAAGAT',
    '7mer-m8': 'TACCAAAGTT',
    '6mer': 'TGCCAAAGTT',
  };
  const letters = Array.from({ length: 200 }, () => 'ACGT'[random.integer(4)]).join('');
  const clean = letters.replaceAll('CCAAAG', 'CCATAG');
  return clean.slice(0, 99) + (own[0] === undefined ? '' : words[own[0].type]) + clean.slice(99);
}

const random = createRandom(3);
const utrs = write('utrs.fa', changes.geneIds.map((id) => `>${id}\n${utrOf(sites.get(id)!, random)}\n`).join(''));

interface Row {
  readonly [column: string]: string;
}

function readRows(...path: string[]): Row[] {
  const [header, ...lines] = readFileSync(join(folder, ...path), 'utf8')
    .trimEnd()
    .split('\n');
  const names = header!.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, k) => [names[k], cell])));
}

const rank = (out: string, flags: Omit<GivenFlags<'rank'>, 'out' | 'mirna'> & { mirna?: string }): Promise<void> =>
  rankAction({ mirna: 'hsa-miR-9-5p', threads: '1', accessibility: 'off', out: join(folder, out), ...flags });

/** The table of DESeq2 by 3' UTRs, as several tests compare with it: ranked once. */
let plain: Promise<void> | undefined;
function rankPlainly(): Promise<void> {
  plain ??= rank('plain', { de: [deseq2], utrs });
  return plain;
}

/** Those of the genes that have a site of 7 or 8 nt. */
function siteList(genes: readonly string[]): string {
  const listed = genes.filter((id) => ['8mer', '7mer-m8'].includes(sites.get(id)![0]?.type ?? ''));
  return table([['gene_id', 'mirna'], ...listed.map((id) => [id, 'hsa-miR-9-5p'])]);
}

async function faultOf(flags: Omit<GivenFlags<'rank'>, 'out' | 'mirna'>): Promise<string> {
  try {
    await rank('none', flags);
  } catch (error) {
    if (error instanceof Fault) return JSON.stringify(error.details);
    throw error;
  }
  throw new Error('no fault');
}

const isTarget = (id: string): boolean => target[changes.geneIds.indexOf(id)] === 1;

describe('seedrank rank', () => {
  it("ranks DESeq2's table with 3' UTRs: candidates are planted targets at about the stated rate", () => {
    const args = ['--de', 'deseq2.tsv', '--utrs', 'utrs.fa', '--mirna', 'miR-9-5p', '--out', 'a'];
    const { code, stdout, stderr } = seedrank(folder, 'rank', ...args);
    expect(code).toBe(0);
    expect(stderr).toContain('columns: gene_id, log2FoldChange');
    const ranking = readRows('a', 'ranking.tsv');
    const candidates = readRows('a', 'candidates.tsv');
    expect(ranking).toHaveLength(changes.geneIds.length);
    expect(ranking.map((row) => Number(row.rank))).toEqual(ranking.map((_, k) => k + 1));
    // Ranks are places in a file; others may stand between candidates.
    const inOrder = ranking.filter((row) => row.class === 'candidate').map((row, k) => ({ ...row, rank: `${k + 1}` }));
    expect(candidates).toEqual(inOrder);
    const right = candidates.filter((row) => isTarget(row.gene_id!)).length;
    expect(right / candidates.length).toBeGreaterThan(0.85);
    expect(right).toBeGreaterThan(100);
    expect(stdout).toContain(`${candidates.length} candidates at a false discovery rate of 0.1`);
    const [first] = candidates;
    expect(first!.why).toMatch(
      /^Falls .*-fold \(adjusted p .*\), as a target of hsa-miR-9-5p should, and its 3' UTR has an? .* site \(position 10[01]\): a direct target with probability (above )?0\.99\.$/,
    );
    expect(first!.site_positions).toMatch(/^(8mer:101-108|7mer-m8:101-107)$/);
    expect(Number(first!.duplex_energy)).toBeLessThan(-5);
    expect(Number(first!.ci_high)).toBeLessThan(0);
  });

  it('gives the same order for the tables of other programs', async () => {
    await rankPlainly();
    const order = (out: string) => readRows(out, 'ranking.tsv').map((row) => row.gene_id);
    const edger = results(
      'edger.tsv',
      (c, g) => [c.log2FoldChange[g]!, 5, 10, c.pvalue[g]!, c.padj[g]!],
      'logFC logCPM F PValue FDR',
    );
    const limma = results(
      'limma.tsv',
      (c, g) => [c.log2FoldChange[g]!, 5, c.log2FoldChange[g]! / c.lfcSE[g]!, c.pvalue[g]!, c.padj[g]!, -4],
      'logFC AveExpr t P.Value adj.P.Val B',
    );
    for (const [name, file] of Object.entries({ edger, limma })) {
      await rank(name, { de: [file], utrs });
      const place = new Map(order(name).map((id, k) => [id, k]));
      // Errors come from p-values, which near 1 hardly tell them: the top must agree, not each place.
      const top = order('plain').slice(0, 100);
      expect(top.filter((id) => place.get(id)! < 110).length).toBeGreaterThan(95);
    }
    // AveExpr and logCPM are base 2 logarithms.
    expect(readRows('limma', 'ranking.tsv')[0]).toHaveProperty('baseMean', '32');
    expect(readRows('edger', 'ranking.tsv')[0]).toHaveProperty('baseMean', '32');
  });

  it('takes a list of genes for its sites, and leaves others their chance', async () => {
    const own = write('listed.tsv', siteList(changes.geneIds));
    await rank('listed', { de: [deseq2], sites: [own] });
    const candidates = readRows('listed', 'candidates.tsv');
    expect(candidates.filter((row) => isTarget(row.gene_id!)).length / candidates.length).toBeGreaterThan(0.8);
    const left = readRows('listed', 'ranking.tsv').find((row) => row.class === 'cannot_be_judged');
    expect(left!.why).toContain('no site of hsa-miR-9-5p is listed');
  });

  it("reads TargetScan's summary counts like the sites that they count", async () => {
    const kinds = ['8mer', '7mer-m8', '7mer-1a'];
    const header = [
      ...['Transcript ID', 'Gene Symbol', 'miRNA family', 'Species ID', 'Total num conserved sites'],
      ...kinds.map((type) => `Number of conserved ${type} sites`),
      'Total num nonconserved sites',
      ...kinds.map((type) => `Number of nonconserved ${type} sites`),
      ...['Number of 6mer sites', 'Representative miRNA', 'Total context++ score'],
    ];
    const rows = changes.geneIds.flatMap((id, gene) => {
      const type = sites.get(id)![0]?.type;
      const [eight, seven, six] = ['8mer', '7mer-m8', '6mer'].map((wanted) => Number(type === wanted));
      const row = [
        `ENST${gene}.1`,
        id,
        'CUUUGGU',
        9606,
        0,
        0,
        0,
        0,
        1,
        eight!,
        seven!,
        0,
        six!,
        'hsa-miR-9-5p',
        'NULL',
      ];
      return type === undefined ? [] : [row, row.with(3, 10090)];
    });
    await rankPlainly();
    await rank('summary', { de: [deseq2], sites: [write('Summary_Counts.txt', table([header, ...rows]))] });
    const counts = (out: string) =>
      new Map(readRows(out, 'ranking.tsv').map((row) => [row.gene_id, [row['8mer'], row['7mer-m8'], row['6mer']]]));
    expect(counts('summary')).toEqual(counts('plain'));
  });

  it("takes each site of TargetScan's context scores once, whatever transcripts and members of the family it is listed for", async () => {
    const numbers: Readonly<Record<string, number>> = { '8mer': 3, '7mer-m8': 2 };
    const listings = ['NM_1.1', 'NM_2.1'].flatMap((transcript) =>
      ['hsa-miR-9-5p', 'mmu-miR-9-5p'].map((mirna) => ({ transcript, mirna })),
    );
    const rows = changes.geneIds.flatMap((id) => {
      const number = numbers[sites.get(id)![0]?.type ?? ''];
      if (number === undefined) return [];
      return listings.map(({ transcript, mirna }) => ['ENSG1', id, transcript, 9606, mirna, number, 101, 108, -0.3]);
    });
    const header =
      'Gene ID,Gene Symbol,Transcript ID,Gene Tax ID,miRNA,Site Type,UTR_start,UTR end,context++ score'.split(',');
    const scores = write('Conserved_Site_Context_Scores.txt', table([header, ...rows]));
    await rank('scores', { de: [deseq2], sites: [scores] });
    const [best] = readRows('scores', 'candidates.tsv');
    expect(best!.conserved_sites).toBe('1');
    expect(best!.context_score).toBe('-0.3');
    expect(best!.why).toContain('it has a conserved');
  });

  it('combines a rise on inhibition with a fall on over-expression', async () => {
    const { geneIds, log2FoldChange, lfcSE, pvalue } = changes;
    const rows = geneIds.map((id, g) => [id, -0.8 * log2FoldChange[g]!, lfcSE[g]!, pvalue[g]!]);
    const inhibitor = write('inhibitor.tsv', table([['gene_id', 'log2FoldChange', 'lfcSE', 'pvalue'], ...rows]));
    await rankPlainly();
    await rank('both', { de: [deseq2, inhibitor], effect: ['overexpression', 'inhibition'], utrs });
    const candidates = readRows('both', 'candidates.tsv');
    expect(candidates.length).toBeGreaterThan(readRows('plain', 'candidates.tsv').length);
    expect(candidates[0]).toHaveProperty('inhibitor:log2FoldChange');
    expect(candidates[0]!.why).toMatch(/^Falls .* in deseq2 \(.*\) and rises .* in inhibitor \(/);
  });

  it('takes several miRNAs at once and says whose site each is', async () => {
    await rank('cluster', { de: [deseq2], utrs, mirna: 'hsa-miR-9-5p,hsa-miR-155-5p' });
    const [first] = readRows('cluster', 'candidates.tsv');
    expect(first!.site_mirnas).toContain('hsa-miR-9-5p');
    expect(first!.why).toContain('as a target of hsa-miR-9-5p or hsa-miR-155-5p should');
    expect(first!.why).toMatch(/site of hsa-miR-9-5p \((position )?10/);
  });

  it('orders by other rankers for comparison, the posteriors staying', async () => {
    const listed = [write('ranked.tsv', siteList(changes.geneIds))];
    await rank('posterior', { de: [deseq2], sites: listed });
    const posteriors = (out: string) => readRows(out, 'ranking.tsv').map((row) => `${row.gene_id} ${row.posterior}`);
    for (const ranker of ['rra', 'rank-sum', 'signed-p', 'filter']) {
      await rank(ranker, { de: [deseq2], sites: listed, ranker });
      expect(posteriors(ranker)).not.toEqual(posteriors('posterior'));
      expect(posteriors(ranker).sort()).toEqual(posteriors('posterior').sort());
    }
  });

  it('refuses what it cannot use, and says what to do', async () => {
    const de = [deseq2];
    expect(seedrank(folder, 'rank', '--de', deseq2, '--mirna', 'miR-9-5p', '--out', 'none').code).toBe(2);
    expect(await faultOf({ de })).toContain('--utrs');
    expect(await faultOf({ de, utrs, ranker: 'ranksum' })).toContain('rank-sum');
    expect(await faultOf({ de, utrs, effect: ['inhibit'] })).toContain('inhibition');
    expect(await faultOf({ de, utrs, effect: ['inhibition', 'inhibition'] })).toContain('2 effects, 1 tables');
    expect(await faultOf({ de, utrs, fdr: '7' })).toContain('--fdr');
    const broken = (name: string, text: string) => faultOf({ de: [write(name, text)], utrs });
    expect(await broken('no-change.tsv', 'gene_id\tpvalue\ng1\t0.1\n')).toContain('fold change');
    expect(await broken('no-p.tsv', 'gene_id\tlogFC\ng1\t0.1\n')).toContain('p-values');
    expect(await broken('p.tsv', 'gene_id\tlogFC\tPValue\ng1\t0.1\t3.2\n')).toContain('3.2');
    const wrong = (name: string, text: string) => faultOf({ de, sites: [write(name, text)] });
    expect(await wrong('other.tsv', 'gene_id\tmirna\ng1\thsa-miR-124-3p\n')).toContain('hsa-miR-124-3p');
    expect(await wrong('unknown.tsv', 'gene_id\tmirna\nTP53\thsa-miR-9-5p\n')).toContain('share no gene');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('takes out what tables of other miRNAs show as well, and changes nothing where they show nothing of it', async () => {
    const noise = createRandom(5);
    const response = changes.log2FoldChange.map(() => (noise.uniform() < 0.5 ? 0.6 * noise.normal() : 0));
    const tableOf = (name: string, values: Float64Array) => {
      const tested = changesOf(changes.geneIds, values, changes.lfcSE);
      const rows = changes.geneIds.map((id, g) => [id, 100, values[g]!, changes.lfcSE[g]!, tested.pvalue[g]!, 0.5]);
      return write(name, table([['gene_id', 'baseMean', 'log2FoldChange', 'lfcSE', 'pvalue', 'padj'], ...rows]));
    };
    const error = (g: number) => changes.lfcSE[g]! * noise.normal();
    const mixed = tableOf(
      'mixed.tsv',
      changes.log2FoldChange.map((x, g) => x + response[g]!),
    );
    const other = tableOf(
      'other.tsv',
      response.map((x, g) => x + error(g)),
    );
    const stranger = tableOf(
      'stranger.tsv',
      response.map((_, g) => error(g)),
    );
    const given = { de: [mixed], sites: [write('shared-sites.tsv', siteList(changes.geneIds))] };
    await rank('alone', given);
    await rank('stranger', { ...given, background: [`${stranger}:hsa-miR-21-5p`, `${other}:hsa-miR-9-5p`] });
    for (const file of ['ranking.tsv', 'candidates.tsv', 'site_shifts.tsv'])
      expect(readFileSync(join(folder, 'stranger', file))).toEqual(readFileSync(join(folder, 'alone', file)));
    await rank('shared', { ...given, background: [`${other}:hsa-miR-21-5p`] });
    const right = (out: string) =>
      readRows(out, 'ranking.tsv')
        .slice(0, 200)
        .filter((row) => isTarget(row.gene_id!)).length;
    expect(right('shared')).toBeGreaterThan(1.1 * right('alone'));
    const places = new Map(readRows('alone', 'ranking.tsv').map((row) => [row.gene_id, row.rank]));
    for (const row of readRows('shared', 'ranking.tsv').slice(0, 50)) {
      expect(row.rank_before).toBe(places.get(row.gene_id!));
      if (Math.abs(Number(row.shared_log2FoldChange)) > 0.3)
        expect(row.why).toMatch(/shared with other miRNAs|where other miRNAs/);
    }
  });

  it('refuses a background without a miRNA, and one that is not there', async () => {
    expect(await faultOf({ de: ['deseq2.tsv'], utrs, background: ['other.tsv'] })).toContain('FILE:MIRNA');
    expect(await faultOf({ de: [deseq2], utrs, background: ['nowhere.tsv:hsa-miR-21-5p'] })).toContain('nowhere.tsv');
  });
});
