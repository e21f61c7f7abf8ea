import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contrast } from '../unit/report/small-report.ts';
import { canBrowse, whyBrowse } from './chromium.ts';
import { openBrowser, type ReportBrowser } from './open-report.ts';
import { severalContrasts } from './several-contrasts.ts';

const COUNT = (view: string) => `[data-gene-table="${view}"] [data-part="count"]`;

describe.skipIf(!canBrowse)(`a report of several contrasts${whyBrowse}`, () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  const opened = () => browser.open(severalContrasts, { reducedMotion: 'reduce' });

  test('opens on the combined answer, with an overview of the contrasts, each with its own miRNA', async () => {
    const { page, complaints } = await opened();
    expect(await page.locator('h1:visible').allTextContents()).toEqual([
      '3 candidate direct targets of hsa-miR-9-5p, by 2 contrasts together',
    ]);
    const rows = await page.locator('table.contrasts tbody tr').allTextContents();
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('hsa-miR-10b-5p');
    expect(rows[1]).toContain('inhibition');
    const { significant } = severalContrasts.comparison!;
    for (const name of ['shared-candidates', 'shared-genes', 'change-correlation'])
      expect(await page.locator(`#figure-overview\\.${name}`).isVisible()).toBe(true);
    expect(significant.reduce((sum, { genes }) => sum + genes.length, 0)).toBe(
      [...contrast.genes.padj.keys()].filter((gene) =>
        severalContrasts.contrasts.some(({ genes, alpha }) => genes.padj[gene]! < alpha),
      ).length,
    );
    await page.getByRole('link', { name: 'anti', exact: true }).click();
    await expect
      .poll(() => page.locator('h1:visible').allTextContents())
      .toEqual(['2 candidate direct targets of hsa-miR-10b-5p']);
    expect(new URL(page.url()).hash).toContain('view=anti_vs_control');
    expect(complaints).toEqual([]);
  });

  test('a selection holds in tables that were not there when it was made, and in a page opened by its address', async () => {
    const { page, complaints } = await opened();
    await page.getByRole('button', { name: 'Gene list' }).click();
    await page.getByRole('textbox', { name: /Genes to highlight/ }).fill('g0, G9\nnowhere g13');
    await page.getByRole('button', { name: 'Highlight' }).click();
    const bar = page.locator('[data-selection-bar]');
    await expect.poll(() => bar.textContent()).toContain('3 genes from your list');
    expect(await bar.textContent()).toContain('Not in this study: nowhere.');
    await expect.poll(() => page.locator('a.picked:visible').allTextContents()).toContain('g0');
    await page.getByRole('combobox', { name: 'Contrast' }).selectOption('anti_vs_control');
    await page.locator('[data-gene-table="anti_vs_control"]').scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator(COUNT('anti_vs_control')).textContent()).toBe('3 of 48 genes');
    await expect.poll(() => page.locator('.tabulator-row:visible').count()).toBe(3);
    await page.getByRole('searchbox', { name: 'Search' }).locator('visible=true').fill('g1');
    await expect.poll(() => page.locator(COUNT('anti_vs_control')).textContent()).toBe('1 of 48 genes');
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await page.locator('[data-gene-table="anti_vs_control"]').scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator(COUNT('anti_vs_control')).textContent()).toBe('1 of 48 genes');
    expect(complaints).toEqual([]);
  });

  test('rows of many selected genes survive the address, by their code', async () => {
    const { page } = await opened();
    const rows = Array.from({ length: 44 }, (_, row) => row + 3);
    await page.evaluate(
      `seedrank.filterGenes({ contrast: 'mir9_vs_control', rows: Int32Array.from(${JSON.stringify(rows)}), from: 'figure' })`,
    );
    await expect.poll(() => page.url()).toContain('rows=');
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await expect.poll(() => page.evaluate(`seedrank.state().selected && [...seedrank.state().selected]`)).toEqual(rows);
  });

  test('a filter that cannot be read is said; one that can holds in the plots before the table is there', async () => {
    const { page, complaints } = await opened();
    await page.evaluate(
      `globalThis.heard = []; seedrank.onFilter((one) => heard.push([one.contrast, one.rows?.length]))`,
    );
    await page.evaluate(`seedrank.set({ view: 'mir9_vs_control', filters: new Map([['padj', '< 0.05']]) }, 'table')`);
    const below = contrast.genes.padj.filter((p) => p < 0.05).length;
    await expect.poll(() => page.evaluate(`heard.at(-1)`)).toEqual(['mir9_vs_control', below]);
    await page.locator('[data-gene-table="mir9_vs_control"]').scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator(COUNT('mir9_vs_control')).textContent()).toBe(`${below} of 48 genes`);
    await page.getByRole('searchbox', { name: 'Filter log₂ fold change' }).locator('visible=true').fill('large');
    const problem = page.locator('[data-gene-table="mir9_vs_control"] [data-part="problem"]');
    await expect.poll(() => problem.textContent()).toContain('“large” is no filter of the numbers of log₂ fold change');
    expect(await page.locator(COUNT('mir9_vs_control')).textContent()).toBe(`${below} of 48 genes`);
    await page.getByRole('button', { name: 'Remove the filter padj < 0.05' }).click();
    await expect.poll(() => page.locator(COUNT('mir9_vs_control')).textContent()).toBe('48 of 48 genes');
    expect(complaints).toEqual([]);
  });

  test('the card of any gene has its sites and duplexes, all contrasts, and links that only the reader opens', async () => {
    const { page, complaints } = await opened();
    await page.getByRole('combobox', { name: 'Find a gene' }).fill('g13');
    const card = page.locator('[data-gene-card=":all"]');
    await expect.poll(() => card.locator('h3').textContent()).toBe('g13');
    await expect.poll(() => card.locator('[data-card="sites"]').textContent()).toContain('7mer-m8 at 44–50');
    expect(await card.locator('pre').textContent()).toContain('target 5′ AGACG 3′');
    expect(await card.locator('pre').textContent()).toContain(':|');
    const lines = await card.locator('[data-card="contrasts"] tr').allTextContents();
    expect(lines).toHaveLength(3);
    expect(lines[2]).toContain('anti');
    const links = await card.locator('.gene-links a').all();
    expect(links).toHaveLength(3);
    for (const link of links) {
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
      expect(await link.getAttribute('href')).toMatch(
        /^https:\/\/www\.(ensembl\.org|ncbi\.nlm\.nih\.gov|targetscan\.org)\//,
      );
    }
    // A gene without a listed site says so, too.
    await page.getByRole('combobox', { name: 'Find a gene' }).fill('g12');
    await expect.poll(() => card.locator('h3').textContent()).toBe('g12');
    expect(complaints).toEqual([]);
  });

  test('on a narrow screen genes are a list, nothing scrolls both ways, and no title is wider than the screen', async () => {
    const { page, complaints } = await browser.open(severalContrasts, { viewport: { width: 390, height: 844 } });
    await page.locator('[data-gene-table=":all"]').scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator('.gene-list li:visible').count()).toBe(20);
    await page.getByRole('button', { name: 'Show more genes' }).locator('visible=true').click();
    expect(await page.locator('.gene-list li:visible').count()).toBe(40);
    const both = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main *')].filter((one) => {
         const { overflowX, overflowY } = getComputedStyle(one);
         const scrolls = (value) => value === 'auto' || value === 'scroll';
         return scrolls(overflowX) && one.scrollWidth > one.clientWidth + 1 && scrolls(overflowY) && one.scrollHeight > one.clientHeight + 1;
       }).map((one) => one.className)`,
    );
    expect(both).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(complaints).toEqual([]);
  });

  test('a title that is jumped to is not below the bar', async () => {
    const { page } = await opened();
    for (const name of ['Quality', 'All genes', 'Methods']) {
      await page.locator('nav').getByRole('link', { name, exact: true }).click();
      const [bar, title] = await page.evaluate<[number, number]>(
        `[document.querySelector('.bar').getBoundingClientRect().bottom,
          [...document.querySelectorAll('h2')].find((one) => one.checkVisibility() && one.textContent === ${JSON.stringify(name)}).getBoundingClientRect().top]`,
      );
      expect(title).toBeGreaterThanOrEqual(bar);
    }
  });

  test('the study can be done again from the page alone', async () => {
    const { page } = await opened();
    const again = (await page.locator('.again').textContent()) ?? '';
    for (const part of ['seedrank run study.json', '"name": "small study"', `${'ab'.repeat(32)}  counts.tsv`])
      expect(again).toContain(part);
    const saved = page.waitForEvent('download');
    await page.locator('.again summary').first().click();
    await page.getByRole('button', { name: 'Save as study.json' }).click();
    expect((await saved).suggestedFilename()).toBe('study.json');
  });
});
