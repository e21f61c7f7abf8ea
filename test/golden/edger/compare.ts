import { expect } from 'vitest';
import { errorsOf } from '../deseq2/errors.ts';
import type { NumberTable } from '../deseq2/oracle.ts';

/** Collects how far values are from R's, and holds them to a limit. */
export interface Comparator {
  /**
   * Relative difference from a column of R's table, whose rows are the first of the values; below `floor` the difference is
   * taken relative to it. Rows in `except` may differ.
   */
  hold(what: string, values: ArrayLike<number>, column: string, limit: number, options?: HoldOptions): void;
}

export interface HoldOptions {
  readonly floor?: number;
  readonly except?: readonly string[];
}

export function compareWith(name: string, table: NumberTable): Comparator {
  return {
    hold(what, values, column, limit, { floor, except = [] } = {}) {
      const expected = table.column(column);
      const actual = Float64Array.from(expected, (_, row) => values[row]!);
      table.ids.forEach((id, row) => {
        if (except.includes(id)) actual[row] = expected[row]!;
      });
      const { worst, worstIndex, missingDiffer } = errorsOf(actual, expected, floor);
      console.log(`  ${`${name} ${what}`.padEnd(44)} worst ${worst.toExponential(1)}`);
      expect(missingDiffer, `${name} ${what}: NA differ`).toBe(0);
      expect(worst, `${name} ${what} at ${table.ids[worstIndex]}`).toBeLessThan(limit);
    },
  };
}
