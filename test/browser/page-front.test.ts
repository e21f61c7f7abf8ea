import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallStudy, smallestStudy } from '../pipeline/small-study.ts';
import { canOpenPage, chooseFiles, type OpenedPage, openChromium, openStudyPage, whyNoPage } from './study-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hostile = '<img src=x onerror=alert(1)>';

/** A study without a study file, whose names say nothing: a sheet in UTF-16 with a hostile level, gene sets, and a letter. */
function namelessStudy(): SmallStudy {
  const study = smallestStudy();
  const read = (name: string) => readFileSync(join(study.folder, name), 'utf8');
  const genes = Array.from({ length: 30 }, (_, k) => `gene${k}`);
  const files: Record<string, string | Buffer> = {
    'a.txt': read('counts.tsv'),
    'b.txt': Buffer.from(`\ufeff${read('samples.csv').replaceAll('mock', hostile)}`, 'utf16le'),
    'c.txt': read('utrs.fa'),
    'd.txt': `one\tnote\t${genes.slice(0, 20).join('\t')}\ntwo\tnote\t${genes.slice(10, 25).join('\t')}\n`,
    '"><script>alert(1)<\\script>.txt': 'Dear colleague,\nthe files are attached.\n',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(study.folder, name), content);
  return study;
}

const nameless = ['a.txt', 'b.txt', 'c.txt', 'd.txt', '"><script>alert(1)<\\script>.txt'];

function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

describe.skipIf(!canOpenPage)(`the front of seedrank.html${whyNoPage}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  async function openFront(): Promise<OpenedPage> {
    const opened = await openStudyPage(browser);
    opened.page.setDefaultTimeout(30_000);
    return opened;
  }

  it('tells files by their content, says which it does not understand, and what it understood before a miRNA is named', async () => {
    const { folder } = namelessStudy();
    const { page, complaints } = await openFront();
    await chooseFiles(page, nameless, folder);
    await page.getByText('What was understood').waitFor();
    const roles = await page
      .locator('.given select')
      .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
    expect(roles).toEqual(['counts', 'samples', 'utrs', 'gene_sets', '']);
    expect(await page.locator('.given .unknown').innerText()).toContain('Not used, since it is not understood');
    const understood = await page.locator('#page').innerText();
    expect(understood).toMatch(/genes\s*60\s*read as a table of genes x samples/);
    expect(understood).toMatch(/with a 3' UTR\s*100 %\s*60 of 60 genes/);
    expect(await page.locator('.groups').innerText()).toMatch(
      /condition\s+factor\s+control \(3, the reference\), mir9 \(3\), <img src=x onerror=alert\(1\)> \(3\)/,
    );
    // A guess is there to be changed, and what is needed is said.
    await page.getByLabel('what b.txt is').selectOption('none');
    await page.getByText('Still to come: sample sheet.').waitFor();
    expect(await page.getByRole('button', { name: 'Run', exact: true }).isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('asks what names do not say: which of two controls is the reference', async () => {
    const { folder } = smallestStudy();
    const { page } = await openFront();
    await chooseFiles(page, ['counts.tsv', 'samples.csv', 'utrs.fa'], folder);
    await page.getByText('INIT_REFERENCE_OPEN').waitFor();
    await page.getByRole('combobox', { name: 'Level', exact: true }).selectOption('mir9');
    await page.getByRole('combobox', { name: 'against the reference', exact: true }).selectOption('mock');
    await page.getByText('mir9 over mock (condition): mock is the reference').waitFor();
    expect(await page.locator('textarea.study').inputValue()).toMatch(
      /design: ~ batch \+ condition\n[\s\S]*reference: mock/,
    );
    expect(await page.locator('.fault').count()).toBe(0);
    await page.getByRole('combobox', { name: /^miRNA/ }).fill('hsa-miR-99999');
    await page.keyboard.press('Enter');
    await page.getByText('MIRNA_UNKNOWN').waitFor();
    expect(await page.locator('.fault').innerText()).toMatch(/there is no miRNA[\s\S]*cure/);
    await page.context().close();
  });

  it('axe finds nothing in it on a light screen or a dark one, and it fits a phone', async () => {
    const { folder } = namelessStudy();
    const { page } = await openFront();
    await chooseFiles(page, nameless, folder);
    await page.getByText('What was understood').waitFor();
    await page.getByRole('combobox', { name: /^miRNA/ }).fill('mir-9');
    await page.evaluate(axe);
    const violations = (options: string) =>
      page.evaluate(
        `axe.run(document, { resultTypes: ['violations'], ...${options} }).then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`,
      );
    expect(await violations('{}')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    // Nothing but colors depends on the screen.
    expect(await violations(`{ runOnly: ['color-contrast', 'link-in-text-block'] }`)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await scrollsSideways(page)).toBe(false);
    await page.context().close();
  });

  it('leads from files to a report by the keyboard alone', async () => {
    const { folder } = namelessStudy();
    const { page, complaints } = await openFront();
    const press = (key: string) => page.keyboard.press(key);
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement.getAttribute('aria-label') ?? document.activeElement.dataset.key ?? document.activeElement.textContent`,
      );
    const tabTo = async (name: string | RegExp) => {
      for (let step = 0; step < 60; step++) {
        await press('Tab');
        if ((await focused()).match(name)) return;
      }
      throw new Error(`Tab does not come to ${name}`);
    };
    const chooser = page.waitForEvent('filechooser');
    await tabTo('Choose files');
    await press('Enter');
    await (await chooser).setFiles(['a.txt', 'b.txt', 'c.txt'].map((name) => join(folder, name)));
    await page.getByText('What was understood').waitFor();
    await tabTo(/^miRNA/);
    await page.keyboard.type('mir9 5p');
    await press('ArrowDown');
    await press('ArrowUp');
    await press('Enter');
    await page.locator('.chip', { hasText: 'hsa-miR-9-5p' }).waitFor();
    // The form is made anew, and the user stays where he was.
    expect(await focused()).toMatch(/^miRNA/);
    await tabTo('What was done to it');
    await tabTo('Run');
    await press('Space');
    await page.locator('iframe').waitFor();
    expect(await focused()).toBe('Save report');
    const saved = page.waitForEvent('download');
    await press('Enter');
    expect((await saved).suggestedFilename()).toBe('report.html');
    expect(await page.locator('.stages').innerText()).not.toContain('failed');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('what is written by hand is run as it stands, and the form can be gone back to', async () => {
    const { folder } = smallestStudy();
    const sheet = join(folder, 'samples.csv');
    writeFileSync(sheet, readFileSync(sheet, 'utf8').replaceAll('mock', 'treated'));
    const { page } = await openFront();
    await chooseFiles(page, ['counts.tsv', 'samples.csv', 'utrs.fa'], folder);
    await page.getByText('What was understood').waitFor();
    await page.getByText('study.yml, as it is built').click();
    const text = page.locator('textarea.study');
    await text.fill(`${await text.inputValue()}fdr: 7\n`.replace('fdr: 0.1\n', ''));
    await page.keyboard.press('Tab');
    await page.locator('.fault').waitFor();
    expect(await page.locator('.fault').innerText()).toMatch(/fdr[\s\S]*study\.yml:\d+[\s\S]*7/);
    await page.getByRole('button', { name: 'Build it with the form instead' }).click();
    await page.locator('.chips').waitFor();
    expect(await text.inputValue()).toContain('fdr: 0.1');
    await page.context().close();
  });
});
