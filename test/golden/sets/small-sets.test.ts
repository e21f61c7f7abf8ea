import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { camera } from '../../../src/enrichment/sets/camera.ts';
import { fry } from '../../../src/enrichment/sets/fry.ts';

interface Oracle extends Record<string, unknown> {
  readonly values: number[];
  readonly weights: number[];
  readonly design: number[];
}

interface Wanted {
  readonly p: number[];
  readonly mixedP?: number[];
}

/** Written by make-small-sets.R: 60 genes, 8 samples in two batches; sets of 10, 3, 1 and 31 genes. */
const oracle: Oracle = JSON.parse(readFileSync(new URL('oracles/small-sets.json', import.meta.url), 'utf8'));
const sets = [
  [0, 10],
  [10, 13],
  [13, 14],
  [19, 50],
].map(([from, to]) => Int32Array.from({ length: to! - from! }, (_, i) => from! + i));

const plain = {
  expression: { genes: 60, samples: 8, values: Float64Array.from(oracle.values) },
  design: { samples: 8, columns: 3, values: Float64Array.from(oracle.design) },
  contrast: [0, 0, 1],
};
const weighted = { ...plain, weights: Float64Array.from(oracle.weights) };

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) expect(Math.abs(found[i]! / value - 1)).toBeLessThan(1e-11);
}

describe('small sets, weights and trends, against limma', () => {
  it.each([
    ['fry', plain],
    ['fryWeighted', weighted],
  ])('%s', (name, experiment) => {
    const wanted = oracle[name] as Wanted;
    const found = fry(experiment, sets);
    expectClose(
      found.map(({ p }) => p),
      wanted.p,
    );
    expectClose(
      found.map(({ mixedP }) => mixedP),
      wanted.mixedP!,
    );
  });

  it.each([
    ['camera', plain, {}],
    ['cameraWeighted', weighted, {}],
    ['cameraTrend', plain, { useTrend: true }],
    ['cameraEstimated', weighted, { correlation: 'estimated' as const }],
    ['cameraEstimatedRanks', plain, { correlation: 'estimated' as const, useRanks: true }],
  ])('%s', (name, experiment, options) => {
    const found = camera(experiment, sets, options);
    expectClose(
      found.map(({ p }) => p),
      (oracle[name] as Wanted).p,
    );
  });
});
