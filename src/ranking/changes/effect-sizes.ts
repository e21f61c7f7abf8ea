import { fillDoubles, placesWhere } from '../../stats/columns/fill-columns.ts';
import { normalLogUpperQuantile } from '../../stats/distributions/normal.ts';
import { orderByValue, takeInOrder } from '../../stats/ranks/order-ascending.ts';

/** What a standard error is told from; all [genes], NaN where missing. */
export interface EstimateColumns {
  readonly log2FoldChange: Float64Array;
  readonly lfcSE: Float64Array;
  /** ln of the two-sided p-value. */
  readonly logPvalue: Float64Array;
}

/** Below this z the quotient of estimate and z is rounding noise. */
const SMALLEST_Z = 0.3;
/** No experiment knows a change better, log2: biology varies between repeats of it. */
const SMALLEST_ERROR = 0.02;

/** Standard errors as evidence takes them, [genes]: at least 0.02; NaN for genes without estimate or p-value. */
export function usableErrors({ log2FoldChange, lfcSE, logPvalue }: EstimateColumns): Float64Array {
  return lfcSE.map((error, gene) => {
    if (Number.isNaN(log2FoldChange[gene]!) || Number.isNaN(logPvalue[gene]!) || !(error > 0)) return Number.NaN;
    return Math.max(SMALLEST_ERROR, error);
  });
}

/**
 * Standard errors for the fold changes of a table that may have none, [genes]: `lfcSE` where it is known, else |log2FoldChange| / z with z the normal
 * score of the p-value, so that tests with few degrees of freedom count for what they are worth. At p near 1, where that
 * is 0 / 0, the median of the others. NaN for genes without estimate or p-value.
 */
export function standardErrors({ log2FoldChange, lfcSE, logPvalue }: EstimateColumns): Float64Array {
  const errors = log2FoldChange.map((change, gene) => {
    if (Number.isNaN(change) || Number.isNaN(logPvalue[gene]!)) return Number.NaN;
    if (lfcSE[gene]! > 0) return Math.max(SMALLEST_ERROR, lfcSE[gene]!);
    const z = normalLogUpperQuantile(Math.min(0, logPvalue[gene]!) - Math.LN2);
    return z > SMALLEST_Z ? Math.max(SMALLEST_ERROR, Math.abs(change) / z) : Number.POSITIVE_INFINITY;
  });
  const known = errors.filter(Number.isFinite).sort();
  const middle = known[known.length >> 1] ?? 1;
  return errors.map((error) => (error === Number.POSITIVE_INFINITY ? middle : error));
}

/**
 * The repression at which the usual gene without a site stands: the median weighted by 1 / (error^2 + 0.2^2). Where many
 * targets fall, normalization lifts all other genes a little; they are the zero that targets are measured from.
 */
export function centerOf(repression: Float64Array, errors: Float64Array, use: (gene: number) => boolean): number {
  const known = placesWhere(repression.length, (gene) => use(gene) && !Number.isNaN(repression[gene]! + errors[gene]!));
  const order = orderByValue(takeInOrder(repression, known)).map((k) => known[k]!);
  const weight = fillDoubles(order.length, (k) => 1 / (errors[order[k]!]! ** 2 + 0.04));
  const half = weight.reduce((sum, one) => sum + one, 0) / 2;
  let below = 0;
  for (let k = 0; k < order.length; k++) {
    below += weight[k]!;
    if (below >= half) return repression[order[k]!]!;
  }
  return 0;
}
