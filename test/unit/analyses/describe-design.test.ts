import { describe, expect, it } from 'vitest';
import { checkContrast, describeDesign, formatDesign } from '../../../src/analyses/describe-design.ts';
import type { CellValue } from '../../../src/design/covariate.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const columns = {
  condition: ['NC', 'NC', 'NC', 'NC', 'miR-9', 'miR-9', 'miR-9', 'miR-9'],
  lane: ['1', '2', '1', '2', '1', '2', '1', '2'],
  zone: ['4', '5', '6', '7', '5', '6', '4', '7'],
  year: ['2014', '2015', '2016', '2016', '2014', '2014', '2015', '2016'],
  treatment: ['ctl', 'ctl', 'ctl', 'ctl', 'mimic', 'mimic', 'mimic', 'mimic'],
} satisfies Record<string, CellValue[]>;
const comparison = { kind: 'levels', variable: 'condition', target: 'miR-9', reference: 'NC' } as const;
const linesOf = (formula: string, more = {}) =>
  formatDesign(describeDesign({ ids, columns }, { formula, comparison, ...more }).description);
const codesOf = (formula: string) =>
  checkContrast({ ids, columns }, { formula, comparison }, { test: 'wald', reduced: null }).map(({ code }) => code);

describe('a design in words', () => {
  it('says the comparison first, then groups, variables and references', () => {
    const lines = linesOf('~ lane + zone + condition');
    expect(lines.slice(0, 4)).toEqual([
      'miR-9 over NC (condition): NC is the reference, positive fold changes are higher in miR-9',
      'design ~ lane + zone + condition',
      'NC: 4 samples: a, b, c, d',
      'miR-9: 4 samples: e, f, g, h',
    ]);
    expect(lines.slice(4, 8)).toEqual([
      'lane is taken for a factor, since its name speaks of lane (`numeric: [lane]` says otherwise)',
      'zone is taken for a number, since its values are digits: are they labels? Then put it under `factors:`',
      'condition is taken for a factor, since its values are words',
      'reference levels: lane 1, condition NC',
    ]);
  });

  it('reads what the user says, also the reference of a factor', () => {
    const lines = linesOf('~ zone + condition', { factors: ['zone'], references: { zone: '6' } });
    expect(lines).toContain('reference levels: zone 6, condition NC');
  });

  it('names a column that only repeats the condition, and none that crosses it', () => {
    const repeated = linesOf('~ condition').filter((line) => line.includes('only repeats'));
    expect(repeated).toEqual([
      'The column treatment only repeats condition: it says nothing else, and confounds nothing.',
    ]);
  });

  it('says where an effect is compared far from all samples', () => {
    expect(codesOf('~ year * condition')).toContain('EFFECT_AT_ZERO');
    expect(codesOf('~ scale(year) * condition')).not.toContain('EFFECT_AT_ZERO');
    expect(codesOf('~ year + condition')).not.toContain('EFFECT_AT_ZERO');
  });
});
