import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../pipeline/files/page-scripts.ts';
import type { BatchReportData } from '../../src/report/batch/batch-data.ts';
import { renderBatch } from '../../src/report/batch/render-batch.ts';
import { renderReport } from '../../src/report/page/render-report.ts';
import { contrast, report } from '../unit/report/small-report.ts';
import { canBrowse, launchChromium, readPageCode, readScripts, whyBrowse } from './chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const study = {
  name: 'one',
  state: 'done' as const,
  report: 'one/report.html',
  mirnas: ['hsa-miR-9-5p'],
  contrasts: [
    {
      id: 'mir9_vs_control',
      target: 'mir9',
      reference: 'control',
      tested: 12345,
      down: 20,
      up: 10,
      candidates: 7,
      firstCandidates: ['LIFR', 'ONECUT2'],
      seed: { label: 'miR-9-5p', padj: 1e-9, verdict: 'Its seed explains the changes best.' },
    },
  ],
  problems: [],
};
const places = [0, 1].map((list) => ({ list, rank: 1 + list, log2FoldChange: -1 - list }));
const batch: BatchReportData = {
  title: 'two studies and a failed one',
  studies: [
    study,
    { ...study, name: 'two' },
    {
      ...study,
      name: 'lost',
      state: 'failed',
      contrasts: [],
      problems: [{ code: 'COUNTS_EMPTY', stage: 'ingest', message: 'the table is empty', place: 'counts.tsv' }],
    },
  ],
  lists: [
    { study: 'one', contrast: 'mir9_vs_control' },
    { study: 'two', contrast: 'mir9_vs_control' },
  ],
  recurring: [{ geneId: 'ENSG1', geneName: 'LIFR', studies: 2, bestRank: 1, log2FoldChange: -1.5, places }],
};

const twoContrasts = () =>
  renderReport({ ...report, contrasts: [contrast, { ...contrast, id: 'second' }] }, readScripts()).page;

const pages: readonly (readonly [name: string, make: () => string])[] = [
  ['the report', twoContrasts],
  ['the page over all studies', () => renderBatch(batch, readPageCode('batch-tables.js'), sha256)],
];

describe.skipIf(!canBrowse)(`the pages for all readers${whyBrowse}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-axe-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(make: () => string): Promise<Page> {
    const file = join(folder, 'page.html');
    writeFileSync(file, make());
    const context = await browser.newContext({ offline: true, colorScheme: 'light', reducedMotion: 'reduce' });
    context.setDefaultTimeout(90_000);
    const page = await context.newPage();
    await page.goto(`file://${file}`);
    return page;
  }

  /** What axe finds against WCAG 2.2 AA and good practice: the rule and the element. */
  function violations(page: Page, options = '{}'): Promise<string[]> {
    return page.evaluate(
      `axe.run(document, { resultTypes: ['violations'], ...${options} }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`,
    );
  }

  test.each(pages)(
    'axe finds nothing in %s, on a light screen or a dark one, but a field without a name',
    async (_, make) => {
      const page = await open(make);
      for (const frame of await page.locator('[data-figure]:visible').all()) await frame.scrollIntoViewIfNeeded();
      await page.evaluate(axe);
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      // Nothing but colors depends on the screen.
      expect(await violations(page, `{ runOnly: ['color-contrast', 'link-in-text-block'] }`)).toEqual([]);
      await page.evaluate(`document.querySelector('main').append(document.createElement('input'))`);
      expect(await violations(page, `{ runOnly: ['label'] }`)).toEqual(['label: <input>']);
    },
  );

  test('from the keyboard: each figure in turn, its explanation, its files', async () => {
    const page = await open(() => renderReport(report, readScripts()).page);
    const name = 'mir9_vs_control.volcano';
    await page.locator(`[id="figure-${name}"] summary`).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator(`[id="figure-${name}"] details`).getAttribute('open')).not.toBe(null);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focused = `document.activeElement.getAttribute('aria-label')`;
    expect(await page.evaluate(focused)).toBe('Volcano plot: Data (TSV)');
    const waiting = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await waiting).suggestedFilename()).toBe(`${name}.tsv`);
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        `document.activeElement.closest('figure') === null || document.activeElement.closest('figure').id !== 'figure-${name}'`,
      ),
    ).toBe(true);
  });
});
