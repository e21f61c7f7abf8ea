import { Fault } from '../../fault.ts';
import { roundHalfEven } from '../delimited/decimal.ts';

/** What `counts` were made from. */
export interface RoundedCounts {
  readonly counts: Int32Array;
  /** How many had a fraction. */
  readonly rounded: number;
}

/**
 * Estimated counts as whole numbers, rounded half to even as R's `round` does. Negative, missing and too large ones are a
 * {@link Fault}; `placeOf` names the place of element `i`.
 */
export function roundCounts(
  values: Float64Array,
  placeOf: (index: number) => { readonly file: string; readonly line?: number | undefined; readonly what: string },
  target: Int32Array = new Int32Array(values.length),
): RoundedCounts {
  let rounded = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const whole = roundHalfEven(value);
    if (!(value >= 0 && whole < 2 ** 31)) {
      const { file, line, what } = placeOf(i);
      throw new Fault({
        code: 'COUNTS_UNUSABLE_ESTIMATE',
        message: `the estimated count of ${what} cannot be used`,
        file,
        line,
        found: Number.isNaN(value) ? 'NA' : String(value),
        expected: 'a number from 0 to 2147483647',
        hint: 'Check the file; quantify the sample again if it is damaged.',
      });
    }
    if (whole !== value) rounded++;
    target[i] = whole;
  }
  return { counts: target, rounded };
}

export const roundedNote = (rounded: number, of: number): string =>
  `${rounded} of ${of} estimated counts had a fraction and were rounded, half to even`;
