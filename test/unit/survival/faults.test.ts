import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { fitCox } from '../../../src/survival/cox/fit-cox.ts';
import { hazardRatios } from '../../../src/survival/cox/hazard-ratios.ts';
import type { CoxTerm } from '../../../src/survival/cox/model-columns.ts';
import { testProportionalHazards } from '../../../src/survival/cox/proportional-hazards.ts';
import { kaplanMeier } from '../../../src/survival/curves/kaplan-meier.ts';
import { restrictedMean } from '../../../src/survival/curves/restricted-mean.ts';
import { searchBestCut } from '../../../src/survival/cuts/best-cut.ts';
import { cutIntoGroups } from '../../../src/survival/cuts/group-cuts.ts';
import { logRankTest } from '../../../src/survival/log-rank.ts';

const time = [5, 8, 12, 3, 9, 15, 7, 2, 11, 6];
const event = [1, 0, 1, 1, 0, 1, 1, 1, 0, 1];
const gene = [0.3, 1.2, -0.4, 2.2, 0.9, -1.3, 0.1, 1.8, -0.6, 0.7];
const number = (name: string, values: ArrayLike<number>): CoxTerm => ({ name, kind: 'number', values });
const replace = (values: readonly number[], at: number, value: number): number[] => values.with(at, value);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) {
      expect(error.details.hint.length).toBeGreaterThan(10);
      return error.code;
    }
    throw error;
  }
  return 'no fault';
}

describe('input that cannot be used names the place and the cure', () => {
  const cases: readonly (readonly [string, string, () => unknown])[] = [
    ['a negative time', 'SURVIVAL_TIME', () => kaplanMeier({ time: replace(time, 2, -1), event })],
    ['an endless time', 'SURVIVAL_TIME', () => kaplanMeier({ time: replace(time, 2, Infinity), event })],
    ['events coded 1 and 2', 'SURVIVAL_EVENT', () => kaplanMeier({ time, event: event.map((e) => e + 1) })],
    ['no events', 'SURVIVAL_NO_EVENTS', () => fitCox({ time, event: event.map(() => 0) }, [number('g', gene)])],
    [
      'no events to test',
      'SURVIVAL_NO_EVENTS',
      () => logRankTest({ time, event: event.map(() => 0) }, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]),
    ],
    [
      'one group',
      'SURVIVAL_ONE_GROUP',
      () =>
        logRankTest(
          { time, event },
          time.map(() => 'high'),
        ),
    ],
    ['columns of other lengths', 'SURVIVAL_LENGTHS', () => kaplanMeier({ time, event: event.slice(1) })],
    ['a covariate of another length', 'SURVIVAL_LENGTHS', () => fitCox({ time, event }, [number('g', gene.slice(1))])],
    ['a weight of 0', 'SURVIVAL_WEIGHT', () => kaplanMeier({ time, event, weights: time.map((_, i) => i) })],
    ['nothing but missing values', 'SURVIVAL_NO_ROWS', () => kaplanMeier({ time: time.map(() => NaN), event })],
    [
      'a constant gene',
      'COX_CONSTANT',
      () =>
        fitCox({ time, event }, [
          number(
            'g',
            time.map(() => 3),
          ),
        ]),
    ],
    ['no terms', 'COX_CONSTANT', () => fitCox({ time, event }, [])],
    ['a logarithm of 0', 'COX_NOT_FINITE', () => fitCox({ time, event }, [number('g', replace(gene, 1, -Infinity))])],
    [
      'a factor of one level',
      'COX_ONE_LEVEL',
      () => fitCox({ time, event }, [{ name: 'er', kind: 'factor', values: time.map(() => '+') }]),
    ],
    [
      'an unknown level',
      'COX_LEVEL_UNKNOWN',
      () =>
        fitCox({ time, event }, [
          { name: 'er', kind: 'factor', values: time.map((t) => (t > 5 ? '+' : '?')), levels: ['-', '+'] },
        ]),
    ],
    [
      'a time of 0 on the scale of logarithms',
      'COX_LOG_OF_ZERO',
      () => testProportionalHazards(fitCox({ time: replace(time, 0, 0), event }, [number('g', gene)]), 'log'),
    ],
    ['a gene without halves', 'CUT_EMPTY_GROUP', () => cutIntoGroups(new Float64Array(10), 'median')],
    ['a fixed cut outside', 'CUT_EMPTY_GROUP', () => cutIntoGroups(Float64Array.from(gene), { fixed: 9 })],
    [
      'a gene without cuts',
      'CUT_NO_CANDIDATE',
      () =>
        searchBestCut(
          { time, event },
          time.map(() => 1),
          { seed: 1 },
        ),
    ],
    ['a mean up to a negative time', 'SURVIVAL_HORIZON', () => restrictedMean(kaplanMeier({ time, event }), -2)],
  ];

  it.each(cases)('%s: %s', (_, code, run) => {
    expect(codeOf(run)).toBe(code);
  });
});

describe('what a model cannot say it does not say', () => {
  it('a group without events has no hazard ratio, but a test', () => {
    const separated = event.map((e) => 1 - e);
    const fit = fitCox({ time, event }, [number('separated', separated)]);
    expect([...fit.isInfinite]).toEqual([1]);
    expect(fit.notes.map(({ code }) => code)).toEqual(['COX_INFINITE', 'COX_FEW_EVENTS']);
    expect(fit.notes[0]!.text).toContain('separated');
    const { ratio, lower, upper } = hazardRatios(fit);
    expect([ratio[0], lower[0], upper[0], fit.p[0]]).toEqual([NaN, NaN, NaN, NaN]);
    expect(fit.likelihoodRatioTest.p).toBeLessThan(0.05);
  });

  it('a covariate that follows from the others has no coefficient', () => {
    const fit = fitCox({ time, event }, [
      number('a', gene),
      number(
        'b',
        time.map((_, i) => i % 3),
      ),
      number(
        'c',
        gene.map((g, i) => g - (i % 3)),
      ),
    ]);
    expect(fit.coefficients[2]).toBeNaN();
    expect(fit.likelihoodRatioTest.df).toBe(2);
    expect(fit.notes.map(({ code, text }) => `${code} ${text.split(' ')[0]}`)).toEqual([
      'COX_REDUNDANT c',
      'COX_FEW_EVENTS 7',
    ]);
  });

  it('rows with a missing value are dropped and counted by each model', () => {
    const one = fitCox({ time, event }, [number('g', replace(gene, 0, NaN))]);
    expect([one.n, one.dropped, one.events]).toEqual([9, 1, 6]);
    const two = fitCox({ time: replace(time, 3, NaN), event: replace(event, 4, NaN) }, [
      number('g', replace(gene, 0, NaN)),
      { name: 'site', kind: 'factor', values: ['a', 'b', null, 'a', 'b', 'b', 'a', '', 'a', 'b'] },
    ]);
    expect([two.n, two.dropped]).toEqual([5, 5]);
    expect([...two.rows.kept]).toEqual([1, 5, 6, 8, 9]);
    expect(logRankTest({ time, event }, [1, 2, null, 1, 2, 1, 2, 1, 2, 1]).dropped).toBe(1);
  });

  it('the reference of a factor is the first level in alphabetical order, and is named', () => {
    const rx = ['Obs', 'Lev', 'Lev+5FU', 'Obs', 'Lev', 'Lev+5FU', 'Obs', 'Lev', 'Lev+5FU', 'Obs'];
    const { columns } = fitCox({ time, event }, [{ name: 'rx', kind: 'factor', values: rx }]);
    expect(columns.names).toEqual(['rxLev+5FU', 'rxObs']);
    expect(columns.terms[0]).toEqual({ name: 'rx', reference: 'Lev' });
  });
});

describe('cuts chosen before looking', () => {
  it('above the median is high, ties go low', () => {
    expect(cutIntoGroups(Float64Array.of(1, 2, 2, 3, NaN), 'median')).toEqual({
      cuts: [2],
      names: ['low', 'high'],
      codes: Int32Array.of(0, 0, 0, 1, -1),
    });
  });

  it('tertiles and quartiles', () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => i);
    expect([...cutIntoGroups(values, 'tertile').codes]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect([...cutIntoGroups(values, 'quartile').codes]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
    expect([...cutIntoGroups(values, { fixed: 8 }).codes]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
  });

  it('a searched cut comes with a p-value that knows of the search', () => {
    const found = searchBestCut({ time, event }, gene, { seed: 20184 });
    expect(found.method).toBe('permuted');
    expect(found.p).toBeGreaterThan(0);
    expect(found).toEqual(searchBestCut({ time, event }, gene, { seed: 20184 }));
    expect(found.cuts).toContain(found.cut);
  });
});
