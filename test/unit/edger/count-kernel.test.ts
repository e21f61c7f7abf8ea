import { describe, expect, it } from 'vitest';
import { startKernelThreads } from '../../../pipeline/threads/kernel-threads.ts';
import { coxReidDispersion } from '../../../src/engines/edger/dispersion/cox-reid-dispersion.ts';
import { GRID_SIZE, profileLikelihoods } from '../../../src/engines/edger/dispersion/likelihood-grid.ts';
import { averageLogCpm } from '../../../src/engines/edger/glm/average-log-cpm.ts';
import { type CountProblem, makeModelMatrix } from '../../../src/engines/edger/glm/count-problem.ts';
import { fitGenes } from '../../../src/engines/edger/glm/fit-genes.ts';
import { shrunkenCoefficients } from '../../../src/engines/edger/glm/fold-changes.ts';
import { adjustDeviances } from '../../../src/engines/edger/quasi/adjusted-deviances.ts';
import { preparationIn } from '../../../src/engines/kernels/counts/compare-libraries.ts';
import {
  type CountExecution,
  countExecution,
  countProgram,
} from '../../../src/engines/kernels/counts/count-program.ts';
import { linesIn, seedsIn } from '../../../src/engines/kernels/counts/local-lines.ts';
import { compositionFactors } from '../../../src/normalize/composition-factors.ts';
import { lowess } from '../../../src/stats/smoothing/lowess.ts';
import { weightedLowess } from '../../../src/stats/smoothing/weighted-lowess.ts';

const genes = 400;
const samples = 7;
/** Groups of 3, 3 and 1 samples. */
const design = makeModelMatrix(
  Float64Array.from({ length: samples }, (_, j) => j).reduce(
    (x, j) => {
      x.set([1, j >= 3 && j < 6 ? 1 : 0, j === 6 ? 1 : 0], 3 * j);
      return x;
    },
    new Float64Array(3 * samples),
  ),
  samples,
  3,
);
/** From 0 to 1e5, among them genes without counts in a group or at all. */
const counts = Int32Array.from({ length: genes * samples }, (_, i) => {
  const gene = Math.floor(i / samples);
  const j = i % samples;
  if (gene % 9 === 0 && (j < 3 || gene % 2 === 0)) return 0;
  return Math.floor(10 ** ((gene % 11) / 2) * (1.5 + Math.sin(1.7 * i)) * (gene % 4 === 0 && j > 2 ? 3 : 1));
});
const sizes = Float64Array.from({ length: samples }, (_, j) => 1e6 * (1 + 0.1 * j));
const plain: CountProblem = { genes, samples, counts, sizes };
const dispersions = Float64Array.from({ length: genes }, (_, gene) => 10 ** ((gene % 13) / 2 - 5.5));

const x = Float64Array.from({ length: 3000 }, (_, i) => Math.floor((i * 7919) % 2900) / 100);
const y = x.map((at, i) => Math.sin(at / 5) + Math.cos(13 * i));
const weights = x.map((_, i) => 1 + (i % 5));

/** All that the kernel computes, in plain TypeScript without an execution. */
function compute(execution: CountExecution | undefined): Record<string, Float64Array> {
  const problem = { ...plain, execution };
  const { deviance, mu } = fitGenes(problem, design, dispersions);
  const fine = fitGenes(problem, design, 0.2);
  const adjusted = [0.00005, 0.2, 0.6].flatMap((phi) => {
    const { deviance: sum, df, variance } = adjustDeviances(problem, design, fine.mu, phi, 1.7);
    return [...sum, ...df, ...variance];
  });
  const grid = profileLikelihoods(problem, design);
  const { libraries } = preparationIn(execution) as { libraries?: undefined };
  return {
    mu,
    deviance,
    adjusted: Float64Array.from(adjusted),
    // Only differences between dispersions count.
    grid: grid.map((value, i) => value - grid[i - (i % GRID_SIZE)]!),
    common: Float64Array.of(coxReidDispersion(problem, design)),
    abundance: averageLogCpm(problem, dispersions),
    coefficients: shrunkenCoefficients(problem, design, 0.1, 0.125),
    factors: compositionFactors(plain, 'TMM', { libraries }),
    lowess: lowess(x, y, { span: 0.4, prepareLines: linesIn(execution) }),
    weighted: weightedLowess(x, y, weights, { fitSeeds: seedsIn(execution) }),
  };
}

const TOLERANCES: Readonly<Record<string, number>> = { common: 1e-6, grid: 1e-8 };

describe('the count kernel', () => {
  const expected = compute(undefined);
  const found = compute(countExecution());

  it.each(Object.keys(expected))('%s as in plain TypeScript', (name) => {
    const tolerance = TOLERANCES[name] ?? 1e-9;
    const far = expected[name]!.map((value, i) => Math.abs(found[name]![i]! - value) / Math.max(Math.abs(value), 1e-3));
    expect(found[name]!.length).toBe(expected[name]!.length);
    expect(Math.max(...far)).toBeLessThan(tolerance);
  });

  it('does not depend on the number of threads', () => {
    const started = startKernelThreads(countProgram, 3);
    try {
      expect(compute(started)).toEqual(found);
    } finally {
      started.close();
    }
  });
});
