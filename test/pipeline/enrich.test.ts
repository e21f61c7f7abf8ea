import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInput } from '../../pipeline/files/open-input.ts';
import { adoptResults } from '../../src/analyses/adopt-results.ts';
import { enrichResults } from '../../src/analyses/enrichment/enrich-results.ts';
import { gatherCollections } from '../../src/analyses/enrichment/gather-collections.ts';
import { rankingTable } from '../../src/artifacts/ranking-tables.ts';
import { setTable } from '../../src/artifacts/set-tables.ts';
import { parseResultTable } from '../../src/formats/delimited/result-table.ts';
import { seedrank as runProgram, smallStudy } from './small-study.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-enrich-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const seedrank = (...args: string[]) => runProgram(folder, ...args);
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const rowsOf = (path: string) => {
  const [header, ...rows] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return rows.map((row) => Object.fromEntries(header!.map((name, k) => [name, row[k]!])));
};

/** 300 genes in a row; a set holds the first 10 and, thinning out, others. */
const genes = Array.from({ length: 300 }, (_, k) => `G${k}`);
const top = genes.filter((_, k) => k < 10 || (k < 200 && k % 19 === 0));
const ranks = () => file('genes.rnk', genes.map((gene, k) => `${gene}\t${(150 - k) / 50}\n`).join(''));
const gmt = (name = 'sets.gmt') =>
  file(
    name,
    [
      ['TOP', 'first genes', ...top],
      ['SPREAD', 'every tenth', ...genes.filter((_, k) => k % 10 === 0)],
      ['SMALL', 'too small', ...genes.slice(0, 14), 'LOST1', 'LOST2'],
      ['ALL', 'too large', ...genes],
    ]
      .map((row) => `${row.join('\t')}\n`)
      .join(''),
  );

describe('seedrank enrich', () => {
  it('writes sets, leading edges, lost symbols and sets of other sizes, and prints the seed', () => {
    const out = join(folder, 'a');
    const { code, stdout, stderr } = seedrank(
      'enrich',
      '--ranks',
      ranks(),
      '--sets',
      gmt(),
      '--max-size',
      '200',
      '--out',
      out,
    );
    expect([code, stderr]).toEqual([0, expect.stringContaining('seed 1')]);
    expect(stdout.split('\n')[1]).toMatch(/^TOP /);
    const rows = rowsOf(join(out, 'sets.tsv'));
    expect(rows.map(({ set }) => set)).toEqual(['TOP', 'SPREAD']);
    expect(rows[0]).toMatchObject({ collection: 'sets', size: String(top.length), mapped: String(top.length) });
    const edge = rows[0]!.leading_edge!.split(',');
    expect(edge).toEqual(top.slice(0, edge.length));
    expect(Number(rows[0]!.gsea_p)).toBeLessThan(1e-3);
    expect(rows[0]!.fdr).toBe(rows[0]!.camera_fdr);
    expect(readFileSync(join(out, 'leading_edges.gmt'), 'utf8').split('\n')[0]!.split('\t').slice(0, 3)).toEqual([
      'TOP',
      'first genes',
      'G0',
    ]);
    expect(rowsOf(join(out, 'lost_symbols.tsv'))).toEqual([
      { symbol: 'LOST1', collection: 'sets', sets: '1', reason: 'not in the table' },
      { symbol: 'LOST2', collection: 'sets', sets: '1', reason: 'not in the table' },
    ]);
    expect(rowsOf(join(out, 'skipped_sets.tsv'))).toMatchObject([
      { set: 'SMALL', mapped: '14', reason: 'too small' },
      { set: 'ALL', mapped: '300', reason: 'too large' },
    ]);
  });

  it('gives the same bytes for the same seed, and other p-values of GSEA alone for another', () => {
    const [a, b, c] = ['1', '1', '2'].map((seed, k) => {
      const out = join(folder, `seed-${k}`);
      seedrank('enrich', '--ranks', ranks(), '--sets', gmt(), '--seed', seed, '--out', out);
      return rowsOf(join(out, 'sets.tsv'));
    });
    expect(b).toEqual(a);
    expect(c!.map(({ gsea_p }) => gsea_p)).not.toEqual(a!.map(({ gsea_p }) => gsea_p));
    expect(c!.map(({ es, camera_p }) => [es, camera_p])).toEqual(a!.map(({ es, camera_p }) => [es, camera_p]));
  });

  it('gives the same bytes on any number of threads', () => {
    const many = Array.from({ length: 320 }, (_, k) => {
      const members = genes.filter((_, place) => (place * 7919 + k * 104_729) % 211 < 11 + (k % 40));
      return `S${k}\tx\t${members.join('\t')}\n`;
    });
    const sets = file('many.gmt', many.join(''));
    const [one, ...others] = ['1', '2', '3'].map((threads) => {
      const out = join(folder, `threads-${threads}`);
      const { code, stderr } = seedrank(
        ...['enrich', '--ranks', ranks(), '--sets', sets, '--min-size', '5', '--threads', threads, '--out', out],
      );
      expect(code, stderr).toBe(0);
      return ['sets.tsv', 'leading_edges.gmt'].map((name) => readFileSync(join(out, name), 'utf8'));
    });
    expect(one![0]!.split('\n').length).toBeGreaterThan(300);
    for (const other of others) expect(other).toEqual(one);
  });

  it('orders by the first of --tests, and makes only those', () => {
    const out = join(folder, 'tests');
    seedrank('enrich', '--ranks', ranks(), '--sets', gmt(), '--tests', 'gsea', '--out', out);
    const [first] = rowsOf(join(out, 'sets.tsv'));
    expect(first).not.toHaveProperty('camera_p');
    expect(first!.fdr).toBe(first!.gsea_fdr);
  });

  it.each([
    [['--sets', 'MINE.gmt'], 'SETS_NO_GENE', 'G0, G1, G2'],
    [['--sets', 'sets.gmt', '--tests', 'ora'], 'SETS_TEST', 'a result table'],
    [['--sets', 'sets.gmt', '--tests', 'fry'], 'SETS_TEST', 'counts'],
    [['--sets', 'builtin:kegg'], 'FLAG_VALUE', 'builtin:go, builtin:hippo'],
    [['--sets', 'sets.gmt', '--min-size', '250'], 'SETS_SIZES', '300 tested genes'],
  ])('refuses %j', (args, code, words) => {
    gmt();
    file('MINE.gmt', 'M\tx\tA1\tB2\tC3\n');
    const given = args.map((arg) => (arg.endsWith('.gmt') ? join(folder, arg) : arg));
    const sizes = code === 'SETS_SIZES' ? ['--max-size', '260'] : [];
    const { code: exit, stderr } = seedrank(
      'enrich',
      '--ranks',
      ranks(),
      ...given,
      ...sizes,
      '--out',
      join(folder, 'no'),
    );
    expect(exit).toBe(2);
    expect(stderr).toContain(code);
    expect(stderr).toContain(words);
  });
});

describe('gene sets in a study', () => {
  it('gives what command and library give but for the tests on counts, and says what moves them', async () => {
    // Every fifth gene of the study has a site and moves.
    const every = (first: number) => Array.from({ length: 40 }, (_, k) => `gene${5 * k + first}`);
    const sets = [
      ['TARGETS', 'have sites', ...every(0)],
      ['OTHERS', 'have none', ...every(1)],
    ];
    const study = smallStudy();
    writeFileSync(join(study.folder, 'mine.gmt'), sets.map((row) => `${row.join('\t')}\n`).join(''));
    const run = seedrank('run', study.study, '--gene-sets', join(study.folder, 'mine.gmt'), '--until', 'enrich');
    expect(run.code, run.stderr).toBe(0);
    const table = (name: string) => join(study.results, 'tables', 'sets', name);
    const contrast = 'mir9_vs_control';
    const ofStudy = rowsOf(table(`${contrast}.sets.tsv`));
    expect(ofStudy[0]).toMatchObject({ set: 'TARGETS', collection: 'mine', label: 'direct' });
    expect(ofStudy[1]).toMatchObject({ set: 'OTHERS', label: 'neither' });
    expect(Number(ofStudy[0]!.fry_p)).toBeLessThan(1e-3);
    expect(rowsOf(table(`${contrast}.set_scores.tsv`))[0]).toHaveProperty('m1');

    const results = join(study.results, 'tables', 'differential', `${contrast}.deseq2.results.tsv`);
    const ranking = join(study.results, 'ranking', contrast, 'ranking.tsv');
    const out = join(folder, 'command');
    const mine = join(study.folder, 'mine.gmt');
    seedrank('enrich', '--de', results, '--ranking', ranking, '--sets', mine, '--out', out);
    const ofCommand = rowsOf(join(out, 'sets.tsv'));
    const byStatistic = ({ camera_t, camera_p, camera_fdr, fry_p, fry_fdr, fdr, ...others }: Record<string, string>) =>
      others;
    expect(ofCommand.map(byStatistic)).toEqual(ofStudy.map(byStatistic));

    const { collections } = await gatherCollections([openInput(mine)], []);
    const answer = await enrichResults({
      file: results,
      results: adoptResults(parseResultTable(readFileSync(results), results)).results,
      ranking: rankingTable.parse(readFileSync(ranking), ranking),
      collections,
      alpha: 0.1,
      statistic: 'auto',
      options: { minSize: 15, maxSize: 500, seed: 1, rho: 0.01, rankTest: false },
    });
    const written = setTable.parse(readFileSync(join(out, 'sets.tsv')), 'sets.tsv');
    expect(written).toEqual(answer.table());

    // A target goes with the score of the targets, of which it is one.
    const ask = (gene: string) =>
      seedrank(
        'run',
        study.study,
        '--gene-sets',
        join(study.folder, 'mine.gmt'),
        '--activity',
        gene,
        '--until',
        'enrich',
      );
    expect(ask('gene5').code).toBe(0);
    const [targets] = rowsOf(table(`${contrast}.set_scores.tsv`));
    expect(targets).toMatchObject({ set: 'TARGETS' });
    expect(targets).toMatchObject({ correlated_with: 'gene5' });
    expect(Number(targets!.r)).toBeGreaterThan(0.8);
    const stranger = ask('nowhere');
    expect([stranger.code, stranger.stderr]).toEqual([1, expect.stringContaining('SETS_ACTIVITY_GENE')]);
  });
});
