/** A table of turner2004.ts: a letter for each cell, an index into `values`. */
export interface EncodedEnergies {
  readonly values: readonly number[];
  readonly cells: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#%&()*+,-./:;<=>?@[]^_{|}~';

/** The energies of a table, in the order of its cells. */
export function decodeEnergies({ values, cells }: EncodedEnergies): Int16Array {
  return Int16Array.from([...cells.replaceAll('\n', '')], (letter) => values[letters.indexOf(letter)]!);
}
