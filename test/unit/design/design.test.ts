import { describe, expect, it } from 'vitest';
import { type Contrast, defaultContrast, resolveContrast } from '../../../src/design/contrast.ts';
import type { SampleTable } from '../../../src/design/covariate.ts';
import { buildDesign, type DesignOptions } from '../../../src/design/design.ts';
import { parseFormula } from '../../../src/design/formula.ts';
import type { Note } from '../../../src/design/note.ts';
import { Fault } from '../../../src/fault.ts';

function samples(columns: SampleTable['columns']): SampleTable {
  const [first = []] = Object.values(columns);
  return { ids: first.map((_, i) => `s${i + 1}`), columns };
}

function faultOf(action: () => unknown): Fault {
  try {
    action();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault was raised');
}

const twoByTwo = samples({
  condition: ['control', 'control', 'mir9', 'mir9', 'control', 'control', 'mir9', 'mir9'],
  batch: ['b1', 'b1', 'b1', 'b1', 'b2', 'b2', 'b2', 'b2'],
  rin: [8.1, 7.5, 9.2, 6.6, 5.9, 8.8, 9.1, 7.3],
});

describe('formulas that cannot be read', () => {
  it.each([
    ['condition', 1, '"~" is missing'],
    ['~ log(rin) + condition', 6, '"log(...)" is a function'],
    ['~ a +', 6, 'ends where a variable is expected'],
    ['~ a + )', 7, '")" stands where a variable is expected'],
    ['~ (a + b', 9, '")" is missing'],
    ['~ a b', 5, '"b" is not expected here'],
    ['~ a & b', 5, '"&" does not belong into a formula'],
    ['~ poly(rin, 2) + condition', 7, '"poly(...)" is a function'],
    ['~ ns(rin) + condition', 5, '"ns(...)" is a function'],
    ['~ condition + (1 | donor)', 18, 'marks a random effect'],
    ['~ I(rin + 1)', 4, '"I(...)" is a function'],
    [`~ ${Array.from({ length: 22 }, (_, i) => `v${i}`).join(' * ')}`, 51, 'More than 1000 terms'],
    [`~ ${'('.repeat(20_000)}a${')'.repeat(20_000)}`, 104, 'More than 100 parentheses'],
    [`~ (${Array.from({ length: 30 }, (_, i) => `v${i}`).join(' + ')})^9`, 174, 'More than 1000 terms'],
    ['~ .', 4, 'all variables'],
    ['~ (a + b)^c', 11, 'A power is a number'],
  ])('%s points at character %i', (text, column, message) => {
    const fault = faultOf(() => parseFormula(text));
    expect(fault.code).toBe('FORMULA_SYNTAX');
    expect(fault.message).toContain(message);
    expect(fault.details.column).toBe(column);
  });
});

describe('what a formula computes', () => {
  const table = samples({ x: [3, 1, 2, 1, 2, 3], y: [0.5, 1, 4, 2, 3, 0.1], g: ['a', 'a', 'a', 'b', 'b', 'b'] });

  it('has the names and columns of R', () => {
    const { columns, coefficientNames, matrix } = buildDesign('~ factor(x) + I(y^2) + y:g', table);
    expect(columns.map(({ name }) => name)).toEqual([
      '(Intercept)',
      'factor(x)2',
      'factor(x)3',
      'I(y^2)',
      'y:ga',
      'y:gb',
    ]);
    expect(coefficientNames.slice(1, 4)).toEqual(['factor.x.2', 'factor.x.3', 'I.y.2.']);
    expect(matrix.length).toBe(36);
  });

  it('compares the levels of factor(x), though not with the reference alone', () => {
    const design = buildDesign('~ g + factor(x)', table);
    const levels = (target: string, reference: string): Contrast => ({
      kind: 'levels',
      variable: 'x',
      target,
      reference,
    });
    expect(Array.from(resolveContrast(design, levels('3', '2')).weights)).toEqual([0, 0, -1, 1]);
    expect(resolveContrast(design, levels('1', '3')).stored).toEqual({ column: 3, sign: -1 });
  });

  it('scales by the standard deviation', () => {
    const { matrix } = buildDesign('~ scale(x)', table);
    const deviation = Math.sqrt(4 / 5);
    expect(matrix[1]).toBeCloseTo(1 / deviation, 14);
    expect(matrix[3]).toBeCloseTo(-1 / deviation, 14);
  });

  it('refuses more columns than any study has samples', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const wide = samples(Object.fromEntries(names.map((name) => [name, ['p', 'q', 'r', 's', 't', 'u', 'v']])));
    expect(faultOf(() => buildDesign(`~ ${names.join(' * ')}`, wide)).code).toBe('DESIGN_TOO_LARGE');
  });
});

describe('the columns that a design is fitted in', () => {
  const year = [2014, 2015, 2014, 2016, 2015, 2014, 2015, 2016];
  const g = ['a', 'a', 'b', 'a', 'b', 'b', 'a', 'b'];
  const table = samples({ year, g, rin: [7.1, 8.2, 6.9, 7.7, 8, 7.5, 7.3, 8.1], x: [0, 1, -1, 0.5, 0.2, -0.7, 0, 1] });

  it.each([
    '~ year + g',
    '~ year * g',
    '~ rin + year + g',
    '~ year + I(year^2) + g',
    '~ 0 + g + year',
    '~ I(year^2) + g',
    '~ g:year',
    '~ 0 + year',
  ])('%s: span the same models, far better told apart', (formula) => {
    const { basis, matrix, coefficients: p } = buildDesign(formula, table);
    const largest = Math.max(...basis!.matrix.map(Math.abs));
    expect(largest).toBeLessThan(5);
    // F = X T
    for (let j = 0; j < year.length; j++) {
      for (let k = 0; k < p; k++) {
        let sum = 0;
        for (let i = 0; i < p; i++) sum += matrix[j * p + i]! * basis!.transform[i * p + k]!;
        expect(Math.abs(sum - basis!.matrix[j * p + k]!)).toBeLessThan(1e-8);
      }
    }
  });

  it.each(['~ g', '~ x + g', '~ scale(year) + g'])('%s: are its own', (formula) => {
    expect(buildDesign(formula, table).basis).toBeUndefined();
  });
});

describe('a design', () => {
  it('takes the first level in sorting order as reference, unless told otherwise', () => {
    expect(buildDesign('~ condition', twoByTwo).coefficientNames).toEqual(['Intercept', 'condition_mir9_vs_control']);
    const turned = buildDesign('~ condition', twoByTwo, { references: { condition: 'mir9' } });
    expect(turned.coefficientNames).toEqual(['Intercept', 'condition_control_vs_mir9']);
  });

  it('sorts levels like R: lower case before upper case of the same letter, numbers by value', () => {
    const table = samples({ g: ['WT', 'ko', 'Ko', 'a', 'WT'], time: ['30', '5', '120', '5', '30'] });
    expect(buildDesign('~ g', table).covariates[0]).toMatchObject({ levels: ['a', 'ko', 'Ko', 'WT'] });
    const timed = buildDesign('~ time', table, { factors: ['time'] });
    expect(timed.covariates[0]).toMatchObject({ levels: ['5', '30', '120'] });
  });

  it('reads a column of numbers as a numeric covariate, and remarks on whole numbers', () => {
    const notes: Note[] = [];
    const design = buildDesign('~ dose', samples({ dose: ['0', '1', '2', '0', '1', '2'] }), {}, notes);
    expect(design.coefficientNames).toEqual(['Intercept', 'dose']);
    expect(notes.map(({ code }) => code)).toEqual(['NUMERIC_INTEGERS']);
  });

  it('groups samples with equal rows into cells', () => {
    expect(Array.from(buildDesign('~ batch + condition', twoByTwo).cells)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('remarks on a control level that is not the reference, and on unusual characters', () => {
    const notes: Note[] = [];
    buildDesign('~ g', samples({ g: ['control', 'Anti-9', 'control', 'Anti-9'] }), {}, notes);
    expect(notes.map(({ code }) => code)).toEqual(['LEVEL_CHARACTERS', 'CONTROL_NOT_REFERENCE']);
  });
});

describe('designs that cannot be fitted say what is in the way', () => {
  const cases: [string, string, SampleTable, DesignOptions, string, string[]][] = [
    [
      'an unknown variable',
      '~ treatment',
      twoByTwo,
      {},
      'DESIGN_VARIABLE_ABSENT',
      ['treatment', 'one of condition, batch, rin'],
    ],
    [
      'a missing value',
      '~ g',
      samples({ g: ['a', 'NA', 'b', ''] }),
      {},
      'DESIGN_VALUE_MISSING',
      ['the variable g', 's2, s4'],
    ],
    ['a covariate that is not finite', '~ x', samples({ x: [1.5, Infinity, 2] }), {}, 'DESIGN_VALUE_INFINITE', ['s2']],
    ['a factor with one level', '~ g', samples({ g: ['a', 'a', 'a'] }), {}, 'DESIGN_ONE_LEVEL', ['only a']],
    [
      'a reference that no sample has',
      '~ condition',
      twoByTwo,
      { references: { condition: 'mock' } },
      'DESIGN_REFERENCE_ABSENT',
      ['mock', 'control, mir9'],
    ],
    [
      'a reference for a variable outside the design',
      '~ condition',
      twoByTwo,
      { references: { batch: 'b1' } },
      'DESIGN_REFERENCE_UNKNOWN',
      ['batch'],
    ],
    [
      'a batch that is the condition',
      '~ batch + condition',
      samples({ batch: ['b1', 'b1', 'b2', 'b2'], condition: ['control', 'control', 'mir9', 'mir9'] }),
      {},
      'DESIGN_CONFOUNDED',
      ['condition_mir9_vs_control = batch_b2_vs_b1', 'condition mir9 in s3, s4', 'batch'],
    ],
    [
      'donors nested in the condition',
      '~ donor + condition',
      samples({ donor: ['d1', 'd1', 'd2', 'd2', 'd3', 'd3'], condition: ['a', 'a', 'a', 'a', 'b', 'b'] }),
      {},
      'DESIGN_CONFOUNDED',
      ['condition_b_vs_a = donor_d3_vs_d1', 's5, s6'],
    ],
    [
      'a combination without samples',
      '~ genotype * treatment',
      samples({ genotype: ['wt', 'wt', 'wt', 'ko', 'ko'], treatment: ['no', 'yes', 'no', 'no', 'no'] }),
      { references: { genotype: 'wt', treatment: 'no' } },
      'DESIGN_COMBINATION_ABSENT',
      ['genotypeko.treatmentyes', 'genotype ko and treatment yes'],
    ],
  ];
  it.each(cases)('%s', (_, formula, table, options, code, words) => {
    const fault = faultOf(() => buildDesign(formula, table, options));
    expect(fault.code).toBe(code);
    const { message, found, expected, hint } = fault.details;
    for (const word of words)
      expect([message, found, expected, hint].join('\n').toLowerCase()).toContain(word.toLowerCase());
  });
});

describe('contrasts', () => {
  const three = samples({
    batch: ['x', 'y', 'x', 'y', 'x', 'y', 'x', 'y', 'x'],
    g: ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c'],
  });
  const design = buildDesign('~ batch + g', three);
  const levels = (target: string, reference: string): Contrast => ({
    kind: 'levels',
    variable: 'g',
    target,
    reference,
  });

  it('against the reference is a stored coefficient, turned round if the reference is the target', () => {
    expect(resolveContrast(design, levels('c', 'a')).stored).toEqual({ column: 3, sign: 1 });
    expect(resolveContrast(design, levels('a', 'b')).stored).toEqual({ column: 2, sign: -1 });
  });

  it('between other levels weighs two coefficients and names the samples that enter', () => {
    const resolved = resolveContrast(design, levels('c', 'b'));
    expect(resolved.stored).toBeUndefined();
    expect(Array.from(resolved.weights)).toEqual([0, 0, -1, 1]);
    expect(Array.from(resolved.samples!)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it('by lists adds and subtracts, with the weights asked for', () => {
    const plus = ['g_b_vs_a', 'g_c_vs_a'];
    const half = resolveContrast(design, { kind: 'lists', plus, minus: ['batch_y_vs_x'], weights: [0.5, -1] });
    expect(Array.from(half.weights)).toEqual([0, -1, 0.5, 0.5]);
    expect(resolveContrast(design, { kind: 'lists', plus, minus: [] }).samples).toBeUndefined();
  });

  it('defaults to the last coefficient, and without intercept to last against first level', () => {
    expect(defaultContrast(design, 'wald')).toEqual({ kind: 'coefficient', name: 'g_c_vs_a' });
    const means = buildDesign('~ 0 + g', three);
    const contrast = defaultContrast(means, 'wald');
    expect(Array.from(resolveContrast(means, contrast).weights)).toEqual([-1, 0, 1]);
  });

  const refused: [string, Contrast, string][] = [
    ['a level without a sample', levels('z', 'a'), 'CONTRAST_LEVEL_ABSENT'],
    ['a level against itself', levels('b', 'b'), 'CONTRAST_SAME_LEVEL'],
    ['an unknown variable', { kind: 'levels', variable: 'q', target: 'b', reference: 'a' }, 'CONTRAST_VARIABLE'],
    ['an unknown coefficient', { kind: 'coefficient', name: 'g_z_vs_a' }, 'CONTRAST_COEFFICIENT_ABSENT'],
    ['a coefficient in both lists', { kind: 'lists', plus: ['Intercept'], minus: ['Intercept'] }, 'CONTRAST_LISTS'],
    [
      'weights of the wrong sign',
      { kind: 'lists', plus: ['g_b_vs_a'], minus: [], weights: [1, 1] },
      'CONTRAST_LIST_WEIGHTS',
    ],
    ['too few weights', { kind: 'numeric', weights: [0, 1] }, 'CONTRAST_WEIGHTS'],
  ];
  it.each(refused)('refuse %s', (_, contrast, code) => {
    expect(faultOf(() => resolveContrast(design, contrast)).code).toBe(code);
  });
});
