import { describe, expect, it } from 'vitest';
import type { Deseq2Input } from '../../../src/engines/check-input.ts';
import {
  type EdgerAnalysis,
  type EdgerOptions,
  edgerExact,
  edgerLRT,
  edgerQL,
  edgerQLLegacy,
} from '../../../src/engines/edger/edger.ts';
import { Fault } from '../../../src/fault.ts';

type Engine = (input: Deseq2Input, options: EdgerOptions) => EdgerAnalysis;
const engines: [string, Engine][] = [
  ['edgerQL', edgerQL],
  ['edgerQL est', (input, options) => edgerQL(input, { ...options, estimateDispersions: true })],
  ['edgerQLLegacy', edgerQLLegacy],
  ['edgerLRT', edgerLRT],
  ['edgerExact', edgerExact],
];

const rows = [
  [30, 42, 25, 61, 70, 58],
  [120, 90, 140, 33, 41, 29],
  [15, 25, 19, 22, 18, 30],
  [410, 380, 520, 490, 350, 470],
];
const condition = ['a', 'a', 'a', 'b', 'b', 'b'];
const sampleIds = ['s1', 's2', 's3', 's4', 's5', 's6'];
const input = (counts: readonly number[][], columns: Record<string, string[]> = { condition }): Deseq2Input => ({
  counts,
  sampleIds: sampleIds.slice(0, counts[0]!.length),
  samples: columns,
});
const question: EdgerOptions = { design: '~ condition' };

function faultOf(run: () => unknown): Fault {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe.each(engines)('%s', (_, engine) => {
  it('names a library without reads', () => {
    const fault = faultOf(() => engine(input(rows.map((row) => row.with(2, 0))), question));
    expect(fault.code).toBe('LIBRARY_EMPTY');
    expect(fault.message).toContain('s3');
  });

  it('says that no gene is left', () => {
    const fault = faultOf(() => engine(input(rows.map((row) => row.map((count) => (count > 100 ? 2 : 1)))), question));
    expect(fault.code).toBe('GENES_ALL_FILTERED');
  });

  it('refuses columns that others tell', () => {
    const twice = { condition, batch: ['x', 'x', 'x', 'y', 'y', 'y'] };
    const fault = faultOf(() => engine(input(rows, twice), { design: '~ batch + condition' }));
    expect(fault.code).toBe('DESIGN_CONFOUNDED');
  });

  it('refuses a contrast that does not exist, adds nothing, or is none', () => {
    const level = { kind: 'levels', variable: 'condition', target: 'c', reference: 'a' } as const;
    expect(faultOf(() => engine(input(rows), { ...question, contrast: level })).code).toBe('CONTRAST_LEVEL_ABSENT');
    const zero = { kind: 'numeric', weights: [0, 0] } as const;
    expect(faultOf(() => engine(input(rows), { ...question, contrast: zero })).code).toBe('CONTRAST_WEIGHTS');
    const one = { kind: 'coefficient', name: 'condition_b_vs_a' } as const;
    expect(faultOf(() => engine(input(rows), { ...question, contrast: [one, one] })).code).toBe('CONTRASTS_DEPENDENT');
    expect(faultOf(() => engine(input(rows), { ...question, contrast: [] })).code).toBe('CONTRASTS_DEPENDENT');
  });

  it('refuses dispersions and thresholds out of range', () => {
    for (const dispersion of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(faultOf(() => engine(input(rows), { ...question, dispersion })).code).toBe('DISPERSION_INVALID');
    }
    expect(faultOf(() => engine(input(rows), { ...question, priorCount: -1 })).code).toBe('PRIOR_COUNT_INVALID');
    for (const treat of [-1, Number.NaN]) {
      expect(faultOf(() => engine(input(rows), { ...question, treat })).code).toBe('TREAT_THRESHOLD');
    }
  });

  it('refuses one sample against another, and says what can be done', () => {
    const pair = input(
      rows.map((row) => [row[0]!, row[3]!]),
      { condition: ['a', 'b'] },
    );
    const fault = faultOf(() => engine(pair, question));
    expect(fault.code).toBe('DESIGN_NO_REPLICATES');
    expect(fault.details.hint.includes('state a dispersion')).toBe(engine === edgerLRT || engine === edgerExact);
  });

  it('refuses one gene, whose counts are its library sizes', () => {
    expect(faultOf(() => engine(input(rows.slice(0, 1)), question)).code).toBe('GENES_ONE');
  });

  it.each([2, 3, 4])('takes %d genes', (genes) => {
    const { results } = engine(input(rows.slice(0, genes)), { ...question, norm: 'none' });
    expect(results.pvalue.length).toBe(genes);
    for (const p of results.pvalue) expect(p > 0 && p <= 1).toBe(true);
  });

  it('takes a group of zeros', () => {
    const { results } = engine(input([...rows, [0, 0, 0, 18, 25, 31]]), question);
    expect(results.pvalue[4]).toBeLessThan(0.05);
    expect(results.log2FoldChange[4]).toBeGreaterThan(3);
  });
});

describe('a gene without any count, where the filter is off', () => {
  it('has no p-value against a threshold in a design of several variables, and the reason', () => {
    const blocked = { condition, batch: ['x', 'y', 'x', 'y', 'x', 'y'] };
    const { results } = edgerLRT(input([...rows, [0, 0, 0, 0, 0, 0]], blocked), {
      design: '~ batch + condition',
      filterByExpr: false,
      treat: 0.5,
    });
    expect(results.pvalue[4]).toBeNaN();
    expect(results.leftOut).toEqual([undefined, undefined, undefined, undefined, 'no counts']);
  });
});

describe('samples that vary less than by chance', () => {
  it('tell no dispersion', () => {
    const equal = input(
      [
        [100, 101],
        [200, 199],
        [50, 51],
      ],
      { condition: ['a', 'b'] },
    );
    expect(faultOf(() => edgerLRT(equal, { ...question, dispersion: 'one-group' })).code).toBe('DISPERSION_NONE');
  });
});

describe('a threshold of several contrasts', () => {
  it('is refused', () => {
    const three = { condition: ['a', 'a', 'b', 'b', 'c', 'c'] };
    const contrast = ['b', 'c'].map((target) => ({
      kind: 'levels' as const,
      variable: 'condition',
      target,
      reference: 'a',
    }));
    expect(faultOf(() => edgerQL(input(rows, three), { ...question, contrast, treat: 1 })).code).toBe(
      'TREAT_ONE_CONTRAST',
    );
  });
});

describe('the exact test', () => {
  it('refuses designs with more than groups, and contrasts of more than two', () => {
    const blocked = { condition, batch: ['x', 'y', 'x', 'y', 'x', 'y'] };
    const fault = faultOf(() => edgerExact(input(rows, blocked), { design: '~ batch + condition' }));
    expect(fault.code).toBe('EXACT_NOT_GROUPS');
    const three = { condition: ['a', 'a', 'b', 'b', 'c', 'c'] };
    const contrast = { kind: 'numeric', weights: [0, 0.5, 0.5] } as const;
    expect(faultOf(() => edgerExact(input(rows, three), { ...question, contrast })).code).toBe('EXACT_TWO_GROUPS');
  });
});

it('refuses a stated dispersion beside what is to be estimated', () => {
  const stated = { ...question, dispersion: 0.1 };
  expect(faultOf(() => edgerQL(input(rows), { ...stated, estimateDispersions: true })).code).toBe('DISPERSION_TWICE');
  for (const engine of [edgerLRT, edgerExact]) {
    expect(faultOf(() => engine(input(rows), { ...stated, robust: true })).code).toBe('ROBUST_WITHOUT_ESTIMATES');
  }
});
