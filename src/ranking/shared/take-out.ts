import type { GeneResults } from '../../engines/gene-results.ts';
import type { TakenOut } from '../changes/effect.ts';

/** The changes of a contrast less what is shared, with the errors of what is left; p-values stay those of the table. */
export function takeOut(changes: GeneResults, found: Omit<TakenOut, 'corrected'>): TakenOut {
  const { taken, errorFactor } = found;
  const less = (values: Float64Array) => values.map((value, row) => value - taken[row]!);
  const scaled = (values: Float64Array) => values.map((value, row) => value * errorFactor[row]!);
  const { lfcMLE, lfcSEMLE } = changes;
  const corrected = {
    ...changes,
    log2FoldChange: less(changes.log2FoldChange),
    lfcSE: scaled(changes.lfcSE),
    ...(lfcMLE !== undefined && { lfcMLE: less(lfcMLE) }),
    ...(lfcSEMLE !== undefined && { lfcSEMLE: scaled(lfcSEMLE) }),
  };
  return { ...found, corrected };
}
