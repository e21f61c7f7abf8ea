import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { contents, run, type SmallStudy, seedrank, smallStudy } from './small-study.ts';

interface Expected {
  readonly code: string;
  /** What follows `where`: the file with its line. */
  readonly where: RegExp;
  /** What the block says besides. */
  readonly says: readonly RegExp[];
}

/** Runs the study and checks that it is refused with one block that names place and cure, and that nothing was written. */
function expectRefusal(study: SmallStudy, { code, where, says }: Expected): void {
  const before = readdirSync(study.folder).sort();
  const { code: exit, stdout, stderr } = seedrank(study.folder, 'run', 'study.yml');
  const text = stdout + stderr;
  expect(text).toContain(`error ${code}: `);
  expect(/^ {2}where {5}(.*)$/m.exec(text)?.[1]).toMatch(where);
  expect(text).toMatch(/^ {2}cure {6}\S/m);
  for (const pattern of says) expect(text).toMatch(pattern);
  expect(text).not.toMatch(/\n {4}at /);
  expect(exit).toBe(2);
  expect(readdirSync(study.folder).sort()).toEqual(before);
}

function edit(study: SmallStudy, file: string, change: (text: string) => string): SmallStudy {
  const path = join(study.folder, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  return study;
}

/** Replaces one cell of the count table; row 1 is the first gene and stands in line 2. */
function withCell(row: number, column: number, cell: string): SmallStudy {
  return edit(smallStudy(), 'counts.tsv', (text) => {
    const lines = text.split('\n');
    const fields = (lines[row] as string).split('\t');
    fields[column] = cell;
    lines[row] = fields.join('\t');
    return lines.join('\n');
  });
}

describe('a count table that cannot be used', () => {
  it('does not exist: the line of the study file, and the near name', () => {
    const study = edit(smallStudy(), 'study.yml', (text) => text.replace('counts.tsv', 'count.tsv'));
    expectRefusal(study, {
      code: 'INPUT_MISSING',
      where: /study\.yml:2:9$/,
      says: [/found +.*count\.tsv/, /counts\.tsv/],
    });
  });

  it('is a truncated .gz', () => {
    const study = edit(smallStudy(), 'study.yml', (text) => text.replace('counts.tsv', 'counts.tsv.gz'));
    const whole = gzipSync(readFileSync(join(study.folder, 'counts.tsv')));
    writeFileSync(join(study.folder, 'counts.tsv.gz'), whole.subarray(0, whole.length / 2));
    expectRefusal(study, { code: 'GZIP_TRUNCATED', where: /counts\.tsv\.gz/, says: [] });
  });

  it('is empty', () => {
    const study = edit(smallStudy(), 'counts.tsv', () => '');
    expectRefusal(study, { code: 'FILE_EMPTY', where: /counts\.tsv/, says: [] });
  });

  it('has a ragged row', () => {
    const study = edit(smallStudy(), 'counts.tsv', (text) => text.replace(/^(gene6\t.*)\t\d+$/m, '$1'));
    expectRefusal(study, { code: 'COUNTS_RAGGED_ROW', where: /counts\.tsv:8/, says: [] });
  });

  it('has a negative count', () => {
    expectRefusal(withCell(3, 2, '-4'), { code: 'COUNTS_NEGATIVE', where: /counts\.tsv:4:3$/, says: [/found +-4/] });
  });

  it('has a count with a fraction', () => {
    expectRefusal(withCell(5, 1, '12.5'), { code: 'COUNTS_FRACTIONAL', where: /counts\.tsv:6:2$/, says: [/12\.5/] });
  });

  it('names a gene twice', () => {
    expectRefusal(withCell(9, 0, 'gene2'), {
      code: 'COUNTS_DUPLICATE_GENE',
      where: /counts\.tsv:10/,
      says: [/gene2/, /lines 4 and 10/],
    });
  });

  it('names a sample twice', () => {
    expectRefusal(withCell(0, 2, 'c1'), { code: 'COUNTS_DUPLICATE_SAMPLE', where: /counts\.tsv:1/, says: [/c1/] });
  });
});

describe('samples that do not fit', () => {
  it('stand twice in the sheet', () => {
    const study = edit(smallStudy(), 'samples.csv', (text) => text.replace('\nc2,', '\nc1,'));
    expectRefusal(study, { code: 'SHEET_DUPLICATE_SAMPLE', where: /samples\.csv:3/, says: [/'c1'/] });
  });

  it('are in the sheet only: says which, and the near name', () => {
    const study = edit(smallStudy(), 'samples.csv', (text) => text.replace('\nm2,', '\nmm2,'));
    expectRefusal(study, { code: 'SAMPLES_NOT_IN_TABLE', where: /samples\.csv:6/, says: [/'mm2'/, /near 'm2'/] });
  });

  it('are in the count table only', () => {
    const study = edit(smallStudy(), 'samples.csv', (text) => text.replace(/\nk3,.*/, ''));
    expectRefusal(study, { code: 'SAMPLES_NOT_IN_SHEET', where: /counts\.tsv/, says: [/'k3'/] });
  });
});

describe('a design that cannot be fitted', () => {
  it('names a variable that the sheet does not have', () => {
    const study = edit(smallStudy(), 'study.yml', (text) => text.replace('~ condition', '~ donor + condition'));
    expectRefusal(study, {
      code: 'DESIGN_VARIABLE_ABSENT',
      where: /study\.yml:4:9$/,
      says: [/donor/, /condition, batch/],
    });
  });

  it('has a variable that is the same in all samples', () => {
    const study = edit(smallStudy(), 'study.yml', (text) => text.replace('~ condition', '~ batch + condition'));
    edit(study, 'samples.csv', (text) => text.replace(/,b\d/g, ',b1'));
    expectRefusal(study, { code: 'DESIGN_ONE_LEVEL', where: /study\.yml:4:9$/, says: [/batch/] });
  });

  it('confounds two variables: says which', () => {
    const study = edit(smallStudy(), 'study.yml', (text) => text.replace('~ condition', '~ batch + condition'));
    edit(study, 'samples.csv', (text) => text.replace(/(\w+),(\w)(\w+),b\d/g, '$1,$2$3,batch-$2$3'));
    expectRefusal(study, { code: 'DESIGN_CONFOUNDED', where: /study\.yml:4:9$/, says: [/condition and batch/] });
  });

  it('leaves no replicates', () => {
    const sheet = 'sample,condition\nc1,control\nm1,mir9\n';
    const study = smallStudy({ 'samples.csv': sheet });
    edit(study, 'counts.tsv', (text) =>
      text
        .split('\n')
        .map((line) => line.split('\t'))
        .map((fields) => (fields.length > 4 ? [fields[0], fields[1], fields[4]].join('\t') : ''))
        .join('\n'),
    );
    edit(study, 'study.yml', (text) => text.replace(/\n.*target: mock.*/, ''));
    expectRefusal(study, {
      code: 'DESIGN_NO_REPLICATES',
      where: /study\.yml:4:9$/,
      says: [/2 samples, 2 coefficients/],
    });
  });

  it('has no sample of a contrast', () => {
    const study = edit(smallStudy(), 'study.yml', (text) => text.replace('target: mock', 'target: mir10'));
    expectRefusal(study, {
      code: 'CONTRAST_LEVEL_ABSENT',
      where: /study\.yml:6:3$/,
      says: [/mir10/, /control, mir9, mock/],
    });
  });
});

describe('targets that cannot be sought', () => {
  it('for a miRNA that nobody knows: suggests near names', () => {
    const study = edit(smallStudy(), 'study.yml', (text) => text.replace('miR-9-5p', 'miR-9x-5p'));
    expectRefusal(study, { code: 'MIRNA_UNKNOWN', where: /study\.yml:8:8$/, says: [/hsa-miR-9-5p/] });
  });

  it("for want of a gene that counts and 3' UTRs share: shows three of each", () => {
    const study = edit(smallStudy(), 'utrs.fa', (text) => text.replaceAll('>gene', '>NM_'));
    expectRefusal(study, {
      code: 'UTRS_NO_SHARED_GENE',
      where: /utrs\.fa/,
      says: [/NM_0, NM_1, NM_2/, /gene0, gene1, gene2/],
    });
  });
});

describe('a study file that cannot be used', () => {
  it.each([
    [
      'is missing a key',
      (text: string) => text.replace(/^design.*\n/m, ''),
      'STUDY_MISSING_KEY',
      /study\.yml$/,
      /design/,
    ],
    [
      'has an unknown key',
      (text: string) => text.replace('utrs:', 'utr:'),
      'STUDY_UNKNOWN_KEY',
      /study\.yml:9:1$/,
      /'utrs'/,
    ],
    [
      'has a value of another kind',
      (text: string) => `${text}alpha: two\n`,
      'STUDY_BAD_VALUE',
      /study\.yml:11:8$/,
      /number/,
    ],
    [
      'has a value out of range',
      (text: string) => `${text}alpha: 1.5\n`,
      'STUDY_BAD_VALUE',
      /study\.yml:11:8$/,
      /below 1/,
    ],
    [
      'has a word that is no choice',
      (text: string) => `${text}fit_type: loess\n`,
      'STUDY_BAD_VALUE',
      /study\.yml:11:11$/,
      /parametric, local, mean/,
    ],
    [
      'has a contrast without a level',
      (text: string) => text.replace(', reference: control }', ' }'),
      'STUDY_MISSING_KEY',
      /study\.yml:6/,
      /reference/,
    ],
    [
      'is no YAML',
      (text: string) => text.replace('name: small', 'name: "small'),
      'STUDY_NOT_YAML',
      /study\.yml:\d+:\d+$/,
      /./,
    ],
  ])('%s', (_, change, code, where, says) => {
    expectRefusal(edit(smallStudy(), 'study.yml', change), { code, where, says: [says] });
  });

  it('does not exist, or is not named', () => {
    const { folder } = smallStudy();
    const missing = seedrank(folder, 'run', 'other.yml');
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('STUDY_MISSING') });
    const unnamed = seedrank(join(folder, '..'), 'run');
    expect(unnamed).toMatchObject({ code: 2, stderr: expect.stringContaining('STUDY_NOT_NAMED') });
  });
});

describe('flags that cannot be used', () => {
  const { folder } = smallStudy();
  it.each([
    [['--alpha', 'two'], /FLAG_VALUE[\s\S]*where {5}--alpha/],
    [['--contrast', 'condition,mir9'], /FLAG_VALUE[\s\S]*where {5}--contrast/],
    [['--utrs', 'nowhere.fa'], /INPUT_MISSING[\s\S]*where {5}--utrs/],
    [['--until', 'differentail'], /STAGE_UNKNOWN[\s\S]*Did you mean 'differential'/],
    [['--threads', '0'], /FLAG_VALUE[\s\S]*where {5}--threads/],
    [['--alhpa', '0.1'], /unknown option '--alhpa'[\s\S]*--alpha/],
  ])('%j', (args, says) => {
    const { code, stderr } = seedrank(folder, 'run', 'study.yml', ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });

  it('an unknown command', () => {
    expect(seedrank(folder, 'rnu')).toMatchObject({ code: 2, stderr: expect.stringMatching(/run/) });
  });
});

describe('results that are there', () => {
  it('stay as they are when the input has become unusable', () => {
    const study = smallStudy();
    expect(run(study, '--until', 'differential').code).toBe(0);
    const before = contents(study);
    edit(study, 'counts.tsv', (text) => text.replace('\t', '\t-'));
    expect(run(study).code).toBe(2);
    expect(contents(study)).toEqual(before);
  });

  it('cannot be written into a folder that is a file', () => {
    const study = smallStudy();
    writeFileSync(study.results, 'a file');
    const { code, stderr } = run(study);
    expect(code).toBe(2);
    expect(stderr).toMatch(/NOT_A_FOLDER[\s\S]*results/);
  });

  it('may go into a folder that is there and empty, which stays when the input is refused', () => {
    const study = withCell(3, 2, '-4');
    mkdirSync(study.results);
    expect(run(study).code).toBe(2);
    expect(readdirSync(study.results)).toEqual([]);
  });
});
