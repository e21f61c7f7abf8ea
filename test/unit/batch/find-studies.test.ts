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
    expect(fault.details).toMatchObject({ code: 'STUDY_MISSING', file: join(folder, 'nowhere.yml') });
  });

  it('takes a row of the table for a study', async () => {
    const template = join(folder, 'study.yml');
    writeFileSync(template, 'design: ~ condition\n');
    const { sources } = await findStudies({ path: table, template }, folder);
    expect(sources.map(({ label, file }) => [label, file])).toEqual([['a', template]]);
  });

  const rowsOf = async (text: string) => {
    const path = join(folder, 'cells.tsv');
    writeFileSync(path, text);
    return (await findStudies({ path, template: undefined }, folder)).sources.map(({ row }) => row!.values);
  };

  it('takes columns that are called as flags', async () => {
    const [values] = await rowsOf('name\tde\tmin-size\treference\na\tde.tsv\t5\tcondition=mock\n');
    expect(values).toEqual({ name: 'a', differential: 'de.tsv', set_min: 5, references: { condition: 'mock' } });
  });

  it('takes lists and maps as a study file has them', async () => {
    const cohort = '[{ name: c, expression: e.tsv, groups: tissue }]';
    const contrast = '[{ id: x, variable: condition, target: mir9, reference: mock, mirna: [miR-9] }]';
    const [values] = await rowsOf(`name\tcohorts\tcontrasts\na\t${cohort}\t${contrast}\n`);
    expect(values).toEqual({
      name: 'a',
      cohorts: [{ name: 'c', expression: 'e.tsv', groups: 'tissue' }],
      contrasts: [{ id: 'x', variable: 'condition', target: 'mir9', reference: 'mock', mirna: ['miR-9'] }],
    });
  });

  it('takes several contrasts or tables of background with semicolons between', async () => {
    const [values] = await rowsOf(
      'name\tcontrasts\tbackground\na\tc,x,m; c,y,m\tb.tsv:miR-1; c.tsv:miR-7:inhibition\n',
    );
    expect(values).toEqual({
      name: 'a',
      contrasts: ['x', 'y'].map((target) => ({ variable: 'c', target, reference: 'm' })),
      background: [
        { table: 'b.tsv', mirna: ['miR-1'] },
        { table: 'c.tsv', mirna: ['miR-7'], effect: 'inhibition' },
      ],
    });
  });

  it('leaves what cannot be read to the check of the study', async () => {
    expect(await rowsOf('name\tcohorts\na\t[{ name: c\n')).toEqual([{ name: 'a', cohorts: '[{ name: c' }]);
  });

  it('refuses two columns of one key', async () => {
    const fault = await rowsOf('name\tde\tdifferential\na\tx\ty\n').catch((error) => error);
    expect(fault.details).toMatchObject({ code: 'BATCH_COLUMN_TWICE', column: 3 });
  });
});
