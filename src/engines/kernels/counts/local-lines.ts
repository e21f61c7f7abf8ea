import type { PrepareLines } from '../../../stats/smoothing/lowess.ts';
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
    // One place more, as pairs are read.
    const room = () => arena.float64(x.length + 1);
    const [xs, ys, weights] = [room(), room(), room()];
    xs.set(x);
    ys.set(y);
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
