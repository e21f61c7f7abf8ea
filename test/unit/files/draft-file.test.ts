import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../pipeline/engine/files.ts';
import { withDrafts } from '../../../pipeline/files/draft-file.ts';
import { withTables } from '../../../pipeline/files/draft-tables.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'seedrank-drafts-'));
const withCode = (code: string) => expect.objectContaining({ details: expect.objectContaining({ code }) });

/** A process that has ended: its number, and the rest of its token as of one that started at another time. */
function deadToken(): string {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  const [, , namespace, ...host] = draftOf('x').split('.seedrank-')[1]!.split('-');
  return [pid, '00000000', namespace, ...host].join('-');
}

describe('the outputs of a command', () => {
  it('appear together when all are complete, plain and compressed', async () => {
    const root = folder();
    const [plain, packed] = [join(root, 'a.txt'), join(root, 'b.txt.gz')] as const;
    const line = `${'γ'.repeat(99)}\n`;
    await withDrafts({ outputs: [plain, packed] }, async ([first, second]) => {
      for (let i = 0; i < 20_000; i++) {
        await first!.write(line);
        await second!.write(i % 2 === 0 ? line : new TextEncoder().encode(line));
      }
      expect(existsSync(plain) || existsSync(packed)).toBe(false);
    });
    expect(readFileSync(plain, 'utf8')).toBe(line.repeat(20_000));
    expect(gunzipSync(readFileSync(packed)).toString()).toBe(line.repeat(20_000));
    expect(readdirSync(root).sort()).toEqual(['a.txt', 'b.txt.gz']);
  });

  it('stay as they were, with nothing beside them, where the work fails', async () => {
    const root = folder();
    writeFileSync(join(root, 'a.txt'), 'old');
    const outputs = [join(root, 'a.txt'), join(root, 'b.txt')];
    const work = withDrafts({ outputs }, async ([first]) => {
      await first!.write('new');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(readFileSync(outputs[0]!, 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['a.txt']);
  });

  it('stay as they were at a limit of the size of files, which is named', () => {
    const root = folder();
    const table = join(root, 'table.tsv');
    writeFileSync(table, 'old\n');
    const module = new URL('../../../dist/pipeline/files/draft-tables.js', import.meta.url);
    const program = `
      import { withTables } from '${module}';
      const cells = new Float64Array(200000).map((_, i) => Math.sqrt(i));
      await withTables({ outputs: ['${table}'] }, (write) => write('${table}', new Map([['x', cells]])))
        .catch((error) => { console.error(error.details?.code ?? error); process.exitCode = 2; });`;
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `ulimit -f 512; "${process.execPath}" --input-type=module -e "$1"`, 'bash', program],
      { encoding: 'utf8' },
    );
    expect(stderr.trim()).toBe('FILE_LIMIT');
    expect(status).toBe(2);
    expect(readFileSync(table, 'utf8')).toBe('old\n');
    expect(readdirSync(root)).toEqual(['table.tsv']);
  });

  it.each<[string, (root: string) => string]>([
    ['by the same path', (root) => join(root, 'counts.tsv')],
    ['by another way', (root) => join(root, 'sub', '..', 'counts.tsv')],
    ['by a link', (root) => join(root, 'link.tsv')],
    ['by a hard link', (root) => join(root, 'hard.tsv')],
    ['by a link to its folder', (root) => join(root, 'again', 'counts.tsv')],
  ])('are never an input: %s', async (_, outputOf) => {
    const root = folder();
    const input = join(root, 'counts.tsv');
    mkdirSync(join(root, 'sub'));
    writeFileSync(input, 'raw');
    symlinkSync(input, join(root, 'link.tsv'));
    linkSync(input, join(root, 'hard.tsv'));
    symlinkSync(root, join(root, 'again'));
    const work = withTables({ outputs: [outputOf(root)], inputs: [undefined, input] }, async (write) =>
      write(outputOf(root), new Map([['x', ['1']]])),
    );
    await expect(work).rejects.toEqual(withCode('OUTPUT_IS_INPUT'));
    expect(readFileSync(input, 'utf8')).toBe('raw');
  });

  it('are no file of a folder that is read, but may be new in it', async () => {
    const root = folder();
    writeFileSync(join(root, 'sample.sf'), 'raw');
    const write = (name: string) =>
      withDrafts({ outputs: [join(root, name)], inputs: [root] }, async ([file]) => file!.write('new'));
    await expect(write('sample.sf')).rejects.toEqual(withCode('OUTPUT_IS_INPUT'));
    await write('results.tsv');
    expect(readFileSync(join(root, 'results.tsv'), 'utf8')).toBe('new');
  });

  it('are no two of one name, whether the file is there or not', async () => {
    const root = folder();
    symlinkSync(root, join(root, 'again'));
    const outputs = [join(root, 'x.tsv'), join(root, 'again', 'x.tsv')];
    await expect(withDrafts({ outputs }, async () => {})).rejects.toEqual(withCode('OUTPUT_TWICE'));
    await withDrafts({ outputs: ['/dev/null', '/dev/null'] }, async ([file]) => file!.write('gone'));
  });

  it('are written through links, which stay links', async () => {
    const root = folder();
    symlinkSync('target.tsv', join(root, 'link.tsv'));
    await withDrafts({ outputs: [join(root, 'link.tsv')] }, async ([file]) => file!.write('text'));
    expect(readFileSync(join(root, 'target.tsv'), 'utf8')).toBe('text');
    expect(readdirSync(root).sort()).toEqual(['link.tsv', 'target.tsv']);
    symlinkSync('b', join(root, 'a'));
    symlinkSync('a', join(root, 'b'));
    await expect(withDrafts({ outputs: [join(root, 'a')] }, async () => {})).rejects.toEqual(withCode('OUTPUT_LINKS'));
  });

  it('clear away what commands left that were killed, and nothing else', async () => {
    const root = folder();
    const own = draftOf(join(root, 'mine'));
    const names = [`.table.tsv.seedrank-${deadToken()}`, '.hidden', 'x.seedrank-1-00000000--host'];
    for (const path of [own, ...names.map((name) => join(root, name))]) writeFileSync(path, 'x');
    await withDrafts({ outputs: [join(root, 'out.tsv')] }, async () => {});
    expect(
      readdirSync(root)
        .map((name) => join(root, name))
        .sort(),
    ).toEqual([join(root, '.hidden'), own, join(root, 'out.tsv'), join(root, 'x.seedrank-1-00000000--host')].sort());
  });

  it('never follow a link that somebody has put in the place of a draft', async () => {
    const root = folder();
    const victim = join(root, 'victim');
    writeFileSync(victim, 'precious');
    const output = join(root, 'out.tsv');
    symlinkSync(victim, draftOf(output));
    await expect(withDrafts({ outputs: [output] }, async ([file]) => file!.write('evil'))).rejects.toThrow();
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  it('have names as long as the file system allows', async () => {
    const output = join(folder(), `${'n'.repeat(250)}.tsv`);
    await withDrafts({ outputs: [output] }, async ([file]) => file!.write('text'));
    expect(readFileSync(output, 'utf8')).toBe('text');
  });

  it('need a folder that is there, and a home that the shell has put in', async () => {
    const to = (path: string) => withDrafts({ outputs: [path] }, async () => {});
    await expect(to(join(folder(), 'no', 'out.tsv'))).rejects.toEqual(withCode('OUTPUT_NO_FOLDER'));
    await expect(to('~/no-such/out.tsv')).rejects.toMatchObject({ details: { hint: expect.stringContaining('~') } });
    await expect(to(folder())).rejects.toEqual(withCode('OUTPUT_IS_FOLDER'));
  });
});
