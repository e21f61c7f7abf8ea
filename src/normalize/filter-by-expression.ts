import { createQr, factorQr, leverages } from '../linalg/qr.ts';
import { median } from '../stats/ranks/median.ts';
import type { CountMatrix } from './count-matrix.ts';
import { type CpmArithmetic, countPerMillion } from './counts-per-million.ts';

const MIN_COUNT = 10;
const MIN_TOTAL_COUNT = 15;
const LARGE_GROUP = 10;
const SHARE_OF_LARGE_GROUP = 0.7;
const TOLERANCE = 1e-14;
/** Far above the rounding of counts per million. */
const CLOSE = 1e-12;

export interface FilterOptions {
  /** Effective library sizes, [samples]. */
  readonly sizes: Float64Array;
  /** From `smallestGroup`. */
  readonly smallestGroup: number;
  /** Which edgeR's last bit decides ties. */
  readonly arithmetic: CpmArithmetic;
}

/**
 * Genes with enough counts to be worth testing, 1 or 0 per gene: edgeR's `filterByExpr` with its defaults.
 *
 * A gene stays if its counts per million reach those of a count of 10 in the median library in as many samples as the
 * smallest group has (of groups above 10: 10 and 70 % of the rest), and its counts sum to at least 15.
 * Source: Chen, Lun and Smyth 2016, doi:10.12688/f1000research.8987; edgeR `filterByExpr`.
 */
export function filterByExpression(
  matrix: CountMatrix,
  { sizes, smallestGroup, arithmetic }: FilterOptions,
): Uint8Array {
  const { genes, samples, counts } = matrix;
  const enough =
    (smallestGroup > LARGE_GROUP ? LARGE_GROUP + (smallestGroup - LARGE_GROUP) * SHARE_OF_LARGE_GROUP : smallestGroup) -
    TOLERANCE;
  const cutoff = (MIN_COUNT / median(sizes)) * 1e6;
  // Counts that rounding cannot take across the cut-off need no division.
  const below = sizes.map((size) => ((cutoff * size) / 1e6) * (1 - CLOSE));
  const above = sizes.map((size) => ((cutoff * size) / 1e6) * (1 + CLOSE));
  const isKept = new Uint8Array(genes);
  for (let gene = 0, at = 0; gene < genes; gene++) {
    let expressed = 0;
    let total = 0;
    for (let j = 0; j < samples; j++, at++) {
      const count = counts[at]!;
      total += count;
      if (count < below[j]!) continue;
      if (count > above[j]! || countPerMillion(count, sizes[j]!, arithmetic) >= cutoff) expressed++;
    }
    isKept[gene] = expressed >= enough && total >= MIN_TOTAL_COUNT - TOLERANCE ? 1 : 0;
  }
  return isKept;
}

/**
 * The size of the smallest group that a design tells apart: 1 over the largest leverage of a sample, the intercept taken
 * as part of the design. Not whole where groups overlap.
 *
 * @param matrix [samples x columns], row-major
 */
export function smallestGroup(matrix: Float64Array, samples: number, columns: number): number {
  const qr = createQr(samples, columns + 1);
  for (let i = 0; i < samples; i++) {
    qr.a[i * (columns + 1)] = 1;
    for (let k = 0; k < columns; k++) qr.a[i * (columns + 1) + k + 1] = matrix[i * columns + k]!;
  }
  factorQr(qr);
  const hat = new Float64Array(samples);
  leverages(qr, hat, new Float64Array(samples));
  return 1 / Math.max(...hat);
}
