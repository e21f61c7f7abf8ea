import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type SmallStudy, seedrank, smallStudy } from '../pipeline/small-study.ts';

const reference = fileURLToPath(new URL('../golden/deseq2/designs', import.meta.url));
const unpacked = (name: string) => gunzipSync(readFileSync(`${reference}/${name}.tsv.gz`)).toString();

/** Counts and sample sheet of a reference study in a folder of their own. */
function inputsOf(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-designs-'));
  writeFileSync(join(folder, 'counts.tsv'), unpacked(`${name}.counts`));
  writeFileSync(join(folder, 'samples.csv'), readFileSync(`${reference}/${name}.samples.csv`));
  return folder;
}

function significant(folder: string, table: string): number {
  const [header = '', ...rows] = readFileSync(join(folder, table), 'utf8').trim().split('\n');
  const at = header.split('\t').indexOf('padj');
  return rows.filter((row) => Number(row.split('\t')[at]) < 0.1).length;
}

function edit({ folder }: SmallStudy, file: string, change: (line: string, i: number) => string): void {
  const path = join(folder, file);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(path, `${lines.map(change).join('\n')}\n`);
}

const result = 'results/tables/differential/mir_vs_ctl.deseq2.results.tsv';

describe('variables in digits', () => {
  it('donors 1 to 4: factors in init, plan and run, which finds the 278 genes of R', () => {
    const folder = inputsOf('donors');
    const init = seedrank(folder, 'init', 'counts.tsv', 'samples.csv');
    expect(init.stdout).toContain('donor is taken for a factor, since its name speaks of donor');
    const plan = seedrank(folder, 'plan').stdout.split('\n');
    expect(plan[0]).toBe(
      'mir_vs_ctl: mir over ctl (condition): ctl is the reference, positive fold changes are higher in mir',
    );
    expect(plan).toContain('  ctl: 4 samples: D1_ctl, D2_ctl, D3_ctl, D4_ctl');
    expect(plan).toContain('  reference levels: donor 1, condition ctl');
    const run = seedrank(folder, 'run');
    expect(run.stdout).toContain('`numeric: [donor]` says otherwise');
    expect(significant(folder, result)).toBe(278);
    expect(readFileSync(join(folder, 'results/report.html'), 'utf8')).toContain('donor is taken for a factor');
  });

  it('what contrasts of nf-core block: factors, though years', () => {
    const folder = inputsOf('donors');
    const sheet = readFileSync(join(folder, 'samples.csv'), 'utf8');
    writeFileSync(join(folder, 'samples.csv'), sheet.replace('donor', 'year').replace(/,(\d),/g, ',201$1,'));
    writeFileSync(
      join(folder, 'contrasts.csv'),
      'id,variable,reference,target,blocking\nmir_vs_ctl,condition,ctl,mir,year\n',
    );
    const flags = ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--contrasts', 'contrasts.csv'];
    const run = seedrank(folder, 'run', ...flags, '--until', 'differential');
    expect(run.stdout).toContain('year is taken for a factor, since the contrasts file blocks it');
    expect(significant(folder, result)).toBe(278);
  });

  it.each([
    ['~ year + condition', 156],
    ['~ age + RIN + year + condition', 134],
  ])('%s: numbers', (design, genes) => {
    const folder = inputsOf('years');
    const flags = ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--contrast', 'condition,mir,ctl'];
    const run = seedrank(folder, 'run', ...flags, '--design', design, '--until', 'differential');
    expect(run.stdout).toContain('year is taken for a number, since its name speaks of year (`factors: [year]`');
    expect(significant(folder, result)).toBe(genes);
    const de = ['--out', 'de.tsv', '--reference', 'condition=ctl'];
    expect(seedrank(folder, 'de', ...flags, '--design', design, ...de).code).toBe(0);
    expect(significant(folder, 'de.tsv')).toBe(genes);
  });

  it('does what the keys of a study say', () => {
    const folder = inputsOf('donors');
    const flags = ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--contrast', 'condition,mir,ctl'];
    const design = ['--design', '~ donor + condition', '--numeric', 'donor', '--until', 'differential'];
    const run = seedrank(folder, 'run', ...flags, ...design);
    expect(run.stdout).toContain('donor is taken for a number, since it is named under `numeric`');
    expect(significant(folder, result)).toBeLessThan(150);
  });

  it('de keeps the types of R, and warns; compared groups in digits ask for --factor', () => {
    const folder = inputsOf('donors');
    const flags = ['--counts', 'counts.tsv', '--samples', 'samples.csv', '--out', 'de.tsv'];
    const kept = seedrank(folder, 'de', ...flags, '--design', '~ donor + condition', '--contrast', 'condition,mir,ctl');
    expect(kept.stderr).toContain('donor enters the design as a number, as in R');
    expect(kept.stderr).toContain('--factor donor');
    const refused = seedrank(folder, 'de', ...flags, '--design', '~ condition + donor', '--contrast', 'donor,2,1');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--factor donor') });
  });
});

describe('plan refuses what run would', () => {
  it.each([
    ['~ poly(age, 2) + condition', 'FORMULA_SYNTAX'],
    ['~ condition + (1 | batch)', 'FORMULA_SYNTAX'],
    ['~ batch + nothing + condition', 'DESIGN_VARIABLE_ABSENT'],
  ])('%s', (design, code) => {
    const study = smallStudy();
    edit(study, 'study.yml', (line) => (line.startsWith('design:') ? `design: "${design}"` : line));
    const plan = seedrank(study.folder, 'plan', 'study.yml');
    expect(plan).toMatchObject({ code: 2, stderr: expect.stringContaining(code) });
    expect(plan.stderr).toMatch(/where {5}.*study\.yml:/);
  });
});

describe('what deserves a second look is said by plan and run', () => {
  const said = (study: SmallStudy, text: string) => {
    for (const command of ['plan', 'run']) {
      expect(seedrank(study.folder, command, 'study.yml').stdout).toContain(text);
    }
    expect(readFileSync(join(study.results, 'report.html'), 'utf8')).toContain(text);
  };

  it('two samples with the same counts', () => {
    const study = smallStudy();
    edit(study, 'counts.tsv', (line, i) => {
      const fields = line.split('\t');
      if (i > 0) fields[2] = fields[1]!;
      return fields.join('\t');
    });
    said(study, 'The samples c1 and c2 have the same count in every gene');
  });

  it('a group of one sample, and a column that only repeats the condition', () => {
    const study = smallStudy();
    edit(study, 'samples.csv', (line, i) => `${line},${i === 0 ? 'group' : line.split(',')[1]!.toUpperCase()}`);
    edit(study, 'samples.csv', (line) =>
      /^m[23]/.test(line) ? line.replace(/mir9/, 'other').replace(/MIR9/, 'OTHER') : line,
    );
    said(study, 'condition mir9 has one sample, m1');
    const { stdout } = seedrank(study.folder, 'plan', 'study.yml');
    expect(stdout).toContain('The column group only repeats condition');
    expect(readFileSync(join(study.results, 'report.html'), 'utf8')).not.toContain('group is confounded');
  });

  it('levels that differ in case alone', () => {
    const study = smallStudy();
    edit(study, 'samples.csv', (line) => (line.startsWith('c2') ? line.replace('control', 'Control') : line));
    said(study, 'Control of condition are two levels that differ only in case');
  });
});
