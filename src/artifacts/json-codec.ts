import { Fault } from '../fault.ts';

/** A value of a JSON file, described once for writers, readers and the users' dictionary. */
export interface FieldSpec {
  readonly kind: 'text' | 'number' | 'list' | 'object';
  readonly meaning: string;
  /** The value may be left out; the text says when. */
  readonly absent?: string;
}

export type FieldSpecs<Value> = { readonly [Key in keyof Value]-?: FieldSpec };

/** One form of JSON file that the program writes and reads again. */
export interface JsonCodec<Value> {
  readonly title: string;
  /** Whether the file is a list of such objects. */
  readonly isList: boolean;
  readonly fields: Readonly<Record<string, FieldSpec>>;
  format(value: Value): string;
  /** Text that is no JSON, or lacks a value, is a {@link Fault}; `file` stands for it there. */
  parse(bytes: Uint8Array, file: string): Value;
}

/** Describes a file with one object. */
export function defineJson<Value extends object>(title: string, fields: FieldSpecs<Value>): JsonCodec<Value> {
  return codecOf(title, fields, false, (found, check) => check(found) as Value);
}

/** Describes a file with a list of objects of one form. */
export function defineJsonList<Item extends object>(
  title: string,
  fields: FieldSpecs<Item>,
): JsonCodec<readonly Item[]> {
  return codecOf(title, fields, true, (found, check) => {
    if (!Array.isArray(found)) check(undefined);
    return (found as readonly unknown[]).map((item) => check(item) as Item);
  });
}

function codecOf<Value>(
  title: string,
  fields: Readonly<Record<string, FieldSpec>>,
  isList: boolean,
  read: (found: unknown, check: (item: unknown) => unknown) => Value,
): JsonCodec<Value> {
  return {
    title,
    isList,
    fields,
    format: (value) => `${JSON.stringify(value, null, 2)}\n`,
    parse(bytes, file) {
      const check = (item: unknown): unknown => {
        if (typeof item !== 'object' || item === null)
          throw unreadable(file, isList ? 'no list of objects' : 'no object');
        for (const [key, { kind, absent }] of Object.entries(fields)) {
          const value = (item as Readonly<Record<string, unknown>>)[key];
          if (value === undefined ? absent === undefined : !isOf(kind, value))
            throw unreadable(file, `no ${kind} '${key}'`);
        }
        return item;
      };
      return read(parseText(bytes, file), check);
    },
  };
}

function isOf(kind: FieldSpec['kind'], value: unknown): boolean {
  if (kind === 'list') return Array.isArray(value);
  if (kind === 'object') return typeof value === 'object' && value !== null;
  // JSON has no NaN: it is written as null.
  if (kind === 'number' && value === null) return true;
  return typeof value === (kind === 'text' ? 'string' : kind);
}

function parseText(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw unreadable(file, 'no JSON');
  }
}

function unreadable(file: string, found: string): Fault {
  return new Fault({
    code: 'JSON_DAMAGED',
    message: 'a file of the program cannot be read',
    file,
    found,
    hint: 'Delete the file and run again: it is made anew.',
  });
}
