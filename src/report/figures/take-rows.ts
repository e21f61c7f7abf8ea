/** The numbers of these rows. */
export function takeNumbers(column: ArrayLike<number>, rows: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < taken.length; i++) taken[i] = column[rows[i]!]!;
  return taken;
}

/** The texts of these rows. */
export function takeTexts(column: readonly string[], rows: ArrayLike<number>): string[] {
  const taken = new Array<string>(rows.length);
  for (let i = 0; i < taken.length; i++) taken[i] = column[rows[i]!]!;
  return taken;
}
