import { tablePieces } from '../../src/formats/delimited/format-table.ts';
import type { Column } from '../../src/formats/delimited/read-table.ts';
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
