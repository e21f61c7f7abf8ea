import { describe, expect, it } from 'vitest';
import { camera } from '../../../../src/enrichment/sets/camera.ts';
import { cameraRanked } from '../../../../src/enrichment/sets/camera-ranked.ts';
import { fry } from '../../../../src/enrichment/sets/fry.ts';
import { overRepresentation } from '../../../../src/enrichment/sets/over-representation.ts';
import { correlateScore } from '../../../../src/enrichment/sets/score-correlation.ts';
import { ssgseaScores, zScores } from '../../../../src/enrichment/sets/set-scores.ts';
import { createRandom } from '../../../../src/stats/random/seeded-random.ts';

const genes = 600;
const samples = 8;
const group = [0, 0, 0, 0, 1, 1, 1, 1];
const batch = [0, 1, 0, 1, 0, 1, 0, 1];

function simulate(seed: number) {
  const random = createRandom(seed);
  const values = Float64Array.from({ length: genes * samples }, () => 5 + random.normal());
  const sets = Array.from({ length: 20 }, (_, k) => Int32Array.from({ length: 25 }, (_, i) => k * 25 + i));
  for (let gene = 0; gene < 25; gene++) for (let j = 4; j < 8; j++) values[gene * samples + j]! += 1;
  const design = (columns: readonly (readonly number[])[]) => ({
    samples,
    columns: columns.length,
    values: Float64Array.from({ length: samples * columns.length }, (_, at) => {
      return columns[at % columns.length]![Math.floor(at / columns.length)]!;
    }),
  });
  return { expression: { genes, samples, values }, sets, design };
}

const ones = Array<number>(samples).fill(1);

describe('camera and fry', () => {
  it('do not depend on how a contrast is written', () => {
    const { expression, sets, design } = simulate(1);
    const withIntercept = { expression, design: design([ones, batch, group]), contrast: [0, 0, 1] };
    const groupMeans = {
      expression,
      design: design([group.map((one) => 1 - one), group, batch]),
      contrast: [-2, 2, 0],
    };
    for (const test of [camera, fry]) {
      const [a, b] = [test(withIntercept, sets), test(groupMeans, sets)];
      for (const [i, one] of a.entries()) {
        expect(b[i]!.p / one.p).toBeCloseTo(1, 9);
        expect(b[i]!.direction).toBe(one.direction);
      }
      expect(a[0]!.direction).toBe('up');
      expect(a[0]!.p).toBeLessThan(0.001);
    }
  });

  it('turn with the contrast, and heed weights only where they differ', () => {
    const { expression, sets, design } = simulate(2);
    const experiment = { expression, design: design([ones, group]), contrast: [0, 1] };
    const weights = new Float64Array(genes * samples).fill(3);
    for (const test of [camera, fry]) {
      const found = test(experiment, sets);
      const turned = test({ ...experiment, contrast: [0, -1] }, sets);
      const weighted = test({ ...experiment, weights }, sets);
      for (const [i, one] of found.entries()) {
        expect(turned[i]!.p).toBeCloseTo(one.p, 12);
        expect(turned[i]!.direction).not.toBe(one.direction);
        expect(weighted[i]!.p).toBeCloseTo(one.p, 10);
      }
    }
    const uneven = weights.map((_, at) => (at % samples === 0 ? 0.1 : 1));
    expect(fry({ ...experiment, weights: uneven }, sets)[0]!.p).not.toBeCloseTo(fry(experiment, sets)[0]!.p, 6);
  });

  it('refuse designs without replicates or rank', () => {
    const { expression, sets, design } = simulate(3);
    const full = { expression, design: design([ones, group, group]), contrast: [0, 0, 1] };
    expect(() => fry(full, sets)).toThrow(expect.objectContaining({ code: 'SETS_DESIGN_RANK' }));
    const saturated = design(ones.map((_, k) => ones.map((_, j) => Number(j === k))));
    const none = { expression, design: saturated, contrast: [1, 0, 0, 0, 0, 0, 0, -1] };
    expect(() => camera(none, sets)).toThrow(expect.objectContaining({ code: 'SETS_NO_REPLICATES' }));
  });
});

it('gives uniform p-values to labels without meaning', () => {
  const random = createRandom(8);
  const statistic = Float64Array.from({ length: 3000 }, () => random.normal());
  const rows = Int32Array.from(statistic.keys());
  const sets = Array.from({ length: 2000 }, () => {
    random.shuffle(rows);
    return rows.slice(0, 30);
  });
  for (const useRanks of [false, true]) {
    const found = cameraRanked(statistic, sets, { correlation: 0, useRanks });
    for (const level of [0.01, 0.05, 0.3, 0.7]) {
      const below = found.filter(({ p }) => p <= level).length / sets.length;
      expect(Math.abs(below - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / sets.length));
    }
  }
});

it('counts only tested genes for over-representation', () => {
  // 2 of 3 tested genes of the set are among the 4 chosen of 10: (C(3,2) C(7,2) + C(7,1)) / C(10,4) by hand.
  const isTested = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0];
  const isChosen = [1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1];
  const [found, empty] = overRepresentation([[0, 1, 2, 10], [11]], isTested, isChosen);
  expect(found).toMatchObject({ size: 3, overlap: 2 });
  expect(found!.p).toBeCloseTo((3 * 21 + 7) / 210, 14);
  expect(empty).toMatchObject({ size: 0, overlap: 0, p: 1 });
});

describe('scores of samples', () => {
  it('turn with the expression (z), and keep their order under monotone changes (ssGSEA)', () => {
    const { expression, sets } = simulate(4);
    const z = zScores(expression, sets);
    const negative = zScores({ ...expression, values: expression.values.map((value) => -value) }, sets);
    z.forEach((value, i) => {
      expect(negative[i]).toBeCloseTo(-value, 10);
    });
    const plain = ssgseaScores(expression, sets);
    const bent = ssgseaScores({ ...expression, values: expression.values.map(Math.exp) }, sets);
    expect([...bent]).toEqual([...plain]);
    expect(Math.max(...plain) - Math.min(...plain)).toBeCloseTo(1, 12);
  });

  it('correlate with a gene as cor.test says', () => {
    // R 4.2.2: cor.test(c(1, 2, 3, 4, 6), c(2, 1, 4, 3, 7))
    const found = correlateScore(Float64Array.of(1, 2, 3, 4, Number.NaN, 6), Float64Array.of(2, 1, 4, 3, 9, 7));
    expect(found.samples).toBe(5);
    expect(found.r).toBeCloseTo(0.8806955667454326, 13);
    expect(found.p).toBeCloseTo(0.04857245284023923, 13);
    expect(correlateScore(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3)).r).toBeNaN();
  });
});
