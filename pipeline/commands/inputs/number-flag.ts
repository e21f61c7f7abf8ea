import { Fault } from '../../../src/fault.ts';

/** A number given as a flag; undefined if it was not given. */
export function numberFlag(
  flag: string,
  text: string | undefined,
  { min, max, whole = false }: { readonly min: number; readonly max: number; readonly whole?: boolean },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new Fault({
    code: 'FLAG_NUMBER',
    message: `the value of ${flag} cannot be used`,
    file: flag,
    found: text,
    expected: `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`,
    hint: 'seedrank help COMMAND explains it.',
  });
}

/** Two numbers joined by a comma: `2,7`. */
export function numberPairFlag(flag: string, text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const [first, second, ...rest] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (rest.length === 0 && Number.isFinite(first) && Number.isFinite(second)) return [first!, second!];
  throw new Fault({
    code: 'FLAG_NUMBERS',
    message: `the value of ${flag} cannot be used`,
    file: flag,
    found: text,
    expected: 'two numbers joined by a comma',
    hint: 'seedrank help COMMAND explains it.',
  });
}
