import { access, constants, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import type { Column } from '../../../src/tables/read-table.ts';
import { writeTable } from '../../../src/tables/write-table.ts';
import { systemFault } from '../../engine/system-fault.ts';

export type WriteTable = (path: string, columns: ReadonlyMap<string, Column>) => Promise<void>;

/**
 * Does work that writes tables, which get their names when all of it is done, and leave nothing behind where it fails.
 * Folders that cannot be written to are a `Fault` before the work begins; pipes and devices are written to at once.
 */
export async function withTables(
  paths: readonly (string | undefined)[],
  work: (write: WriteTable) => Promise<void>,
): Promise<void> {
  const drafts = new Map<string, string>();
  try {
    for (const path of paths) if (path !== undefined && (await isReplaceable(path))) drafts.set(path, draftOf(path));
    await work((path, columns) => writeTable(drafts.get(path) ?? path, columns));
    for (const [path, draft] of drafts) await rename(draft, path);
  } catch (error) {
    await Promise.all([...drafts.values()].map((draft) => rm(draft, { force: true })));
    throw systemFault(error) ?? error;
  }
}

/** In the same folder, so that renaming is atomic, and with the same ending, which decides on compression. */
function draftOf(path: string): string {
  return join(dirname(path), `.seedrank-${process.pid}-${basename(path)}`);
}

async function isReplaceable(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  if (there !== undefined && !there.isFile() && !there.isDirectory()) return false;
  const folder = dirname(path);
  if (there?.isDirectory()) throw folderFault('NOT_A_FILE', 'a folder stands where a table is to be written', path);
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw systemFault(error) ?? folderFault('FOLDER_MISSING', 'the folder of a table does not exist', folder);
  });
  return true;
}

function folderFault(code: string, message: string, file: string): Fault {
  return new Fault({ code, message, file, hint: 'Give the table another name, or make the folder.' });
}
