import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Fault } from '../../src/fault.ts';

/** Refuses, before any work is done, files that could not be written: their folder must exist, and they be no folders. */
export function checkOutputs(paths: readonly (string | undefined)[]): void {
  for (const path of paths) {
    if (path === undefined) continue;
    const isFolder = (place: string) => statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (!isFolder(dirname(resolve(path)))) {
      throw new Fault({
        code: 'OUTPUT_NO_FOLDER',
        message: 'the folder to write into does not exist',
        file: path,
        hint: 'Create the folder, or correct the path.',
      });
    }
    if (isFolder(path)) {
      throw new Fault({
        code: 'OUTPUT_IS_FOLDER',
        message: 'a folder stands where a file is to be written',
        file: path,
        hint: 'Name a file in it.',
      });
    }
  }
}
