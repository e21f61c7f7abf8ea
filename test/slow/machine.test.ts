import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../pipeline/engine/files.ts';
import { finishedSmallestStudy } from '../pipeline/finished-study.ts';
import { isRoot, mountSmall, whyNoDisk } from '../pipeline/small-disk.ts';
import {
  contents,
  eventsOf,
  interrupt,
  program,
  promptMs,
  run,
  type SmallStudy,
  seedrank,
  smallestStudy,
} from '../pipeline/small-study.ts';

const whyNoNobody = isRoot && spawnSync('setpriv', ['--version']).status !== 0 ? ' (skipped: no setpriv)' : '';

const reference = finishedSmallestStudy();
const expected = contents(reference);

describe('a disk', () => {
  it.skipIf(whyNoDisk !== '')(`that is read-only is named${whyNoDisk}`, () => {
    const study = smallestStudy();
    const disk = mountSmall(1 << 20) as string;
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const { code, stderr } = run(study, '--out', join(disk, 'results'));
    expect(code).toBe(2);
    expect(stderr).toContain('error NOT_WRITABLE: the file system is read-only');
  });

  it.skipIf(whyNoNobody !== '')(`that may not be written to is named${whyNoNobody}`, () => {
    const study = smallestStudy();
    chmodSync(study.folder, 0o755);
    // A copy of the program where anybody may read it is not needed: it is only that node must see it.
    const asNobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    if (!isRoot) chmodSync(study.folder, 0o555);
    const [command, ...args] = [...asNobody, process.execPath, program, 'run', 'study.yml'];
    const { status, stderr } = spawnSync(command as string, args, { cwd: study.folder, encoding: 'utf8' });
    expect(stderr).toContain('error NO_PERMISSION: permission denied');
    expect(stderr).toContain(study.results);
    expect(status).toBe(2);
    expect(existsSync(study.results)).toBe(false);
  });
});

describe('a kept result', () => {
  const damaged: [string, (path: string) => void][] = [
    ['cut short', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    [
      'altered in one bit',
      (path) => {
        const bytes = readFileSync(path);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    ['removed', (path) => rmSync(path)],
  ];

  it.each(damaged)('that was %s is found by status --check and made again', (_, damage) => {
    const study = smallestStudy();
    cpResults(study);
    for (const name of ['sites.tsv', 'normalised_counts.tsv']) {
      const kept = new RegExp(`^work/.*/${name}(\\.packed)?$`);
      const file = listFiles(study.results).find((path) => kept.test(path)) as string;
      const path = join(study.results, file);
      const { atime, mtime } = statSync(path);
      damage(path);
      if (existsSync(path)) utimesSync(path, atime, mtime);
    }
    const status = seedrank(study.folder, 'status', '--check');
    expect(status.code).toBe(3);
    expect(status.stdout).toMatch(/^targets +stale +its cached sites\.tsv is damaged$/m);
    expect(status.stdout).toMatch(/^normalize +stale +its cached normalised_counts\.tsv is damaged$/m);
    expect(run(study, '--check').executed).toEqual(['normalize', 'targets']);
    expect(contents(study)).toEqual(expected);
  });

  it('that was altered in its published copy is published again', () => {
    const study = smallestStudy();
    cpResults(study);
    appendFileSync(join(study.results, 'ranking/mir9_vs_control/candidates.tsv'), 'gene\n');
    expect(seedrank(study.folder, 'status', '--check')).toMatchObject({ code: 3 });
    expect(run(study, '--check').executed).toEqual([]);
    expect(contents(study)).toEqual(expected);
  });
});

/** The finished results of the reference in the folder of an equal study. */
function cpResults(study: SmallStudy): void {
  execFileSync('cp', ['-r', reference.results, study.results]);
}

describe('an input', () => {
  it('that vanishes while the run reads it is named, and nothing wrong is kept', async () => {
    const study = smallestStudy();
    const utrs = join(study.folder, 'utrs.fa');
    const aside = join(study.folder, 'aside.fa');
    const child = spawn(process.execPath, [program, 'run', 'study.yml', '--json'], { cwd: study.folder });
    let stderr = '';
    child.stdout.once('data', () => renameSync(utrs, aside));
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/error INPUT_VANISHED: the utrs file is no longer there\n +where +\S+utrs\.fa/);
    expect(stderr).not.toContain('bug');
    renameSync(aside, utrs);
    expect(run(study).code).toBe(0);
    expect(contents(study)).toEqual(expected);
  });

  it('that is still being written while the run reads it is refused, and nothing wrong is kept', async () => {
    const study = smallestStudy();
    const counts = join(study.folder, 'counts.tsv');
    const rows = readFileSync(counts, 'utf8').trimEnd().split('\n');
    let gene = 60;
    const write = setInterval(() => {
      appendFileSync(counts, `${(rows[1] as string).replace(/^gene\d+/, `gene${gene++}`)}\n`);
    }, 1);
    const args = ['--until', 'rank'];
    const { code, stderr } = await interrupt(study, 'SIGKILL', { event: () => false }, { args });
    clearInterval(write);
    expect(code).toBe(2);
    expect(stderr).toContain('error INPUT_CHANGED_DURING_RUN: the counts file was changed while it was being read');
    const other = smallestStudy({ 'counts.tsv': readFileSync(counts, 'utf8') });
    expect(run(study, ...args).code).toBe(0);
    expect(run(other, ...args).code).toBe(0);
    expect(contents(study)).toEqual(contents(other));
  });

  it('of twenty gigabytes does not keep a signal waiting', async () => {
    const study = smallestStudy();
    rmSync(join(study.folder, 'utrs.fa'));
    writeFileSync(join(study.folder, 'utrs.fa'), '>gene0\nACGT\n');
    // A file with holes takes no space.
    truncateSync(join(study.folder, 'utrs.fa'), 20e9);
    const ended = await interrupt(study, 'SIGINT', { event: ({ type }) => type === 'run-started' });
    expect(ended.code).toBe(130);
    console.info(`SIGINT before twenty gigabytes: stopped in ${Math.round(ended.stopped?.ms ?? 0)} ms`);
    expect(ended.stopped?.awakeMs).toBeLessThan(promptMs);
  });
});

describe('the clock', () => {
  /** Loaded before the program, in each of its threads. */
  const setBack = `data:text/javascript,${encodeURIComponent(`
    const Real = Date;
    const back = 86400000;
    globalThis.Date = class extends Real {
      constructor(...args) { args.length ? super(...args) : super(Real.now() - back); }
      static now() { return Real.now() - back; }
    };`)}`;

  it('may be set back: finished stages are kept, and changes are seen', () => {
    const study = smallestStudy();
    cpResults(study);
    const late = {
      cwd: study.folder,
      encoding: 'utf8' as const,
      env: { ...process.env, NODE_OPTIONS: `--import=${setBack}` },
    };
    const command = [program, 'run', 'study.yml', '--json'];
    const first = spawnSync(process.execPath, command, late);
    expect(first.stderr).toBe('');
    expect(eventsOf(first.stdout).at(-1)).toMatchObject({ ok: true, executed: 0 });
    appendFileSync(join(study.folder, 'utrs.fa'), '>extra\nACGTACGTACGTACGT\n');
    const second = spawnSync(process.execPath, command, late);
    expect(eventsOf(second.stdout)).toContainEqual(
      expect.objectContaining({ type: 'stage-finished', stage: 'targets' }),
    );
    const third = spawnSync(process.execPath, command, late);
    expect(eventsOf(third.stdout).at(-1)).toMatchObject({ ok: true, executed: 0 });
  });

  it('may have been ahead when the files were written', () => {
    const study = smallestStudy();
    cpResults(study);
    const future = Date.now() / 1000 + 86_400;
    for (const file of listFiles(study.folder)) utimesSync(join(study.folder, file), future, future);
    expect(run(study).executed).toEqual([]);
    appendFileSync(
      join(study.folder, 'counts.tsv'),
      readFileSync(join(study.folder, 'counts.tsv'), 'utf8').split('\n')[1]?.replace('gene0', 'gene60') ?? '',
    );
    utimesSync(join(study.folder, 'counts.tsv'), future, future);
    expect(run(study).executed).toContain('ingest');
  });
});

describe('a results folder', () => {
  it('that a run is writing is refused to a second, which names the first, even a stopped one', async () => {
    const study = smallestStudy();
    const child = spawn(process.execPath, [program, 'run', 'study.yml', '--json'], { cwd: study.folder });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGSTOP');
    const second = run(study);
    child.kill('SIGCONT');
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('error RESULTS_LOCKED: another run is writing into this results folder');
    expect(second.stderr).toContain(`process ${child.pid} on `);
    child.stdout.resume();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(contents(study)).toEqual(expected);
  });

  it('may be moved', () => {
    const study = smallestStudy();
    cpResults(study);
    const moved = join(study.folder, 'deeper', 'results');
    mkdirSync(join(study.folder, 'deeper'));
    renameSync(study.results, moved);
    expect(seedrank(study.folder, 'status', 'study.yml', '--out', moved, '--check').code).toBe(0);
    expect(run(study, '--out', moved).executed).toEqual([]);
    const found = contents({ ...study, results: moved });
    const isPlace = (file: string): boolean => /pipeline_info\/(params\.json|inputs\.sha256)$/.test(file);
    for (const file of Object.keys(expected)) if (!isPlace(file)) expect(found[file], file).toBe(expected[file]);
  });

  it('may be moved together with its inputs, and then nothing in it changes', () => {
    const study = smallestStudy();
    cpResults(study);
    const folder = `${study.folder}-moved`;
    renameSync(study.folder, folder);
    const moved = { folder, study: join(folder, 'study.yml'), results: join(folder, 'results') };
    expect(run(moved).executed).toEqual([]);
    expect(contents(moved)).toEqual(expected);
  });
});
