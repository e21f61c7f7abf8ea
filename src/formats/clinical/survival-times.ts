import { Fault } from '../../fault.ts';
import type { EventPlace } from './event-coding.ts';

/** Units in which times of follow-up are given. */
const TIME_UNITS = ['days', 'weeks', 'months', 'years'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export interface SurvivalTimes {
  /** In the unit of the file, NaN where missing. */
  readonly times: Float64Array;
  /** Undefined where neither the user nor the name of the column says it. */
  readonly unit: TimeUnit | undefined;
  /** Where the unit comes from, in words. */
  readonly note: string;
}

const OF_NAME: readonly (readonly [RegExp, TimeUnit])[] = [
  [/(^|[_. ])(months?|mos?)($|[_. ])/i, 'months'],
  [/(^|[_. ])(years?|yrs?)($|[_. ])/i, 'years'],
  [/(^|[_. ])days?($|[_. ])/i, 'days'],
  [/(^|[_. ])weeks?($|[_. ])/i, 'weeks'],
  // UCSC Xena's survival files, which give days.
  [/^(OS|DSS|DFI|PFI)\.time$/, 'days'],
];

/**
 * Reads times of follow-up. A cell that is no number, or a negative time, is a {@link Fault} with its line; a missing one is NaN.
 * The unit is that of `given`, else what the name of the column says.
 */
export function readTimes(
  cells: readonly string[],
  name: string,
  lines: readonly number[],
  place: EventPlace,
  given?: TimeUnit,
): SurvivalTimes {
  const times = Float64Array.from(cells, (cell, row) => {
    const text = cell.trim();
    if (text === '') return Number.NaN;
    const time = Number(text);
    if (time >= 0 && Number.isFinite(time)) return time;
    const negative = time < 0;
    throw new Fault({
      code: negative ? 'TIME_NEGATIVE' : 'TIME_NOT_A_NUMBER',
      message: negative ? `a time in '${name}' is negative` : `a cell of '${name}' is no time`,
      ...place,
      line: lines[row],
      found: text,
      expected: 'numbers of 0 or more, or an empty cell',
      hint: negative
        ? 'Correct the dates that it was computed from, or empty the cell.'
        : 'Name the column of the times.',
    });
  });
  if (given !== undefined) return { times, unit: given, note: `times in ${given}, as said` };
  const unit = OF_NAME.find(([pattern]) => pattern.test(name))?.[1];
  const note =
    unit === undefined
      ? `the unit of '${name}' is not known: say it (${TIME_UNITS.join(', ')})`
      : `times in ${unit}, as the name '${name}' says`;
  return { times, unit, note };
}
