import type { CompareLibraries } from '../../../normalize/composition-factors.ts';
import type { CountMatrix } from '../../../normalize/count-matrix.ts';
import { runStageNow, type Slots } from '../../../wasm/kernel-host.ts';
import * as at from './count-layout.ts';
import type { CountExecution } from './count-program.ts';

/** Upper quartiles and trimmed means in the kernel, a sample at a time on every thread; counts are whole numbers. */
function compareInKernel(execution: CountExecution): CompareLibraries {
  const { arena, exports, threads } = execution;
  let scratchAt: number | undefined;
  const run = (stage: number, matrix: CountMatrix, sizes: Float64Array, genes: Int32Array, own: Slots): void => {
    const scratch = exports.normalizationBytes(genes.length);
    scratchAt ??= arena.reserve(scratch * threads);
    runStageNow(execution, stage, [
      [at.SAMPLES, matrix.samples],
      [at.COUNTS_AT, arena.place(matrix.counts)],
      [at.USABLE_AT, arena.place(genes)],
      [at.USABLE, genes.length],
      [at.LIBRARIES_AT, arena.place(sizes)],
      [at.SCRATCH_AT, scratchAt],
      [at.SCRATCH_BYTES, scratch],
      ...own,
    ]);
  };
  return {
    upperQuartiles(matrix, sizes, genes) {
      const quartiles = arena.float64(matrix.samples);
      run(at.STAGE_QUARTILES, matrix, sizes, genes, [[at.QUARTILES_AT, quartiles.byteOffset]]);
      return quartiles;
    },
    trimmedMeans(matrix, sizes, genes, reference) {
      const factors = arena.float64(matrix.samples);
      const shares = arena.float64(genes.length);
      const logShares = arena.float64(genes.length);
      for (let i = 0; i < genes.length; i++) {
        shares[i] = matrix.counts[genes[i]! * matrix.samples + reference]! / sizes[reference]!;
        logShares[i] = exports.log2(shares[i]!);
      }
      run(at.STAGE_TRIMMED_MEANS, matrix, sizes, genes, [
        [at.FACTORS_AT, factors.byteOffset],
        [at.REFERENCE, reference],
        [at.SHARES_AT, shares.byteOffset],
        [at.LOG_SHARES_AT, logShares.byteOffset],
      ]);
      return factors;
    },
  };
}

/** What a preparation of counts needs of the kernel; nothing without one. */
export function preparationIn(execution: CountExecution | undefined) {
  if (execution === undefined) return {};
  return { allocate: (length: number) => execution.arena.int32(length), libraries: compareInKernel(execution) };
}
