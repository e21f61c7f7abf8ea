import { runStageNow } from '../../../../wasm/kernel-host.ts';
import type { TestColumns } from '../../results/wald.ts';
import * as at from '../kernel-layout.ts';
import { chunkGenes, type Deseq2Execution } from './deseq2-execution.ts';

/** `waldTest` by the normal distribution on all threads of an execution. Accuracy: its bits. */
export function wasmTest(execution: Deseq2Execution): (lfc: Float64Array, se: Float64Array) => TestColumns {
  const { arena } = execution;
  return (lfc, se) => {
    const genes = lfc.length;
    const missing = () => arena.float64(genes).fill(Number.NaN);
    const columns = { stat: missing(), pvalue: missing(), logPvalue: missing() };
    runStageNow(execution, at.STAGE_WALD, [
      [at.GENES, genes],
      [at.CHUNK_GENES, chunkGenes(1)],
      [at.ESTIMATES_AT, arena.place(lfc)],
      [at.ERRORS_AT, arena.place(se)],
      [at.STATISTICS_AT, columns.stat.byteOffset],
      [at.PVALUES_AT, columns.pvalue.byteOffset],
      [at.LOG_PVALUES_AT, columns.logPvalue.byteOffset],
    ]);
    return columns;
  };
}
