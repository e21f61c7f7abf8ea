import { runStage } from '../../../../wasm/kernel-host.ts';
import type { FindModes, ModeRequest, Modes } from '../apeglm-modes.ts';
import * as at from '../kernel-layout.ts';
import { chunkGenes, type Deseq2Execution } from './deseq2-execution.ts';
import { layOutDesign, toBasis } from './wasm-design.ts';
import { placeDesign } from './wasm-place-design.ts';

const NUISANCE_VARIANCE = 225;

/**
 * `findModesHere` on all threads of an execution. Accuracy: 1e-9 of it, whatever the number of threads.
 */
export function wasmModes(execution: Deseq2Execution): FindModes {
  return (request) => findModes(request, execution);
}

async function findModes(request: ModeRequest, execution: Deseq2Execution): Promise<Modes> {
  const { problem, dispersions, starts, errors, column, priorScale } = request;
  const { genes, samples, coefficients: p, counts, sizeFactors, normalizationFactors } = problem;
  const { arena } = execution;
  const ridge = Float64Array.from({ length: p }, (_, k) => (k === column ? 0 : 1 / NUISANCE_VARIANCE));
  const design = layOutDesign(problem.design, samples, p, ridge, column);
  const modes = arena.float64(genes).fill(Number.NaN);
  const variances = arena.float64(genes).fill(Number.NaN);
  const isLeftOut = arena.uint8(genes);
  for (let gene = 0; gene < genes; gene++) isLeftOut[gene] = Number.isNaN(dispersions[gene]!) ? 1 : 0;
  const shrunk = design.cholesky.columnOrder.indexOf(column);
  const scale = design.transform.value[design.transform.start[column]!]!;
  await runStage(
    execution,
    at.STAGE_APEGLM,
    [
      ...placeDesign(design, samples, execution),
      [at.CHUNK_GENES, chunkGenes(samples)],
      [at.GENES, genes],
      [at.SAMPLES, samples],
      [at.COUNTS_AT, arena.place(counts)],
      [at.SIZE_FACTORS_AT, arena.place(sizeFactors)],
      [at.FACTORS_AT, normalizationFactors === undefined ? 0 : arena.place(normalizationFactors)],
      [at.ALL_ZERO_AT, isLeftOut.byteOffset],
      [at.DISPERSION_AT, arena.place(dispersions)],
      [at.STARTS_AT, arena.place(toBasis(design, starts))],
      [at.ERRORS_AT, arena.place(errors)],
      [at.MODES_AT, modes.byteOffset],
      [at.VARIANCES_AT, variances.byteOffset],
      [at.SHRUNK_COLUMN, shrunk],
      [at.SHRUNK_ENTRY, design.cholesky.rowStart[shrunk + 1]! - 1],
    ],
    [
      [at.PRIOR_SCALE, priorScale],
      [at.SHRUNK_SCALE, scale],
    ],
  );
  return { modes, variances };
}
