import { Fault } from './fault.ts';

/**
 * What callers in JavaScript have no compiler for: that an argument has the shape which the types say. Texts of the caller
 * are shown as they are, so that a message names what was given.
 */

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

export function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

/** The `Fault` of an argument of another shape. */
export function wrongArgument(message: string, found: unknown, expected: string): Fault {
  return new Fault({
    code: 'ARGUMENT_SHAPE',
    message,
    found: show(found),
    expected,
    hint: 'Give the argument in this shape; docs/library.md has an example of each call.',
  });
}

/** Throws a `Fault` for lists that have not a value for each of `length` things, `of` in words; those that are `optional` may be undefined. */
export function requireLengths(
  lists: Readonly<Record<string, unknown>>,
  length: number,
  of: string,
  optional: Readonly<Record<string, unknown>> = {},
): void {
  const given = Object.entries(optional).filter(([, list]) => list !== undefined);
  for (const [name, list] of [...Object.entries(lists), ...given]) {
    if (isList(list) && list.length === length) continue;
    throw wrongArgument(`\`${name}\` is not of the ${of}.`, list, `a value for each of ${length} ${of}`);
  }
}

/** Throws a `Fault` for sets that are not lists of rows below `rows`, each once: what lies beyond would count for nothing. */
export function requireRows(sets: unknown, rows: number): void {
  if (!Array.isArray(sets)) throw wrongArgument('The sets are not a list.', sets, 'lists of rows, one a set');
  /** The last set that has the row, from 1. */
  const seenIn = new Uint32Array(rows);
  for (const [k, set] of sets.entries()) {
    if (!isList(set)) throw wrongArgument(`Set ${k} is not a list of rows.`, set, 'lists of rows, one a set');
    for (let i = 0; i < set.length; i++) {
      const row = set[i] as number;
      const isRow = Number.isInteger(row) && row >= 0 && row < rows;
      if (isRow && seenIn[row] !== k + 1) seenIn[row] = k + 1;
      else
        throw wrongArgument(
          `Set ${k} is not of rows, each once.`,
          row,
          `whole numbers from 0 to ${rows - 1}, each once`,
        );
    }
  }
}

/** Throws a `Fault` for a list with another number than `isValid` says, or with what is no number. */
export function requireNumbers(
  name: string,
  list: unknown,
  isValid: (value: number) => boolean,
  expected: string,
): void {
  if (!isList(list)) throw wrongArgument(`\`${name}\` is not a list.`, list, `a list of ${expected}`);
  for (let i = 0; i < list.length; i++) {
    const value = list[i] as number;
    if (typeof value === 'number' && isValid(value)) continue;
    throw wrongArgument(`\`${name}\` has at ${i} what cannot be used.`, value, expected);
  }
}

/** Throws a `Fault` for an option that is no share from 0 to 1. */
export function requireShare(option: string, value: unknown): void {
  if (typeof value === 'number' && value >= 0 && value <= 1) return;
  throw wrongArgument(`The option ${option} is no share.`, value, 'a number from 0 to 1');
}

/** Throws a `Fault` for options that are no object. */
export function requireOptions(options: unknown, expected: string): void {
  if (!isRecord(options)) throw wrongArgument('The options are not an object.', options, expected);
}

/** Throws a `Fault` for an option that is none of its values; undefined is its default. */
export function requireChoice(option: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value as string)) return;
  throw new Fault({
    code: 'ARGUMENT_CHOICE',
    message: `The option ${option} has no such value.`,
    found: show(value),
    expected: choices.join(', '),
    hint: 'Give one of these values, or leave the option away.',
  });
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (isList(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  return isRecord(value) ? `an object with ${Object.keys(value).join(', ') || 'nothing'}` : String(value);
}
