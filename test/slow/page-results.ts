import { readdirSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { saveAll } from '../browser/study-page.ts';
import { contents, type SmallStudy, seedrank } from '../pipeline/small-study.ts';

/** Of a results folder: what users take from it, without what tells of the run. */
const isPublished = (file: string): boolean => !/^(work|pipeline_info)\//.test(file);

/** Published files as text of one byte a letter, by names inside the results folder. */
export type Published = Readonly<Record<string, string>>;

export const filesIn = (folder: string): string[] => readdirSync(folder).filter((name) => name !== 'results');

/** Every published file that the program makes of a study, in one thread. */
export function runProgram(study: SmallStudy): Published {
  const { code, stderr } = seedrank(study.folder, 'run', 'study.yml', '--threads', '1');
  expect(code, stderr).toBe(0);
  return contentsOf(study);
}

/** Every published file of a study that was run. */
export function contentsOf(study: SmallStudy): Published {
  return Object.fromEntries(Object.entries(contents(study)).filter(([file]) => isPublished(file)));
}

/** The archive that the page saves, by names inside of it. */
export async function filesOfPage(page: Page): Promise<Record<string, Uint8Array>> {
  return unzipSync(readFileSync(await saveAll(page)));
}

export async function publishedByPage(page: Page): Promise<Published> {
  return publishedIn(await filesOfPage(page));
}

/** Of the files of an archive. */
export function publishedIn(files: Readonly<Record<string, Uint8Array>>): Published {
  return Object.fromEntries(
    Object.entries(files)
      .map(([name, bytes]) => [name.replace(/^results\//, './'), bytes] as const)
      .filter(([name]) => name.startsWith('./') && isPublished(name.slice(2)))
      .map(([name, bytes]) => [name.slice(2), Buffer.from(bytes).toString('latin1')]),
  );
}

/** The page's files are the program's, byte for byte: what differs is named, not shown. */
export function expectSameFiles(made: Published, expected: Published): void {
  expect(Object.keys(made).sort()).toEqual(Object.keys(expected).sort());
  expect(Object.keys(made).filter((file) => made[file] !== expected[file])).toEqual([]);
}
