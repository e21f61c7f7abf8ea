import { Fault } from '../../src/fault.ts';
import { type DelimitedTable, readDelimited } from '../../src/formats/delimited/delimited.ts';
import { didYouMean } from '../../src/text/nearest-names.ts';
import { openInput } from '../files/open-input.ts';
import { readFlag } from '../study/flags.ts';
import { type StudyKey, studyKeys } from '../study/keys.ts';
import { nameOf } from '../study/load.ts';
import type { StudySource } from './study-source.ts';

/**
 * Reads a table with one study a row, whose columns are keys of a study; an empty cell leaves the key to the template. Several
 * contrasts of a study stand in one cell, with semicolons between.
 */
export async function readBatchTable(file: string, template: string | undefined): Promise<StudySource[]> {
  const table = await readDelimited(openInput(file));
  const keys = table.header.map((name, column) => keyOf(name, column, file));
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
  if (Object.hasOwn(studyKeys, name)) return name as StudyKey;
  const known = Object.keys(studyKeys);
  throw new Fault({
    code: 'BATCH_UNKNOWN_COLUMN',
    message: `a study has no key ${name}`,
    file,
    line: 1,
    column: column + 1,
    found: name,
    expected: known.join(', '),
    hint: didYouMean(name, known) || 'rename the column to a key of a study, or remove it',
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
    try {
      values[key] = readFlag(key, key === 'contrasts' ? splitContrasts(text) : text);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new Fault({ ...error.details, file, line, column, hint: 'write it as variable,target,reference' });
    }
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

function splitContrasts(text: string): string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
