import * as math from '../../../stats/math/portable.ts';
import { normalLogUpperTail, normalUpperTail } from '../../../stats/distributions/normal.ts';
import { studentTLogUpperTail, studentTUpperTail } from '../../../stats/distributions/student-t.ts';

/** A column of a result table computed from log2 fold changes: statistic, p-value and its natural logarithm. */
export interface TestColumns {
  readonly stat: Float64Array;
  readonly pvalue: Float64Array;
  /** ln p, also where p is too small for a double. */
  readonly logPvalue: Float64Array;
}

/** The distribution of (estimate - truth) / standard error. */
export interface Reference {
  /** Degrees of freedom of Student's t; normal when absent. */
  readonly df?: number | undefined;
}

export type Alternative = 'greaterAbs' | 'lessAbs' | 'greater' | 'less';

const SMALLEST_P = 1e-290;

/** P(T > t), and its logarithm where `isLog`. */
function upperTail(t: number, { df }: Reference): number {
  return df === undefined ? normalUpperTail(t) : studentTUpperTail(t, df);
}

function logUpperTail(t: number, { df }: Reference): number {
  return df === undefined ? normalLogUpperTail(t) : studentTLogUpperTail(t, df);
}

/**
 * Wald test of a fold change of 0: stat = b / SE, p = 2 Q(|stat|) with Q the upper tail of the normal or t distribution.
 * Source: Love, Huber and Anders 2014, Methods; docs/statistics.md, "Wald test and contrasts".
 */
export function waldTest(lfc: Float64Array, se: Float64Array, reference: Reference): TestColumns {
  const columns = emptyColumns(lfc.length);
  for (let gene = 0; gene < lfc.length; gene++) {
    const stat = lfc[gene]! / se[gene]!;
    columns.stat[gene] = stat;
    setTail(columns, gene, Math.abs(stat), 2, reference);
  }
  return columns;
}

/**
 * Wald test against a threshold T on the log2 scale, as DESeq2 1.38 defines it (with Q as in `waldTest`):
 *
 * greaterAbs |b| > T: stat = sign(b) max((|b| - T) / SE, 0), p = min(1, 2 Q((|b| - T) / SE));
 * lessAbs |b| < T: stat = the smaller of max((T - b) / SE, 0) and max((T + b) / SE, 0), p = the larger of both tails;
 * greater b > T: stat = max((b - T) / SE, 0), p = Q((b - T) / SE);
 * less b < -T: stat = min((b + T) / SE, 0), p = Q((-T - b) / SE).
 * Source: Love, Huber and Anders 2014, Methods; docs/statistics.md, "Wald test and contrasts".
 */
export function thresholdTest(
  lfc: Float64Array,
  se: Float64Array,
  threshold: number,
  alternative: Alternative,
  reference: Reference,
): TestColumns {
  const columns = emptyColumns(lfc.length);
  const { stat } = columns;
  for (let gene = 0; gene < lfc.length; gene++) {
    const b = lfc[gene]!;
    const error = se[gene]!;
    if (alternative === 'greaterAbs') {
      const distance = (Math.abs(b) - threshold) / error;
      stat[gene] = Math.sign(b) * Math.max(distance, 0);
      setTail(columns, gene, distance, 2, reference);
    } else if (alternative === 'lessAbs') {
      const below = (threshold - b) / error;
      const above = (threshold + b) / error;
      stat[gene] = Math.min(Math.max(below, 0), Math.max(above, 0));
      setTail(columns, gene, Math.min(below, above), 1, reference);
    } else if (alternative === 'greater') {
      const distance = (b - threshold) / error;
      stat[gene] = Math.max(distance, 0);
      setTail(columns, gene, distance, 1, reference);
    } else {
      stat[gene] = Math.min((b + threshold) / error, 0);
      setTail(columns, gene, (-threshold - b) / error, 1, reference);
    }
  }
  return columns;
}

/** Sets p = min(1, sides Q(t)) and its logarithm. */
function setTail(
  { pvalue, logPvalue }: TestColumns,
  gene: number,
  t: number,
  sides: 1 | 2,
  reference: Reference,
): void {
  if (Number.isNaN(t)) return;
  const p = Math.min(1, sides * upperTail(t, reference));
  pvalue[gene] = p;
  logPvalue[gene] = p > SMALLEST_P ? math.log(p) : math.log(sides) + logUpperTail(t, reference);
}

function emptyColumns(genes: number): TestColumns {
  const missing = () => new Float64Array(genes).fill(Number.NaN);
  return { stat: missing(), pvalue: missing(), logPvalue: missing() };
}
