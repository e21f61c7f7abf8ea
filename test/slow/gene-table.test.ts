import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protectFromExcel } from '../../src/formats/delimited/excel-csv.ts';
import type { ContrastResult, ReportData } from '../../src/report/report-data.ts';
import { canBrowse, whyBrowse } from '../browser/chromium.ts';
import { largeReport } from '../browser/large-report.ts';
import { openBrowser, type ReportBrowser } from '../browser/open-report.ts';
import { contrast, report } from '../unit/report/small-report.ts';

const { genes, ranking } = contrast;

/** A machine that is busy with other things is waited for. */
const soon = <T>(what: () => T, interval = 50) => expect.poll(what, { interval, timeout: 60_000 });

describe.skipIf(!canBrowse)(`the full table in a browser${whyBrowse}`, () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function openTable(data: ReportData = report) {
    const opened = await browser.open(data);
    await opened.page.locator('[data-gene-table]').scrollIntoViewIfNeeded();
    await opened.page.locator('.tabulator-row').first().waitFor();
    return opened;
  }
  const column = (page: Page, name: string) =>
    page.locator(`.tabulator-row .tabulator-cell[tabulator-field="${name}"]`);
  const header = (page: Page, name: string) => page.locator(`.tabulator-col[tabulator-field="${name}"]`);
  const filter = (page: Page, name: string) => header(page, name).locator('input, select');
  const count = (page: Page) => page.locator('[data-part=count]');
  async function download(page: Page, button: 'CSV' | 'TSV'): Promise<string> {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button, exact: true }).click(),
    ]);
    return readFileSync(await file.path(), 'utf8');
  }

  test('stands in the order of the ranking, and hides the still table of candidates', async () => {
    const { page, complaints } = await openTable();
    expect((await column(page, 'id').allTextContents()).slice(0, 3)).toEqual(['g0', 'g9', 'g2']);
    expect(await header(page, 'rank').getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('table.candidates:visible').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('sorts by the header button, also from the keyboard, says so, and keeps missing numbers last both ways', async () => {
    const { page } = await openTable();
    const sorted = [...genes.pvalue.keys()].filter((gene) => !Number.isNaN(genes.pvalue[gene]!));
    sorted.sort((a, b) => genes.baseMean[a]! - genes.baseMean[b]!);
    const button = header(page, 'baseMean').getByRole('button');
    await button.click();
    expect(await header(page, 'baseMean').getAttribute('aria-sort')).toBe('ascending');
    expect(await header(page, 'rank').getAttribute('aria-sort')).toBe('none');
    const means = async () =>
      (await column(page, 'baseMean').allTextContents()).slice(0, 12).map((text) => Number(text.replace(',', '')));
    expect(await means()).toEqual([...genes.baseMean].sort((a, b) => a - b).slice(0, 12));
    await button.press('Enter');
    expect(await header(page, 'baseMean').getAttribute('aria-sort')).toBe('descending');
    expect(await means()).toEqual([...genes.baseMean].sort((a, b) => b - a).slice(0, 12));
    for (const order of ['ascending', 'descending']) {
      await header(page, 'padj').getByRole('button').click();
      expect(await header(page, 'padj').getAttribute('aria-sort')).toBe(order);
      expect((await column(page, 'padj').allTextContents())[0]).not.toBe('–');
    }
  });

  test('filter, then export: the rows that pass and no other, in the order shown', async () => {
    const change = (gene: number) => genes.log2FoldChange[gene]!;
    const filters: readonly (readonly [name: string, wanted: string, passes: (gene: number) => boolean])[] = [
      ['log2FoldChange', '< -1', (gene) => change(gene) < -1],
      ['log2FoldChange', '|x| > 1', (gene) => Math.abs(change(gene)) > 1],
      ['log2FoldChange', '-1..−0.5', (gene) => change(gene) >= -1 && change(gene) <= -0.5],
      ['padj', '<= 1e-3', (gene) => genes.padj[gene]! <= 1e-3],
      ['id', 'G1', (gene) => genes.id[gene]!.startsWith('g1')],
      ['class', 'candidate', (gene) => [0, 2, 9].includes(gene)],
    ];
    const { page } = await openTable();
    for (const [name, wanted, passes] of filters) {
      if (name === 'class') await filter(page, name).selectOption(wanted);
      else await filter(page, name).fill(wanted);
      const expected = [...genes.id.keys()].filter(passes).map((gene) => genes.id[gene]!);
      expect(expected.length).toBeGreaterThan(0);
      await soon(() => count(page).textContent()).toBe(`${expected.length} of 48 genes`);
      const [head, ...lines] = (await download(page, 'TSV')).trimEnd().split('\n');
      const exported = lines.map((line) => line.split('\t')[head!.split('\t').indexOf('id')]!);
      expect([...exported].sort()).toEqual(expected.sort());
      expect(exported.slice(0, 5)).toEqual((await column(page, 'id').allTextContents()).slice(0, 5));
      await page.getByRole('button', { name: 'Show all genes' }).click();
    }
  });

  test('the numbers of an export are those of the results, to the digits kept', async () => {
    const { page } = await openTable();
    const [head, ...lines] = (await download(page, 'TSV'))
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(lines).toHaveLength(48);
    for (const cells of lines) {
      const gene = genes.id.indexOf(cells[head!.indexOf('id')]!);
      const value = (name: string) => Number(cells[head!.indexOf(name)]!.replace('NA', 'NaN'));
      expect(value('log2FoldChange')).toBeCloseTo(genes.log2FoldChange[gene]!, 3);
      if (Number.isNaN(genes.padj[gene]!)) expect(value('padj')).toBeNaN();
      else expect(value('padj') / genes.padj[gene]!).toBeCloseTo(1, 2);
      expect(value('rank')).toBe((ranking!.columns![0] as unknown as { integers: Float64Array }).integers[gene]);
    }
  });

  test('p-values below the smallest double keep their place and their digits', async () => {
    const logPvalue = genes.pvalue.map(Math.log);
    const pvalue = genes.pvalue.slice();
    for (const [gene, log10] of [
      [5, -5000.5],
      [7, -400.25],
    ] as const) {
      pvalue[gene] = 0;
      logPvalue[gene] = log10 * Math.LN10;
    }
    const { page } = await openTable({
      ...report,
      contrasts: [{ ...contrast, genes: { ...genes, pvalue, logPvalue } }],
    });
    await page.locator('.chooser summary').click();
    await page.getByLabel('p', { exact: true }).check();
    await header(page, 'pvalue').getByRole('button').click();
    expect((await column(page, 'id').allTextContents()).slice(0, 2)).toEqual(['g5', 'g7']);
    expect((await column(page, 'pvalue').allTextContents()).slice(0, 2)).toEqual(['3.2e−5001', '5.6e−401']);
    expect(await download(page, 'TSV')).toContain('\t3.16e-5001');
  });

  test('columns come and go by the chooser; exports hold those that are shown', async () => {
    const { page } = await openTable();
    expect(await column(page, 'why').first().isVisible()).toBe(false);
    await page.locator('.chooser summary').click();
    await page.getByLabel('why', { exact: true }).check();
    await page.getByLabel('mean count', { exact: true }).uncheck();
    expect(await column(page, 'why').first().textContent()).toBe('Reason 0.');
    expect(await column(page, 'baseMean').first().isVisible()).toBe(false);
    const [head] = (await download(page, 'TSV')).split('\n');
    expect(head!.split('\t')).toEqual(['rank', 'id', 'class', 'posterior', 'log2FoldChange', 'padj', 'why']);
  });

  test('search looks through all text, and all is back by one button', async () => {
    const { page } = await openTable();
    await page.getByPlaceholder('in all text').fill('reason 4');
    await soon(() => count(page).textContent()).toBe('9 of 48 genes');
    await filter(page, 'id').fill('47');
    await soon(() => count(page).textContent()).toBe('1 of 48 genes');
    await page.getByRole('button', { name: 'Show all genes' }).click();
    await soon(() => count(page).textContent()).toBe('48 of 48 genes');
    expect(await filter(page, 'id').inputValue()).toBe('');
  });

  test('a row that is pressed chooses its gene for the whole page, arrow keys go on, and others choose in the table', async () => {
    const { page } = await openTable();
    await page.evaluate(`globalThis.heard = []; seedrank.onGene(({ row, from }) => heard.push([row, from]));`);
    await page.evaluate(`seedrank.onFilter(({ rows, from }) => heard.push([rows ? [...rows] : 'all', from]))`);
    await column(page, 'id').nth(1).click();
    expect(await page.locator('.tabulator-row.chosen').textContent()).toContain('g9');
    expect(await page.locator('[data-part=card]').textContent()).toBe('g9 Reason 9.');
    await page.locator('.tabulator-tableholder').focus();
    await page.keyboard.press('ArrowDown');
    await page.evaluate(`seedrank.chooseGene({ contrast: '${contrast.id}', row: 44, from: 'figure' })`);
    await soon(() => page.locator('.tabulator-row.chosen').textContent()).toContain('g44');
    await filter(page, 'id').fill('g31');
    await soon(() => page.evaluate('heard')).toEqual([
      [9, 'table'],
      [2, 'table'],
      [44, 'figure'],
      [[31], 'table'],
    ]);
  });

  test('genes caught in a plot are the rows of the table until that is undone', async () => {
    const { page } = await openTable();
    await page.evaluate(
      `seedrank.filterGenes({ contrast: '${contrast.id}', rows: Int32Array.of(3, 9), from: 'lasso' })`,
    );
    await soon(() => column(page, 'id').allTextContents()).toEqual(['g9', 'g3']);
    await page.getByRole('button', { name: 'Deselect' }).click();
    await soon(() => count(page).textContent()).toBe('48 of 48 genes');
  });

  test('names that are markup, formulas or dates stay text, in the page and for Excel', async () => {
    const names = [
      '</script><img src=x onerror="globalThis.broken=1">',
      '=cmd|1',
      'SEPT2',
      'MARCH1',
      '2310009E13',
      '@x',
      'a,"b"',
      'MARK2',
      '7157',
    ];
    const id = genes.id.map((one, gene) => names[gene] ?? one);
    const { page, complaints } = await openTable({ ...report, contrasts: [{ ...contrast, genes: { ...genes, id } }] });
    await column(page, 'id').first().click();
    expect(await page.evaluate(`[typeof broken, document.images.length]`)).toEqual(['undefined', 0]);
    const csv = await download(page, 'CSV');
    expect(csv.startsWith('\ufeff')).toBe(true);
    const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    for (const name of names) expect(csv).toContain(`,${quoted(protectFromExcel(name))},`);
    expect(csv).toContain(',"=""SEPT2""",');
    expect(csv).toContain(',MARK2,');
    expect(complaints).toEqual([]);
  });

  test('sixty thousand genes: rows appear, sort and filter in time', async () => {
    const data = largeReport(60_000);
    const { page, complaints } = await browser.open(data);
    const time = async (what: () => Promise<unknown>) => {
      const from = performance.now();
      await what();
      return `${Math.round(performance.now() - from)} ms`;
    };
    const appear = await time(async () => {
      await page.locator('[data-gene-table]').scrollIntoViewIfNeeded();
      await page.locator('.tabulator-row').first().waitFor();
    });
    const sort = await time(() => header(page, 'log2FoldChange').getByRole('button').click());
    const least = Math.min(...(data.contrasts[0] as ContrastResult).genes.log2FoldChange);
    expect(await column(page, 'log2FoldChange').first().textContent()).toBe(`−${(-least).toFixed(2)}`);
    const narrowed = await time(async () => {
      await filter(page, 'log2FoldChange').fill('< -2');
      await soon(() => count(page).textContent(), 20).not.toContain('60,000 of');
    });
    console.log(
      `60,000 genes: table there after ${appear}, sorted in ${sort}, filtered in ${narrowed} (300 ms of it waiting for the next key)`,
    );
    const passing = [...(data.contrasts[0] as ContrastResult).genes.log2FoldChange].filter(
      (change) => change < -2,
    ).length;
    expect(
      Math.abs(Number((await count(page).textContent())!.split(' of ')[0]!.replace(',', '')) - passing),
    ).toBeLessThan(5);
    expect(complaints).toEqual([]);
  });
});
