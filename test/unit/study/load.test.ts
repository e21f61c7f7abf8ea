import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type LoadedStudy, loadStudy } from '../../../pipeline/study/load.ts';
import { locateFault, nameFlag } from '../../../pipeline/study/locate-fault.ts';
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
      useT: false,
      cooks: 'on',
      minReplicates: 7,
      independentFiltering: true,
      pAdjust: 'BH',
      robust: false,
      treat: 0,
      norm: 'TMM',
      filterByExpr: true,
      block: null,
      sampleWeights: false,
      priorCount: null,
      dispersion: null,
      estimateDispersions: false,
      factors: [],
      numeric: [],
      references: {},
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
    writeFileSync(
      join(folder, 'study.yml'),
      `${text}cooks: off\nindependent_filtering: false\nuse_t: on\nmin_replicates: false\n`,
    );
    const { study } = await load();
    expect(study.differential).toMatchObject({
      cooks: 'off',
      independentFiltering: false,
      useT: true,
      minReplicates: 'off',
    });
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

  it('takes contrasts of coefficients, which a coefficient names by itself', async () => {
    const contrasts = [
      { coef: 'condition_mir9_vs_control' },
      { id: 'sum', coef_list: ['a', 'b'], coef_list_less: ['c'] },
      { id: 'half', weights: [0, 0.5] },
    ];
    const { study } = await load({ contrasts });
    expect(study.contrasts.map(({ id, comparison }) => ({ id, comparison }))).toEqual([
      {
        id: 'condition_mir9_vs_control',
        comparison: { kind: 'coefficient', name: 'condition_mir9_vs_control' },
      },
      { id: 'sum', comparison: { kind: 'lists', plus: ['a', 'b'], minus: ['c'], weights: [1, -1] } },
      { id: 'half', comparison: { kind: 'numeric', weights: [0, 0.5] } },
    ]);
  });

  it('refuses to read variables that no design has', async () => {
    const fault = await faultOf(load({ factors: ['batch'] }));
    expect(fault.details).toMatchObject({ code: 'DESIGN_VARIABLE_UNUSED', file: '--factor', found: 'batch' });
  });

  it('tells a table of size factors from a way to make them', async () => {
    writeFileSync(join(folder, 'sizes.tsv'), 'x');
    expect((await load({ size_factors: 'poscounts' })).study).toMatchObject({ sizeFactors: 'poscounts' });
    const { study } = await load({ size_factors: 'sizes.tsv' });
    expect(study).toMatchObject({ sizeFactors: undefined, givenSizeFactors: join(folder, 'sizes.tsv') });
    expect((await faultOf(load({ size_factors: 'sizs.tsv' }))).details).toMatchObject({ file: '--size-factors' });
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
  const fault = (option?: string, file?: string): Fault =>
    new Fault({ code: 'ANY', message: 'm', option, file, hint: 'h' });

  it('gets the line of the study file that it is about', async () => {
    const { origins } = await load();
    expect(locateFault(fault('design'), origins).place).toBe(`${join(folder, 'study.yml')}:3:9`);
    expect(locateFault(fault('contrasts'), origins).place).toBe(`${join(folder, 'study.yml')}:5:3`);
    // What a contrast says, and the reference that follows from it, stand there too.
    expect(locateFault(fault('coef'), origins).place).toBe(`${join(folder, 'study.yml')}:5:3`);
    expect(locateFault(fault('references'), origins).place).toBe(`${join(folder, 'study.yml')}:5:3`);
  });

  it('gets the flag where that was given', async () => {
    const { origins } = await load({ design: '~ batch' });
    expect(locateFault(fault('design'), origins).place).toBe('--design');
  });

  it('gets the flag in a command that has no study and takes the option', () => {
    expect(nameFlag(fault('reduced'), 'de').place).toBe('--reduced');
    expect(nameFlag(fault('mirna'), 'rank').place).toBe('--mirna');
    expect(nameFlag(fault('mirna', 'mirnas.fa'), 'rank').place).toBe('mirnas.fa');
    for (const [option, command] of [
      ['design', 'run'],
      ['design', 'rank'],
      [undefined, 'de'],
    ] as const) {
      expect(nameFlag(fault(option), command).place).toBe('');
    }
  });

  it('keeps the place that it has, and stays as it is when it is about something else', async () => {
    const { origins } = await load();
    expect(locateFault(fault('design', 'samples.csv'), origins).place).toBe('samples.csv');
    expect(locateFault(fault(), origins).place).toBe('');
  });
});
