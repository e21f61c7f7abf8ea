import { describe, expect, it } from 'vitest';
import { guessDesign } from '../../../src/design/guess-design.ts';
import { Fault } from '../../../src/fault.ts';

function faultOf(action: () => unknown): Fault {
  try {
    action();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault was raised');
}

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

  it('reads the digits of donors as labels and the year as a number, and says so', () => {
    const { design, reasons } = guess({
      donor: '1 1 2 2 3 3',
      condition: 'ctl mir ctl mir ctl mir',
      year: '2014 2014 2015 2015 2016 2016',
    });
    expect(design).toBe('~ donor + condition');
    expect(reasons.join('\n')).toContain('donor is taken for a factor, since its name speaks of donor (');
  });

  it('says first what is compared with what', () => {
    expect(guess({ condition: 'mir-9 NC mir-9 NC' }).reasons[0]).toBe(
      "'NC' is taken for the reference by its name: fold changes are mir-9 over NC",
    );
  });

  it.each([
    ['a a b b', /--contrast condition,b,a, or --contrast condition,a,b/],
    ['mock mock control control mir9 mir9', /--contrast condition,mir9,control, or --contrast condition,mir9,mock/],
  ])('asks for the reference among %s', (levels, choice) => {
    const fault = faultOf(() => guess({ condition: levels }));
    expect(fault.code).toBe('INIT_REFERENCE_OPEN');
    expect(fault.details.expected).toMatch(choice);
  });

  it('takes the reference of a contrast that is given', () => {
    const columns = new Map([['condition', ['a', 'a', 'b', 'b']]]);
    const { design, contrasts } = guessDesign(ids(4), columns, { compared: { variable: 'condition', reference: 'b' } });
    expect(design).toBe('~ condition');
    expect(contrasts).toEqual([{ variable: 'condition', target: 'a', reference: 'b' }]);
  });

  it('asks whether Ctl and ctl are one level', () => {
    const fault = faultOf(() => guess({ condition: 'Ctl ctl ctl mir9 mir9 mir9' }));
    expect(fault.code).toBe('INIT_LEVELS_ALIKE');
    expect(fault.message).toContain('Ctl and ctl');
  });

  it('says of a column that it only repeats the condition', () => {
    const { reasons } = guess({ condition: 'ko ko wt wt', label: 'KO KO WT WT' });
    expect(reasons.join('\n')).toContain("'label' only repeats 'condition'");
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
