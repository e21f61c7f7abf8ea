import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { hasShared, sharedPath, whyShared } from '../shared.ts';
import { downloads, linesOf, openFolder, pages, runPage } from './tutorial.ts';

describe.runIf(hasShared)(`the tutorial${whyShared}`, () => {
  const folder = openFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the checksums of what it is made from', () => {
    const text = pages.map((page) => readFileSync(page, 'utf8')).join('');
    for (const [name, path] of Object.entries(downloads)) {
      const sum = createHash('sha256')
        .update(readFileSync(sharedPath('data', path)))
        .digest('hex');
      expect(text).toContain(`${sum}  ${name}\n`);
    }
  });

  // A page goes on where the one before has ended, so the order counts.
  it.each(pages)('%s shows what its commands print', { timeout: 900_000 }, (page) => {
    const { commands } = runPage(page, folder);
    expect(commands.length).toBeGreaterThan(2);
    for (const { command, shown, real } of commands) {
      expect({ command, lines: linesOf(real) }).toEqual({ command, lines: linesOf(shown) });
    }
  });
});
