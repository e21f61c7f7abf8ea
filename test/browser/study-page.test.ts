import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canOpenPage, chooseFiles, openChromium, openStudyPage, runPage, studyPage, whyNoPage } from './study-page.ts';

describe.skipIf(!canOpenPage)(`seedrank.html, opened from the disk without a network${whyNoPage}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  it('is one file below 7 MB that forbids every connection', () => {
    expect(statSync(studyPage).size).toBeLessThan(7e6);
    expect(readFileSync(studyPage, 'utf8')).toContain("default-src 'none'; connect-src 'none'");
  });

  it('takes a quoted sheet and counts, lists every sample by its group, and shows names as they are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-page-'));
    const names = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'];
    const counts = Array.from(
      { length: 40 },
      (_, g) => `g${g}\t${names.map((_, j) => 50 + ((g * 7 + j * 13) % 40)).join('\t')}`,
    );
    writeFileSync(join(folder, 'counts.tsv'), `gene\t${names.join('\t')}\n${counts.join('\n')}\n`);
    const rows = names.map(
      (name) => `"${name}","${name.startsWith('a') ? 'control' : '<img src=x onerror=alert(1)>'}"`,
    );
    writeFileSync(join(folder, 'samples.csv'), `"sample","condition"\n${rows.join('\n')}\n`);
    const { page, complaints } = await openStudyPage(browser);
    await chooseFiles(page, ['counts.tsv', 'samples.csv'], folder);
    const groups = page.locator('.groups');
    await groups.waitFor();
    expect(await groups.innerText()).toContain('control (3, the reference), <img src=x onerror=alert(1)> (3)');
    expect(await page.locator('.form select').last().inputValue()).toBe('control');
    expect(await page.locator('textarea.study').inputValue()).toContain('counts: counts.tsv');
    expect(complaints).toEqual([]);

    await runPage(page);
    expect(await page.locator('.stages').innerText()).not.toContain('failed');
    expect(await page.locator('iframe').count()).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
  });

  it('tells what a damaged file is as the program does, with the cure', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-page-'));
    const whole = readFileSync(new URL('../../data-samples/counts.tsv.gz', import.meta.url));
    writeFileSync(join(folder, 'counts.tsv.gz'), whole.subarray(0, 30_000));
    writeFileSync(
      join(folder, 'samples.csv'),
      readFileSync(new URL('../../data-samples/samples.csv', import.meta.url)),
    );
    const { page } = await openStudyPage(browser);
    await chooseFiles(page, ['counts.tsv.gz', 'samples.csv'], folder);
    const fault = page.locator('.fault');
    await fault.waitFor();
    expect(await fault.innerText()).toMatch(
      /the gzip file ends too early GZIP_TRUNCATED[\s\S]*counts\.tsv\.gz[\s\S]*Copy or download/,
    );
  });
});
