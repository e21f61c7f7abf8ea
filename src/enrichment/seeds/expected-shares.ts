import * as math from '../../stats/math/portable.ts';
import { gcContent } from './word-codes.ts';
import type { ExpectedShares } from './word-kernel.ts';

/** Of bases that composition known from few bases is drawn by towards one half. */
const PRIOR_BASES = 10;

/** [sequences x (longest + 1)] powers of gc / 2 and (1 - gc) / 2 without the halves, which cancel. */
export interface BasePowers {
  readonly longest: number;
  readonly gc: Float64Array;
  readonly at: Float64Array;
}

/**
 * Powers of the shares of G + C and of A + T in each sequence, up to those of a word of `longest` bases.
 *
 * @param gcShares [sequences] share of G and C among the bases
 */
export function basePowers(
  sequences: readonly Uint8Array[],
  longest: number,
  gcShares: ArrayLike<number> = sequences.map(gcContent),
): BasePowers {
  const classes = longest + 1;
  const gc = new Float64Array(sequences.length * classes);
  const at = new Float64Array(sequences.length * classes);
  sequences.forEach((sequence, gene) => {
    const { length } = sequence;
    const share = length === 0 ? 0.5 : (gcShares[gene]! * length + PRIOR_BASES / 2) / (length + PRIOR_BASES);
    for (let k = 0; k < classes; k++) {
      gc[gene * classes + k] = math.pow(share, k);
      at[gene * classes + k] = math.pow(1 - share, k);
    }
  });
  return { longest, gc, at };
}

/**
 * Share of the occurrences of words with g G or C that each gene should have: proportional to its words times
 * (gc / 2)^g ((1 - gc) / 2)^(length - g), gc that of its sequence; `sizes`: [genes] words of each.
 */
export function expectedShares({ longest, gc, at }: BasePowers, sizes: Uint32Array, length: number): ExpectedShares {
  const classes = length + 1;
  const genes = sizes.length;
  const column = genes + 1;
  const upTo = new Float64Array(column * classes);
  const squares = new Float64Array(classes);
  for (let gene = 0; gene < genes; gene++) {
    const powers = gene * (longest + 1);
    for (let g = 0; g < classes; g++) {
      const share = sizes[gene]! > 0 ? sizes[gene]! * gc[powers + g]! * at[powers + length - g]! : 0;
      upTo[g * column + gene + 1] = upTo[g * column + gene]! + share;
      squares[g]! += share * share;
    }
  }
  for (let g = 0; g < classes; g++) {
    const total = upTo[g * column + genes]!;
    if (!(total > 0)) continue;
    squares[g]! /= total * total;
    for (let i = g * column; i < (g + 1) * column; i++) upTo[i]! /= total;
  }
  return { upTo, squares };
}
