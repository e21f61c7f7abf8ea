import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { canBrowse, launchChromium, whyBrowse } from '../browser/chromium.ts';
import { canOpenFirefox, openFirefox, whyNoFirefox } from '../browser/firefox.ts';
import { hashMath } from './math-hashes.ts';

const ARGUMENTS = 1_000_000;

/** The functions as one script of a browser, and what it is asked for. */
async function askInScript(): Promise<string> {
  const input = fileURLToPath(new URL('math-hashes.ts', import.meta.url));
  const built = await rolldown({ input, platform: 'browser' });
  const { output } = await built.generate({ format: 'iife', name: 'math', minify: true });
  await built.close();
  return `(() => { ${output[0].code}; return hashMath(${ARGUMENTS}); })()`;
}

describe(`elementary functions over a million arguments each`, () => {
  const expected = hashMath(ARGUMENTS);

  it('are computed, not refused', () => {
    expect(Object.keys(expected).length).toBeGreaterThan(15);
    for (const hash of Object.values(expected)) expect(Number(/\((\d+) finite/.exec(hash)?.[1])).toBeGreaterThan(1000);
  });

  it.skipIf(!canBrowse)(`have the same bits in Chromium as in Node.js${whyBrowse}`, async () => {
    const browser = await launchChromium();
    const page = await browser.newPage();
    expect(await page.evaluate(await askInScript())).toEqual(expected);
    await browser.close();
  });

  it.skipIf(!canOpenFirefox)(`have the same bits in Firefox as in Node.js${whyNoFirefox}`, async () => {
    const firefox = await openFirefox();
    expect(await firefox.evaluate(`return ${await askInScript()}`)).toEqual(expected);
    await firefox.close();
  });
});
