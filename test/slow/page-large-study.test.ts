import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStudy } from '../bench/study-files.ts';
import { canOpenPage, chooseFiles, openChromium, openStudyPage, runPage, whyNoPage } from '../browser/study-page.ts';
import type { SmallStudy } from '../pipeline/small-study.ts';
import { expectSameFiles, filesIn, type Published, publishedByPage, runProgram } from './page-results.ts';

/** 60,000 genes, 8 samples, 20,000 3' UTRs of some 30 million nt, with its files beside it. */
function largeStudy(): SmallStudy {
  const { file, table } = writeStudy({ genes: 60_000, samples: 8, utrs: 20_000, contrasts: 1 });
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-large-'));
  let text = readFileSync(file, 'utf8');
  const utrs = /utrs: (.*)/.exec(text)![1]!;
  for (const path of [table.counts, table.sheet, utrs]) {
    cpSync(path, join(folder, basename(path)));
    text = text.replace(path, basename(path));
  }
  writeFileSync(join(folder, 'study.yml'), `name: large\n${text}`);
  return { folder, study: join(folder, 'study.yml'), results: join(folder, 'results') };
}

interface ProcessState {
  /** Most memory that it ever had, MB. */
  readonly megabytes: number;
  readonly cpuSeconds: number;
}

/** The process of the page: of those that draw pages the one that has had most memory. */
async function lookAtPage(browser: Browser): Promise<ProcessState> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const states = pages.map(({ id, cpuTime }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return { megabytes: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024, cpuSeconds: cpuTime };
  });
  return states.reduce((a, b) => (a.megabytes > b.megabytes ? a : b));
}

/** Of CPU, that the page takes in one second. */
async function secondsOfWork(browser: Browser): Promise<number> {
  const before = await lookAtPage(browser);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return (await lookAtPage(browser)).cpuSeconds - before.cpuSeconds;
}

async function giveStudy(page: Page, { folder }: SmallStudy): Promise<void> {
  await chooseFiles(page, filesIn(folder), folder);
  await page.getByText('The study is study.yml').waitFor();
}

const isLinux = process.platform === 'linux';

describe.skipIf(!canOpenPage || !isLinux)(
  `60,000 genes in seedrank.html${whyNoPage || (isLinux ? '' : ' (skipped: it reads /proc)')}`,
  () => {
    const study = largeStudy();
    let browser: Browser;
    let expected: Published;
    let programSeconds: number;
    beforeAll(() => {
      const started = performance.now();
      expected = runProgram(study);
      programSeconds = (performance.now() - started) / 1000;
    });
    beforeAll(async () => {
      browser = await openChromium();
    });
    afterAll(() => browser.close());

    it('have the bytes of the program, in its time and with its memory', async () => {
      const { page, complaints } = await openStudyPage(browser);
      await giveStudy(page, study);
      const started = performance.now();
      await runPage(page);
      const seconds = (performance.now() - started) / 1000;
      const { megabytes } = await lookAtPage(browser);
      console.log(
        `60,000 genes: page ${seconds.toFixed(1)} s and ${megabytes.toFixed(0)} MB, program in one thread ` +
          `${programSeconds.toFixed(1)} s: ratio ${(seconds / programSeconds).toFixed(2)}, load ${loadavg()[0]!.toFixed(1)}`,
      );
      expectSameFiles(await publishedByPage(page), expected);
      expect(seconds / programSeconds).toBeLessThan(4);
      expect(megabytes).toBeLessThan(1500);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('can be cancelled, which ends every worker, and run again to the same bytes', async () => {
      const { page } = await openStudyPage(browser);
      await giveStudy(page, study);
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.locator('.stages li', { hasText: 'targets' }).locator('.running').waitFor();
      await page.locator('.stages li', { hasText: 'seeds' }).locator('.running').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('the run was stopped').waitFor();
      await expect.poll(() => secondsOfWork(browser), { timeout: 8000 }).toBeLessThan(0.1);
      await runPage(page);
      expect(await page.locator('.stages .done', { hasText: 'as before' }).count()).toBeGreaterThan(2);
      expectSameFiles(await publishedByPage(page), expected);
      await page.context().close();
    });
  },
);
