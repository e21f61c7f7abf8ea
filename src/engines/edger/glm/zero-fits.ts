import { createQr, factorQr } from '../../../linalg/qr.ts';
import type { ModelMatrix } from './count-problem.ts';

const ZERO = 1e-4;

/** A count of 0 that is fitted as 0 says nothing about dispersion. */
function isZeroFit(count: number, mu: number): boolean {
  return count < ZERO && mu < ZERO;
}

/** Which samples of a gene are zero fits: '' for none, otherwise one character per sample. */
export function zeroFitPattern(
  counts: Int32Array | Float64Array,
  from: number,
  mu: Float64Array,
  muFrom: number,
  samples: number,
): string {
  let hasAny = false;
  for (let j = 0; j < samples && !hasAny; j++) hasAny = isZeroFit(counts[from + j]!, mu[muFrom + j]!);
  if (!hasAny) return '';
  let pattern = '';
  for (let j = 0; j < samples; j++) pattern += isZeroFit(counts[from + j]!, mu[muFrom + j]!) ? '0' : '1';
  return pattern;
}

/** The rows of a design that a pattern leaves, and the first independent of its columns there. */
export interface PatternRows {
  /** Indices of the samples that stay. */
  readonly samples: Int32Array;
  /** [samples x rank], row-major. */
  readonly values: Float64Array;
  readonly rank: number;
}

export function rowsOfPattern({ columns, values }: ModelMatrix, pattern: string): PatternRows {
  const samples = Int32Array.from(Array.from(pattern).flatMap((mark, j) => (mark === '1' ? [j] : [])));
  const qr = createQr(samples.length, columns);
  samples.forEach((j, i) => {
    for (let k = 0; k < columns; k++) qr.a[i * columns + k] = values[j * columns + k]!;
  });
  const rank = samples.length === 0 ? 0 : factorQr(qr);
  const independent = Array.from(qr.pivot.subarray(0, rank));
  return {
    samples,
    values: Float64Array.from(Array.from(samples).flatMap((j) => independent.map((k) => values[j * columns + k]!))),
    rank,
  };
}

/**
 * Residual degrees of freedom of each gene, its zero fits left out: samples that stay minus the rank of the design there,
 * never below 0. Source: Lun and Smyth 2017, doi:10.1515/sagmb-2017-0010.
 *
 * @param mu [genes x samples], fitted; @returns [genes]
 */
export function residualDf(
  { counts, samples }: { readonly counts: Int32Array | Float64Array; readonly samples: number },
  mu: Float64Array,
  design: ModelMatrix,
): Float64Array {
  const full = samples - design.columns;
  const known = new Map<string, number>([['', full]]);
  const df = new Float64Array(mu.length / samples);
  for (let gene = 0, from = 0; gene < df.length; gene++, from += samples) {
    const pattern = zeroFitPattern(counts, from, mu, from, samples);
    let found = known.get(pattern);
    if (found === undefined) {
      const rows = rowsOfPattern(design, pattern);
      found = Math.max(rows.samples.length - rows.rank, 0);
      known.set(pattern, found);
    }
    df[gene] = found;
  }
  return df;
}
