import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { Fault } from '../../src/fault.ts';
import { explainUnreadable } from '../files/unreadable.ts';
import { nameOf } from '../study/load.ts';
import { readBatchTable } from './batch-table.ts';
import type { StudySource } from './study-source.ts';

/** What a batch is made of, as the command line names it. */
export interface BatchInput {
  /** A folder of study files, or a table with a row a study. */
  readonly path: string;
  readonly template: string | undefined;
}

export interface FoundStudies {
  readonly sources: readonly StudySource[];
  /** The folder of the study files or of the table. */
  readonly home: string;
}

/** The studies of a folder or a table, in the order of their names or rows. */
export async function findStudies({ path, template }: BatchInput, cwd: string): Promise<FoundStudies> {
  const place = resolve(cwd, path);
  const refusal = explainUnreadable(place);
  if (refusal !== undefined) {
    if (refusal.details.code !== 'FILE_MISSING') throw refusal;
    throw new Fault({
      code: 'BATCH_MISSING',
      message: 'there is no such folder or table of studies',
      file: path,
      hint: 'give a folder of study files, or a CSV with one study a row',
    });
  }
  const templateFile = template === undefined ? undefined : resolve(cwd, template);
  // Each row would fail for it.
  const unreadable = templateFile === undefined ? undefined : explainUnreadable(templateFile);
  if (unreadable !== undefined) throw unreadable;
  if (statSync(place).isFile()) return { sources: await readBatchTable(place, templateFile), home: dirname(place) };
  if (templateFile !== undefined) {
    throw new Fault({
      code: 'BATCH_TEMPLATE_WITHOUT_TABLE',
      message: 'a template needs a table whose rows complete it',
      file: '--template',
      found: `the folder ${path}`,
      hint: 'give a CSV with one study a row in place of the folder, or leave --template out',
    });
  }
  return { sources: listStudyFiles(place), home: place };
}

/** The YAML files of a folder, and `study.yml` of the folders in it. */
function listStudyFiles(folder: string): StudySource[] {
  const files: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (!isFolder && ['.yml', '.yaml'].includes(extname(entry.name))) files.push(path);
    else if (isFolder && existsSync(join(path, 'study.yml'))) files.push(join(path, 'study.yml'));
  }
  if (files.length > 0) return files.sort().map((file) => ({ label: nameOf(file), file, row: undefined }));
  throw new Fault({
    code: 'BATCH_EMPTY',
    message: 'the folder holds no study',
    file: folder,
    expected: 'study files: *.yml, or folders with a study.yml',
    hint: "write study files with 'seedrank init', or give a CSV with one study a row",
  });
}
