import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { normalUpperTail } from '../../src/stats/distributions/normal.ts';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import { run, seedrank, smallStudy } from '../pipeline/small-study.ts';

const genes = 1200;
const folder = mkdtempSync(join(tmpdir(), 'seedrank-seeds-'));
const write = (name: string, lines: readonly string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const rowsOf = (text: string): Record<string, string>[] => {
  const [header = '', ...rows] = text.trimEnd().split('\n');
  const names = header.split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, k) => [names[k]!, cell])));
};

/** Random 3' UTRs, every fourth with a miR-9-5p site (8mer) and, mostly, repressed. */
beforeAll(() => {
  const random = createRandom(17);
  const letters = (length: number) => Array.from({ length }, () => 'ACGT'[random.integer(4)]).join('');
  const utrs: string[] = [];
  const edger = ['gene\tlogFC\tlogCPM\tPValue\tFDR'];
  const silent = [...edger];
  for (let gene = 0; gene < genes; gene++) {
    const length = 200 + random.integer(1200);
    const isTarget = gene % 4 === 0;
    const utr = isTarget ? `${letters(100)}ACCAAAGA${letters(length)}` : letters(length);
    utrs.push(`>g${gene}`, utr);
    const noise = 0.25 * random.normal();
    const row = (change: number) => {
      const p = 2 * normalUpperTail(Math.abs(change) / 0.25);
      return `g${gene}\t${change.toFixed(4)}\t5\t${p.toPrecision(5)}\t${p.toPrecision(5)}`;
    };
    edger.push(row(noise - (isTarget && random.uniform() < 0.6 ? 0.8 : 0)));
    silent.push(row(noise));
  }
  write('utrs.fa', utrs);
  write('edger.tsv', edger);
  write('silent.tsv', silent);
});

const verdictOf = (stdout: string) => stdout.trimEnd().split('\n').at(-1);

describe('seedrank seeds', () => {
  it('finds the seed and its words, and writes all tables', () => {
    const args = ['--de', 'edger.tsv', '--utrs', 'utrs.fa', '--mirna', 'miR-9-5p', '--all-words', '--out', 'found'];
    const { code, stdout, stderr } = seedrank(folder, 'seeds', ...args);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("1200 of 1200 genes have a 3' UTR"),
    });
    expect(verdictOf(stdout)).toMatch(
      /^The hsa-miR-9-5p seed is the most enriched of \d+ families among down-regulated genes \(adjusted p \S+e-\d+\)\.$/,
    );
    const families = rowsOf(read('found', 'families.tsv'));
    expect(families[0]).toMatchObject({
      family: 'hsa-miR-9-5p',
      seed: 'CUUUGGU',
      sought: 'yes',
      direction: 'down',
      rank: '1',
    });
    expect(Number(families[0]!.genes)).toBeGreaterThanOrEqual(genes / 4);
    // Only seeds with which it has bases in common may come near it: GGACCAAAGA is a site of miR-133a too.
    const others = families.filter(({ seed, padj }) => seed !== 'CUUUGGU' && Number(padj) < 0.01);
    expect(others.filter(({ seed }) => seed !== 'UUGGUCC')).toEqual([]);
    expect(Number(families[0]!.z)).toBeGreaterThan(2 * Number(families[1]!.z));
    const words = rowsOf(read('found', 'words.tsv'));
    const first = (length: string) => words.find((row) => row.length === length && row.rank === '1');
    expect(first('8')).toMatchObject({ word: 'ACCAAAGA', direction: 'down', seed_of: 'hsa-miR-9-5p 8mer' });
    expect(first('7')).toMatchObject({ direction: 'down', seed_of: expect.stringMatching(/^hsa-miR-9-5p 7mer/) });
    expect(words.length).toBeGreaterThan(4 ** 8 / 2);
    const landscape = rowsOf(read('found', 'landscape.tsv')).filter(({ word }) => word === 'ACCAAAGA');
    expect(landscape.every(({ sought }) => sought === 'yes')).toBe(true);
    expect(landscape.at(-1)).toMatchObject({ leading_genes: String(genes) });
    expect(Math.max(...landscape.map(({ signed_log10_p }) => Number(signed_log10_p)))).toBeGreaterThan(10);
    expect(JSON.parse(read('found', 'verdict.json'))).toMatchObject({ outcome: 'worked' });
  });

  it('asks for a swapped contrast, finds without a name, and owns up to silence', () => {
    const seeds = (...args: string[]) => verdictOf(seedrank(folder, 'seeds', '--utrs', 'utrs.fa', ...args).stdout);
    expect(seeds('--de', 'edger.tsv', '--mirna', 'miR-9-5p', '--effect', 'inhibition')).toContain(
      'The targets of hsa-miR-9-5p move the wrong way',
    );
    const swapped = ['--de', 'edger.tsv', '--utrs', 'utrs.fa', '--mirna', 'miR-9-5p', '--effect', 'inhibition'];
    expect(seedrank(folder, 'seeds', ...swapped).stdout).toMatch(
      /Genes with sites fall: the wrong way\. .* log2 \[.* are target and reference swapped/,
    );
    expect(seeds('--de', 'edger.tsv')).toMatch(/^The hsa-miR-9-5p seed is the most enriched/);
    expect(seeds('--de', 'silent.tsv')).toMatch(/^No seed signal: none of \d+ families/);
    expect(seeds('--de', 'silent.tsv', '--mirna', 'miR-9-5p')).toMatch(/^No seed signal of hsa-miR-9-5p: .*caution\.$/);
    expect(seeds('--de', 'edger.tsv', '--mirna', 'miR-124-3p')).toContain(
      'the seed of hsa-miR-9-5p explains the changes better',
    );
  });

  it('takes a table of sites of many miRNAs in place of sequences', () => {
    const sites = ['--utrs', 'utrs.fa', '--all-families', '--out', 'sites.tsv'];
    expect(seedrank(folder, 'sites', ...sites).code).toBe(0);
    const args = ['--de', 'edger.tsv', '--sites', 'sites.tsv', '--mirna', 'miR-9-5p', '--out', 'listed'];
    const { stdout } = seedrank(folder, 'seeds', ...args);
    expect(verdictOf(stdout)).toMatch(/^The hsa-miR-9-5p seed is the most enriched of \d+ families/);
    expect(existsSync(join(folder, 'listed', 'words.tsv'))).toBe(false);
    const genesOf = (path: string) => rowsOf(read(path, 'families.tsv')).find(({ sought }) => sought === 'yes')!.genes;
    expect(genesOf('listed')).toBe(genesOf('found'));
  });

  it('tries the families of a file of miRNAs beside the conserved ones, under its names', () => {
    write('mirnas.fa', ['>mine-1', 'UCUUUGGUUAUCUAGCUGUAUGA', '>other', 'UACGCGCGAAUCGUGAUAGGGG']);
    const familiesOf = (...args: string[]) => {
      const verdict = verdictOf(seedrank(folder, 'seeds', '--de', 'edger.tsv', '--utrs', 'utrs.fa', ...args).stdout);
      const [, name, families] = /^The (\S+) seed is the most enriched of (\d+) families/.exec(verdict ?? '') ?? [];
      return { name, families: Number(families) };
    };
    const { families } = familiesOf();
    expect(familiesOf('--mirnas', 'mirnas.fa')).toEqual({ name: 'mine-1', families: families + 1 });
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no sites', ['--de', 'edger.tsv'], /SITES_NONE[\s\S]*--utrs FILE/],
    ['both kinds of sites', ['--de', 'edger.tsv', '--utrs', 'utrs.fa', '--sites', 'x'], /SITES_TWICE/],
    [
      'an effect that is none',
      ['--de', 'edger.tsv', '--utrs', 'utrs.fa', '--effect', 'knockout'],
      /FLAG_VALUE[\s\S]*--effect/,
    ],
    ['an unknown miRNA', ['--de', 'edger.tsv', '--utrs', 'utrs.fa', '--mirna', 'miR-9x'], /MIRNA_UNKNOWN/],
    ['a table without fold changes', ['--de', 'utrs.fa', '--utrs', 'utrs.fa'], /CHANGES_NO_FOLD_CHANGE/],
    ['a number that is none', ['--de', 'edger.tsv', '--utrs', 'utrs.fa', '--top', 'ten'], /FLAG_VALUE[\s\S]*--top/],
    ['UTRs of other genes', ['--de', 'edger.tsv', '--utrs', 'others.fa'], /UTRS_NO_SHARED_GENE/],
  ])('refuses %s and writes nothing', (_, args, fault) => {
    write('others.fa', ['>x1', 'ACGTACGTACGT']);
    const { code, stderr } = seedrank(folder, 'seeds', ...args, '--out', 'nothing');
    expect(stderr).toMatch(fault);
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });
});

describe('the stage seeds', () => {
  // The 3' UTRs of the small study tell targets by their lengths alone; these do not.
  const utrs = (): string => {
    const random = createRandom(23);
    const letters = (length: number) => Array.from({ length }, () => 'ACGT'[random.integer(4)]).join('');
    return Array.from({ length: 250 }, (_, gene) => {
      const length = 150 + random.integer(300);
      return `>gene${gene}\n${letters(150)}${gene % 5 === 0 ? 'ACCAAAGA' : ''}${letters(length)}\n`;
    }).join('');
  };

  it('judges every contrast, publishes its tables, and says the verdict', () => {
    const study = smallStudy({ 'utrs.fa': utrs() });
    const { events, code } = run(study, '--until', 'seeds');
    expect(code).toBe(0);
    const notes = events.filter((event) => event.type === 'stage-note' && event.stage === 'seeds[mir9_vs_control]');
    expect(notes).toContainEqual(expect.objectContaining({ text: expect.stringContaining('hsa-miR-9-5p seed') }));
    const file = (name: string) => readFileSync(join(study.results, 'tables', 'seeds', name), 'utf8');
    expect(JSON.parse(file('mir9_vs_control.verdict.json'))).toMatchObject({ outcome: 'worked', sought: ['CUUUGGU'] });
    expect(JSON.parse(file('mock_vs_control.verdict.json'))).toMatchObject({ sought: ['CUUUGGU'] });
    const [eight] = rowsOf(file('mir9_vs_control.words.tsv')).filter(({ length }) => length === '8');
    expect(eight!.seed_of).toContain('hsa-miR-9-5p');
    expect(rowsOf(file('mir9_vs_control.landscape.tsv')).some(({ word }) => word === 'ACCAAAGA')).toBe(true);
  });

  it('searches without a miRNA too', () => {
    const text = readFileSync(smallStudy().study, 'utf8').replace(/^mirna:.*\n/m, '');
    const study = smallStudy({ 'study.yml': text, 'utrs.fa': utrs() });
    expect(run(study, '--until', 'seeds').code).toBe(0);
    const verdict = readFileSync(join(study.results, 'tables/seeds/mir9_vs_control.verdict.json'), 'utf8');
    expect(JSON.parse(verdict)).toMatchObject({ outcome: 'open', text: expect.stringContaining('miR-9-5p seed') });
  });
});
