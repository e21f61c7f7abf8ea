import { isList, isRecord, requireLengths, wrongArgument } from '../arguments.ts';
import { Fault } from '../fault.ts';
import { orderAscending } from '../stats/ranks/order-ascending.ts';
import { sortLevels } from '../text/sort-levels.ts';
import { mergeCloseTimes } from './merge-close-times.ts';

/** Values that name groups; null, undefined, NaN and the empty text are missing. */
export type Labels = ArrayLike<string | number | null | undefined>;

/** Follow-up of subjects as it was read; all [n], missing values allowed. */
export interface SurvivalQuestion {
  /** To the event or to the end of observation, at least 0, in any unit; NaN where missing. */
  readonly time: ArrayLike<number>;
  /** 1 event, 0 censored, NaN where missing. */
  readonly event: ArrayLike<number>;
  /** Positive case weights; 1 by default. */
  readonly weights?: ArrayLike<number> | undefined;
  /** Variables whose combinations are the strata. */
  readonly strata?: readonly Labels[] | undefined;
  /** Rows that belong together; asks for robust variances where they are known. */
  readonly cluster?: Labels | undefined;
}

export interface Groups {
  /** [n]: place in `levels`. */
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** Rows with all values known, close times merged; all [n]. */
export interface SurvivalRows {
  readonly time: Float64Array;
  /** Rows by time. */
  readonly byTime: Uint32Array;
  readonly event: Uint8Array;
  readonly weights: Float64Array;
  /** Some weight is no whole number, so that weights cannot stand for repeated rows. */
  readonly hasFractions: boolean;
  readonly strata: Groups;
  readonly cluster: Groups | undefined;
  /** Which rows of the question these are, ascending. */
  readonly kept: Uint32Array;
  /** Rows of the question left out because a value is missing. */
  readonly dropped: number;
  readonly events: number;
}

/**
 * Drops rows with missing values, codes strata and clusters, and merges times that differ by rounding only.
 *
 * `isMissing` says of a row that a value is missing that only the caller knows (a covariate, a group). Throws a `Fault`
 * for columns of different lengths, times that are negative or infinite, events other than 0 and 1, weights that are not
 * positive, and where no row is left.
 */
export function prepareSurvivalRows(
  question: SurvivalQuestion,
  isMissing: (row: number) => boolean = () => false,
): SurvivalRows {
  if (!isRecord(question) || !isList(question.time) || !isList(question.event))
    throw wrongArgument('There are no times and events.', question, '{ time, event }: two lists of one length');
  const { time, event, weights, strata = [], cluster } = question;
  const n = time.length;
  for (const column of [event, ...(weights ? [weights] : []), ...strata, ...(cluster ? [cluster] : [])]) {
    if (column.length !== n) throw unequalLengths(n, column.length);
  }
  const kept = new Uint32Array(n);
  let size = 0;
  for (let row = 0; row < n; row++) {
    if (Number.isNaN(time[row]!) || Number.isNaN(event[row]!)) continue;
    if (weights !== undefined && Number.isNaN(weights[row]!)) continue;
    if (strata.length > 0 && strata.some((labels) => isMissingLabel(labels[row]))) continue;
    if (cluster !== undefined && isMissingLabel(cluster[row])) continue;
    if (isMissing(row)) continue;
    checkRow(time[row]!, event[row]!, weights?.[row], row);
    kept[size++] = row;
  }
  if (size === 0) throw noRows(n);
  const rows = kept.slice(0, size);
  // Plain loops: a hundred thousand rows are to take milliseconds.
  const times = new Float64Array(size);
  const happened = new Uint8Array(size);
  const caseWeights = new Float64Array(size).fill(1);
  let events = 0;
  for (let k = 0; k < size; k++) {
    const row = rows[k]!;
    times[k] = time[row]!;
    happened[k] = event[row]!;
    events += happened[k]!;
    if (weights !== undefined) caseWeights[k] = weights[row]!;
  }
  const byTime = orderAscending(times);
  return {
    time: mergeCloseTimes(times, byTime),
    byTime,
    event: happened,
    weights: caseWeights,
    hasFractions: weights !== undefined && caseWeights.some((weight) => !Number.isInteger(weight)),
    strata: codeCombinations(strata, rows),
    cluster: cluster === undefined ? undefined : codeCombinations([cluster], rows),
    kept: rows,
    dropped: n - size,
    events,
  };
}

/** Throws for groups that are not one a row of the question: rows beyond would be dropped as if their group were missing. */
export function requireGroups(question: SurvivalQuestion, groups: unknown): void {
  if (isRecord(question) && isList(question.time)) requireLengths({ groups }, question.time.length, 'subjects');
}

/** Throws where nothing happened: without events there is nothing to compare. */
export function requireEvents({ events, event }: Pick<SurvivalRows, 'events' | 'event'>): void {
  if (events > 0) return;
  throw new Fault({
    code: 'SURVIVAL_NO_EVENTS',
    message: 'None of the subjects had an event, so their survival cannot be compared.',
    found: `${event.length} subjects, all censored`,
    expected: 'some events, coded 1',
    hint: 'Check how the event column is coded (1 may mean alive), or take an endpoint that has events.',
  });
}

/** Groups by one variable or by the combinations of several, in R's order of levels; one group for no variable. */
export function codeCombinations(variables: readonly Labels[], rows: Uint32Array): Groups {
  if (variables.length === 0) return { codes: new Int32Array(rows.length), levels: ['all'] };
  const texts = variables.map((labels) => Array.from(rows, (row) => String(labels[row])));
  const places = texts.map((column) => new Map(sortLevels(column).map((level, place) => [level, place])));
  const placeOf = (k: number): number =>
    texts.reduce((place, column, v) => place * places[v]!.size + places[v]!.get(column[k]!)!, 0);
  const labelOf = new Map<number, string>();
  const combined = Array.from(rows, (_, k) => placeOf(k));
  combined.forEach((place, k) => {
    if (!labelOf.has(place)) labelOf.set(place, texts.map((column) => column[k]!).join(', '));
  });
  const used = [...labelOf.keys()].sort((a, b) => a - b);
  const codeOf = new Map(used.map((place, code) => [place, code]));
  return {
    codes: Int32Array.from(combined, (place) => codeOf.get(place)!),
    levels: used.map((place) => labelOf.get(place)!),
  };
}

export function isMissingLabel(label: string | number | null | undefined): boolean {
  return label === null || label === undefined || label === '' || Number.isNaN(label);
}

function checkRow(time: number, event: number, weight: number | undefined, row: number): void {
  if (!(time >= 0 && time < Number.POSITIVE_INFINITY)) {
    throw new Fault({
      code: 'SURVIVAL_TIME',
      message: `The time of subject ${row + 1} is not one that can be followed up.`,
      found: String(time),
      expected: 'a finite time of 0 or more',
      hint: 'Correct the time, or leave the cell empty so that the subject is dropped and counted.',
    });
  }
  if (event !== 0 && event !== 1) {
    throw new Fault({
      code: 'SURVIVAL_EVENT',
      message: `The event of subject ${row + 1} is neither 0 nor 1.`,
      found: String(event),
      expected: '1 for an event, 0 for censored',
      hint: 'Say which value of the column means that the event happened.',
    });
  }
  if (weight !== undefined && !(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
    throw new Fault({
      code: 'SURVIVAL_WEIGHT',
      message: `The weight of subject ${row + 1} is not positive.`,
      found: String(weight),
      expected: 'a positive number',
      hint: 'Correct the weight, or leave the subject out.',
    });
  }
}

function unequalLengths(n: number, other: number): Fault {
  return new Fault({
    code: 'SURVIVAL_LENGTHS',
    message: 'The columns of the subjects differ in length.',
    found: `${n} times, ${other} values in another column`,
    expected: 'one value for each subject',
    hint: 'Match the columns by subject before the analysis.',
  });
}

function noRows(n: number): Fault {
  return new Fault({
    code: 'SURVIVAL_NO_ROWS',
    message: 'No subject has all the values that the analysis needs.',
    found: `${n} subjects, each with a missing value`,
    expected: 'subjects with time, event and all covariates',
    hint: 'Leave out the covariate that is mostly missing, or check that the tables were matched by the right ids.',
  });
}
