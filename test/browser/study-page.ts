import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { canBrowse, launchChromium, whyBrowse } from './chromium.ts';

export const studyPage: string = fileURLToPath(new URL('../../dist/seedrank.html', import.meta.url));

const isBuilt = existsSync(studyPage);
export const canOpenPage: boolean = canBrowse && isBuilt;
/** Appended to the title of a suite, so that a skip says why. */
export const whyNoPage: string =
  whyBrowse || (isBuilt ? '' : ' (skipped: dist/seedrank.html is absent: npm run build)');

export interface OpenedPage {
  readonly page: Page;
  /** What the page threw, printed or asked the network for: nothing, if all is well. */
  readonly complaints: readonly string[];
}

/** The page as a user opens it: from the disk, without a network. */
export async function openStudyPage(browser: Browser, path = studyPage): Promise<OpenedPage> {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('request', (request) => {
    if (!/^blob:/.test(request.url()) && request.url() !== `file://${path}`) complaints.push(request.url());
  });
  await page.goto(`file://${path}`);
  return { page, complaints };
}

export const openChromium: () => Promise<Browser> = launchChromium;

export async function chooseFiles(page: Page, files: readonly string[], folder = ''): Promise<void> {
  await page.setInputFiles(
    'input[aria-label="Choose files"]',
    files.map((file) => join(folder, file)),
  );
}

/** Runs what stands in the page and waits for its end. */
export async function runPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForFunction(
    () =>
      (
        globalThis as unknown as { document: { querySelector(selector: string): { disabled: boolean } | null } }
      ).document.querySelector('button.main')?.disabled === false,
  );
}

/** Saves all and gives the path of the archive. */
export async function saveAll(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save all' }).click(),
  ]);
  return download.path();
}
