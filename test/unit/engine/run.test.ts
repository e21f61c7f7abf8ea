import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identifyFile } from '../../../pipeline/engine/digests.ts';
import { listFiles } from '../../../pipeline/engine/files.ts';
import { sealRecord } from '../../../pipeline/engine/sealed.ts';
import { openWorkspace } from '../../../pipeline/engine/workspace.ts';
import { planTiny, runTiny, type TinyFolder, tinyFolder, tinyGraph } from './tiny-study.ts';

const everything = ['read', 'scale[double]', 'scale[triple]', 'sum'];

/** Published files and cached results with their bytes; provenance and the digest cache apart. */
function contents({ out }: TinyFolder): Record<string, string> {
  const files = listFiles(out).filter((file) => !file.startsWith('pipeline_info/') && !file.endsWith('digests.json'));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(out, file), 'utf8')]));
}

function cachedFile({ work }: TinyFolder, name: string): string {
  return join(work, listFiles(work).find((path) => path.endsWith(name)) as string);
}

describe('running a study', () => {
  it('runs each stage once a study or once a contrast and publishes what it declares', async () => {
    const folder = tinyFolder();
    const { executed, summary, events } = await runTiny(folder);
    expect(executed).toEqual(everything);
    expect(summary).toMatchObject({ ok: true, executed: 4, skipped: 1 });
    expect(readFileSync(join(folder.out, 'sum.txt'), 'utf8')).toBe('30 m');
    expect(readFileSync(join(folder.out, 'triple/scaled.json'), 'utf8')).toBe('[3,6,9]');
    expect(readdirSync(join(folder.out, 'figures')).sort()).toEqual(['double.txt', 'triple.txt']);
    expect(events).toContainEqual({ type: 'stage-skipped', stage: 'label', reason: 'the study names no labels' });
  });

  it('runs nothing when nothing has changed', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const before = contents(folder);
    const { executed, summary } = await runTiny(folder);
    expect(executed).toEqual([]);
    expect(summary).toMatchObject({ fresh: 4, executed: 0, reused: 0 });
    expect(contents(folder)).toEqual(before);
  });

  it('runs nothing when an input was only touched or moved', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    utimesSync(folder.study.numbers, 1, 1);
    expect((await runTiny(folder)).executed).toEqual([]);
    const moved = join(folder.root, 'moved.txt');
    writeFileSync(moved, readFileSync(folder.study.numbers));
    expect((await runTiny({ ...folder, study: { ...folder.study, numbers: moved } })).executed).toEqual([]);
  });

  it('runs exactly what depends on a changed parameter', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const contrasts = [
      { id: 'double', factor: 2 },
      { id: 'triple', factor: 4 },
    ];
    const changed = { ...folder, study: { ...folder.study, contrasts } };
    expect((await runTiny(changed)).executed).toEqual(['scale[triple]', 'sum']);
    expect(readFileSync(join(folder.out, 'sum.txt'), 'utf8')).toBe('36 m');
  });

  it('stops early where a stage comes out with the same bytes', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    writeFileSync(folder.study.numbers, '1.01\n2\n3\n');
    expect((await runTiny(folder)).executed).toEqual(['read']);
  });

  it('publishes an earlier result again instead of computing it', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const first = contents(folder);
    const other = { ...folder, study: { ...folder.study, unit: 'km' } };
    expect((await runTiny(other)).executed).toEqual(['sum']);
    const { executed, summary } = await runTiny(folder);
    expect(executed).toEqual([]);
    expect(summary.reused).toBe(1);
    expect(readFileSync(join(folder.out, 'sum.txt'), 'utf8')).toBe(first['sum.txt']);
  });

  it('puts back a published file that was deleted or edited', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const first = contents(folder);
    rmSync(join(folder.out, 'double'), { recursive: true });
    writeFileSync(join(folder.out, 'sum.txt'), '31 m');
    const { executed, summary } = await runTiny(folder);
    expect(executed).toEqual([]);
    expect(summary.reused).toBe(2);
    expect(contents(folder)).toEqual(first);
  });

  it('makes anew a cached result that was deleted, cut short or altered', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const first = contents(folder);
    rmSync(join(folder.work, 'read'), { recursive: true });
    writeFileSync(cachedFile(folder, 'scaled.json'), '');
    writeFileSync(cachedFile(folder, 'sum.txt'), '99 m');
    expect((await runTiny(folder)).executed).toEqual(['read', expect.stringMatching('scale'), 'sum']);
    expect(contents(folder)).toEqual(first);
  });

  it('removes the files of a contrast that the study no longer has', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const contrasts = folder.study.contrasts.slice(0, 1);
    await runTiny({ ...folder, study: { ...folder.study, contrasts } });
    expect(existsSync(join(folder.out, 'triple'))).toBe(false);
    expect(readdirSync(join(folder.out, 'figures'))).toEqual(['double.txt']);
    expect(existsSync(join(folder.out, 'double/scaled.json'))).toBe(true);
  });

  it('leaves alone what somebody has edited in a contrast that is gone', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    writeFileSync(join(folder.out, 'triple/scaled.json'), 'mine');
    const contrasts = folder.study.contrasts.slice(0, 1);
    await runTiny({ ...folder, study: { ...folder.study, contrasts } });
    expect(readFileSync(join(folder.out, 'triple/scaled.json'), 'utf8')).toBe('mine');
  });

  it('runs up to a stage when asked, and a stage again when forced', async () => {
    const folder = tinyFolder();
    expect((await runTiny(folder, { until: 'scale' })).executed).toEqual(['read', 'scale[double]', 'scale[triple]']);
    expect((await runTiny(folder)).executed).toEqual(['sum']);
    const before = contents(folder);
    expect((await runTiny(folder, { force: 'read' })).executed).toEqual(['read']);
    expect(contents(folder)).toEqual(before);
  });

  it('runs again when a stage gets a new version', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const graph = tinyGraph.map((entry) =>
      entry.stage.id === 'sum' ? { ...entry, stage: { ...entry.stage, version: 2 } } : entry,
    );
    expect((await runTiny(folder, { graph })).executed).toEqual(['sum']);
  });
});

describe('when a stage fails', () => {
  const contrasts = [
    { id: 'zero', factor: 0 },
    { id: 'double', factor: 2 },
  ];

  it('carries on with what does not depend on it, and says what was not run', async () => {
    const folder = tinyFolder();
    const { executed, summary, events } = await runTiny({ ...folder, study: { ...folder.study, contrasts } });
    expect(executed).toEqual(['read', 'scale[double]']);
    expect(summary).toMatchObject({ ok: false, failed: 1, blocked: 1 });
    expect(events).toContainEqual({ type: 'stage-blocked', stage: 'sum', by: 'scale[zero]' });
    const failure = events.find((event) => event.type === 'stage-failed');
    expect(failure).toMatchObject({ stage: 'scale[zero]', fault: undefined });
    expect(failure?.type === 'stage-failed' && failure.bug).toContain('a factor of zero');
  });

  it('leaves nothing behind when the first input is refused', async () => {
    const folder = tinyFolder();
    writeFileSync(folder.study.numbers, 'one\n');
    const { summary, events } = await runTiny(folder);
    expect(summary.ok).toBe(false);
    expect(events.find((event) => event.type === 'stage-failed')).toMatchObject({ fault: { code: 'NOT_A_NUMBER' } });
    expect(readdirSync(folder.root)).toEqual(['numbers.txt']);
  });

  it('keeps earlier results when a changed input is refused', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const before = contents(folder);
    writeFileSync(folder.study.numbers, 'one\n');
    await runTiny(folder);
    expect(contents(folder)).toEqual(before);
  });

  it('keeps no result of an input that was edited while it was read', async () => {
    const folder = tinyFolder();
    const graph = tinyGraph.map((entry) => {
      if (entry.stage.id !== 'read') return entry;
      const run = entry.stage.run;
      const stage = {
        ...entry.stage,
        run: async (context: Parameters<typeof run>[0]) => {
          await run(context);
          writeFileSync(folder.study.numbers, '7\n');
        },
      };
      return { ...entry, stage: stage as typeof entry.stage };
    });
    const { events } = await runTiny(folder, { graph });
    expect(events.find((event) => event.type === 'stage-failed')).toMatchObject({
      fault: { code: 'INPUT_CHANGED_DURING_RUN', file: folder.study.numbers },
    });
    expect((await runTiny(folder)).executed).toEqual(everything);
    expect(readFileSync(join(folder.out, 'sum.txt'), 'utf8')).toBe('35 m');
  });

  it('says which input has vanished', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    rmSync(folder.study.numbers);
    const { events } = await runTiny(folder);
    expect(events.find((event) => event.type === 'stage-failed')).toMatchObject({
      stage: 'read',
      fault: { code: 'INPUT_VANISHED', file: folder.study.numbers },
    });
  });

  it('says a note of a stage again when its result is reused', async () => {
    const folder = tinyFolder();
    const negative = { ...folder, study: { ...folder.study, contrasts: [{ id: 'minus', factor: -1 }] } };
    const note = { type: 'stage-note', stage: 'scale[minus]', level: 'warning', text: 'the factor is negative' };
    expect((await runTiny(negative)).events).toContainEqual(note);
    expect((await runTiny(negative)).events).toContainEqual(note);
  });

  it('clears away what a dead run staged, and leaves what a living one stages', async () => {
    const folder = tinyFolder();
    const living = openWorkspace(folder.out, folder.work).store.openStaging();
    const dead = living.replace(`-${process.pid}-`, '-999999999-');
    // The same id, given out again after that process had died.
    const earlier = living.replace(new RegExp(`-${process.pid}-[0-9a-f]{8}-`), `-${process.pid}-00000000-`);
    const elsewhere = living.replace(hostname(), 'elsewhere');
    for (const path of [dead, earlier, elsewhere]) mkdirSync(path, { recursive: true });
    await runTiny(folder);
    expect([living, dead, earlier, elsewhere].map((path) => existsSync(path))).toEqual([true, false, false, true]);
  });
});

describe('planning a run', () => {
  it('says first run, and what waits for what', () => {
    expect(planTiny(tinyFolder())).toEqual([
      'read: run: first run',
      'scale[double]: run: first run',
      'scale[triple]: run: first run',
      'label: skip: the study names no labels',
      'sum: run: first run',
    ]);
  });

  it('creates nothing', () => {
    const folder = tinyFolder();
    planTiny(folder);
    expect(readdirSync(folder.root)).toEqual(['numbers.txt']);
  });

  it('names the parameter that changed with both values', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const contrasts = [folder.study.contrasts[0] as { id: string; factor: number }, { id: 'triple', factor: 4 }];
    expect(planTiny({ ...folder, study: { ...folder.study, contrasts } })).toEqual([
      'read: none',
      'scale[double]: none',
      'scale[triple]: run: factor 3 -> 4',
      'label: skip: the study names no labels',
      'sum: wait: after scale[triple]',
    ]);
  });

  it('names the file that changed with both digests', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    writeFileSync(folder.study.numbers, '4\n');
    // sha256sum of '1\n2\n3\n' and '4\n'
    expect(planTiny(folder)[0]).toBe('read: run: numbers.txt content changed 14c5e74 -> 7de1555');
    expect(planTiny(folder)[1]).toBe('scale[double]: wait: after read');
  });

  it('names a new optional input and a missing or edited output', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const labels = join(folder.root, 'labels.txt');
    writeFileSync(labels, 'a');
    expect(planTiny({ ...folder, study: { ...folder.study, labels } }).slice(3)).toEqual([
      'label: run: first run',
      'sum: wait: after label',
    ]);
    rmSync(join(folder.out, 'double/scaled.json'));
    writeFileSync(join(folder.out, 'sum.txt'), 'x');
    expect(planTiny(folder)).toEqual([
      'read: none',
      'scale[double]: publish: double/scaled.json is missing',
      'scale[triple]: none',
      'label: skip: the study names no labels',
      'sum: publish: sum.txt was changed by hand',
    ]);
  });

  it('finds a flipped byte behind unchanged size and times when it reads everything again', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const file = cachedFile(folder, 'values.json');
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    writeFileSync(file, readFileSync(file, 'utf8').replace('1.0', '1.1'));
    // As if the file had kept its size, times and inode.
    writeFileSync(join(folder.work, 'digests.json'), sealRecord({ [file]: { ...identifyFile(file), sha256 } }));
    expect(planTiny(folder)[0]).toBe('read: none');
    expect(planTiny(folder, { reread: true })[0]).toBe('read: run: its cached values.json is damaged');
  });
});
