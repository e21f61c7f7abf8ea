import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canOpenPage,
  chooseFiles,
  openChromium,
  openStudyPage,
  runPage,
  studyPage,
  whyNoPage,
} from '../browser/study-page.ts';
import { run, smallestStudy } from '../pipeline/small-study.ts';
import { contentsOf, expectSameFiles, filesIn, publishedByPage } from './page-results.ts';

/** A runtime that refuses the kernel that fits genes, by which it is known: it alone works in stages over a memory that it is given. */
const refuseKernel = `{
  const engine = globalThis.WebAssembly;
  const { Module } = engine;
  engine.Module = class extends Module {
    constructor(bytes) {
      super(bytes);
      const takesMemory = Module.imports(this).some(({ kind }) => kind === 'memory');
      if (takesMemory && Module.exports(this).some(({ name }) => name === 'work')) throw new engine.CompileError('refused by the test');
    }
  };
}`;

/** The page with its workers in such a runtime. */
function refusingPage(): string {
  const html = readFileSync(studyPage, 'utf8').replace(/(id="worker">)([^<]*)/, (_, start: string, packed: string) => {
    const program = gunzipSync(Buffer.from(packed, 'base64'));
    return start + gzipSync(`${refuseKernel}\n${program}`).toString('base64');
  });
  const path = join(mkdtempSync(join(tmpdir(), 'seedrank-refusing-')), 'seedrank.html');
  writeFileSync(path, html);
  return path;
}

describe.skipIf(!canOpenPage)(`a browser that does not compile the kernel that fits genes${whyNoPage}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());

  it('says so in the page and in the report, and has the bytes of the program where that is refused too', async () => {
    const study = smallestStudy();
    const { page, complaints } = await openStudyPage(browser, refusingPage());
    await chooseFiles(page, filesIn(study.folder), study.folder);
    await page.getByText('The study is study.yml').waitFor();
    await runPage(page);
    expect(await page.locator('#page').innerText()).toContain('refused by the test');
    const made = await publishedByPage(page);
    expect(made['report.html']).toContain('refused by the test');

    const preload = join(study.folder, '..', `refuse-${Date.now()}.mjs`);
    writeFileSync(preload, refuseKernel);
    const options = process.env.NODE_OPTIONS;
    process.env.NODE_OPTIONS = `--import ${preload}`;
    const { code, stderr, events } = run(study, '--threads', '1');
    if (options === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = options;
    expect(code, stderr).toBe(0);
    const notes = events.flatMap((event) => (event.type === 'stage-note' ? [event.text] : []));
    expect(notes.filter((text) => text.includes('refused by the test'))).not.toEqual([]);
    expectSameFiles(made, contentsOf(study));
    expect(complaints).toEqual([]);
  });
});
