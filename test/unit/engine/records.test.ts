import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../pipeline/engine/canonical-json.ts';
import { listFiles } from '../../../pipeline/engine/files.ts';
import { staysInside } from '../../../pipeline/engine/inside.ts';
import { readSealed, sealRecord } from '../../../pipeline/engine/sealed.ts';
import { openWorkspace } from '../../../pipeline/engine/workspace.ts';
import { planTiny, runTiny, type TinyFolder, tinyFolder } from './tiny-study.ts';

const recordOf = ({ out }: TinyFolder): string => join(out, 'pipeline_info/published.json');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Published {
  schema: number;
  stages: Record<string, { files: Record<string, string> }>;
}

/** Rewrites the record of what was published, as somebody might who hands the folder on. */
function forge(folder: TinyFolder, change: (record: Published) => void): void {
  const record = JSON.parse(readFileSync(recordOf(folder), 'utf8')) as Published;
  change(record);
  writeFileSync(recordOf(folder), JSON.stringify(record));
}

/** The manifest of the only result of a stage, and its folder. */
function manifestOf({ out, work }: TinyFolder, stage: string): { folder: string; file: string } {
  const { store } = openWorkspace(out, work);
  const { key } = store.list().find((result) => result.stage === stage) as { key: string };
  const folder = store.folder(stage, key);
  return { folder, file: join(folder, 'manifest.json') };
}

describe('a path of a record', () => {
  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    'a/./b',
    'C:/x',
    'a\\..\\..\\x',
    'a\0b',
    'out/x',
    'loop',
  ])('is refused as %j', (path) => {
    const { root } = tinyFolder();
    const inner = join(root, 'inner');
    mkdirSync(join(inner, 'a'), { recursive: true });
    symlinkSync(root, join(inner, 'out'));
    symlinkSync('loop', join(inner, 'loop'));
    expect(staysInside(inner, path)).toBe(false);
  });

  it.each(['a', 'a/b', 'new/file', 'in/b', '__proto__', '..a', 'a/b..'])('is taken as %j', (path) => {
    const { root } = tinyFolder();
    mkdirSync(join(root, 'a'));
    symlinkSync('a', join(root, 'in'));
    expect(staysInside(root, path)).toBe(true);
    expect(staysInside(join(root, 'not there yet'), path)).toBe(true);
  });
});

describe('records that somebody has forged', () => {
  it.each(['../precious.txt', 'link/precious.txt', 'absolute'])(
    'remove no file outside of the results: %s',
    async (name) => {
      const folder = tinyFolder();
      await runTiny(folder);
      const precious = join(folder.root, 'precious.txt');
      writeFileSync(precious, 'mine');
      symlinkSync(folder.root, join(folder.out, 'link'));
      const path = name === 'absolute' ? precious : name;
      forge(folder, ({ stages }) => {
        (stages.sum as { files: Record<string, string> }).files[path] = sha256('mine');
        stages.gone = structuredClone(stages.sum) as Published['stages'][string];
      });
      // Removes what `sum` no longer has, and all of `gone`, which the study does not have.
      await runTiny({ ...folder, study: { ...folder.study, unit: 'km' } });
      expect(readFileSync(precious, 'utf8')).toBe('mine');
      expect(readFileSync(join(folder.out, 'sum.txt'), 'utf8')).toBe('30 km');
      expect(readFileSync(recordOf(folder), 'utf8')).not.toContain('precious');
    },
  );

  it('write no file outside of the results', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const { folder: result, file } = manifestOf(folder, 'sum');
    const { files, ...rest } = readSealed(file) as Record<string, Json> & { files: Record<string, Json> };
    writeFileSync(join(result, '../../../evil.txt'), 'evil');
    const evil = { sha256: sha256('evil'), bytes: 4 };
    writeFileSync(file, sealRecord({ ...rest, files: { ...files, 'parts/../../../../evil.txt': evil } }));
    writeFileSync(join(folder.root, 'evil.txt'), 'good');
    rmSync(join(folder.out, 'sum.txt'));
    expect(planTiny(folder).at(-1)).toBe('sum: run: its cached manifest.json is damaged');
    expect((await runTiny(folder)).executed).toEqual(['sum']);
    expect(readFileSync(join(folder.root, 'evil.txt'), 'utf8')).toBe('good');
  });

  it('of another shape are made anew, not met with a stack', async () => {
    const texts = [
      'null',
      '[]',
      '{"stages":[]}',
      '{"schema":1,"stages":{"sum":null,"read":{"files":7}}}',
      '{',
      '"'.repeat(9),
    ];
    texts.push(
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      `{"seal":"x","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    );
    const folder = tinyFolder();
    await runTiny(folder);
    const first = readFileSync(recordOf(folder), 'utf8');
    for (const text of texts) {
      for (const file of [recordOf(folder), manifestOf(folder, 'sum').file, join(folder.work, 'digests.json')]) {
        writeFileSync(file, text);
        expect((await runTiny(folder)).summary.ok).toBe(true);
        expect(readFileSync(recordOf(folder), 'utf8')).toBe(first);
      }
    }
  });

  it('lead nowhere by links: in the store they are taken away, in the results refused', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    const elsewhere = join(folder.root, 'elsewhere');
    mkdirSync(elsewhere);
    rmSync(join(folder.work, 'sum'), { recursive: true });
    for (const name of ['sum', '.locks', '.users']) {
      rmSync(join(folder.work, name), { recursive: true, force: true });
      symlinkSync(elsewhere, join(folder.work, name));
    }
    expect((await runTiny(folder)).executed).toEqual(['sum']);
    rmSync(join(folder.out, 'figures'), { recursive: true });
    symlinkSync(elsewhere, join(folder.out, 'figures'));
    const { events } = await runTiny(folder);
    expect(events).toContainEqual(
      expect.objectContaining({ fault: expect.objectContaining({ code: 'RESULTS_LINK_OUT' }) }),
    );
    expect(listFiles(elsewhere)).toEqual([]);
  });
});

describe('a results folder that holds files of somebody else', () => {
  it('keeps them, and the run says which, before it works', async () => {
    const folder = tinyFolder();
    mkdirSync(join(folder.out, 'pipeline_info'), { recursive: true });
    writeFileSync(join(folder.out, 'sum.txt'), 'mine');
    writeFileSync(join(folder.out, 'pipeline_info/software_versions.yml'), 'mine too');
    await expect(runTiny(folder)).rejects.toMatchObject({
      details: {
        code: 'RESULTS_FOREIGN',
        found: 'sum.txt, pipeline_info/software_versions.yml',
        hint: expect.stringContaining('--out'),
      },
    });
    expect(readFileSync(join(folder.out, 'sum.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder.work, 'read'))).toBe(false);
  });

  it('keeps those that only the finished stage knows by name', async () => {
    const folder = tinyFolder();
    mkdirSync(join(folder.out, 'figures'), { recursive: true });
    writeFileSync(join(folder.out, 'figures/double.txt'), 'mine');
    const { events } = await runTiny(folder);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'stage-failed',
        fault: expect.objectContaining({ code: 'RESULTS_FOREIGN', found: 'figures/double.txt' }),
      }),
    );
    expect(readFileSync(join(folder.out, 'figures/double.txt'), 'utf8')).toBe('mine');
  });

  it('is not meant where the record was lost: what a stage has made is known', async () => {
    const folder = tinyFolder();
    await runTiny(folder);
    rmSync(recordOf(folder));
    const { summary } = await runTiny({ ...folder, study: { ...folder.study, unit: 'km' } });
    expect(summary.ok).toBe(true);
    expect(readFileSync(join(folder.out, 'sum.txt'), 'utf8')).toBe('30 km');
  });
});
