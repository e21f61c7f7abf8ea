import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/stats/random/seeded-random.ts';
import { run, type SmallStudy, seedrank, smallStudy } from '../pipeline/small-study.ts';

/** The files of a study and the same of the commands, by what a reader calls them. */
interface Pair {
  readonly name: string;
  readonly study: string;
  readonly command: string;
}

/** What the commands are given, and which results they are about. */
interface Questions {
  readonly results: string;
  readonly contrast: string;
  readonly mirna: string;
  readonly utrs: string;
  readonly effect?: string;
  /** Flags of miRNAs, and of what scores take from beside the 3' UTRs. */
  readonly mirnas?: readonly string[];
  readonly scores?: readonly string[];
  /** Flags that only `sites` calls otherwise. */
  readonly siteScores?: readonly string[];
}

/** Asks the commands what a study was asked, and pairs what both have written. */
function ask({ folder, results: out }: SmallStudy, questions: Questions): Pair[] {
  const { results, contrast, mirna, utrs, effect = 'overexpression', mirnas = [], scores = [] } = questions;
  const { siteScores = scores } = questions;
  const own = join(folder, 'commands');
  mkdirSync(own);
  const named = ['--mirna', mirna, ...mirnas];
  const ofTable = ['--de', results, '--utrs', utrs, ...named, '--effect', effect];
  const calls = [
    ['rank', ...ofTable, ...scores, '--out', join(own, 'rank')],
    ['seeds', ...ofTable, '--out', join(own, 'seeds')],
    ['sites', '--utrs', utrs, ...named, '--scores', ...siteScores, '--out', join(own, 'sites.tsv')],
    ['duplex', '--utrs', utrs, ...named, '--set', '3utr_human', '--with-sites', '--out', join(own, 'duplexes.tsv')],
  ];
  for (const call of calls) {
    const { code, stderr } = seedrank(folder, ...call);
    expect({ call, code, stderr: code === 0 ? '' : stderr }).toEqual({ call, code: 0, stderr: '' });
  }
  const pair = (study: string, command: string): Pair => ({
    name: study,
    study: join(out, study),
    command: join(own, command),
  });
  return [
    pair('tables/targets/sites.tsv', 'sites.tsv'),
    pair('tables/targets/duplexes.tsv', 'duplexes.tsv'),
    ...['ranking', 'candidates', 'site_shifts'].map((name) =>
      pair(`ranking/${contrast}/${name}.tsv`, `rank/${name}.tsv`),
    ),
    ...['families.tsv', 'words.tsv', 'landscape.tsv', 'verdict.json'].map((name) =>
      pair(`tables/seeds/${contrast}.${name}`, `seeds/${name}`),
    ),
  ];
}

/** Equal bytes; more than a header in each. */
function expectSame(pairs: readonly Pair[]): void {
  for (const { name, study, command } of pairs) {
    const [ofStudy, ofCommand] = [readFileSync(study, 'utf8'), readFileSync(command, 'utf8')];
    expect(ofStudy.split('\n').length, name).toBeGreaterThan(2);
    expect(ofCommand, name).toBe(ofStudy);
  }
}

/** The result table of a contrast, whatever its engine. */
const resultsOf = ({ results }: SmallStudy, contrast: string): string => {
  const folder = join(results, 'tables/differential');
  const named = readdirSync(folder).filter((name) => name.startsWith(`${contrast}.`) && name.endsWith('.results.tsv'));
  expect(named).toHaveLength(1);
  return join(folder, named[0]!);
};

describe('the study and the commands give one answer', () => {
  it('for the demo, whose miRNAs are in a file of their own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-parity-'));
    cpSync(fileURLToPath(new URL('../../data-samples', import.meta.url)), folder, { recursive: true });
    const demo = { folder, study: join(folder, 'study.yml'), results: join(folder, 'results') };
    expect(run(demo).code).toBe(0);
    const contrast = 'mir9_vs_control';
    expectSame(
      ask(demo, {
        results: resultsOf(demo, contrast),
        contrast,
        mirna: 'hsa-miR-9-5p',
        mirnas: ['--mirnas', 'mirnas.fa'],
        utrs: 'utrs.fa.gz',
      }),
    );
  });

  it('for several miRNAs, two of one seed, whose inhibition lets targets rise', () => {
    const mirnas = ['hsa-miR-9-5p', 'hsa-miR-155-5p', 'hsa-miR-17-5p', 'hsa-miR-20a-5p'];
    const study = smallStudy({
      'study.yml': `name: several
counts: counts.tsv
samples: samples.csv
design: ~ condition
contrasts:
  - { variable: condition, target: control, reference: mir9 }
mirna: [${mirnas.join(', ')}]
effect: inhibition
utrs: utrs.fa
`,
    });
    expect(run(study).code).toBe(0);
    const contrast = 'control_vs_mir9';
    const results = resultsOf(study, contrast);
    expectSame(ask(study, { results, contrast, mirna: mirnas.join(','), utrs: 'utrs.fa', effect: 'inhibition' }));
  });

  describe("for a finished table of another program with symbols, and aligned 3' UTRs", () => {
    let study: SmallStudy;
    beforeAll(() => {
      study = finishedStudy();
      expect(run(study).code).toBe(0);
    });

    it('from that table', () => {
      const contrast = 'edger';
      expectSame(
        ask(study, {
          results: 'edger.tsv',
          contrast,
          mirna: 'hsa-miR-9-5p',
          utrs: 'utrs.txt',
          scores: ['--orfs', 'orfs.fa'],
        }),
      );
    });

    it('and from the one that the study has made of it', () => {
      const own = join(study.folder, 'again');
      const results = resultsOf(study, 'edger');
      const names = join(study.results, 'tables/annotation/gene_names.tsv');
      const args = ['--de', results, '--utrs', 'utrs.txt', '--mirna', 'hsa-miR-9-5p', '--orfs', 'orfs.fa'];
      expect(seedrank(study.folder, 'rank', ...args, '--annotation', names, '--out', own).code).toBe(0);
      const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
      expect(read(own, 'ranking.tsv')).toBe(read(study.results, 'ranking/edger/ranking.tsv'));
    });
  });
});

/** A table as edgeR writes it, of genes that are linked to aligned 3' UTRs by their symbols; every fifth has a site. */
function finishedStudy(): SmallStudy {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-parity-'));
  const random = createRandom(5);
  const letters = (length: number) => Array.from({ length }, () => 'ACGU'[random.integer(4)]).join('');
  const table = ['gene_id\tsymbol\tlogFC\tlogCPM\tF\tPValue\tFDR'];
  const utrs: string[] = [];
  const orfs: string[] = [];
  for (let gene = 0; gene < 300; gene++) {
    const isTarget = gene % 5 === 0;
    const change = 0.3 * random.normal() - (isTarget ? 1 : 0);
    const p = Math.min(1, Math.exp(-6 * change * change));
    table.push([`X${gene}`, `SYM${gene}`, change, 1 + 9 * random.uniform(), 3, p, p].join('\t'));
    const utr = `${letters(150)}${isTarget ? 'ACCAAAGA' : ''}${letters(150)}`;
    utrs.push(`SYM${gene}\t9606\t${utr.slice(0, 40)}--${utr.slice(40)}`);
    utrs.push(`SYM${gene}\t10090\t${utr.slice(0, 42)}${utr.slice(40)}`);
    orfs.push(`>SYM${gene}\n${letters(300)}`);
  }
  const files = {
    'edger.tsv': table,
    'utrs.txt': utrs,
    'orfs.fa': orfs,
    'study.yml': [
      'name: finished',
      'differential: edger.tsv',
      'mirna: hsa-miR-9-5p',
      'utrs: utrs.txt',
      'orfs: orfs.fa',
    ],
  };
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return { folder, study: join(folder, 'study.yml'), results: join(folder, 'results') };
}
