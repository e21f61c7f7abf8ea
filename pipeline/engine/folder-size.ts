import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Bytes of all files below a folder; those below `except` are left out. Files that disappear meanwhile count for nothing. */
export function folderSize(folder: string, except?: string): number {
  if (!existsSync(folder) || (except !== undefined && resolve(folder) === resolve(except))) return 0;
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + folderSize(path, except);
    return sum + (entry.isFile() ? (statSync(path, { throwIfNoEntry: false })?.size ?? 0) : 0);
  }, 0);
}
