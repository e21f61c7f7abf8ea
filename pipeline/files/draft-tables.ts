import { dirname, join } from 'node:path';
import { tablePieces } from '../../src/formats/delimited/format-table.ts';
import type { Column } from '../../src/formats/delimited/read-table.ts';
import { makeFolders } from '../engine/files.ts';
import { type OutputRequest, withDrafts } from './draft-file.ts';

export type WriteTable = (path: string, columns: ReadonlyMap<string, Column>) => Promise<void>;

/** {@link withDrafts} for tables: `write` takes one of the outputs by its path, and columns of equal length. */
export async function withTables(
  { outputs, inputs }: { readonly outputs: readonly (string | undefined)[] } & Pick<OutputRequest, 'inputs'>,
  work: (write: WriteTable) => Promise<void>,
): Promise<void> {
  const paths = outputs.filter((path) => path !== undefined);
  await withDrafts({ outputs: paths, inputs }, (files) =>
    work(async (path, columns) => {
      const file = files[paths.indexOf(path)];
      if (file === undefined) throw new Error(`${path} is not among the outputs`);
      for (const piece of tablePieces(columns)) await file.write(piece);
    }),
  );
}

/**
 * {@link withDrafts} for tables and texts in one folder, which is made if it is not there, as are folders in it that `files` name; all of `files` appear together, or
 * none. `write` and `writeText` take one of them by its name.
 */
export async function withFolder(
  folder: string,
  { files, inputs }: { readonly files: readonly string[] } & Pick<OutputRequest, 'inputs'>,
  work: (write: WriteTable, writeText: (name: string, text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  makeFolders(folder);
  for (const sub of new Set(files.map((name) => dirname(join(folder, name))))) makeFolders(sub);
  await withDrafts({ outputs: files.map((name) => join(folder, name)), inputs }, (drafts) => {
    const draftOf = (name: string): (typeof drafts)[number] => {
      const draft = drafts[files.indexOf(name)];
      if (draft === undefined) throw new Error(`${name} is not among the files of the folder`);
      return draft;
    };
    return work(
      async (name, columns) => {
        for (const piece of tablePieces(columns)) await draftOf(name).write(piece);
      },
      (name, text) => draftOf(name).write(text),
    );
  });
}
