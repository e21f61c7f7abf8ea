import * as math from '../math/portable.ts';
import { takeInOrder } from './order-ascending.ts';
import { rankAverage } from './ranks.ts';

/** Classes of rows that are alike in some traits. */
export interface Strata {
  /** [size] class of each row; -1 for rows that are not compared. */
  readonly classOf: Int32Array;
  readonly classes: number;
}

/** Classes with fewer rows on average would compare rows with next to nothing. */
const ROWS_A_CLASS = 30;

/** Bins a trait so that classes of `traits` traits hold 30 rows on average; no more than `most`. */
export function binsPerTrait(rows: number, traits: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(math.pow(rows / ROWS_A_CLASS, 1 / traits))));
}

/**
 * Puts rows into classes by quantiles of each trait, `bins[t]` for trait t; missing values make a bin of their own.
 * `rows`: those to be compared; each trait [size], NaN where missing.
 */
export function stratify(
  rows: ArrayLike<number> & Iterable<number>,
  traits: readonly Float64Array[],
  bins: readonly number[],
  size: number,
): Strata {
  const classOf = new Int32Array(size).fill(-1);
  for (const row of rows) classOf[row] = 0;
  let classes = 1;
  traits.forEach((trait, t) => {
    const wanted = bins[t]!;
    const known = Uint32Array.from(rows).filter((row) => !Number.isNaN(trait[row]!));
    const { ranks } = rankAverage(takeInOrder(trait, known));
    const binOf = new Int32Array(size).fill(wanted);
    known.forEach((row, k) => {
      binOf[row] = Math.min(wanted - 1, Math.floor(((ranks[k]! - 0.5) * wanted) / known.length));
    });
    for (const row of rows) classOf[row] = classOf[row]! * (wanted + 1) + binOf[row]!;
    classes *= wanted + 1;
  });
  return { classOf, classes };
}
