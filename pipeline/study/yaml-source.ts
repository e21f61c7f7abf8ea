import { readFile } from 'node:fs/promises';
import {
  type Alias,
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import { Fault } from '../../src/fault.ts';
import { lineOf, plainText } from '../../src/formats/bytes/plain-text.ts';
import { explainUnreadable, unreadable } from '../files/unreadable.ts';

export interface Place {
  /** The study file, or a flag. */
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A study file as written: its values, and where each stands. */
export interface YamlSource {
  readonly values: { readonly [key: string]: unknown };
  /** The place of the value at a path, of its key where `key` is set, or of the nearest ancestor that exists. */
  placeOf(path: readonly PropertyKey[], options?: { readonly key?: boolean }): Place;
}

/** More than any study needs; beyond, aliases are what a bomb is made of. */
const MOST_ALIASES = 1000;
const WRITE_OUT = 'write the values out in place of the alias';

/** Reads a YAML file in UTF-8 that holds one map; a syntax error is a Fault with its line and column. */
export async function readYaml(file: string): Promise<YamlSource> {
  const text = decodeYaml(await readYamlBytes(file), file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    throw new Fault({
      code: 'STUDY_NOT_YAML',
      message: `the study file is not valid YAML: ${error.message.split('\n')[0]}`,
      ...place(error.pos[0]),
      hint: 'mend the line; an editor that knows YAML shows what is wrong',
    });
  }
  if (!isMap(document.contents)) {
    throw new Fault({
      code: 'STUDY_NOT_A_MAP',
      message: 'the study file holds no keys',
      file,
      expected: 'lines such as `counts: counts.tsv.gz`',
      hint: "write a study file with 'seedrank init'",
    });
  }
  checkAliases(document, place);
  const values = valuesOf(document, file);
  return {
    values,
    placeOf(path, { key = false } = {}) {
      if (key) {
        const parent = document.getIn(path.slice(0, -1), true);
        const pair = isMap(parent)
          ? parent.items.find((item) => isScalar(item.key) && String(item.key.value ?? '') === path.at(-1))
          : undefined;
        if (isScalar(pair?.key) && pair.key.range) return place(pair.key.range[0]);
      }
      for (let depth = path.length; depth > 0; depth--) {
        const node: unknown = document.getIn(path.slice(0, depth), true);
        if (isNode(node) && node.range) return place(node.range[0]);
      }
      return { file };
    },
  };
}

/** A list or a map in one line, `[{ name: a }]`; undefined if it is none. */
export function readYamlLine(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0 || !isCollection(document.contents)) return undefined;
  try {
    return document.toJS();
  } catch (error) {
    // An alias that names nothing, or stands for far too much.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Values as lines of YAML. */
export function formatYaml(values: { readonly [key: string]: unknown }): string {
  return stringify(values, { flowCollectionPadding: false }).trimEnd();
}

async function readYamlBytes(file: string): Promise<Uint8Array> {
  const refusal = explainUnreadable(file);
  if (refusal === undefined) {
    return readFile(file).catch((error: unknown) => {
      throw unreadable(file, error);
    });
  }
  if (refusal.details.code !== 'FILE_MISSING') throw refusal;
  throw new Fault({
    code: 'STUDY_MISSING',
    message: 'the study file does not exist',
    file,
    hint: "give the path of a study file, or write one with 'seedrank init'",
  });
}

/** The text of a file in UTF-8, or in UTF-16 with its mark; names in another encoding would be taken for others. */
function decodeYaml(bytes: Uint8Array, file: string): string {
  const text = plainText(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    const offset = firstInvalid(text);
    throw new Fault({
      code: 'STUDY_NOT_UTF8',
      message: 'the study file is not UTF-8',
      file,
      line: lineOf(text, offset),
      found: `byte 0x${text[offset]!.toString(16)}`,
      expected: 'text in UTF-8',
      hint: 'save it as UTF-8 in your editor, or convert it: iconv -f latin1 -t utf-8',
    });
  }
}

/** The first byte that UTF-8 cannot have there. */
function firstInvalid(text: Uint8Array): number {
  const kept = new TextDecoder().decode(text);
  return new TextEncoder().encode(kept.slice(0, kept.indexOf('\ufffd'))).length;
}

/** Refuses aliases that name nothing, or what they are a part of. */
function checkAliases(document: Document, place: (offset: number) => Place): void {
  const refuse = (alias: Alias, message: string, hint: string) =>
    new Fault({ code: 'STUDY_ALIAS', message, ...place(alias.range?.[0] ?? 0), found: `*${alias.source}`, hint });
  let aliases = 0;
  visit(document, {
    Alias(_, alias, path) {
      if (++aliases > MOST_ALIASES) throw refuse(alias, `the file has more than ${MOST_ALIASES} aliases`, WRITE_OUT);
      const target = alias.resolve(document);
      if (target === undefined) {
        throw refuse(alias, 'an alias names nothing', `write &${alias.source} before the value that it stands for`);
      }
      if (path.includes(target)) throw refuse(alias, 'an alias stands for what it is a part of', WRITE_OUT);
    },
  });
}

/** The library counts what aliases of aliases stand for, and throws where that is out of proportion. */
function valuesOf(document: Document, file: string): YamlSource['values'] {
  try {
    return document.toJS() as YamlSource['values'];
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new Fault({
      code: 'STUDY_ALIAS',
      message: 'the aliases of the file stand for aliases, and together for far too many values',
      file,
      hint: WRITE_OUT,
    });
  }
}
