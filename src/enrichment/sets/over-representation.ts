import { isList, requireLengths, requireRows, wrongArgument } from '../../arguments.ts';
import { hypergeometricLogUpperTail } from '../../stats/distributions/hypergeometric.ts';
import * as math from '../../stats/math/portable.ts';

export interface OverRepresentation {
  /** Genes of the set that were tested. */
  readonly size: number;
  /** Of these, the chosen ones. */
  readonly overlap: number;
  /** (overlap / chosen) / (size / tested). */
  readonly fold: number;
  readonly p: number;
  /** ln p, also where p underflows. */
  readonly logP: number;
}

/**
 * Whether sets hold more of the chosen genes than chance would put there: the upper tail of the hypergeometric distribution.
 *
 * P(X >= overlap), X the chosen genes in a random set of this size. The universe is the tested genes alone: genes that
 * could not be chosen are no evidence. `sets`: rows, each once; `isTested`, `isChosen` [rows], not 0 for yes; chosen genes
 * that were not tested do not count. p is 1 for a set without tested genes. Accuracy: 1e-13 relative to R's `phyper`.
 * Source: R. A. Fisher, J. R. Stat. Soc. 85 (1922) 87; fgsea's `fora`.
 */
export function overRepresentation(
  sets: readonly ArrayLike<number>[],
  isTested: ArrayLike<number>,
  isChosen: ArrayLike<number>,
): OverRepresentation[] {
  if (!isList(isTested))
    throw wrongArgument('Nothing says which rows were tested.', isTested, '`isTested`: 0 or 1 a row');
  requireLengths({ isChosen }, isTested.length, 'rows');
  requireRows(sets, isTested.length);
  let population = 0;
  let marked = 0;
  for (let row = 0; row < isTested.length; row++) {
    if (!isTested[row]) continue;
    population++;
    if (isChosen[row]) marked++;
  }
  return sets.map((rows) => {
    let size = 0;
    let overlap = 0;
    for (let i = 0; i < rows.length; i++) {
      if (!isTested[rows[i]!]) continue;
      size++;
      if (isChosen[rows[i]!]) overlap++;
    }
    const logP = overlap === 0 ? 0 : hypergeometricLogUpperTail(overlap, { population, marked, drawn: size });
    return { size, overlap, fold: overlap / marked / (size / population), p: math.exp(logP), logP };
  });
}
