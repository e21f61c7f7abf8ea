import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { tablePieces } from '../../src/formats/delimited/format-table.ts';
import type { Column } from '../../src/formats/delimited/read-table.ts';
import { makeFolders } from '../engine/files.ts';
import { systemFault } from '../engine/system-fault.ts';
import { type OutputRequest, withDrafts } from './draft-file.ts';
import { placeOutputs } from './output-place.ts';

export type WriteTable = (path: string, columns: ReadonlyMap<string, Column>) => Promise<void>;
type WriteText = (path: string, text: string) => Promise<void>;

/**
 * {@link withDrafts} for tables and texts: `write` takes one of the outputs by its path, and columns of equal length,
 * `writeText` its text.
 */
export async function withTables(
  { outputs, inputs }: { readonly outputs: readonly (string | undefined)[] } & Pick<OutputRequest, 'inputs'>,
  work: (write: WriteTable, writeText: WriteText) => Promise<void>,
): Promise<void> {
  const paths = outputs.filter((path) => path !== undefined);
  await withDrafts({ outputs: paths, inputs }, (files) => {
    const draftOf = (path: string): (typeof files)[number] => {
      const draft = files[paths.indexOf(path)];
      if (draft === undefined) throw new Error(`${path} is not among the outputs`);
      return draft;
    };
    return work(
      async (path, columns) => {
        for (const piece of tablePieces(columns)) await draftOf(path).write(piece);
      },
      (path, text) => draftOf(path).write(text),
    );
  });
}

interface FolderRequest extends Pick<OutputRequest, 'inputs'> {
  /** Names in the folder. */
  readonly files: readonly string[];
}

/** Says before any work whether {@link withFolder} could write these files, as far as this can be told without making the folder. */
export async function checkFolder(folder: string, { files, inputs }: FolderRequest): Promise<void> {
  if (existsSync(folder)) {
    makeOutputFolder(folder);
    await placeOutputs(
      files.map((name) => join(folder, name)),
      inputs,
    );
  }
  let nearest = resolve(folder);
  while (!existsSync(nearest)) nearest = dirname(nearest);
  await access(nearest, constants.W_OK).catch((error: unknown) => {
    throw systemFault(error, folder) ?? error;
  });
}

/**
 * {@link withTables} in one folder, which is made if it is not there, as are those that `files` name in it; all of `files` appear together, or none. `write` and
 * `writeText` take one of them by its name.
 */
export async function withFolder(
  folder: string,
  { files, inputs }: FolderRequest,
  work: (write: WriteTable, writeText: WriteText) => Promise<void>,
): Promise<void> {
  makeOutputFolder(folder);
  const place = (name: string): string => join(folder, name);
  for (const within of new Set(files.map((name) => dirname(place(name))))) makeOutputFolder(within);
  await withTables({ outputs: files.map(place), inputs }, (write, writeText) =>
    work(
      (name, columns) => write(place(name), columns),
      (name, text) => writeText(place(name), text),
    ),
  );
}

/** Makes a folder for outputs, and those above it, unless it is there. */
export function makeOutputFolder(folder: string): void {
  try {
    makeFolders(folder);
  } catch (error) {
    throw systemFault(error, folder) ?? error;
  }
}
