import { describe, expect, it } from 'vitest';
import { normalUpperTail } from '../../../src/stats/distributions/normal.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';
import { type Estimate, judgeEstimates } from '../../../src/verdict/judge-estimates.ts';
import { matchControls } from '../../../src/verdict/match-controls.ts';

function estimateOf(effect: number, standardError: number): Estimate {
  const reach = 1.959963984540054 * standardError;
  return {
    estimate: effect,
    standardError,
    low: effect - reach,
    high: effect + reach,
    pvalue: 2 * normalUpperTail(Math.abs(effect) / standardError),
  };
}

describe('judgements', () => {
  it('need an interval that excludes no effect and a controlled rate, and follow the expected direction', () => {
    const estimates = [estimateOf(-0.5, 0.1), estimateOf(0.5, 0.1), estimateOf(-0.2, 0.1), estimateOf(0, 0.1)];
    const verdicts = judgeEstimates(estimates, { expected: -1 });
    // -0.2 alone has an interval below 0 (p .0455), which four tests raise above 5 %.
    expect(verdicts.map(({ judgement }) => judgement)).toEqual([
      'supported',
      'contradicted',
      'inconclusive',
      'inconclusive',
    ]);
    const alone = judgeEstimates([estimateOf(-0.2, 0.1)], { expected: 1 });
    expect(alone[0]?.judgement).toBe('contradicted');
  });

  it('say what could have been found, and why nothing could be tested', () => {
    const missing = {
      estimate: NaN,
      standardError: NaN,
      low: NaN,
      high: NaN,
      pvalue: NaN,
      whyNot: 'not in the matrix',
    };
    const [seen, unseen] = judgeEstimates([estimateOf(0.1, 0.1), missing], { expected: -1 });
    expect(seen?.detectable).toBeCloseTo(0.28016, 5); // 1.959964 + 0.841621, times 0.1
    expect(unseen).toMatchObject({ judgement: 'not testable', whyNot: 'not in the matrix' });
    expect(judgeEstimates([estimateOf(0.1, 0)], { expected: -1 })[0]?.judgement).toBe('not testable');
  });

  it('call at most 5 % of the supported ones wrongly on planted effects, and find most of those that can be found', () => {
    const random = createRandom(2012);
    let wrong = 0;
    let supported = 0;
    let found = 0;
    const cohorts = 400;
    const candidates = 30;
    for (let cohort = 0; cohort < cohorts; cohort++) {
      // A third each: a true effect that is detectable with a power of 98 %, none, a reversed one.
      const effects = Array.from({ length: candidates }, (_, i) => [-0.4, 0, 0.4][i % 3]!);
      const verdicts = judgeEstimates(
        effects.map((effect) => estimateOf(effect + 0.1 * random.normal(), 0.1)),
        { expected: -1 },
      );
      verdicts.forEach(({ judgement }, i) => {
        if (judgement !== 'supported') return;
        supported++;
        if (i % 3 === 0) found++;
        else wrong++;
      });
    }
    expect(wrong / supported).toBeLessThan(0.05);
    expect(found / (cohorts * (candidates / 3))).toBeGreaterThan(0.9);
  });
});

describe('controls', () => {
  it('are as many random genes of like expression that are no candidates, the same for a seed', () => {
    const levels = Float64Array.from({ length: 1000 }, (_, i) => (i % 10 === 9 ? Number.NaN : i / 100));
    const candidates = [5, 500, 990];
    const controls = matchControls(levels, candidates, 7);
    expect(controls).toEqual(matchControls(levels, candidates, 7));
    expect(new Set(controls).size).toBe(3);
    controls.forEach((row, i) => {
      expect(candidates).not.toContain(row);
      expect(Math.abs(levels[row]! - levels[candidates[i]!]!)).toBeLessThan(0.6);
    });
  });
});
