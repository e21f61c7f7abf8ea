import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { renderReport } from '../../src/report/page/render-report.ts';
import type { ReportData } from '../../src/report/report-data.ts';
import { launchChromium, readScripts } from './chromium.ts';

export interface OpenedReport {
  readonly page: Page;
  /** What the page threw, printed or fetched: nothing, if all is well. */
  readonly complaints: readonly string[];
}

/** Drawn once for all tests of a file. */
const pages = new WeakMap<ReportData, string>();

/** A browser that opens reports from disk, without a network. */
export interface ReportBrowser {
  open(data: ReportData, options?: BrowserContextOptions): Promise<OpenedReport>;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<ReportBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-report-'));
  const browser: Browser = await launchChromium();
  return {
    async open(data, options = {}) {
      const file = join(folder, 'report.html');
      const known = pages.get(data) ?? renderReport(data, readScripts()).page;
      pages.set(data, known);
      writeFileSync(file, known);
      const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 }, ...options });
      // A machine that is busy with other things is waited for.
      context.setDefaultTimeout(90_000);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => complaints.push(message.text()));
      page.on('request', (request) => {
        if (request.url() !== `file://${file}` && !request.url().startsWith('blob:')) {
          complaints.push(`fetches ${request.url()}`);
        }
      });
      await page.goto(`file://${file}`);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}
