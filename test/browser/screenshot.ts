/**
 * Takes the picture of the report's first screen that the README shows, from the results of the demo:
 * `npm run demo && node dist/test/browser/screenshot.js [report.html] [picture.png]`.
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './chromium.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const report = resolve(process.argv[2] ?? `${root}/demo-results/results/report.html`);
const picture = resolve(process.argv[3] ?? `${root}/test/browser/report-first-screen.png`);

const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 940 }, deviceScaleFactor: 1.5 });
  await page.goto(`file://${report}`);
  await page.locator('.live canvas').first().waitFor();
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
}
console.log(`${picture}  ${(statSync(picture).size / 1024).toFixed(0)} kB`);
