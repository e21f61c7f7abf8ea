import type { CountMatrix } from '../../../../normalize/count-matrix.ts';
import {
  dividedByGeometricMean,
  type EstimateSizeFactors,
  medianRatioSizeFactors,
  type SizeFactorOptions,
} from '../../../../normalize/size-factors.ts';
import { expExact } from '../../../../stats/math/exact-exp.ts';
import { runStage } from '../../../../wasm/kernel-host.ts';
import * as at from '../kernel-layout.ts';
import { chunkGenes, type Deseq2Execution } from './deseq2-execution.ts';

/**
 * `medianRatioSizeFactors` on all threads of an execution, for the types `ratio` and `poscounts` over all genes; with
 * control genes, and where there is something to complain about, that function does it.
 *
 * Accuracy: its bits, whatever the number of threads.
 */
export function wasmSizeFactors(execution: Deseq2Execution): EstimateSizeFactors {
  return (matrix, options) => estimate(matrix, options, execution);
}

async function estimate(
  matrix: CountMatrix,
  options: SizeFactorOptions,
  execution: Deseq2Execution,
): Promise<Float64Array> {
  const { genes, samples, counts } = matrix;
  if (options.controlGenes !== undefined || !(counts instanceof Int32Array)) {
    return medianRatioSizeFactors(matrix, options);
  }
  const { arena, threads } = execution;
  const logMeans = arena.float64(genes);
  const slots = [
    [at.GENES, genes],
    [at.SAMPLES, samples],
    [at.CHUNK_GENES, chunkGenes(samples)],
    [at.COUNTS_AT, arena.place(counts)],
    [at.LOG_MEANS_AT, logMeans.byteOffset],
    [at.POSITIVE_ONLY, options.type === 'poscounts' ? 1 : 0],
  ] as const;
  await runStage(execution, at.STAGE_LOG_MEANS, slots);
  const usable = arena.int32(genes);
  let count = 0;
  for (let gene = 0; gene < genes; gene++) if (logMeans[gene]! > Number.NEGATIVE_INFINITY) usable[count++] = gene;
  const medians = arena.float64(samples);
  const scratch = at.RATIO_SAMPLES * (count + 1) * 8;
  await runStage(execution, at.STAGE_RATIOS, [
    ...slots,
    [at.USABLE_AT, usable.byteOffset],
    [at.USABLE, count],
    [at.MEDIANS_AT, medians.byteOffset],
    [at.SCRATCH_AT, arena.reserve(scratch * threads)],
    [at.SCRATCH_BYTES, scratch],
  ]);
  if (medians.some(Number.isNaN)) return medianRatioSizeFactors(matrix, options);
  const sizeFactors = Float64Array.from(medians, expExact);
  return options.type === 'poscounts' ? dividedByGeometricMean(sizeFactors) : sizeFactors;
}
