import { formatSignificant } from '../../text/printf-decimal.ts';
import type { UnpairedFolder } from './unpaired-folder.ts';

/**
 * The table that RNAplfold writes of a sequence: for each position the probabilities that 1, 2, ... nt that end there are
 * unpaired, with seven digits. ViennaRNA 2.4.8 and later leave out the tab at the end of a row, but for the header.
 */
export function unpairedTable(folder: UnpairedFolder, sequence: string | Uint8Array): string {
  const n = sequence.length;
  const longest = Math.min(folder.rules.stretch, n);
  const lineEnd = folder.rules.convention === 'targetscan7' ? '\t\n' : '\n';
  const header = Array.from({ length: longest }, (_, k) => (k === 0 ? 'l=1' : String(k + 1)));
  const rows = [`#unpaired probabilities\n #i$\t${header.join('\t')}\t\n`];
  const ends = Int32Array.from({ length: n }, (_, k) => k + 1);
  const found = folder.stretches(sequence, ends, [1, longest]);
  for (let at = 0; at < n; at++) {
    let row = String(at + 1);
    for (let u = 0; u < longest; u++) {
      const value = found[at * longest + u]!;
      row += Number.isNaN(value) ? '\tNA' : `\t${formatSignificant(value, 7)}`;
    }
    rows.push(row + lineEnd);
  }
  return rows.join('');
}
