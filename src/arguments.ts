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
