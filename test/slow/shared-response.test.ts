import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateInhibitors } from '../bench/shared-simulation.ts';
import { seedrank } from '../pipeline/small-study.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-shared-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');
const rowsOf = (...path: string[]): Record<string, string>[] => {
  const [header, ...lines] = read(...path)
    .trimEnd()
    .split('\n');
  const names = header!.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, k) => [names[k]!, cell])));
};

const studyFile = (more = ''): string => `counts: counts.tsv
samples: samples.csv
design: ~ condition
effect: inhibition
contrasts:
  - { variable: condition, target: anti21, reference: control, mirna: hsa-miR-21-5p }
  - { variable: condition, target: anti10b, reference: control, mirna: hsa-miR-10b-5p }
utrs: utrs.fa
${more}`;

/** A study of two miRNAs in one, driven through the built program. */
describe('a study whose contrasts have miRNAs of their own', () => {
  const direct: Uint8Array[] = [];
  const right = (results: string): number =>
    rowsOf(results, 'ranking', 'anti21_vs_control', 'candidates.tsv').filter(
      (row) => direct[0]![Number(row.gene_id!.slice(1)) - 1],
    ).length;

  beforeAll(async () => {
    const { counts, geneIds, sampleIds, utrs, ...simulated } = await simulateInhibitors(1, { genes: 1200 });
    direct.push(simulated.direct);
    const n = sampleIds.length;
    const lines = geneIds.map((id, row) => [id, ...counts.subarray(row * n, (row + 1) * n)].join('\t'));
    const groups: Readonly<Record<string, string>> = { c: 'control', a: 'anti21', b: 'anti10b' };
    writeFileSync(join(folder, 'counts.tsv'), `${['gene_id', ...sampleIds].join('\t')}\n${lines.join('\n')}\n`);
    writeFileSync(
      join(folder, 'samples.csv'),
      `sample,condition\n${sampleIds.map((id) => `${id},${groups[id[0]!]}`).join('\n')}\n`,
    );
    writeFileSync(join(folder, 'utrs.fa'), utrs.map((utr, row) => `>${geneIds[row]}\n${utr}\n`).join(''));
    writeFileSync(join(folder, 'study.yml'), studyFile());
    writeFileSync(join(folder, 'off.yml'), studyFile('shared_response: off\nout: off\n'));
    const runs = ['study.yml', 'off.yml'].map((file) => seedrank(folder, 'run', file));
    expect(runs.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
  });

  it('ranks each contrast by its own, and finds more targets where what both share is taken out', () => {
    const of = (contrast: string) => rowsOf('results', 'ranking', contrast, 'ranking.tsv');
    expect(of('anti21_vs_control')[0]!.why).toContain('hsa-miR-21-5p');
    expect(of('anti10b_vs_control')[0]!.why).toContain('hsa-miR-10b-5p');
    expect(right('results')).toBeGreaterThan(1.3 * right('off'));
    const called = rowsOf('results', 'ranking', 'anti21_vs_control', 'candidates.tsv').length;
    expect(1 - right('results') / called).toBeLessThan(0.15);
  });

  it('finds the family of the inhibitor first, and none of the silent one', () => {
    const place = (results: string) =>
      rowsOf(results, 'tables', 'seeds', 'anti21_vs_control.families.tsv')
        .filter((row) => row.direction === 'up')
        .findIndex((row) => row.seed === 'AGCUUAU') + 1;
    expect(place('results')).toBe(1);
    expect(place('off')).toBeGreaterThan(1);
    const verdict = (contrast: string) => JSON.parse(read('results', 'tables', 'seeds', `${contrast}.verdict.json`));
    expect(verdict('anti21_vs_control').outcome).toBe('worked');
    expect(verdict('anti10b_vs_control').outcome).not.toBe('worked');
    expect(rowsOf('results', 'ranking', 'anti10b_vs_control', 'candidates.tsv').length).toBeLessThan(3);
  });

  it('says how much is shared with which contrast, and leaves no trace where that is off', () => {
    const [other] = rowsOf('results', 'tables', 'shared', 'anti21_vs_control.contrasts.tsv');
    expect(other!.contrast).toBe('anti10b_vs_control');
    expect(Number(other!.correlation)).toBeGreaterThan(0.4);
    expect(existsSync(join(folder, 'off', 'tables', 'shared'))).toBe(false);
    expect(read('off', 'ranking', 'anti21_vs_control', 'ranking.tsv').split('\n')[0]).not.toContain('shared');
    for (const part of ['Shared with contrasts of other miRNAs', 'rank before', 'hsa-miR-10b-5p</span>'])
      expect(read('results', 'report.html').includes(part), part).toBe(true);
    expect(seedrank(folder, 'plan', 'study.yml').stdout).toMatch(
      /shared response: .*anti21_vs_control \(hsa-miR-21-5p\)/,
    );
  });

  it('runs again only what a change of it reaches', () => {
    const again = seedrank(folder, 'run', 'study.yml');
    expect(again.stdout + again.stderr).toMatch(/unchanged, \d+ skipped/);
    writeFileSync(join(folder, 'fdr.yml'), studyFile('fdr: 0.05\nout: results\n'));
    const { stdout } = seedrank(folder, 'plan', 'fdr.yml');
    expect(stdout).toMatch(/shared\[anti21_vs_control\] +unchanged/);
    expect(stdout).toMatch(/rank\[anti21_vs_control\] +run/);
  });

  it('must know the miRNA of each contrast, and refuses a background that it cannot read', () => {
    const one = studyFile().replace(', mirna: hsa-miR-10b-5p', '');
    writeFileSync(join(folder, 'one.yml'), one);
    expect(seedrank(folder, 'plan', 'one.yml').stderr).toContain('anti10b_vs_control does not');
    writeFileSync(join(folder, 'bad.yml'), studyFile('background:\n  - nowhere.tsv:hsa-miR-9-5p\n'));
    const bad = seedrank(folder, 'plan', 'bad.yml');
    expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('nowhere.tsv')]);
    writeFileSync(join(folder, 'form.yml'), studyFile('background:\n  - { table: counts.tsv }\n'));
    expect(seedrank(folder, 'plan', 'form.yml').code).toBe(2);
  });
});
