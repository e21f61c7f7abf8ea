import { runStageNow } from '../../../wasm/kernel-host.ts';
import type { PrepareVarianceTerms } from '../../moderation/variance-terms.ts';
import * as at from './count-layout.ts';
import type { CountExecution } from './count-program.ts';

/** Pairs of genes that a thread claims at once. */
const CHUNK = 1024;

/** The terms of the likelihood in the kernel; undefined without one. Accuracy: 1e-15 of the plain ones, whatever the threads. */
export function varianceTermsIn(execution: CountExecution | undefined): PrepareVarianceTerms | undefined {
  if (execution === undefined) return undefined;
  const { arena } = execution;
  return ({ halfDf, ratios, center }) => {
    const genes = center.length;
    const pairs = Math.ceil(genes / 2);
    const place = (values: Float64Array, filling: number): number => {
      const room = arena.float64(2 * pairs).fill(filling);
      room.set(values);
      return room.byteOffset;
    };
    const terms = arena.float64(2 * pairs).subarray(0, genes);
    const slots = [
      [at.CHUNK_GENES, CHUNK],
      [at.GENES, pairs],
      [at.HALF_DF_AT, place(halfDf, 1)],
      [at.RATIOS_AT, place(ratios, 0)],
      [at.CENTERS_AT, place(center, 0)],
      [at.TERMS_AT, terms.byteOffset],
    ] as const;
    return ({ half, scale, logShift, logGamma }) => {
      runStageNow(execution, at.STAGE_VARIANCE_TERMS, slots, [
        [at.HALF_PRIOR_DF, half],
        [at.RATIO_SCALE, scale],
        [at.LOG_SHIFT, logShift],
        [at.LOG_GAMMA_PRIOR, logGamma],
      ]);
      return terms;
    };
  };
}
