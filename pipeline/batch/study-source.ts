import { dirname } from 'node:path';
import { type LoadedStudy, loadStudy } from '../study/load.ts';
import type { StudyKey } from '../study/options/option-table.ts';
import type { Flags } from '../study/options/read-options.ts';

/** Where a study of a batch is described, as plain data that can cross to another process. */
export interface StudySource {
  /** What the study is called as long as it has not been read. */
  readonly label: string;
  /** Absolute path of the study file, or of the template that the row completes. */
  readonly file: string | undefined;
  readonly row: TableRow | undefined;
}

/** A row of the batch table; its values go before those of the template. */
export interface TableRow {
  /** Absolute path of the table; relative paths in it start at its folder. */
  readonly file: string;
  /** 1-based */
  readonly line: number;
  readonly values: Flags;
  /** 1-based column of each key. */
  readonly columns: { readonly [Key in StudyKey]?: number };
}

/** Reads a study of a batch; one that names no results folder gets what `resultsOf` says of its name. */
export function loadSource({ file, row }: StudySource, resultsOf: (name: string) => string): Promise<LoadedStudy> {
  if (row === undefined) return loadStudy(file, {}, dirname(file ?? ''), { resultsOf });
  return loadStudy(file, row.values, dirname(row.file), {
    resultsOf,
    flagPlace: (key) => ({ file: row.file, line: row.line, column: row.columns[key] }),
  });
}
