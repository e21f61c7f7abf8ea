import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canOpenFirefox, type Firefox, openFirefox, whyNoFirefox } from '../browser/firefox.ts';
import { studyPage } from '../browser/study-page.ts';
import { demoStudy } from './demo-study.ts';
import { expectSameFiles, filesIn, publishedIn, runProgram } from './page-results.ts';

const isBuilt = existsSync(studyPage);

/** Clicks, and waits until the page has done what was asked. */
const runStudy = `
  const find = (text) => [...document.querySelectorAll('button')].find((button) => button.textContent === text);
  const until = async (done) => { while (!done()) await new Promise((resolve) => setTimeout(resolve, 100)); };
  await until(() => document.body.textContent.includes('The study is study.yml'));
  find('Run').click();
  await until(() => !find('Run').disabled);
  const faults = [...document.querySelectorAll('.fault')].map((fault) => fault.textContent);
  const saved = new Promise((resolve) => {
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => { resolve(blob); return create(blob); };
  });
  find('Save all').click();
  const bytes = new Uint8Array(await (await saved).arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return { faults, zip: btoa(text) };`;

describe.skipIf(!canOpenFirefox || !isBuilt)(
  `seedrank.html in Firefox, from the disk without a network${whyNoFirefox}`,
  () => {
    let firefox: Firefox;
    beforeAll(async () => {
      firefox = await openFirefox();
    });
    afterAll(() => firefox.close());

    it('the demo: every published file has the bytes of the program', async () => {
      const study = demoStudy();
      await firefox.open(`file://${studyPage}`);
      const names = filesIn(study.folder).map((name) => join(study.folder, name));
      await firefox.chooseFiles('input[aria-label="Choose files"]', names);
      const { faults, zip } = (await firefox.evaluate(runStudy)) as { faults: string[]; zip: string };
      expect(faults).toEqual([]);
      expectSameFiles(publishedIn(unzipSync(Buffer.from(zip, 'base64'))), runProgram(study));
    });
  },
);
