import type { PrepareLines } from '../../../stats/smoothing/lowess.ts';
import type { FitSeeds } from '../../../stats/smoothing/weighted-lowess.ts';
import { runStageNow } from '../../../wasm/kernel-host.ts';
import * as at from './count-layout.ts';
import type { CountExecution } from './count-program.ts';

const LEAST_SPREAD = 0.001;

/**
 * The local lines of `lowess` in the kernel, several at a time; undefined without one. Accuracy: 1e-14 of the plain ones, whose
 * sums are taken in another order; whatever the number of threads.
 */
export function linesIn(execution: CountExecution | undefined): PrepareLines | undefined {
  if (execution === undefined) return undefined;
  const { arena } = execution;
  return (x, y, fits) => {
    const [xs, ys, weights] = [padded(arena, x), padded(arena, y), arena.float64(x.length + 1)];
    const neighbors = arena.int32(3 * fits.length);
    const bandwidths = arena.float64(fits.length);
    fits.forEach(({ point, left, end, h }, k) => {
      neighbors.set([point, left, end], 3 * k);
      bandwidths[k] = h;
    });
    const lines = arena.float64(fits.length);
    return (robustness, values) => {
      if (robustness !== undefined) weights.set(robustness);
      runStageNow(
        execution,
        at.STAGE_LINES,
        [
          [at.CHUNK_GENES, 1],
          [at.GENES, fits.length],
          [at.X_AT, xs.byteOffset],
          [at.Y_AT, ys.byteOffset],
          [at.ROBUSTNESS_AT, robustness === undefined ? 0 : weights.byteOffset],
          [at.NEIGHBORS_AT, neighbors.byteOffset],
          [at.BANDWIDTHS_AT, bandwidths.byteOffset],
          [at.LINES_AT, lines.byteOffset],
        ],
        [[at.LEAST_SPREAD, LEAST_SPREAD * (x[x.length - 1]! - x[0]!)]],
      );
      values.set(lines);
    };
  };
}

/** The same for the lines of `weightedLowess`. */
export function seedsIn(execution: CountExecution | undefined): FitSeeds | undefined {
  if (execution === undefined) return undefined;
  const { arena } = execution;
  return (x, y, weights, seeds, needed) => {
    const lines = arena.float64(seeds.length);
    runStageNow(
      execution,
      at.STAGE_WEIGHTED_LINES,
      [
        [at.CHUNK_GENES, 1],
        [at.GENES, seeds.length],
        [at.POINTS_IN_ALL, x.length],
        [at.X_AT, padded(arena, x).byteOffset],
        [at.Y_AT, padded(arena, y).byteOffset],
        [at.ROBUSTNESS_AT, padded(arena, weights).byteOffset],
        [at.SEEDS_AT, arena.place(Int32Array.from(seeds))],
        [at.LINES_AT, lines.byteOffset],
      ],
      [[at.NEEDED_WEIGHT, needed]],
    );
    return lines;
  };
}

/** A copy with one place more, as pairs are read. */
function padded(arena: CountExecution['arena'], values: Float64Array): Float64Array {
  const copy = arena.float64(values.length + 1);
  copy.set(values);
  return copy;
}
