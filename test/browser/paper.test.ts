import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContrastResult, ReportData } from '../../src/report/report-data.ts';
import { hardReport } from '../unit/report/hard-report.ts';
import { contrast, report } from '../unit/report/small-report.ts';
import { canBrowse, whyBrowse } from './chromium.ts';
import { openBrowser, type ReportBrowser } from './open-report.ts';

const canRead = spawnSync('pdftotext', ['-v']).status === 0;
const why = canRead ? whyBrowse : ' (skipped: pdftotext of poppler-utils is absent)';

/** Twenty candidates with sentences and names that are too long for a line, and a second contrast that a screen hides. */
function longReport(): ReportData {
  const hard = hardReport();
  const { ranking, genes } = contrast;
  const id = genes.id.map((name, gene) => `${name}_predicted_long_noncoding_RNA_of_chromosome_${gene}`);
  const first: ContrastResult = {
    ...contrast,
    target: hard.contrasts[0]!.target,
    genes: { ...genes, id },
    ranking: {
      ...ranking!,
      candidates: Array.from({ length: 20 }, (_, k) => ({
        ...ranking!.candidates[k % 3]!,
        gene: k,
        rank: k + 1,
        evidence: `Falls ${k}.5-fold (adjusted p 1.4e-43), as a target of hsa-miR-9-5p should, and its 3′ UTR has an 8mer site (position ${461 + k}), a 7mer-m8 (${297 + k}) and a 7mer-A1 (${229 + k}): a direct target with probability above 0.99.`,
      })),
    },
  };
  return { ...report, contrasts: [first, { ...first, id: 'second', target: 'the other one' }] };
}

describe.skipIf(!canBrowse || !canRead)(`the report on paper${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-paper-'));
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['candidates, two contrasts', longReport],
    ['forty samples, no targets', hardReport],
  ])('%s: every text of the page is there whole, nothing beyond the sheet', async (name, make) => {
    const { page } = await browser.open(make());
    await page.emulateMedia({ media: 'print' });
    // The letters of figures would stand among the others; they have a test of their own.
    await page.addStyleTag({ content: '.still svg{visibility:hidden}' });
    const texts = await page.evaluate<string[]>(
      `(() => {
        const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) {
          const { parentElement: element, data } = walker.currentNode;
          if (element.closest('svg,script,style,.needs-script,.gene-card,.live,option')) continue;
          if (data.trim() !== '') texts.push(data);
        }
        return texts;
      })()`,
    );
    const file = join(folder, `${name.length}.pdf`);
    await page.pdf({ path: file, format: 'A4', preferCSSPageSize: true });
    const read = (...options: string[]) => spawnSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' }).stdout;
    // A hyphen at the end of a line may be taken for one that a typesetter has added.
    const bare = (text: string) => text.normalize('NFKC').replace(/[\s-]+/g, '');
    const printed = bare(read('-raw'));
    expect(texts.length).toBeGreaterThan(80);
    expect(texts.some((text) => text.includes('Color: log2 of the normalized count'))).toBe(true);
    expect(texts.filter((text) => !printed.includes(bare(text)))).toEqual([]);
    const words = [
      ...read('-bbox').matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">/g),
    ];
    const beyond = words.filter(([, left, top, right, bottom]) => {
      return Number(left) < 20 || Number(top) < 20 || Number(right) > 595 - 20 || Number(bottom) > 842 - 20;
    });
    expect(words.length).toBeGreaterThan(1000);
    expect(beyond.map(([word]) => word)).toEqual([]);
  });
});
