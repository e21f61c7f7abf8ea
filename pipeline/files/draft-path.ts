import { access, constants, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../../src/fault.ts';
import { systemFault } from '../engine/system-fault.ts';

/** /dev/stdout is a regular file when the shell redirects it to one; /dev/shm is a folder like any other. */
const isStream = /^\/(proc|dev\/(?!shm\/))/;

/**
 * Where a file is written until it is complete: in the same folder, so that renaming is atomic, and with the same ending,
 * which decides on compression. Undefined for pipes and devices, which are written to at once: renaming a file over
 * /dev/null would replace it. A folder that cannot be written to is a `Fault`.
 */
export async function draftPath(path: string): Promise<string | undefined> {
  const there = await stat(path).catch(() => undefined);
  if (isStream.test(resolve(path)) || (there && !there.isFile() && !there.isDirectory())) return undefined;
  const folder = dirname(path);
  if (there?.isDirectory()) throw folderFault('NOT_A_FILE', 'a folder stands where a table is to be written', path);
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw systemFault(error) ?? folderFault('FOLDER_MISSING', 'the folder of a table does not exist', folder);
  });
  return join(folder, `.seedrank-${process.pid}-${basename(path)}`);
}

function folderFault(code: string, message: string, file: string): Fault {
  return new Fault({ code, message, file, hint: 'Give the table another name, or make the folder.' });
}
