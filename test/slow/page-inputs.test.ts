import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault, formatFault } from '../../src/fault.ts';
import { gzipFiles } from '../browser/gzip-files.ts';
import { canOpenPage, chooseFiles, openChromium, openStudyPage, runPage, whyNoPage } from '../browser/study-page.ts';
import { run, type SmallStudy, smallestStudy } from '../pipeline/small-study.ts';
import { expectSameFiles, filesIn, publishedByPage, runProgram } from './page-results.ts';

const plain = smallestStudy();
const read = (name: string): string => readFileSync(join(plain.folder, name), 'utf8');
const counts = read('counts.tsv');
const samples = read('samples.csv');

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Of the fault; undefined where the study must run. */
  readonly code?: string | undefined;
}

/** A study without targets, which takes a second, with the count table and the sheet that lie beside it. */
function writeCase({ files }: Case): SmallStudy {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-inputs-'));
  const all = { ...files };
  all['counts.tsv'] ??= counts;
  if (!('samples.xlsx' in all)) all['samples.csv'] ??= samples;
  const names = Object.keys(all);
  const named = (stem: string): string =>
    names.find((name) => name.startsWith(stem) && name !== `${stem}.tsv`) ?? `${stem}.tsv`;
  const text = read('study.yml')
    .replace(/(mirna|utrs):.*\n/g, '')
    .replace('counts.tsv', named('counts'))
    .replace('samples.csv', named('samples'));
  for (const [name, content] of Object.entries({ 'study.yml': text, ...all }))
    if (content.length > 0) writeFileSync(join(folder, name), content);
  return { folder, study: join(folder, 'study.yml'), results: join(folder, 'results') };
}

function utf16(text: string, isBig: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}

/** A workbook with one sheet, its texts in the cells (ECMA-376). */
function workbook(text: string, separator: string): Uint8Array {
  const cell = (value: string, row: number, column: number): string => {
    const address = `r="${'ABCDEFGHIJ'[column]}${row + 1}"`;
    return /^\d+$/.test(value)
      ? `<c ${address}><v>${value}</v></c>`
      : `<c ${address} t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.split(separator));
  const rows = lines.map(
    (cells, i) => `<row r="${i + 1}">${cells.map((value, j) => cell(value, i, j)).join('')}</row>`,
  );
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (type: string, target: string): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}/${type}" Target="${target}"/></Relationships>`;
  const parts = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="one" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strToU8(part)])));
}

const quoted = samples.replace(/[^,\n]+/g, '"$&"');
const cases: readonly Case[] = [
  ...gzipFiles.map(({ name, make, code }): Case => {
    return { name: `counts, packed: ${name}`, files: { 'counts.tsv.gz': make(Buffer.from(counts)) }, code };
  }),
  { name: 'a quoted sheet', files: { 'samples.csv': quoted } },
  {
    name: 'a sheet and counts in UTF-16',
    files: { 'samples.csv': utf16(samples, false), 'counts.tsv': utf16(counts, true) },
  },
  {
    name: 'lines that end in CR',
    files: { 'samples.csv': samples.replaceAll('\n', '\r'), 'counts.tsv': counts.replaceAll('\n', '\r') },
  },
  { name: 'workbooks', files: { 'samples.xlsx': workbook(samples, ','), 'counts.xlsx': workbook(counts, '\t') } },
  { name: 'a missing sheet', files: { 'samples.csv': '' }, code: 'INPUT_MISSING' },
  { name: 'a missing count table', files: { 'counts.tsv': '' }, code: 'INPUT_MISSING' },
  { name: 'a workbook that is none', files: { 'counts.xlsx': Buffer.from('PK\x03\x04rest') }, code: 'FILE_NOT_TEXT' },
  {
    name: 'a quote that stays open',
    files: { 'samples.csv': quoted.replace(/"\n$/, '\n') },
    code: 'TABLE_BROKEN_QUOTE',
  },
  {
    name: 'a count that is none',
    files: { 'counts.tsv': counts.replace(/\t\d+\n/, '\tmany\n') },
    code: 'COUNTS_NOT_A_NUMBER',
  },
  { name: 'a packed sheet, cut', files: { 'samples.csv': gzipSync(samples).subarray(0, -9) }, code: 'GZIP_TRUNCATED' },
];

/** What the program says of a study that it cannot run. */
function faultsOfProgram(study: SmallStudy): string[] {
  const { code, stderr, events } = run(study, '--threads', '1');
  expect(code).toBeGreaterThan(0);
  const failed = events.flatMap((event) => (event.type === 'stage-failed' && event.fault ? [event.fault] : []));
  const texts = failed.length > 0 ? failed.map((details) => formatFault(new Fault(details))) : [stderr.trimEnd()];
  return texts.map((text) => text.replaceAll(`${study.folder}/`, ''));
}

/** What the page says of a run, as a terminal would. */
async function faultsOfPage(page: Page): Promise<string[]> {
  const faults = await page.locator('section[aria-label="Run"] .fault').all();
  return Promise.all(
    faults.map(async (fault) => {
      const [code, message] = await Promise.all([
        fault.locator('.code').innerText(),
        fault.locator('strong').innerText(),
      ]);
      const [terms, texts] = await Promise.all([
        fault.locator('dt').allInnerTexts(),
        fault.locator('dd').allInnerTexts(),
      ]);
      const rows = terms.map((term, i) => `\n  ${term.padEnd(10)}${texts[i]}`);
      return `error ${code.trim()}: ${message}${rows.join('')}`.replaceAll('/study/', '');
    }),
  );
}

describe.skipIf(!canOpenPage)(`files as people have them, in seedrank.html${whyNoPage}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  it.each(cases)('$name: the files of the program, or its fault', async (one) => {
    const study = writeCase(one);
    const { page, complaints } = await openStudyPage(browser);
    await chooseFiles(page, filesIn(study.folder), study.folder);
    await page.getByText('The study is study.yml').waitFor();
    await runPage(page);
    const faults = await faultsOfPage(page);
    if (one.code === undefined) {
      expect(faults).toEqual([]);
      expectSameFiles(await publishedByPage(page), runProgram(study));
    } else {
      expect(faults[0]).toContain(`error ${one.code}:`);
      expect(faults).toEqual(faultsOfProgram(study));
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
