import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canOpenPage,
  chooseFiles,
  openChromium,
  openStudyPage,
  runPage,
  saveAll,
  whyNoPage,
} from '../browser/study-page.ts';
import { seedrank, smallStudy } from '../pipeline/small-study.ts';

const samplesFolder = fileURLToPath(new URL('../../data-samples', import.meta.url));
const shared = process.env.SEEDRANK_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const salmon = join(shared, 'data/tximport_geuvadis3');
const targetScan = join(shared, 'data/targetscan8_utr_6genes_84species');
const hasShared = existsSync(salmon) && existsSync(targetScan);
const whyShared = hasShared ? '' : ` (skipped: ${shared} has no data)`;

const rolesIn = (page: Page): Promise<string[]> =>
  page.locator('.given select').evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));

const combobox = (page: Page, name: string | RegExp) =>
  page.getByRole('combobox', typeof name === 'string' ? { name, exact: true } : { name });

async function chooseMirna(page: Page, name: string): Promise<void> {
  await combobox(page, /^miRNA:/).fill(name);
  await page.keyboard.press('Enter');
  await page.locator('.chip', { hasText: name }).waitFor();
}

/** Waits until the study file says something. */
async function saysStudy(page: Page, what: RegExp): Promise<void> {
  await expect.poll(() => page.locator('textarea.study').inputValue(), { timeout: 60_000 }).toMatch(what);
}

async function stagesOfKind(page: Page, kind: 'done' | 'fresh'): Promise<string[]> {
  const state = kind === 'fresh' ? '.fresh' : '.done:not(.fresh)';
  return page.locator(`.stages li:has(${state}) span:last-child`).allInnerTexts();
}

describe.skipIf(!canOpenPage)(`a new user of seedrank.html${whyNoPage}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  it('comes from own data to a report in at most six clicks; what is saved is a study that the program repeats, word for word', async () => {
    const { page, complaints } = await openStudyPage(browser);
    // Presses of the pointer, of which a click on a label makes one and its field none.
    await page.evaluate(
      `clicks = 0; addEventListener('pointerdown', ({ isTrusted }) => { clicks += isTrusted; }, true)`,
    );
    const chooser = page.waitForEvent('filechooser');
    await page.getByText('Choose files').click();
    await (await chooser).setFiles(
      ['counts.tsv.gz', 'samples.csv', 'utrs.fa.gz'].map((name) => join(samplesFolder, name)),
    );
    await page.getByText('2,921 of 3,000 genes').waitFor();
    await combobox(page, /^miRNA:/).click();
    await page.keyboard.type('mir-9-5p');
    await page.getByRole('option', { name: 'hsa-miR-9-5p' }).click();
    await page.getByText('seed CUUUGGU').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const report = page.frameLocator('iframe');
    await report.getByRole('heading', { name: /candidate direct targets of hsa-miR-9-5p/ }).waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save report' }).click(),
    ]);
    const clicks = await page.evaluate<number>('clicks');
    expect(clicks).toBe(5);
    expect(complaints).toEqual([]);

    const files = unzipSync(readFileSync(await saveAll(page)));
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-unpacked-'));
    for (const [name, bytes] of Object.entries(files)) {
      if (name.startsWith('results/')) continue;
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const { code, stderr } = seedrank(folder, 'run', 'study.yml', '--threads', '1');
    expect(code, stderr).toBe(0);
    const info = ['params.json', 'notes.tsv', 'results.sha256', 'inputs.sha256'].map((name) => `pipeline_info/${name}`);
    const same = ['report.html', ...info].filter(
      (name) =>
        Buffer.from(files[`results/${name}`]!).toString('latin1') ===
        readFileSync(join(folder, 'results', name), 'latin1'),
    );
    expect(same).toEqual(['report.html', ...info]);
    expect(readFileSync(await saved.path(), 'latin1')).toBe(
      readFileSync(join(folder, 'results/report.html'), 'latin1'),
    );

    await page.getByLabel('False discovery rate').fill('0.01');
    await page.keyboard.press('Tab');
    await saysStudy(page, /fdr: 0\.01/);
    await runPage(page);
    const fresh = await stagesOfKind(page, 'fresh');
    expect(fresh).toEqual(expect.arrayContaining(['ingest', 'normalize', 'targets', 'quality']));
    const again = await stagesOfKind(page, 'done');
    expect(again).toEqual(expect.arrayContaining(['rank[mir9_vs_control]', 'report']));
    expect(again).not.toContain('targets');
    await page.getByText(`${fresh.length} did not depend on what was changed`).waitFor();
    await page.context().close();
  });

  it('asks in a form what cohorts do not say, and takes what their columns say', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-cohorts-'));
    for (const name of [
      'counts.tsv.gz',
      'samples.csv',
      'utrs.fa.gz',
      'patients.tsv.gz',
      'tissues.tsv.gz',
      'tissue_samples.tsv',
    ])
      cpSync(join(samplesFolder, name), join(folder, name));
    const clinical = readFileSync(join(samplesFolder, 'clinical.tsv'), 'utf8');
    writeFileSync(join(folder, 'clinical.tsv'), clinical.replaceAll('dead', '2').replaceAll('alive', '1'));
    const { page } = await openStudyPage(browser);
    // One after another: what a table is shows when that is there which it belongs to.
    await chooseFiles(page, ['counts.tsv.gz', 'clinical.tsv'], folder);
    await page.getByText('Still to come: sample sheet.').waitFor();
    await chooseFiles(
      page,
      readdirSync(folder).filter((name) => name !== 'counts.tsv.gz' && name !== 'clinical.tsv'),
      folder,
    );
    await page.getByText('EVENT_UNCLEAR').waitFor();
    await page.getByText('The form below asks for it.').waitFor();
    await combobox(page, 'OS: value that is the event').selectOption('2');
    await page.getByText('2 is the event, 1 censored').waitFor();
    expect(await page.locator('.fault').count()).toBe(0);
    expect(await page.locator('.remarks').innerText()).toContain('20 tumor and 20 normal samples, told by tissue');
    // It stays open while it is filled in.
    await page.getByRole('checkbox', { name: 'age' }).check();
    await saysStudy(page, /covariates/);
    expect(await page.locator('textarea.study').inputValue()).toContain(`cohorts:
  - name: patients
    expression: patients.tsv.gz
    clinical: clinical.tsv
    endpoints:
      OS:
        time: os_months
        event: os_status
        event_value:
          - "2"
    covariates:
      - age
  - name: tissues
    expression: tissues.tsv.gz
    clinical: tissue_samples.tsv
    groups: tissue
`);
    await page.context().close();
  });

  it('compares several groups for several miRNAs, each contrast with its own', async () => {
    const { folder } = smallStudy();
    const sheet = join(folder, 'samples.csv');
    writeFileSync(sheet, readFileSync(sheet, 'utf8').replaceAll('mock', 'let7'));
    const { page } = await openStudyPage(browser);
    await chooseFiles(page, ['counts.tsv', 'samples.csv', 'utrs.fa'], folder);
    await page.getByText('What was understood').waitFor();
    await chooseMirna(page, 'hsa-miR-9-5p');
    await chooseMirna(page, 'hsa-let-7a-5p');
    await combobox(page, 'miRNA in it 1').selectOption('hsa-let-7a-5p');
    await saysStudy(page, /target: let7[^-]*mirna/);
    await combobox(page, 'miRNA in it 2').selectOption('hsa-miR-9-5p');
    await combobox(page, 'What was done in it 2').selectOption('inhibition');
    await saysStudy(page, /effect: inhibition/);
    expect(await page.locator('.fault').count()).toBe(0);
    await runPage(page);
    expect(await stagesOfKind(page, 'done')).toEqual(
      expect.arrayContaining(['rank[let7_vs_control]', 'rank[mir9_vs_control]', 'report']),
    );
    await page.context().close();
  });

  it.skipIf(!hasShared)(`takes the folder of a quantifier and a TargetScan download${whyShared}`, async () => {
    const { page } = await openStudyPage(browser);
    const root = mkdtempSync(join(tmpdir(), 'seedrank-folder-'));
    const folder = join(root, 'run1');
    cpSync(salmon, folder, { recursive: true });
    await page.setInputFiles('input[aria-label="Choose a folder"]', folder);
    await page.locator('.given').getByText('run1/: 3 files').waitFor();
    await page.locator('.fault, .numbers').first().waitFor();
    expect((await rolesIn(page)).sort()).toEqual(['', 'counts', 'samples', 'transcript_genes']);
    const files = readdirSync(targetScan).filter((name) => /Sequences/.test(name));
    await chooseFiles(page, files, targetScan);
    await page.locator('.given').getByText('UTR_Sequences').waitFor();
    await expect.poll(() => page.locator('[role=status]').innerText(), { timeout: 60_000 }).toBe('');
    expect((await rolesIn(page)).sort()).toEqual(['', 'counts', 'orfs', 'samples', 'transcript_genes', 'utrs']);
    await page.context().close();
  });
});
