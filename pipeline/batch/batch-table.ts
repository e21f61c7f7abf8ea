import { Fault } from '../../src/fault.ts';
import type { DelimitedTable } from '../../src/formats/delimited/delimited.ts';
import { didYouMean } from '../../src/text/nearest-names.ts';
import { nameOf } from '../study/load.ts';
import { expectedOf } from '../study/options/describe-option.ts';
import { flagOf, optionOf, type StudyKey, studyKeys } from '../study/options/option-table.ts';
import { parseOption } from '../study/options/parse-option.ts';
import { readYamlLine } from '../study/yaml-source.ts';
import type { StudySource } from './study-source.ts';

/**
 * Reads a table with one study a row, whose columns are keys of a study, or called as their flags; an empty cell leaves the key to
 * the template. Several contrasts of a study stand in one cell, with semicolons between, and so do tables of background; lists
 * and maps may also be written as in a study file, `[{ variable: ..., ... }]`.
 */
export async function readBatchTable(file: string, template: string | undefined): Promise<StudySource[]> {
  const { readCsv } = await import('../files/read-csv.ts');
  const table = await readCsv(file);
  const keys = table.header.map((name, column) => keyOf(name, column, file));
  refuseTwice(keys, table);
  if (table.rows.length === 0) {
    throw new Fault({
      code: 'BATCH_EMPTY',
      message: 'the table holds no study',
      file,
      expected: 'a row a study below the header',
      hint: 'add rows',
    });
  }
  return table.rows.map((_, row) => readRow(table, row, keys, template));
}

function keyOf(name: string, column: number, file: string): StudyKey {
  const key = studyKeys.find((one) => one === name || flagOf(one) === `--${name}`);
  if (key !== undefined) return key;
  throw new Fault({
    code: 'BATCH_UNKNOWN_COLUMN',
    message: `a study has no key ${name}`,
    file,
    line: 1,
    column: column + 1,
    found: name,
    expected: studyKeys.join(', '),
    hint: didYouMean(name, studyKeys) || 'rename the column to a key of a study, or remove it',
  });
}

/** Of two columns of one key the first would count for nothing. */
function refuseTwice(keys: readonly StudyKey[], { header, file }: DelimitedTable): void {
  const column = keys.findIndex((key, at) => keys.indexOf(key) < at);
  if (column < 0) return;
  const first = keys.indexOf(keys[column]!);
  throw new Fault({
    code: 'BATCH_COLUMN_TWICE',
    message: `two columns say ${keys[column]}`,
    file,
    line: 1,
    column: column + 1,
    found: `${header[first]} and ${header[column]}`,
    expected: 'a column for each key',
    hint: 'remove one of them',
  });
}

function readRow(table: DelimitedTable, index: number, keys: readonly StudyKey[], template: string | undefined) {
  const { file, rows } = table;
  const { line, fields } = rows[index] as DelimitedTable['rows'][number];
  const values: { [Key in StudyKey]?: unknown } = {};
  const columns: { [Key in StudyKey]?: number } = {};
  for (const [position, key] of keys.entries()) {
    const column = position + 1;
    const text = fields[position] as string;
    columns[key] = column;
    if (text === '') continue;
    values[key] = valueOfCell(key, text, { file, line, column });
  }
  if (values.name === undefined && typeof values.counts === 'string') values.name = nameOf(values.counts);
  if (values.name !== undefined)
    return { label: String(values.name), file: template, row: { file, line, values, columns } };
  throw new Fault({
    code: 'BATCH_UNNAMED_STUDY',
    message: 'a row does not say how its study is called',
    file,
    line,
    column: columns.name,
    expected: 'a cell in the column `name`, or `counts`, after whose file it is then called',
    hint: 'add a column `name` with a name of its own for each row',
  });
}

const nested: readonly StudyKey[] = ['contrasts', 'cohorts', 'background', 'references'];

/** A value that cannot be used stays a text, which the schema refuses when the study is read: it stops no other. */
function valueOfCell(key: StudyKey, text: string, place: object): unknown {
  const isWritten = nested.includes(key) && /^\s*[[{]/.test(text);
  if (isWritten) return readYamlLine(text) ?? text;
  if (key === 'contrasts') return splitParts(text).map((part) => contrastOf(part, place));
  if (key === 'background') return splitParts(text).map((part) => parseOption(optionOf(key), part) ?? part);
  return parseOption(optionOf(key), text) ?? text;
}

function contrastOf(text: string, place: object): unknown {
  const contrast = parseOption(optionOf('contrasts'), text);
  if (contrast !== undefined) return contrast;
  throw new Fault({
    code: 'CONTRAST_NOT_THREE',
    message: 'a contrast has three parts',
    option: 'contrasts',
    ...place,
    found: text,
    expected: expectedOf(optionOf('contrasts')),
    hint: 'write it as variable,target,reference',
  });
}

function splitParts(text: string): string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
