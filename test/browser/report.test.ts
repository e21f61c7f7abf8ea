import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/page/render-report.ts';
import type { ContrastResult, ReportData } from '../../src/report/report-data.ts';
import { contrast, report } from '../unit/report/small-report.ts';
import { FAINT_TEXT } from './accessible-colors.ts';
import { canBrowse, launchChromium, readScripts, whyBrowse } from './chromium.ts';
import { largeReport } from './large-report.ts';

/** Finds the live chart of a figure, in the page. */
const CHART_OF = `globalThis.chartOf = (name) =>
  globalThis.echarts?.getInstanceByDom(document.querySelector('[data-figure="' + name + '"] .live'))`;

/** Where a gene of the small study lies in the live volcano plot, in pixels of its frame. */
async function placeOf(page: Page, figure: string, gene: number): Promise<{ x: number; y: number }> {
  const frame = page.locator(`[data-figure="${figure}"]`);
  await frame.scrollIntoViewIfNeeded();
  await frame.locator('canvas').first().waitFor();
  const point = [contrast.genes.log2FoldChange[gene]!, -Math.log10(contrast.genes.pvalue[gene]!)];
  const [x, y] = await page.evaluate<[number, number]>(
    `chartOf('${figure}').convertToPixel({ gridIndex: 0 }, ${JSON.stringify(point)})`,
  );
  return { x, y };
}

/** The gene that a plot rings. */
function ringOf(page: Page, figure: string): Promise<string | undefined> {
  return page.evaluate(`chartOf('${figure}').getOption().series.find((one) => one.id === 'sought').data[0]?.[2]`);
}

/** Counts that the card of a gene shows, in the order of the samples. */
function countsOf(page: Page): Promise<number[]> {
  return page.evaluate(
    `(globalThis.echarts.getInstanceByDom(document.querySelector('.card-chart'))?.getOption().series ?? [])
       .flatMap((one) => one.data).sort((a, b) => (a[2] < b[2] ? -1 : 1)).map((one) => one[1])`,
  );
}

const HOSTILE = `</script><img src=x onerror="globalThis.broken=1">`;

describe.skipIf(!canBrowse)(`the report in a browser${whyBrowse}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-report-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the report of the data from disk, without a network; what goes wrong in the page is collected. */
  async function open(
    data: ReportData,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const file = join(folder, 'report.html');
    writeFileSync(file, renderReport(data, readScripts()).page);
    const context = await browser.newContext({
      offline: true,
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (request.url() !== `file://${file}`) complaints.push(`fetches ${request.url()}`);
    });
    await page.goto(`file://${file}`);
    await page.evaluate(CHART_OF);
    return { page, complaints };
  }

  /** Brings every figure into view once, so that all are drawn live. */
  async function drawAll(page: Page): Promise<number> {
    for (const frame of await page.locator('[data-figure]').all()) {
      await frame.scrollIntoViewIfNeeded();
      await page.waitForTimeout(30);
    }
    return page.locator('.is-live .live').count();
  }

  test('opens from disk without a network and without a complaint, all figures live', async () => {
    const { page, complaints } = await open(report);
    // The dispersions stay a still picture.
    expect(await drawAll(page)).toBe((await page.locator('[data-figure]').count()) - 1);
    expect(complaints).toEqual([]);
  });

  test('reads well without scripts: figures and candidates are there, nothing that would not work', async () => {
    const { page } = await open(report, { javaScriptEnabled: false });
    expect(await page.locator('.still svg').count()).toBe(15);
    expect(await page.locator('table.candidates tbody tr:visible').count()).toBe(3);
    expect(await page.locator('.needs-script:visible').count()).toBe(0);
  });

  test('hover over a gene in the volcano plot shows its name and numbers', async () => {
    const { page } = await open(report);
    const chart = page.locator('[data-figure="mir9_vs_control.volcano"]');
    const point = [contrast.genes.log2FoldChange[0]!, -Math.log10(contrast.genes.pvalue[0]!)];
    await chart.hover({ position: await placeOf(page, 'mir9_vs_control.volcano', 0) });
    await expect.poll(() => chart.textContent()).toContain(`log₂ fold change ${point[0]!.toFixed(2)}`);
    expect(await chart.textContent()).toContain('g0');
  });

  test('a gene that is searched for is found in the plots, or said to be absent', async () => {
    const { page, complaints } = await open(report);
    await drawAll(page);
    const input = page.getByRole('combobox', { name: 'Find a gene' });
    const said = page.locator('[data-gene-found]');
    await input.fill('G13');
    await expect.poll(() => said.textContent()).toBe('g13');
    expect(await ringOf(page, 'mir9_vs_control.volcano')).toBe('g13');
    expect(await ringOf(page, 'mir9_vs_control.ma')).toBe('g13');
    await input.fill('nowhere');
    await expect.poll(() => said.textContent()).toBe('no such gene');
    expect(await ringOf(page, 'mir9_vs_control.volcano')).toBe(undefined);
    expect(complaints).toEqual([]);
  });

  test('a click on a gene opens its card: numbers, and its counts sample by sample', async () => {
    const { page, complaints } = await open(report);
    const chart = page.locator('[data-figure="mir9_vs_control.volcano"]');
    const place = await placeOf(page, 'mir9_vs_control.volcano', 0);
    await chart.hover({ position: place });
    await page.waitForTimeout(60);
    await chart.click({ position: place });
    const card = page.locator('[data-gene-card]');
    await expect.poll(() => card.isVisible()).toBe(true);
    expect(await card.locator('h3').textContent()).toBe('g0');
    expect(await card.textContent()).toContain(`−${Math.abs(contrast.genes.log2FoldChange[0]!).toFixed(2)}`);
    await expect.poll(() => countsOf(page)).toEqual([900, 1010, 118, 140]);
    // A gene whose counts the page does not hold says where they are.
    await page.getByRole('combobox', { name: 'Find a gene' }).fill('g13');
    await expect.poll(() => card.locator('h3').textContent()).toBe('g13');
    await expect.poll(() => card.locator('.card-chart').getAttribute('class')).toContain('empty');
    expect(complaints).toEqual([]);
  });

  test('a box around genes filters: the page says how many, the event names them, all come back', async () => {
    const { page, complaints } = await open(report);
    await page.evaluate(`globalThis.said = []; seedrank.onFilter((one) => said.push(one.rows && [...one.rows]))`);
    const chart = page.locator('[data-figure="mir9_vs_control.volcano"]');
    await placeOf(page, 'mir9_vs_control.volcano', 0);
    await page.getByRole('button', { name: 'Select a box' }).click();
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + 80, box.y + 70);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.5, { steps: 4 });
    await page.mouse.up();
    const corners = await page.evaluate<[number, number][]>(
      `[[80, 70], [${box.width / 2}, ${box.height / 2}]].map((at) =>
         chartOf('mir9_vs_control.volcano').convertFromPixel({ gridIndex: 0 }, at))`,
    );
    const [[left, high], [right, low]] = corners as [[number, number], [number, number]];
    const inside = [...contrast.genes.pvalue.keys()].filter((gene) => {
      const [x, y] = [contrast.genes.log2FoldChange[gene]!, -Math.log10(contrast.genes.pvalue[gene]!)];
      return left <= x && x <= right && low <= y && y <= high;
    });
    expect(inside.length).toBeGreaterThan(0);
    await expect.poll(() => page.evaluate(`said[0]`)).toEqual(inside);
    expect(await page.locator('[data-selection-bar]').textContent()).toContain(`${inside.length} genes in an area`);
    await page.getByRole('button', { name: 'Clear the selection' }).click();
    await expect.poll(() => page.evaluate(`said[1] === undefined && said.length`)).toBe(2);
    expect(complaints).toEqual([]);
  });

  test('principal components change their color by choice', async () => {
    const { page, complaints } = await open(report);
    const legend = () => page.evaluate<string[]>(`chartOf('quality.pca').getOption().series.map((one) => one.name)`);
    const frame = page.locator('[data-figure="quality.pca"]');
    await frame.scrollIntoViewIfNeeded();
    await frame.locator('canvas').first().waitFor();
    expect(await legend()).toContain('control, batch A');
    await page.getByRole('combobox', { name: 'Color' }).selectOption('batch');
    await expect.poll(legend).toContain('A, condition control');
    expect(complaints).toEqual([]);
  });

  test('names that are markup stay text, in the page, in figures and in tooltips', async () => {
    const hostile: ReportData = {
      ...report,
      study: {
        ...report.study,
        name: HOSTILE,
        samples: report.study.samples.map(({ name, values }) => ({
          name: `${HOSTILE}${name}`,
          values: { ...values, batch: `${HOSTILE}${values.batch}` },
        })),
      },
      contrasts: [
        {
          ...contrast,
          target: HOSTILE,
          genes: { ...contrast.genes, id: contrast.genes.id.map((id) => `${HOSTILE}${id}`) },
        },
      ],
      notes: [{ level: 'warning', stage: 'ingest', text: HOSTILE }],
    };
    const { page, complaints } = await open(hostile);
    await drawAll(page);
    for (const frame of await page.locator('[data-figure]').all()) {
      await frame.scrollIntoViewIfNeeded();
      const box = (await frame.boundingBox())!;
      // A sweep over the figure opens the tooltips that there are.
      for (let step = 1; step < 24; step++) {
        await page.mouse.move(
          box.x + (box.width * step) / 24,
          box.y + box.height * (0.25 + 0.5 * ((step * 7) % 10) * 0.1),
        );
      }
    }
    await page.getByRole('combobox', { name: 'Find a gene' }).fill(`${HOSTILE}g0`.toLowerCase());
    await expect.poll(() => page.locator('[data-gene-card] h3').textContent()).toBe(`${HOSTILE}g0`);
    expect(await page.evaluate(`[typeof broken, document.images.length]`)).toEqual(['undefined', 0]);
    expect(complaints).toEqual([]);
    expect(await page.locator('h1').count()).toBe(1);
  });

  test('names that every object has are names like others: figures, search, card and table', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const renamed = (name: string, k: number) => names[k] ?? name;
    const hostile: ReportData = {
      ...report,
      study: {
        ...report.study,
        name: '__proto__',
        samples: report.study.samples.map(({ name, values }, k) => ({
          name: renamed(name, k),
          values: { ...values, condition: values.condition === 'control' ? 'constructor' : '__proto__' },
        })),
      },
      contrasts: [
        {
          ...contrast,
          id: 'constructor',
          target: '__proto__',
          reference: 'constructor',
          genes: { ...contrast.genes, id: contrast.genes.id.map(renamed) },
        },
      ],
    };
    const before = renderReport(report, readScripts());
    const { page, complaints } = await open(hostile);
    expect(await drawAll(page)).toBe((await page.locator('[data-figure]').count()) - 1);
    for (const name of names) {
      await page.getByRole('combobox', { name: 'Find a gene' }).fill(name);
      await expect.poll(() => page.locator('[data-gene-card] h3').textContent()).toBe(name);
      expect((await ringOf(page, 'constructor.volcano'))?.replace('\u2060', '')).toBe(name);
    }
    expect(await page.evaluate(`Object.keys(Object.prototype).concat(Object.keys(Object))`)).toEqual([]);
    await page.locator('[data-gene-table]').scrollIntoViewIfNeeded();
    await page.locator('.tabulator-row').first().waitFor();
    for (const name of names) expect(await page.locator('.tabulator-row', { hasText: name }).count()).toBe(1);
    expect(complaints).toEqual([]);
    // In this process, which has drawn it too.
    expect(renderReport(report, readScripts())).toEqual(before);
    expect('prev' in {} || 'next' in {} || 'key' in {}).toBe(false);
  });

  test('the page carries the licenses of its libraries, and no script may run that was not made with it', async () => {
    const { page, complaints } = await open(report);
    const text = (await page.locator('.licenses').textContent()) ?? '';
    for (const part of ['Apache License', 'The Apache Software Foundation', 'Oli Folkerd', 'Baidu Inc.']) {
      expect(text).toContain(part);
    }
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { text: 'globalThis.ran = 1' }))`,
    );
    expect(await page.evaluate(`fetch('https://example.org').then(() => 'sent', () => 'refused')`)).toBe('refused');
    expect(await page.evaluate(`typeof ran`)).toBe('undefined');
    expect(complaints.filter((complaint) => complaint.includes('Content Security Policy')).length).toBeGreaterThan(1);
    expect(complaints.filter((complaint) => complaint.startsWith('fetches'))).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'all text stands out from its background on a %s screen',
    async (colorScheme) => {
      const { page } = await open(report, { colorScheme });
      const { seen, faint } = await page.evaluate<{ seen: number; faint: string[] }>(FAINT_TEXT);
      expect(seen).toBeGreaterThan(100);
      expect(faint).toEqual([]);
      await page.addStyleTag({ content: '.finding{color:var(--line)}' });
      expect((await page.evaluate<{ faint: string[] }>(FAINT_TEXT)).faint).not.toEqual([]);
    },
  );

  test('headings follow their levels, and a live figure keeps its description', async () => {
    const { page } = await open(report);
    await drawAll(page);
    const levels = await page.evaluate<number[]>(
      `[...document.querySelectorAll('h1,h2,h3')].map((h) => Number(h.tagName[1]))`,
    );
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1);
    expect(await page.getByRole('img', { name: /Each gene by its log2 fold change/ }).count()).toBe(1);
  });

  test('contrasts switch: one is shown at a time, links follow', async () => {
    const second: ContrastResult = { ...contrast, id: 'mir1_vs_control', target: 'mir1' };
    const { page, complaints } = await open({ ...report, contrasts: [contrast, second] });
    const shown = () => page.locator('h1:visible').count();
    expect(await shown()).toBe(1);
    await page.getByRole('combobox', { name: 'Contrast' }).selectOption('mir1_vs_control');
    expect(await shown()).toBe(1);
    expect(await page.locator('#targets-mir1_vs_control').isVisible()).toBe(true);
    expect(await page.locator('#targets-mir9_vs_control').isVisible()).toBe(false);
    expect(await page.getByRole('link', { name: 'Targets', exact: true }).getAttribute('href')).toBe(
      '#targets-mir1_vs_control',
    );
    expect(complaints).toEqual([]);
  });

  test('on paper the still figures, every candidate and no controls', async () => {
    const { page } = await open(report);
    await drawAll(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.live:visible').count()).toBe(0);
    expect(await page.locator('.still svg:visible').count()).toBe(15);
    expect(await page.locator('.needs-script:visible').count()).toBe(0);
  });

  test('sixty thousand genes: below 5 MB, painted and live without a complaint', async () => {
    const data = largeReport(60_000);
    const started = performance.now();
    const { length } = renderReport(data, readScripts()).page;
    const renderedMs = performance.now() - started;
    const { page, complaints } = await open(data);
    await page.locator('[data-figure$="volcano"]').scrollIntoViewIfNeeded();
    await page.locator('[data-figure$="volcano"] canvas').first().waitFor();
    const times = await page.evaluate<{ painted: number; live: number }>(
      `({ painted: performance.getEntriesByName('first-contentful-paint')[0].startTime, live: performance.now() })`,
    );
    console.log(
      `60,000 genes: ${(length / 1e6).toFixed(2)} MB, rendered in ${renderedMs.toFixed(0)} ms, ` +
        `first paint ${times.painted.toFixed(0)} ms, volcano live ${times.live.toFixed(0)} ms after opening`,
    );
    expect(length).toBeLessThan(5e6);
    expect(complaints).toEqual([]);
  });
});
