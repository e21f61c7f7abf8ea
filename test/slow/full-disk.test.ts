import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../pipeline/engine/files.ts';
import { launch } from '../pipeline/launched.ts';
import { batchContents, batchIn } from '../pipeline/small-batch.ts';
import { mountSmall, whyNoDisk } from '../pipeline/small-disk.ts';
import { copyStudy, type Ended, run, seedrank, smallestStudy } from '../pipeline/small-study.ts';
import { expectToSurvive, lanes, type Try } from '../pipeline/survive.ts';
import { filesIn, type WritingCommand, writingCommands } from '../pipeline/writing-commands.ts';

const sizes = 30;
const page = 4096;
const plenty = 64 << 20;
const commands = writingCommands();
const whyNoLimit = spawnSync('prlimit', ['--version']).status === 0 ? '' : ' (skipped: no prlimit)';

/** What a command says that has no room. */
function expectRefusal({ code, stderr }: Ended): void {
  expect([1, 2]).toContain(code);
  expect(stderr).toMatch(/error (DISK_FULL|FILE_LIMIT): [^\n]+\n +where +\S/);
  expect(stderr).not.toContain('bug');
  expect(stderr).not.toMatch(/^ +at /m);
}

/** A disk for each lane, cleared and of that size when it is asked for. */
function smallDisks(): (lane: number) => { readonly folder: string; resize(bytes: number): void } {
  const folders = Array.from({ length: lanes }, () => mountSmall(plenty) as string);
  return (lane) => {
    const folder = folders[lane] as string;
    const resize = (bytes: number) => execFileSync('mount', ['-o', `remount,size=${bytes}`, folder]);
    resize(plenty);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    return { folder, resize };
  };
}

const pagesOf = (bytes: number): number => Math.ceil(bytes / page);
const bytesUsed = (folder: string): number =>
  listFiles(folder).reduce((sum, file) => sum + page * pagesOf(statSync(join(folder, file)).size), 0);

/** The outputs of a command are all as they should be, or, where it fails, all as they were, and nothing else is there. */
async function expectAllOrNone(command: WritingCommand, out: string, launched: () => Promise<Ended>): Promise<void> {
  const before = filesIn(out);
  const ended = await launched();
  if (ended.code !== 0) expectRefusal(ended);
  expect(filesIn(out)).toEqual(ended.code === 0 ? command.written : before);
}

/** Puts old files in the place of all outputs. */
function putOld({ written }: WritingCommand, out: string): void {
  for (const name of Object.keys(written)) writeFileSync(join(out, name), 'old\n');
}

describe.skipIf(whyNoDisk !== '')(`a disk that is full${whyNoDisk}`, () => {
  it('leaves old files as they were, by every command', { timeout: 1_800_000 }, async () => {
    const diskOf = smallDisks();
    const tries = commands.flatMap((command) => {
      const files = Object.values(command.written);
      const needed = files.reduce((sum, text) => sum + pagesOf(text.length), 0);
      const most = Math.min(sizes, needed + 1);
      return Array.from({ length: most }, (_, k): Try => {
        // From no page beside the old files, of one page each, to just enough.
        const pages = files.length + Math.round((k * needed) / (most - 1));
        return {
          kind: `full disk: ${command.name}`,
          what: `of ${pages} pages`,
          async attempt(lane) {
            const { folder, resize } = diskOf(lane);
            putOld(command, folder);
            resize(pages * page);
            await expectAllOrNone(command, folder, () => launch(command.folder, command.args(folder)));
          },
        };
      });
    });
    await expectToSurvive(tries);
  });

  it('loses and mixes nothing of a study, a batch or a store that is cleaned', { timeout: 1_800_000 }, async () => {
    const diskOf = smallDisks();
    await expectToSurvive(
      works().flatMap(({ name, folder, args, tries, least, most, expected }) =>
        Array.from({ length: tries }, (_, k): Try => {
          const bytes = page * pagesOf(least + (k * (most - least)) / (tries - 1));
          return {
            kind: `full disk: ${name}`,
            what: `of ${bytes} bytes`,
            async attempt(lane) {
              const { folder: disk, resize } = diskOf(lane);
              cpSync(folder, disk, { recursive: true });
              resize(bytes);
              const ended = await launch(disk, args);
              if (ended.code !== 0) expectRefusal(ended);
              resize(plenty);
              const last = await launch(disk, args);
              expect(last.stderr).toBe('');
              expect(last.code).toBe(0);
              expect(contentsIn(disk)).toEqual(expected);
            },
          };
        }),
      ),
    );
  });
});

describe.skipIf(whyNoLimit !== '')(`a limit of the size of files${whyNoLimit}`, () => {
  it('leaves old files as they were, by every command', { timeout: 1_800_000 }, async () => {
    const tries = commands.flatMap((command) => {
      const largest = Math.max(...Object.values(command.written).map(({ length }) => length));
      // A study file is too small for thirty sizes of disk.
      const tries = command.name === 'init' ? sizes : sizes / 6;
      return Array.from({ length: tries }, (_, k): Try => {
        const bytes = Math.round((k * largest) / (tries - 1));
        return {
          kind: `limit of file size: ${command.name}`,
          what: `of ${bytes} bytes`,
          async attempt() {
            const out = mkdtempSync(join(tmpdir(), 'seedrank-out-'));
            putOld(command, out);
            const under = ['prlimit', `--fsize=${bytes}`];
            await expectAllOrNone(command, out, () => launch(command.folder, command.args(out), { under }));
          },
        };
      });
    });
    await expectToSurvive(tries);
  });
});

/** Something to do in a folder that ends with the same files however often it is begun. */
interface Work {
  readonly name: string;
  /** Copied to the disk. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly tries: number;
  /** Of the disk: with room for nothing more, and with enough room. */
  readonly least: number;
  readonly most: number;
  readonly expected: Record<string, string>;
}

function works(): Work[] {
  const batch = batchIn(smallestStudy().folder, '', 'name,alpha', 'one,0.1');
  const unclean = smallestStudy();
  const short = ['--until', 'differential'];
  run(unclean, ...short, '--alpha', '0.2');
  run(unclean, ...short);
  const study = ['run', 'study.yml'];
  return [
    // The page takes longer than all that is before it.
    workOf('run', sizes / 3, smallestStudy().folder, study),
    workOf('run --until rank', (2 * sizes) / 3, smallestStudy().folder, [...study, '--until', 'rank']),
    workOf('batch', sizes, batch.folder, ['batch', 'batch.csv', '--template', 'template.yml']),
    // What is needed beside what is there are its locks.
    workOf('clean', sizes, unclean.folder, ['clean', 'study.yml'], sizes * page),
  ];
}

function workOf(name: string, tries: number, folder: string, args: readonly string[], needed?: number): Work {
  const done = copyStudy({ folder, study: '', results: '' }).folder;
  const least = bytesUsed(folder);
  expect(seedrank(done, ...args).code).toBe(0);
  const most = needed ? least + needed : 1.2 * bytesUsed(done);
  return { name, tries, folder, args, least, most, expected: contentsIn(done) };
}

const contentsIn = (folder: string): Record<string, string> => batchContents({ folder, out: join(folder, 'results') });
