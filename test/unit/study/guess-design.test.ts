import { describe, expect, it } from 'vitest';
import { guessDesign } from '../../../pipeline/study/guess-design.ts';
import { Fault } from '../../../src/fault.ts';

const ids = (n: number): string[] => Array.from({ length: n }, (_, i) => `s${i}`);
const guess = (columns: Readonly<Record<string, string>>): ReturnType<typeof guessDesign> => {
  const cells = Object.entries(columns).map(([name, values]) => [name, values.split(' ')] as const);
  return guessDesign(ids(cells[0]?.[1].length ?? 0), new Map(cells));
};

describe('guessing a design', () => {
  it('knows conditions, batches and controls by their names', () => {
    const { design, contrasts, reasons } = guess({
      batch: 'A B A B A B',
      condition: 'mir9 mir9 mir9 control control control',
      rin: '9.1 8.2 9.0 8.8 7.9 9.3',
    });
    expect(design).toBe('~ batch + condition');
    expect(contrasts).toEqual([{ variable: 'condition', target: 'mir9', reference: 'control' }]);
    expect(reasons.join('\n')).toContain("'control' is taken for the reference by its name");
  });

  it.each([
    ['airway', { cell: 'N1 N1 N2 N2 N3 N3', dex: 'untrt trt untrt trt untrt trt' }, '~ cell + dex', 'dex,trt,untrt'],
    ['mir210', { condition: 'mir210 mir210 ctrl ctrl' }, '~ condition', 'condition,mir210,ctrl'],
    ['by numbers', { plate: 'p1 p2 p3 p4', kind: 'wt wt ko ko' }, '~ kind', 'kind,ko,wt'],
  ])('of a sheet like %s', (_, columns, design, contrast) => {
    const guessed = guess(columns);
    expect(guessed.design).toBe(design);
    expect(guessed.contrasts.map((c) => `${c.variable},${c.target},${c.reference}`)).toEqual([contrast]);
  });

  it('says so when a reference is only the first in order', () => {
    expect(guess({ condition: 'a a b b' }).reasons.join('\n')).toContain('check it');
  });

  it('leaves out a batch that cannot be told from the condition', () => {
    const { design, reasons } = guess({ batch: 'A A B B', condition: 'ko ko wt wt' });
    expect(design).toBe('~ condition');
    expect(reasons.join('\n')).toContain("'batch' looks like a batch but cannot be told apart");
  });

  it('gives up without groups', () => {
    expect(() => guess({ name: 'a b c d', tissue: 'x x x x' })).toThrow(Fault);
  });
});
