import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type LoadedStudy, loadStudy } from '../../../pipeline/study/load.ts';
import { locateFault } from '../../../pipeline/study/locate-fault.ts';
import { Fault } from '../../../src/fault.ts';

let folder: string;
const text = `counts: data/counts.tsv
samples: samples.csv
design: ~ condition
contrasts:
  - { variable: condition, target: mir9, reference: control }
alpha: 0.05
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-load-'));
  mkdirSync(join(folder, 'data'));
  mkdirSync(join(folder, 'elsewhere'));
  for (const name of ['data/counts.tsv', 'samples.csv', 'elsewhere/counts.tsv']) writeFileSync(join(folder, name), 'x');
  writeFileSync(join(folder, 'study.yml'), text);
});

const load = (flags: object = {}, file: string | undefined = 'study.yml', cwd = folder): Promise<LoadedStudy> =>
  loadStudy(file, flags, cwd);

async function faultOf(loading: Promise<unknown>): Promise<Fault> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe('loading a study', () => {
  it('fills in defaults that equal those of DESeq2', async () => {
    const { study } = await load({}, 'study.yml');
    expect(study).toMatchObject({ effect: 'overexpression', mirna: undefined, out: join(folder, 'results') });
    expect(study.differential).toEqual({
      alpha: 0.05,
      test: 'wald',
      reduced: null,
      fitType: 'parametric',
      lfcThreshold: 0,
      alternative: 'greaterAbs',
      shrink: 'none',
      cooks: true,
      independentFiltering: true,
    });
  });

  it('takes paths in the file from the file, paths in flags from the current folder', async () => {
    const { study } = await load({ counts: 'counts.tsv', out: 'here' }, '../study.yml', join(folder, 'elsewhere'));
    expect(study.counts).toEqual([join(folder, 'elsewhere/counts.tsv')]);
    expect(study.samples).toBe(join(folder, 'samples.csv'));
    expect(study.out).toBe(join(folder, 'elsewhere/here'));
  });

  it('lets a flag go before the file, and the file before the default', async () => {
    expect((await load()).study.differential.alpha).toBe(0.05);
    expect((await load({ alpha: 0.2 })).study.differential.alpha).toBe(0.2);
    expect((await load({ name: 'other' })).study.name).toBe('other');
  });

  it('needs no file when all is given as flags', async () => {
    const contrasts = [{ variable: 'condition', target: 'mir9', reference: 'control' }];
    const flags = { counts: 'data/counts.tsv', samples: 'samples.csv', design: '~ condition', contrasts };
    const { study, origins } = await loadStudy(undefined, flags, folder);
    expect(study).toMatchObject({ name: 'counts', out: join(folder, 'results') });
    expect(origins('design')).toEqual({ file: '--design' });
  });

  it('reads on and off, true and false alike', async () => {
    writeFileSync(join(folder, 'study.yml'), `${text}cooks: off\nindependent_filtering: false\n`);
    const { study } = await load();
    expect(study.differential).toMatchObject({ cooks: false, independentFiltering: false });
  });

  it('names contrasts by their levels, and by their variable too where that is not enough', async () => {
    const contrasts = [
      { variable: 'a', target: 'x', reference: 'y' },
      { variable: 'b', target: 'x', reference: 'y' },
      { variable: 'b', target: 'high dose', reference: 'y' },
      { variable: 'b', target: 'Überexpression', reference: 'contrôle' },
      { id: 'mine', variable: 'b', target: 'z', reference: 'y' },
    ];
    const { study } = await load({ contrasts });
    expect(study.contrasts.map(({ id }) => id)).toEqual([
      'a_x_vs_y',
      'b_x_vs_y',
      'high_dose_vs_y',
      'Uberexpression_vs_controle',
      'mine',
    ]);
  });

  it('refuses two contrasts of one name', async () => {
    const twice = [0, 1].map(() => ({ id: 'same', variable: 'a', target: 'x', reference: 'y' }));
    expect((await faultOf(load({ contrasts: twice }))).code).toBe('CONTRAST_ID_TWICE');
  });

  it('names the likely file where one is missing', async () => {
    const fault = await faultOf(load({ samples: 'sample.csv' }));
    expect(fault.details).toMatchObject({
      code: 'INPUT_MISSING',
      file: '--samples',
      found: join(folder, 'sample.csv'),
      hint: "Did you mean 'samples.csv'?",
    });
  });

  it('refuses settings that do not go together', async () => {
    expect((await faultOf(load({ test: 'lrt' }))).details.file).toMatch(/study\.yml|reduced/);
    expect((await faultOf(load({ alternative: 'lessAbs' }))).details.expected).toContain('above 0');
    expect((await faultOf(load({ test: 'lrt', reduced: '~ 1', lfc_threshold: 1 }))).details.file).toBe('--test');
  });
});

describe('a fault of the libraries', () => {
  const fault = (code: string, file?: string): Fault => new Fault({ code, message: 'm', file, hint: 'h' });

  it('gets the line of the study file that it is about', async () => {
    const { origins } = await load();
    expect(locateFault(fault('DESIGN_CONFOUNDED'), origins).place).toBe(`${join(folder, 'study.yml')}:3:9`);
    expect(locateFault(fault('CONTRAST_VARIABLE'), origins).place).toBe(`${join(folder, 'study.yml')}:5:3`);
  });

  it('gets the flag where that was given', async () => {
    const { origins } = await load({ design: '~ batch' });
    expect(locateFault(fault('DESIGN_CONFOUNDED'), origins).place).toBe('--design');
  });

  it('keeps the place that it has, and stays as it is when it is about something else', async () => {
    const { origins } = await load();
    expect(locateFault(fault('DESIGN_VALUE_MISSING', 'samples.csv'), origins).place).toBe('samples.csv');
    expect(locateFault(fault('SIZE_FACTORS_NO_COMMON_GENE'), origins).place).toBe('');
  });
});
