import { readFile, writeFile } from 'node:fs/promises';
import { formatTypedMatrix, parseTypedMatrix, type TypedMatrix } from '../../src/formats/delimited/typed-matrix.ts';
import { unreadable } from './unreadable.ts';

export async function writeTypedMatrix(path: string, matrix: TypedMatrix): Promise<void> {
  await writeFile(path, formatTypedMatrix(matrix));
}

/** Reads a matrix that {@link writeTypedMatrix} wrote; a file that is none, or is cut short, is a `Fault`. */
export async function readTypedMatrix(path: string): Promise<TypedMatrix> {
  const bytes = await readFile(path).catch((error: unknown) => Promise.reject(unreadable(path, error)));
  return parseTypedMatrix(bytes, path);
}
