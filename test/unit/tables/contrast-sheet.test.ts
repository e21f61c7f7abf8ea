import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { contrastsOfYaml, parseContrastSheet } from '../../../src/formats/sheets/contrast-sheet.ts';
import { faultOf } from './faults.ts';

const sheet = (text: string) => parseContrastSheet(Buffer.from(text), 'contrasts.csv');
const yaml = (text: string) => contrastsOfYaml(parseYaml(text), 'contrasts.yaml');

// As in the test data of nf-core/differentialabundance (SRP254919), with and without the column id.
const levels = [
  {
    kind: 'levels',
    id: 'treatment_mCherry_hND6_',
    variable: 'treatment',
    reference: 'mCherry',
    target: 'hND6',
    blocking: [],
  },
  {
    kind: 'levels',
    id: 'treatment_mCherry_hND6_sample_number',
    variable: 'treatment',
    reference: 'mCherry',
    target: 'hND6',
    blocking: ['sample_number'],
  },
];

describe('contrasts of nf-core/differentialabundance', () => {
  it('CSV with ids', async () => {
    const text =
      'id,variable,reference,target,blocking\ntreatment_mCherry_hND6_,treatment,mCherry,hND6,\ntreatment_mCherry_hND6_sample_number,treatment,mCherry,hND6,sample_number\n';
    expect(await sheet(text)).toMatchObject(levels);
  });

  it('CSV without ids: they are made of the values', async () => {
    const text =
      'variable,reference,target,blocking\ntreatment,mCherry,hND6,NA\ntreatment,mCherry,hND6,sample_number;batch\n';
    expect((await sheet(text)).map(({ id }) => id)).toEqual([
      'treatment_mCherry_hND6',
      'treatment_mCherry_hND6_sample_number;batch',
    ]);
  });

  it('excluded samples', async () => {
    const text =
      'id\tvariable\treference\ttarget\texclude_samples_col\texclude_samples_values\nx\tc\ta\tb\tbatch\t1;2\n';
    expect((await sheet(text))[0]?.exclude).toEqual({ column: 'batch', values: ['1', '2'] });
  });

  it('YAML, levels and formulas', () => {
    const text = `contrasts:
  - id: treatment_mCherry_hND6_
    comparison: ["treatment", "mCherry", "hND6"]
  - id: treatment_mCherry_hND6_sample_number
    comparison: [treatment, mCherry, hND6]
    blocking_factors: ["sample_number"]
  - id: interaction
    formula: "~ genotype * treatment"
    make_contrasts_str: "genotypeKO.treatmentTreated"
  - id: numbers
    comparison: [dose, 0, 10]
    exclude_samples_col: batch
    exclude_samples_values: [3, 4]
`;
    expect(yaml(text)).toMatchObject([
      ...levels,
      {
        kind: 'formula',
        id: 'interaction',
        formula: '~ genotype * treatment',
        contrast: 'genotypeKO.treatmentTreated',
      },
      { kind: 'levels', id: 'numbers', reference: '0', target: '10', exclude: { column: 'batch', values: ['3', '4'] } },
    ]);
  });

  it.each([
    ['a missing column', 'id,variable,refrence,target\nx,c,a,b\n', 'CONTRASTS_COLUMN', 1],
    ['a missing level', 'variable,reference,target\nc,a,\n', 'CONTRASTS_INCOMPLETE', 2],
    ['one level against itself', 'variable,reference,target\nc,a,a\n', 'CONTRASTS_SAME_LEVEL', 2],
    ['an id twice', 'id,variable,reference,target\nx,c,a,b\nx,c,b,a\n', 'CONTRASTS_DUPLICATE', 3],
    ['no rows', 'variable,reference,target\n', 'CONTRASTS_EMPTY', undefined],
  ])('CSV with %s is refused', async (_, text, code, line) => {
    const fault = await faultOf(() => sheet(text));
    expect([fault.code, fault.details.line]).toEqual([code, line]);
  });

  it.each([
    ['no list', 'contrasts: {a: 1}', "'contrasts'"],
    ['two levels', 'contrasts: [{id: x, comparison: [c, a]}]', "'contrasts[0].comparison'"],
    ['an unknown key', 'contrasts: [{id: x, comparision: [c, a, b]}]', "'contrasts[0].comparision'"],
    ['a formula without contrast', 'contrasts: [{id: x, formula: "~ a"}]', 'make_contrasts_str'],
    ['a nested level', 'contrasts: [{id: x, comparison: [c, {a: 1}, b]}]', "'contrasts[0].comparison'"],
  ])('YAML with %s is refused', async (_, text, place) => {
    expect((await faultOf(() => yaml(text))).message).toContain(place);
  });
});
