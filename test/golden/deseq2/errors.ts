/** How far computed values are from R's. */
export interface Errors {
  readonly count: number;
  /** Largest relative difference, |a - b| / max(|b|, floor). */
  readonly worst: number;
  readonly worstIndex: number;
  /** Positions where exactly one of the two is NaN. */
  readonly missingDiffer: number;
  /** Number of values further off than the limit. */
  above(limit: number): number;
  /** Which values are further off than the limit. */
  indicesAbove(limit: number): number[];
}

export function errorsOf(actual: ArrayLike<number>, expected: ArrayLike<number>, floor = 1e-300): Errors {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values, R has ${expected.length}`);
  const errors = new Float64Array(actual.length);
  let missingDiffer = 0;
  let worstIndex = -1;
  let worst = 0;
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    const a = actual[i]!;
    const b = expected[i]!;
    if (Number.isNaN(a) || Number.isNaN(b)) {
      if (Number.isNaN(a) !== Number.isNaN(b)) missingDiffer++;
      continue;
    }
    count++;
    errors[i] = a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(b), floor);
    if (errors[i]! > worst) {
      worst = errors[i]!;
      worstIndex = i;
    }
  }
  const indicesAbove = (limit: number) => [...errors.keys()].filter((i) => errors[i]! > limit);
  return { count, worst, worstIndex, missingDiffer, indicesAbove, above: (limit) => indicesAbove(limit).length };
}

/** A line for the log of a golden test. */
export function report(what: string, errors: Errors, limit: number): void {
  const missing = errors.missingDiffer > 0 ? `, NA differ at ${errors.missingDiffer}` : '';
  console.log(
    `  ${what.padEnd(34)} worst ${errors.worst.toExponential(1)}, ` +
      `${errors.above(limit)} of ${errors.count} beyond ${limit}${missing}`,
  );
}
