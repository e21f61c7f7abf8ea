import { describe, expect, it } from 'vitest';
import { resolveContrast } from '../../../src/design/contrast.ts';
import { parseContrastExpression } from '../../../src/design/contrast-expression.ts';
import { buildDesign } from '../../../src/design/design.ts';
import { makeName } from '../../../src/design/make-names.ts';
import { Fault } from '../../../src/fault.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const condition = ['control', 'control', 'mir9', 'mir9', 'mock', 'mock'];
const design = buildDesign('~ condition', { ids, columns: { condition } });

describe('a contrast of coefficients', () => {
  // Computed by makeContrasts of limma 3.54.1 with the levels X.Intercept., conditionmir9, conditionmock.
  it.each([
    ['conditionmir9', [0, 1, 0]],
    ['(conditionmir9 + conditionmock) / 2', [0, 0.5, 0.5]],
    ['2*conditionmir9 - conditionmock*0.5', [0, 2, -0.5]],
    ['-conditionmock + X.Intercept.', [1, 0, -1]],
    ['conditionmir9 - (conditionmock - conditionmir9)/4', [0, 1.25, -0.25]],
  ])('%s has the weights that limma gives', (text, weights) => {
    expect([...parseContrastExpression(design, text)]).toEqual(weights);
  });

  it("takes DESeq2's names too, and a single one is that coefficient", () => {
    const text = 'condition_mir9_vs_control';
    expect([...parseContrastExpression(design, `${text} - conditionmock`)]).toEqual([0, 1, -1]);
    expect(resolveContrast(design, { kind: 'expression', text })).toMatchObject({ stored: { column: 1, sign: 1 } });
  });

  it.each([
    ['conditionmir8', 'CONTRAST_COEFFICIENT_ABSENT'],
    ['conditionmir9 * conditionmock', 'CONTRAST_EXPRESSION'],
    ['1 / conditionmir9', 'CONTRAST_EXPRESSION'],
    ['conditionmir9 / 0', 'CONTRAST_EXPRESSION'],
    ['conditionmir9 + 1', 'CONTRAST_EXPRESSION'],
    ['(conditionmir9', 'CONTRAST_EXPRESSION'],
    ['conditionmir9 conditionmock', 'CONTRAST_EXPRESSION'],
    ['conditionmir9 -', 'CONTRAST_EXPRESSION'],
    ['', 'CONTRAST_EXPRESSION'],
    [`${'('.repeat(20_000)}conditionmir9`, 'CONTRAST_EXPRESSION'],
    [`${'-'.repeat(20_000)}conditionmir9`, 'CONTRAST_EXPRESSION'],
    ['conditionmir9 - conditionmir9', 'CONTRAST_WEIGHTS'],
  ])("refuses '%s'", (text, code) => {
    let thrown: unknown;
    try {
      resolveContrast(design, { kind: 'expression', text });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Fault);
    expect((thrown as Fault).code).toBe(code);
  });
});

describe('syntactic names', () => {
  // Computed by make.names of R 4.2.2.
  it.each([
    ['(Intercept)', 'X.Intercept.'],
    ['-a', 'X.a'],
    ['.a', '.a'],
    ['.1a', 'X.1a'],
    ['_a', 'X_a'],
    [' a', 'X.a'],
    ['if', 'if.'],
    ['1a', 'X1a'],
    ['a b', 'a.b'],
  ])("'%s' becomes %s", (text, name) => {
    expect(makeName(text)).toBe(name);
  });
});
