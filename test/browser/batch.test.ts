import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../pipeline/files/page-scripts.ts';
import type { BatchReportData } from '../../src/report/batch/batch-data.ts';
import { renderBatch } from '../../src/report/batch/render-batch.ts';
import { canBrowse, launchChromium, whyBrowse } from './chromium.ts';

const names = Array.from({ length: 20 }, (_, k) => `GSE${10_000 + k}_mimic_of_a_miRNA_in_some_cells`);
const data: BatchReportData = {
  title: 'twenty studies',
  studies: names.map((name, k) => ({
    name,
    state: k === 7 ? 'failed' : 'done',
    mirnas: [k % 2 === 0 ? 'hsa-miR-9-5p' : 'hsa-miR-21-5p'],
    problems: k === 7 ? [{ code: 'COUNTS_EMPTY', message: 'the counts file is empty' }] : [],
    contrasts:
      k === 7
        ? []
        : [
            {
              id: 'a_vs_b',
              target: 'transfected_with_the_mimic',
              reference: 'control',
              tested: 14_000 + k,
              down: 500 - k,
              up: 300,
              candidates: 90 + k,
              firstCandidates: ['LIFR', 'CDH1', 'ONECUT2', 'SHANK2', 'VAV3'],
              seed: {
                label: 'hsa-miR-9-5p (CUUUGGU)',
                padj: 10 ** -(k + 1),
                outcome: k < 3 ? ('other' as const) : ('worked' as const),
                verdict: 'A sentence on the seed.',
              },
            },
          ],
  })),
  lists: names.map((study) => ({ study, contrast: 'a_vs_b' })),
  recurring: [
    {
      geneId: 'ENSG00000113594',
      geneName: 'LIFR',
      studies: 18,
      bestRank: 1,
      log2FoldChange: -1.2,
      places: names.slice(0, 18).map((_, list) => ({ list, rank: list + 1, log2FoldChange: -0.1 * (list + 1) })),
    },
  ],
};

describe.skipIf(!canBrowse)(`the page of a batch of 20${whyBrowse}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-batch-page-'));
  const file = join(folder, 'batch.html');
  let browser: Browser;
  beforeAll(async () => {
    const script = new URL('../../dist/src/report/client/batch-tables.js', import.meta.url);
    writeFileSync(file, renderBatch(data, readFileSync(script, 'utf8'), sha256));
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('shows the seeds and the map of candidates whole at 1,400 pixels, filters and sorts', async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, offline: true });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`file://${file}`);
    const overflowing = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.table-frame')].map((one) => one.scrollWidth - one.clientWidth)`,
    );
    expect(overflowing).toEqual([0, 0]);
    const rows = page.locator('#studies-table tbody tr:visible');
    await page.getByRole('combobox', { name: 'Seed' }).selectOption('other');
    expect(await rows.count()).toBe(3);
    await page.getByRole('combobox', { name: 'microRNA' }).selectOption('hsa-miR-21-5p');
    expect(await rows.count()).toBe(1);
    expect(await page.locator('[data-count="studies-table"]').textContent()).toBe('1 of 20 shown');
    await page.getByRole('combobox', { name: 'Seed' }).selectOption('');
    await page.getByRole('combobox', { name: 'microRNA' }).selectOption('');
    await page.getByRole('button', { name: 'most enriched seed' }).click();
    expect(await rows.first().locator('th').textContent()).toContain(names[19]!);
    const cells = page.locator('#recurring-table td.cell.down');
    expect(await cells.count()).toBe(18);
    expect(await cells.first().getAttribute('title')).toBe('log₂ fold change −0.10, rank 1');
    expect(complaints).toEqual([]);
  });
});
