import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canOpenPage,
  chooseFiles,
  openChromium,
  openStudyPage,
  runPage,
  studyPage,
  whyNoPage,
} from '../browser/study-page.ts';
import { type SmallStudy, seedrank, smallestStudy, smallStudy } from '../pipeline/small-study.ts';
import { demoFiles, demoStudy, samplesFolder } from './demo-study.ts';
import { expectSameFiles, filesIn, filesOfPage, publishedByPage, runProgram } from './page-results.ts';

/** Two experiments with one miRNA, ranked together. */
function combinedStudy(): SmallStudy {
  const study = smallStudy();
  const text = readFileSync(study.study, 'utf8').replaceAll('{ variable', '{ id: ID, variable');
  writeFileSync(study.study, `${text.replace('ID', 'first').replace('ID', 'second')}combine: [first, second]\n`);
  return study;
}

/** A study of a finished table: what the program's own `differential` has published. */
function adoptedStudy(): SmallStudy {
  const first = smallestStudy();
  expect(seedrank(first.folder, 'run', 'study.yml', '--until', 'differential').code).toBe(0);
  const published = join(first.results, 'tables', 'differential');
  const table = readdirSync(published).find((name) => /results\.tsv/.test(name)) as string;
  const text = `name: adopted\ndifferential: ${table}\nmirna: hsa-miR-9-5p\nutrs: utrs.fa\n`;
  const second = smallestStudy({ 'study.yml': text });
  cpSync(join(published, table), join(second.folder, table));
  return second;
}

/** 3' UTRs cut from a genome of one chromosome, packed, in which each gene has a coding part of 30 letters before its UTR. */
function genomeStudy(): SmallStudy {
  const study = smallestStudy();
  const records = readFileSync(join(study.folder, 'utrs.fa'), 'utf8').trim().split(/^>/m).slice(1);
  let genome = '';
  const lines: string[] = [];
  for (const record of records) {
    const [gene, utr] = record.split('\n') as [string, string];
    const start = genome.length + 1;
    genome += `ATG${'GCT'.repeat(8)}TAA${utr}NNNNNNNNNN`;
    const end = start + 29 + utr.length;
    const tags = `gene_id "${gene}"; transcript_id "${gene}.1"; gene_biotype "protein_coding"; transcript_biotype "protein_coding";`;
    const row = (type: string, from: number, to: number) => `1\tx\t${type}\t${from}\t${to}\t.\t+\t0\t${tags}\n`;
    lines.push(row('gene', start, end), row('transcript', start, end), row('exon', start, end));
    lines.push(row('CDS', start, start + 26), row('stop_codon', start + 27, start + 29));
    lines.push(row('three_prime_utr', start + 30, end));
  }
  writeFileSync(join(study.folder, 'genome.fa.gz'), gzipSync(`>1\n${genome.replace(/(.{60})/g, '$1\n')}\n`));
  writeFileSync(join(study.folder, 'genes.gtf'), lines.join(''));
  const text = readFileSync(study.study, 'utf8').replace(
    'utrs: utrs.fa',
    'genome: genome.fa.gz\nannotation: genes.gtf',
  );
  writeFileSync(study.study, text);
  return study;
}

describe.skipIf(!canOpenPage)(`studies in seedrank.html, offline${whyNoPage}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  it('its window is typed as browsers are', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', join(root, 'pipeline/page/window')], { encoding: 'utf8' });
  });

  it.each([
    ['the demo, with cohorts and gene sets', demoStudy],
    ['two contrasts that are ranked together', combinedStudy],
    ['a finished table', adoptedStudy],
    ['a genome with its annotation', genomeStudy],
  ])('%s: every published file has the bytes of the program', async (_, make) => {
    const study = make();
    const { page, complaints } = await openStudyPage(browser);
    await chooseFiles(page, filesIn(study.folder), study.folder);
    await page.getByText('The study is study.yml').waitFor();
    await runPage(page);
    expectSameFiles(await publishedByPage(page), runProgram(study));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('an archive of the page, unpacked, is a study that gives the same report, and nothing is left in the browser', async () => {
    const { page } = await openStudyPage(browser);
    await chooseFiles(page, ['counts.tsv.gz', 'samples.csv', 'mirnas.fa', 'utrs.fa.gz'], samplesFolder);
    const started = performance.now();
    let clicks = 1; // the files
    await page.locator('.form input').first().fill('hsa-miR-9-5p');
    clicks += 1;
    await page.keyboard.press('Tab');
    await page.getByText("3' UTRs: 2921 of 3000 genes").waitFor();
    await runPage(page);
    clicks += 1;
    expect(clicks).toBeLessThanOrEqual(6);
    expect(performance.now() - started).toBeLessThan(120_000);
    const files = await filesOfPage(page);
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-unpacked-'));
    for (const [name, bytes] of Object.entries(files)) {
      if (!name.startsWith('results/')) writeFileSync(join(folder, name), bytes);
    }
    const unpacked = { folder, study: join(folder, 'study.yml'), results: join(folder, 'results') };
    const expected = runProgram(unpacked);
    expect(Buffer.from(files['results/report.html']!).toString('latin1')).toBe(expected['report.html']);
    expect(await page.evaluate('indexedDB.databases()')).toEqual([]);
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    expect(await page.evaluate('caches === undefined ? [] : caches.keys()')).toEqual([]);
    await page.context().close();
  });

  it('a run that is cancelled goes on from its finished stages, with the same bytes', async () => {
    const study = demoStudy();
    const { page } = await openStudyPage(browser);
    await chooseFiles(page, demoFiles, study.folder);
    await page.getByText('The study is study.yml').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page
      .locator('.stages .running', { hasText: /runs|%/ })
      .nth(0)
      .waitFor();
    await page.locator('.stages .done').nth(1).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('the run was stopped').waitFor();
    await runPage(page);
    expect(await page.locator('.stages .fresh', { hasText: 'as before' }).count()).toBeGreaterThan(0);
    expectSameFiles(await publishedByPage(page), runProgram(study));
    await page.context().close();
  });

  it('a browser that refuses the kernel is told of with a cure: nothing slower or other takes its place in silence', async () => {
    const refusing = join(mkdtempSync(join(tmpdir(), 'seedrank-refusing-')), 'seedrank.html');
    writeFileSync(refusing, readFileSync(studyPage, 'utf8').replace("'wasm-unsafe-eval' ", ''));
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    await page.goto(`file://${refusing}`);
    const study = smallestStudy({ 'study.yml': readFileSync(smallestStudy().study, 'utf8').replace(/utrs:.*\n/, '') });
    await chooseFiles(page, ['study.yml', 'counts.tsv', 'samples.csv'], study.folder);
    await page.getByText('The study is study.yml').waitFor();
    await runPage(page);
    expect(await page.locator('.stages li').count()).toBe(0);
    expect(await page.locator('#page').innerText()).toContain('BROWSER_NO_WEBASSEMBLY');
    await context.close();
  });
});
