import type { UnpairedFolder } from '../../src/mirna/folding/unpaired-folder.ts';
import { unpairedTable } from '../../src/mirna/folding/unpaired-table.ts';

/** What is asked of a sequence: RNAplfold's table, or stretches of one length by their ends. */
export interface FoldingTask {
  readonly sequence: Uint8Array | string;
  readonly stretches?: { readonly ends: readonly number[]; readonly length: number } | undefined;
}

export interface FoldingAnswer {
  /** The table, else empty. */
  readonly table: string;
  /** Probabilities as RNAplfold prints them, by the ends of the stretches. */
  readonly printed: ReadonlyMap<number, number>;
  /** Whether WebAssembly had no room and the plain recursions computed it. */
  readonly isPlain: boolean;
}

export function doFoldingTask(folder: UnpairedFolder, { sequence, stretches }: FoldingTask): FoldingAnswer {
  const { isPlain } = folder;
  return stretches
    ? { table: '', printed: folder.printed(sequence, stretches.ends, stretches.length), isPlain }
    : { table: unpairedTable(folder, sequence), printed: new Map(), isPlain };
}
