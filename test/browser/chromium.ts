import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { readPageLicenses } from '../../pipeline/files/page-licenses.ts';
import { sha256 } from '../../pipeline/files/page-scripts.ts';
import type { ReportScripts } from '../../src/report/page/render-report.ts';
import { clientScripts } from '../../src/report/page/render-report.ts';

const executable = process.env.SEEDRANK_CHROMIUM ?? '/usr/bin/chromium';
const compiled = fileURLToPath(new URL('../../dist/src/report/client/', import.meta.url));

const missing = [
  ...(existsSync(executable) ? [] : [`${executable} is absent`]),
  ...(existsSync(compiled) ? [] : ['dist is absent: npm run build']),
];

export const canBrowse = missing.length === 0;

/** Appended to the title of a suite that needs a browser, so that a skip says why. */
export const whyBrowse = canBrowse ? '' : ` (skipped: ${missing.join(', ')})`;

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

const licenses = await readPageLicenses();

/** A script of ours as it stands in a page. */
export function readPageCode(name: string): string {
  return readFileSync(`${compiled}${name}`, 'utf8');
}

/** The scripts of the page as the report stage reads them. */
export function readScripts(): ReportScripts {
  const { resolve } = createRequire(import.meta.url);
  return {
    echarts: readPageCode('library/echarts.js'),
    tabulator: readFileSync(resolve('tabulator-tables/dist/js/tabulator.min.js'), 'utf8'),
    gzip: gzipSync,
    sha256,
    licenses,
    client: clientScripts.map(readPageCode),
  };
}
