import { rename, rm } from 'node:fs/promises';
import type { Column } from '../../src/formats/delimited/read-table.ts';
import { systemFault } from '../engine/system-fault.ts';
import { draftPath } from './draft-path.ts';
import { writeTable } from './write-table.ts';

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
    for (const path of paths) {
      const draft = path === undefined ? undefined : await draftPath(path);
      if (path !== undefined && draft !== undefined) drafts.set(path, draft);
    }
    await work((path, columns) => writeTable(drafts.get(path) ?? path, columns));
    for (const [path, draft] of drafts) await rename(draft, path);
  } catch (error) {
    await Promise.all([...drafts.values()].map((draft) => rm(draft, { force: true })));
    throw systemFault(error) ?? error;
  }
}
