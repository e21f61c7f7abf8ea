import type { NumberRange, Option } from './option.ts';
import { BUILT_IN, builtInSource } from './option-table.ts';
import type { BackgroundTable, LevelContrast } from './option-values.ts';

/** The text of a flag or a cell as the value of an option, in the type that it has in a study file; undefined if it is none. */
export function parseOption(option: Option, text: string): unknown {
  switch (option.type) {
    case 'number':
      return option.words?.includes(text) ? text : parseNumber(text, option);
    case 'numbers':
      return parseNumbers(text, option);
    case 'choice':
      return option.choices.includes(text) || (option.orFile && text !== '') ? text : undefined;
    case 'choices':
      return every(split(text), (name) => option.choices.find((choice) => spelled(choice) === spelled(name)));
    case 'onOff':
    case 'switch':
      return { on: true, off: false }[text];
    case 'list':
      return nonEmpty(split(text));
    case 'sources':
      return readSources(split(text), option.builtIn);
    case 'levels':
      return parseLevels(text);
    case 'contrasts':
      return parseContrast(text);
    case 'cohorts':
      return undefined;
    case 'background':
      return parseBackground(text);
    case 'output':
      return text === '-' ? '/dev/stdout' : text || undefined;
    default:
      return text.trim() === '' ? undefined : text;
  }
}

function isInRange(value: number, { min, above, max, below, whole }: NumberRange): boolean {
  return (
    Number.isFinite(value) &&
    !(min !== undefined && value < min) &&
    !(above !== undefined && value <= above) &&
    !(max !== undefined && value > max) &&
    !(below !== undefined && value >= below) &&
    !(whole && !Number.isInteger(value))
  );
}

function parseNumber(text: string, range: NumberRange): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return isInRange(value, range) ? value : undefined;
}

function parseNumbers(text: string, option: NumberRange & { readonly length?: number }): readonly number[] | undefined {
  const values = every(text.split(','), (part) => parseNumber(part, option));
  return option.length === undefined || values?.length === option.length ? values : undefined;
}

/** Files and names of what is built in, each once; undefined where a name is unknown or something stands there twice. */
export function readSources(sources: readonly string[], builtIn: readonly string[]): readonly string[] | undefined {
  const known = builtIn.map(builtInSource);
  const isUnknown = sources.some((source) => source.startsWith(BUILT_IN) && !known.includes(source));
  return isUnknown || new Set(sources).size < sources.length ? undefined : nonEmpty(sources);
}

/** `condition=control,batch=b1` as a level by variable. */
function parseLevels(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = every(split(text), (part) => {
    const [variable, level] = [part.slice(0, Math.max(0, part.indexOf('='))), part.slice(part.indexOf('=') + 1)];
    return variable.trim() === '' || level.trim() === '' ? undefined : [variable.trim(), level.trim()];
  });
  return pairs && Object.fromEntries(pairs);
}

/** `condition,mir9,control` as a contrast. */
function parseContrast(text: string): LevelContrast | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const [variable, target, reference] = parts;
  return parts.length === 3 && variable && target && reference ? { variable, target, reference } : undefined;
}

/** `de.tsv:hsa-miR-10b-5p` or `de.tsv:hsa-miR-10b-5p:inhibition`; the path may have colons. */
function parseBackground(text: string): BackgroundTable | undefined {
  const parts = text.split(':');
  const last = parts.at(-1)?.trim();
  const effect = last === 'inhibition' || last === 'overexpression' ? last : undefined;
  if (effect !== undefined) parts.pop();
  const mirna = nonEmpty(split(parts.pop() ?? ''));
  const table = parts.join(':').trim();
  return mirna === undefined || table === '' ? undefined : { table, mirna, ...(effect !== undefined && { effect }) };
}

function split(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What `read` makes of all; undefined where it makes nothing of one, or there is none. */
function every<T, U>(values: readonly T[], read: (value: T) => U | undefined): readonly U[] | undefined {
  const found = values.map(read);
  return found.includes(undefined) ? undefined : nonEmpty(found as U[]);
}

function nonEmpty<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values;
}

function spelled(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
