import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../pipeline/version.ts';
import { finishedSmallestStudy, finishedStudy } from './finished-study.ts';
import {
  contents,
  copyStudy,
  program,
  run,
  type SmallStudy,
  seedrank,
  smallestStudy,
  smallStudy,
} from './small-study.ts';

const hasScript = spawnSync('script', ['--version']).status === 0;
const whyScript = hasScript ? '' : ' (skipped: the program script, which gives a terminal, is absent)';

interface StageReport {
  readonly id: string;
  readonly action?: string;
  readonly state?: string;
  readonly because: string;
}

const finished = finishedStudy();
const first = finished.report;

function edit({ folder }: SmallStudy, change: (sheet: string) => string): void {
  const path = join(folder, 'samples.csv');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

describe('seedrank init', () => {
  it('writes a short study that runs as it is, says what it guessed, and shows the samples by group', () => {
    const study = smallStudy();
    rmSync(study.study);
    const init = [
      'init',
      '--counts',
      'counts.tsv',
      '--samples',
      'samples.csv',
      '--mirna',
      'miR-9',
      '--utrs',
      'utrs.fa',
    ];
    expect(seedrank(study.folder, ...init)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('which level of condition is the reference? control and mock may be'),
    });
    edit(study, (sheet) => sheet.replaceAll('mock', 'treated'));
    const { code, stdout } = seedrank(study.folder, ...init);
    expect(code).toBe(0);
    expect(stdout).toContain("guessed: 'control' is taken for the reference by its name");
    const text = readFileSync(study.study, 'utf8');
    expect(text).toMatch(/^# guessed: /m);
    expect(text).toMatch(/^counts: counts\.tsv$/m);
    expect(text).toMatch(/^design: ~ batch \+ condition$/m);
    expect(stdout).toMatch(/^control \(control\) +3 +b1 b2 b3 +c1, c2, c3$/m);
    expect(stdout).toContain("3' UTRs: 250 of 250 genes have a 3' UTR");
    expect(text.split('\n').filter((line) => !line.startsWith('#')).length).toBeLessThan(16);
    expect(run(study, '--until', 'rank').code).toBe(0);
    expect(readdirSync(join(study.results, 'ranking')).sort()).toEqual(['mir9_vs_control', 'treated_vs_control']);
  });

  it('keeps a study that is there unless told otherwise', () => {
    const study = smallStudy();
    const before = readFileSync(study.study, 'utf8');
    const files = ['counts.tsv', 'samples.csv', '--contrast', 'condition,mir9,control'];
    expect(seedrank(study.folder, 'init', ...files)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('STUDY_EXISTS'),
    });
    expect(readFileSync(study.study, 'utf8')).toBe(before);
    expect(seedrank(study.folder, 'init', ...files, '--out', 'sub/other.yml').code).toBe(0);
    expect(readFileSync(join(study.folder, 'sub/other.yml'), 'utf8')).toMatch(/^counts: \.\.\/counts\.tsv$/m);
    expect(seedrank(study.folder, 'init', ...files, '--overwrite').code).toBe(0);
    expect(readFileSync(study.study, 'utf8')).not.toBe(before);
  });

  it('refuses at once what a run would refuse, and writes nothing', () => {
    const { folder, study } = smallStudy();
    rmSync(study);
    const init = ['init', 'counts.tsv', 'samples.csv', '--contrast', 'condition,mir9,control'];
    for (const [flags, words] of [
      [['--mirna', 'hsa-miR-99999'], 'hsa-miR-99999'],
      [['--utrs', 'missing.fa'], 'missing.fa'],
      [['--contrast', 'condition,mir8,control'], 'mir8'],
      [['--genome', 'samples.csv', '--mirna', 'hsa-miR-9-5p'], 'annotation'],
    ] as const) {
      const { code, stderr } = seedrank(folder, ...init, ...flags);
      expect([code, existsSync(study)], words).toEqual([2, false]);
      expect(stderr).toContain(words);
    }
  });

  it('writes a study from a result table', () => {
    const { folder, study, results } = copyStudy(finished);
    const table = join(results, 'tables', 'differential', 'mir9_vs_control.deseq2.results.tsv');
    const init = ['init', '--de', table, '--mirna', 'hsa-miR-9-5p', '--utrs', 'utrs.fa', '--overwrite'];
    const { code, stdout, stderr } = seedrank(folder, ...init);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('250 genes in mir9_vs_control.deseq2.results.tsv');
    expect(readFileSync(study, 'utf8')).toMatch(/^differential: results\/tables/m);
    const ran = run(
      { folder, study, results: join(folder, 'again') },
      '--out',
      'again',
      '--until',
      'rank',
      '--accessibility',
      'off',
    );
    expect(ran.code, ran.stdout).toBe(0);
    const ranking = (out: string) => readFileSync(join(folder, out, 'ranking/mir9_vs_control/candidates.tsv'), 'utf8');
    const genes = (text: string) => text.split('\n').map((line) => line.split('\t')[1]);
    expect(genes(ranking('again'))).toEqual(genes(ranking('results')));
  });

  it('says what is missing', () => {
    const { folder } = smallStudy();
    expect(seedrank(folder, 'init', 'counts.tsv', '--out', 'new.yml')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/INIT_NEEDS_FILE[\s\S]*--samples/),
    });
  });
});

describe('seedrank plan and status', () => {
  it('tells samples, design, counts and miRNA before any work, and refuses a miRNA that a run would refuse', () => {
    const study = copyStudy(finished);
    const { stdout } = seedrank(study.folder, 'plan');
    expect(stdout).toMatch(/^mir9_vs_control: mir9 over control/);
    expect(stdout).toMatch(/^ {2}control: 3 samples: c1, c2, c3$/m);
    expect(stdout).toMatch(/^counts: \d+ genes in 9 samples$/m);
    expect(stdout).toMatch(/^miRNA: hsa-miR-9-5p, UCUUUGGUUAUCUAGCUGUAUGA, seed CUUUGGU, human/m);
    const refused = seedrank(study.folder, 'plan', '--mirna', 'hsa-miR-9999');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('hsa-miR-9999');
  });

  it('say what is to do and what is done, as text and as JSON, and change nothing', () => {
    const study = smallestStudy();
    const plan = (...args: string[]): StageReport[] =>
      (JSON.parse(seedrank(study.folder, 'plan', '--json', ...args).stdout) as { stages: StageReport[] }).stages;
    const states = (...args: string[]): string[] =>
      (JSON.parse(seedrank(study.folder, 'status', '--json', ...args).stdout) as { stages: StageReport[] }).stages.map(
        ({ id, state }) => `${id}: ${state}`,
      );
    expect(plan()[1]).toMatchObject({ id: 'ingest', action: 'run', because: 'first run' });
    expect(seedrank(study.folder, 'status').code).toBe(0);
    expect(seedrank(study.folder, 'status', '--check').code).toBe(3);
    expect(states()).toContain('report: missing');
    expect(existsSync(study.results)).toBe(false);

    run(study, '--until', 'normalize');
    expect(states().slice(1, 4)).toEqual([
      'ingest: done',
      'normalize: done',
      'differential[mir9_vs_control/deseq2]: missing',
    ]);
    run(study);
    expect(plan().every(({ action }) => action === 'none' || action === 'skip')).toBe(true);
    const after = contents(study);
    expect(plan('--alpha', '0.05')).toContainEqual({
      id: 'rank[mir9_vs_control]',
      action: 'run',
      because: 'alpha 0.1 -> 0.05',
      reasons: [{ kind: 'parameter', path: 'alpha', before: 0.1, after: 0.05 }],
    });
    expect(states('--effect', 'inhibition')).toContain('differential[mir9_vs_control/deseq2]: done');
    expect(states('--effect', 'inhibition')).toContain('rank[mir9_vs_control]: stale');
    expect(contents(study)).toEqual(after);
  });
});

describe('seedrank run', () => {
  it('takes everything as flags, and gives what the file gives', () => {
    const study = copyStudy(finished);
    const { code } = seedrank(
      study.folder,
      ...['run', '--name', 'small', '--counts', 'counts.tsv', '--samples', 'samples.csv', '--design', '~ condition'],
      ...['--contrast', 'condition,mir9,control', '--contrast', 'condition,mock,control', '--mirna', 'hsa-miR-9-5p'],
      ...['--utrs', 'utrs.fa', '--accessibility', 'off', '--out', 'from-flags', '--work', 'elsewhere'],
    );
    expect(code).toBe(0);
    expect(existsSync(join(study.folder, 'from-flags/work'))).toBe(false);
    const ofFile = contents(study);
    const ofFlags = contents({ ...study, results: join(study.folder, 'from-flags') });
    for (const [file, bytes] of Object.entries(ofFlags)) expect(bytes, file).toBe(ofFile[file]);
    expect(Object.keys(ofFlags)).toContain('report.html');
  });

  it('reuses what another study in the same work folder has computed', () => {
    const study = smallestStudy();
    run(study, '--work', 'shared', '--out', 'one');
    const second = run(study, '--work', 'shared', '--out', 'two', '--effect', 'inhibition');
    expect(second.executed).toEqual([
      'exports[mir9_vs_control]',
      'rank[mir9_vs_control]',
      'report',
      'seeds[mir9_vs_control]',
    ]);
  });

  it('skips targets and ranking without a miRNA, says so, and reports all the same', () => {
    const study = smallestStudy({ 'study.yml': smallestStudyWithout('mirna') });
    const { code, events } = run(study);
    expect(code).toBe(0);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'stage-skipped', stage: 'targets', reason: 'the study names no `mirna`' }),
    );
    expect(events).toContainEqual(expect.objectContaining({ type: 'stage-skipped', stage: 'rank[mir9_vs_control]' }));
    // The page has no code marks in its reasons.
    expect(readFileSync(join(study.results, 'report.html'), 'utf8')).toContain('the study names no mirna');
    expect(existsSync(join(study.results, 'ranking'))).toBe(false);
  });

  it('forces a stage, and everything, to run again', () => {
    const smallest = finishedSmallestStudy();
    const study = copyStudy(smallest);
    const before = contents(study);
    expect(run(study, '--force', 'targets').executed).toEqual(['targets']);
    expect(run(study, '--fresh').executed).toEqual(smallest.report.executed);
    expect(contents(study)).toEqual(before);
  });

  it('writes plain lines without control characters when nobody looks', () => {
    const study = smallestStudy({ 'study.yml': smallestStudyWithout('utrs') });
    const { stdout } = seedrank(study.folder, 'run');
    expect(stdout).toMatch(/^smallest -> .*results\ningest: running \(first run\)$/m);
    expect(stdout).toMatch(/^report: .*results\/report\.html$/m);
    // What the study does not ask for comes last; what it lacks, with where to get it, at the very end and on the page.
    const lines = stdout.trimEnd().split('\n');
    const skips = lines.flatMap((line, at) => (line.includes(': skipped, ') ? [at] : []));
    expect(Math.min(...skips)).toBeGreaterThan(lines.findIndex((line) => line.startsWith('report: done')));
    const lacking = "the study names no `utrs` (3' UTRs as FASTA; `seedrank utrs` cuts them out of a genome";
    expect(lines.at(-1)).toContain(`it has no targets: ${lacking}`);
    const page = readFileSync(join(study.results, 'report.html'), 'utf8');
    expect(page).toMatch(/verdict skipped.*seedrank utrs cuts them out of a genome/);
    expect(stdout.includes('\u001b') || stdout.includes('\r')).toBe(false);
  });

  it.skipIf(!hasScript).each([
    [{}, '\u001b[32mingest: done'],
    [{ NO_COLOR: '1' }, '\r\u001b[Kingest: done'],
  ])(`shows one live line on a terminal, with %j in the environment${whyScript}`, (environment, expected) => {
    const { folder } = smallestStudy();
    const command = `${process.execPath} ${program} run study.yml --until differential`;
    const { stdout } = spawnSync('script', ['-qc', command, '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      // Node writes no color where CI is set, and its color depth follows TERM: both belong to the terminal under test.
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TERM: 'xterm-256color', ...environment },
    });
    expect(stdout).toContain(expected);
    const lines = stdout.split('\r\u001b[K');
    expect(lines.some((line) => line.includes('differential[mir9_vs_control/deseq2]') && !line.includes('\n'))).toBe(
      true,
    );
    expect(stdout.includes('\u001b[32m')).toBe(!('NO_COLOR' in environment));
  });

  it('writes one timed JSON event a line on request', () => {
    for (const event of first.events) expect(event).toMatchObject({ time: expect.stringMatching(/^2\d{3}-.*Z$/) });
    expect(first.events.at(-1)).toMatchObject({ type: 'run-finished', ok: true, executed: first.executed.length });
  });

  it('leaves provenance by the names of nf-core', () => {
    const study = copyStudy(finished);
    const info = join(study.results, 'pipeline_info');
    const text = (name: string): string => readFileSync(join(info, name), 'utf8');
    expect(JSON.parse(text('params.json'))).toMatchObject({
      name: 'small',
      design: '~ condition',
      alpha: 0.1,
      counts: '../../counts.tsv',
      contrasts: [{ variable: 'condition', target: 'mir9', reference: 'control' }, {}],
    });
    expect(text('software_versions.yml')).toContain(`seedrank: ${version}`);
    expect(text('notes.tsv')).toMatch(/^ingest\tinfo\tcounts: 250 genes in 9 samples; .*$/m);
    expect(text('pipeline_dag.mmd')).toMatch(/^flowchart TD\n/);
    const trace = readdirSync(info).find((name) => /^execution_trace_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.txt$/.test(name));
    const rows = text(trace as string)
      .trimEnd()
      .split('\n');
    expect(rows[0]?.split('\t')).toEqual(expect.arrayContaining(['hash', 'name', 'status', 'exit', 'duration']));
    expect(rows.length).toBe(first.executed.length + 1);
    run(study);
    expect(readdirSync(info).filter((name) => name.startsWith('execution_trace')).length).toBe(1);
  });
});

describe('the program', () => {
  const { folder } = smallStudy();

  it('prints its version, and help with examples', () => {
    expect(seedrank(folder, '--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
    for (const args of [['--help'], ['help', 'run'], ['run', '--help'], ['init', '--help']]) {
      const { code, stdout } = seedrank(folder, ...args);
      expect(code).toBe(0);
      expect(stdout).toMatch(/Examples?:\n +seedrank /);
    }
  });

  it('prints the JSON Schema of a study file', () => {
    const { code, stdout } = seedrank(folder, 'schema');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: { counts: { type: 'string' }, fdr: { type: 'number', default: 0.1 } },
    });
  });

  it('explains a key of a study and a flag, and what is near to a name that is none', () => {
    const explained = seedrank(folder, 'schema', '--explain', 'cooks');
    expect(explained).toMatchObject({ code: 0, stderr: '' });
    expect(explained.stdout).toMatch(/number above 0 or on or off[\s\S]*default +on[\s\S]*commands +run, [\s\S]*de/);
    expect(seedrank(folder, 'schema', '--explain', '--out').stdout).toMatch(/table_out[\s\S]*folder_out/);
    const unknown = seedrank(folder, 'schema', '--explain', 'alhpa');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringMatching(/OPTION_UNKNOWN[\s\S]*'alpha'/) });
  });

  it('runs a study of a folder of files, one a sample', () => {
    const study = smallStudy();
    const table = readFileSync(join(study.folder, 'counts.tsv'), 'utf8').trimEnd().split('\n');
    const rows = table.map((line) => line.split('\t'));
    mkdirSync(join(study.folder, 'counts'));
    for (const [column, sample] of (rows[0] as string[]).entries()) {
      if (column === 0) continue;
      const lines = rows.slice(1).map((row) => `${row[0]}\t${row[column]}`);
      const summary = [
        '__no_feature\t10',
        '__ambiguous\t2',
        '__too_low_aQual\t0',
        '__not_aligned\t0',
        '__alignment_not_unique\t5',
      ];
      appendFileSync(join(study.folder, 'counts', `${sample}.htseq.txt`), `${[...lines, ...summary].join('\n')}\n`);
    }
    const ofFolder = run(study, '--counts', 'counts', '--out', 'from-folder', '--until', 'differential');
    expect(ofFolder.code).toBe(0);
    const results = 'tables/differential/mir9_vs_control.deseq2.results.tsv';
    expect(contents({ ...study, results: join(study.folder, 'from-folder') })[results]).toBe(
      contents(finished)[results],
    );
  });
});

function smallestStudyWithout(key: string): string {
  const { study } = smallestStudy();
  return readFileSync(study, 'utf8').replace(new RegExp(`^${key}:.*\n`, 'm'), '');
}
