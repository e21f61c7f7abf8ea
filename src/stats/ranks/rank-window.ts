import { selectInPlace } from './median.ts';

/** The least and the largest value within a window of ranks; an empty window has least > largest. */
export interface RankWindow {
  readonly least: number;
  readonly largest: number;
}

/**
 * Which values have ranks from `low` to `high`, ties sharing the mean of their ranks: those from `least` to `largest`.
 *
 * As if by `rankAverage`, without sorting. `values` [n] without NaN; `low` and `high` are integers from 1 to n.
 */
export function rankWindow(values: Float64Array, low: number, high: number): RankWindow {
  if (!(low <= high)) return { least: Number.POSITIVE_INFINITY, largest: Number.NEGATIVE_INFINITY };
  const scratch = Float64Array.from(values);
  const lowest = selectInPlace(scratch, low - 1);
  const highest = selectInPlace(scratch, high - 1);
  let least = lowest;
  let largest = highest;
  if (meanRank(values, lowest) < low) {
    least = Number.POSITIVE_INFINITY;
    for (const value of values) if (value > lowest && value < least) least = value;
  }
  if (meanRank(values, highest) > high) {
    largest = Number.NEGATIVE_INFINITY;
    for (const value of values) if (value < highest && value > largest) largest = value;
  }
  return { least, largest };
}

/** Of a value that occurs. */
function meanRank(values: Float64Array, value: number): number {
  let less = 0;
  let equal = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < value) less++;
    else if (values[i] === value) equal++;
  }
  return less + (equal + 1) / 2;
}
