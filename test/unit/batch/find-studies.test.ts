import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findStudies } from '../../../pipeline/batch/find-studies.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-find-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a batch', () => {
  const table = join(folder, 'batch.csv');
  writeFileSync(table, 'name,mirna\na,hsa-miR-9-5p\n');

  it('is refused before any study where its template cannot be read', async () => {
    const fault = await findStudies({ path: table, template: 'nowhere.yml' }, folder).catch((error) => error);
    expect(fault.details).toMatchObject({ code: 'FILE_MISSING', file: join(folder, 'nowhere.yml') });
  });

  it('takes a row of the table for a study', async () => {
    const template = join(folder, 'study.yml');
    writeFileSync(template, 'design: ~ condition\n');
    const { sources } = await findStudies({ path: table, template }, folder);
    expect(sources.map(({ label, file }) => [label, file])).toEqual([['a', template]]);
  });
});
