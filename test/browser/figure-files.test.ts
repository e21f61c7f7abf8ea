import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatTable } from '../../src/formats/delimited/format-table.ts';
import { drawSections } from '../../src/report/page/draw-sections.ts';
import { sections } from '../../src/report/page/render-report.ts';
import { hardReport } from '../unit/report/hard-report.ts';
import { contrast, report } from '../unit/report/small-report.ts';
import { canBrowse, whyBrowse } from './chromium.ts';
import { openBrowser, type ReportBrowser } from './open-report.ts';

const figures = drawSections(report, sections).flatMap((section) => section.figures);

/** What a button of a figure saves. */
async function save(page: Page, name: string, form: 'svg' | 'png' | 'tsv'): Promise<Buffer> {
  // From the keyboard, since a page that is being drawn may move below the pointer; again where a key fell into a redrawing.
  const button = page.locator(`[data-save="${form}"][data-of="${name}"]`);
  let download: Download | undefined;
  for (let attempt = 1; download === undefined; attempt++) {
    const waiting = page.waitForEvent('download', { timeout: attempt < 4 ? 2_500 : 60_000 });
    await button.press('Enter');
    download = await waiting.catch((error) => {
      if (attempt === 4) throw error;
      return undefined;
    });
  }
  expect(download.suggestedFilename()).toBe(`${name}.${form}`);
  return readFile(await download.path());
}

function rowsOf(table: string): string[][] {
  return table
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

/** As a page keeps numbers of all genes: three digits at least. */
function expectNear(cell: string, exact: string, digits: number): void {
  const value = Number(exact);
  if (Number.isNaN(value)) expect(cell).toBe(exact);
  else expect(Math.abs(Number(cell) - value)).toBeLessThanOrEqual(10 ** (1 - digits) * Math.abs(value));
}

describe.skipIf(!canBrowse)(`figures leave the page as files${whyBrowse}`, () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('every figure as SVG and its data, from the page alone, whatever the screen', async () => {
    const { page, complaints } = await browser.open(report, { colorScheme: 'dark' });
    for (const { name, svg, table, geneTable } of figures) {
      const saved = (await save(page, name, 'svg')).toString();
      // The browser writes markup its own way: colors, words and shapes are those of the file.
      const wordsOf = (text: string) =>
        [...text.matchAll(/>([^<\n]+)</g)].map(([, words]) => words!.replaceAll('&#39;', "'"));
      expect(wordsOf(saved)).toEqual(wordsOf(svg));
      expect(saved).not.toContain('var(');
      expect(saved.match(/#[0-9a-f]{6}/g)).toEqual(svg.match(/#[0-9a-f]{6}/g));
      const data = (await save(page, name, 'tsv')).toString();
      const exact = Buffer.from(formatTable(table)).toString();
      if (geneTable === undefined) expect(data).toBe(exact);
      else {
        const [saidRows, rows] = [rowsOf(data), rowsOf(exact)];
        expect(saidRows.map(([gene]) => gene)).toEqual(rows.map(([gene]) => gene));
        rows.slice(1).forEach((row, k) => {
          for (const [c, cell] of row.entries()) expectNear(saidRows[k + 1]![c]!, cell, 3);
        });
      }
    }
    expect(complaints).toEqual([]);
  });

  test('a figure as PNG: three pixels for one, on white, not empty', async () => {
    const { page } = await browser.open(report, { colorScheme: 'dark' });
    const { name, width, height } = figures.find((figure) => figure.name.endsWith('volcano'))!;
    const png = await save(page, name, 'png');
    const [corner, colors] = await page.evaluate<[number[], number]>(
      `(async () => {
        const image = new Image();
        image.src = 'data:image/png;base64,${png.toString('base64')}';
        await image.decode();
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
        return [[canvas.width, canvas.height, ...pixels.slice(0, 4)], new Set(new Uint32Array(pixels.buffer)).size];
      })()`,
    );
    expect(corner).toEqual([3 * width, 3 * Math.round(height), 255, 255, 255, 255]);
    expect(colors).toBeGreaterThan(100);
  });

  test('cut-offs of the plots: calls, lines and names follow, files too; a wrong one is said', async () => {
    const { page, complaints } = await browser.open(report);
    const name = 'mir9_vs_control.volcano';
    await page.locator(`[data-figure="${name}"]`).scrollIntoViewIfNeeded();
    await page.locator(`[data-figure="${name}"] canvas`).first().waitFor();
    const { padj, pvalue, log2FoldChange } = contrast.genes;
    const drawn = pvalue.filter((p) => !Number.isNaN(p)).length;
    const called = [...padj.keys()].filter((gene) => padj[gene]! < 0.01 && Math.abs(log2FoldChange[gene]!) >= 1.5);
    const down = called.filter((gene) => log2FoldChange[gene]! < 0).length;
    expect(down).toBeGreaterThan(0);
    await page.getByLabel('False discovery rate below').fill('0.01');
    await page.getByLabel('log₂ fold change, up or down, at least').fill('1.5');
    const said = page.locator('[data-cuts] output');
    await expect.poll(() => said.textContent()).toContain(`${down} down and ${called.length - down} up`);
    const saved = (await save(page, name, 'svg')).toString();
    expect(saved).toContain(`not significant (${drawn - called.length})`);
    expect(saved).toContain('FDR 0.01');
    await page.getByLabel('False discovery rate below').fill('2');
    await expect.poll(() => said.textContent()).toContain('between 0 and 1');
    await page.getByRole('button', { name: 'As in the study' }).click();
    await expect.poll(() => said.textContent()).toBe('');
    expect((await save(page, name, 'svg')).toString()).toContain('FDR 0.05');
    expect(complaints).toEqual([]);
  });

  test('with hard labels no text of a figure lies over another in the letters of this browser', async () => {
    const { page, complaints } = await browser.open(hardReport());
    const found = await page.evaluate<{ texts: number; over: string[] }>(
      `(() => {
        const over = [];
        let texts = 0;
        for (const svg of document.querySelectorAll('.still svg')) {
          const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
          texts += boxes.length;
          boxes.forEach(([words, a], k) => {
            for (const [other, b] of boxes.slice(k + 1)) {
              // Rows of a font overlap by their leading; letters do not.
              const [across, down] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
              if (across > 0.25 * Math.min(a.width, b.width, 12) && down > 0.45 * Math.min(a.height, b.height, 14)) over.push(words + ' | ' + other);
            }
          });
        }
        return { texts, over };
      })()`,
    );
    expect(found.texts).toBeGreaterThan(300);
    expect(found.over).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
