import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/render-report.ts';
import type { ContrastResult, ReportData } from '../../src/report/report-data.ts';
import { contrast, report } from '../unit/report/small-report.ts';
import { canBrowse, launchChromium, readScripts, whyBrowse } from './chromium.ts';
import { largeReport } from './large-report.ts';

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
    const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (request.url() !== `file://${file}`) complaints.push(`fetches ${request.url()}`);
    });
    await page.goto(`file://${file}`);
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
    expect(await page.locator('.still svg').count()).toBe(9);
    expect(await page.locator('table.candidates tbody tr:visible').count()).toBe(3);
    expect(await page.locator('.needs-script:visible').count()).toBe(0);
  });

  test('hover over a gene in the volcano plot shows its name and numbers', async () => {
    const { page } = await open(report);
    const chart = page.locator('[data-figure="mir9_vs_control.volcano"]');
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('canvas').first().waitFor();
    const point = [contrast.genes.log2FoldChange[0]!, -Math.log10(contrast.genes.pvalue[0]!)];
    const place = await page.evaluate<[number, number]>(
      `echarts.getInstanceByDom(document.querySelector('[data-figure="mir9_vs_control.volcano"] .live'))
         .convertToPixel({ gridIndex: 0 }, ${JSON.stringify(point)})`,
    );
    await chart.hover({ position: { x: place[0], y: place[1] } });
    await expect.poll(() => chart.textContent()).toContain(`log₂ fold change ${point[0]!.toFixed(2)}`);
    expect(await chart.textContent()).toContain('g0');
  });

  test('a gene that is searched for is found in the plots, or said to be absent', async () => {
    const { page, complaints } = await open(report);
    await drawAll(page);
    const input = page.getByLabel('Find a gene in the plots');
    await input.fill('G13');
    expect(await page.locator('[data-found]').textContent()).toBe('g13');
    await input.fill('nowhere');
    expect(await page.locator('[data-found]').textContent()).toBe('no such gene was tested');
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
    await page.getByLabel('Find a gene in the plots').fill(`${HOSTILE}g13`.toLowerCase());
    expect(await page.evaluate(`[typeof broken, document.images.length]`)).toEqual(['undefined', 0]);
    expect(complaints).toEqual([]);
    expect(await page.locator('h1').count()).toBe(1);
  });

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
    await page.getByRole('button', { name: 'mir1 against control' }).click();
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
    expect(await page.locator('.still svg:visible').count()).toBe(9);
    expect(await page.locator('.needs-script:visible').count()).toBe(0);
  });

  test('sixty thousand genes: below 5 MB, painted and live in time', async () => {
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
    expect(length).toBeLessThan(6.5e6);
    expect(complaints).toEqual([]);
  });
});
