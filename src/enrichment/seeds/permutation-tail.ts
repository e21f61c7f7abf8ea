import { chiSquaredLogLowerTail, chiSquaredLogUpperTail } from '../../stats/distributions/chi-squared.ts';
import { normalLogUpperQuantile } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import type { Strata } from '../../stats/ranks/strata.ts';

/** Scores of genes within classes, and what a permutation test needs of them. */
export interface ClassScores {
  readonly strata: Strata;
  /** [genes] score less the mean of its class; 0 for genes outside. */
  readonly centered: Float64Array;
  /** [classes] genes, sum of squares and of cubes of the centered scores. */
  readonly genes: Float64Array;
  readonly squares: Float64Array;
  readonly cubes: Float64Array;
}

/** Centers the scores [genes] within each class. */
export function centerWithin(scores: Float64Array, strata: Strata): ClassScores {
  const { classOf, classes } = strata;
  const genes = new Float64Array(classes);
  const sums = new Float64Array(classes);
  classOf.forEach((k, gene) => {
    if (k < 0) return;
    genes[k]!++;
    sums[k]! += scores[gene]!;
  });
  const squares = new Float64Array(classes);
  const cubes = new Float64Array(classes);
  const centered = scores.map((score, gene) => {
    const k = classOf[gene]!;
    if (k < 0) return 0;
    const value = score - sums[k]! / genes[k]!;
    squares[k]! += value * value;
    cubes[k]! += math.cube(value);
    return value;
  });
  return { strata, centered, genes, squares, cubes };
}

/** A set of genes with weights > 0; genes that are not named weigh 0. */
export interface WeightedGenes {
  readonly genes: Uint32Array;
  readonly weights: Float64Array;
}

export interface PermutationTail {
  /** Weighted sum of the scores, standardized. */
  readonly z: number;
  /** Normal score of the p-value: as z where the distribution under permutation is normal. */
  readonly score: number;
}

/**
 * How far the weighted sum of scores of a set lies above that of random sets: all permutations of the weights within
 * classes, so that only genes alike in what defines the classes are compared.
 *
 * T = sum w y, y centered within its class; variance sum over classes of W2 Y2 / (N - 1), third moment sum of
 * W3 Y3 N / ((N - 1)(N - 2)), with W2, W3, Y2, Y3 the sums of squares and cubes of centered weights and scores. The tail
 * is that of the gamma distribution with these moments (Pearson's type III), as a few genes with high scores make T
 * skewed. z and score are 0 where nothing varies.
 */
export function permutationTail({ genes, weights }: WeightedGenes, scores: ClassScores): PermutationTail {
  const { strata, centered, squares, cubes } = scores;
  const own = new Map<number, { sum: number; square: number; cube: number }>();
  let total = 0;
  genes.forEach((gene, i) => {
    const k = strata.classOf[gene]!;
    if (k < 0) return;
    const w = weights[i]!;
    total += w * centered[gene]!;
    let sums = own.get(k);
    if (sums === undefined) {
      sums = { sum: 0, square: 0, cube: 0 };
      own.set(k, sums);
    }
    sums.sum += w;
    sums.square += w * w;
    sums.cube += math.cube(w);
  });
  let variance = 0;
  let third = 0;
  for (const [k, { sum, square, cube }] of own) {
    const n = scores.genes[k]!;
    if (n < 3) continue;
    const mean = sum / n;
    variance += ((square - n * mean * mean) * squares[k]!) / (n - 1);
    const centralCube = cube - 3 * mean * square + 2 * n * math.cube(mean);
    third += (centralCube * cubes[k]! * n) / ((n - 1) * (n - 2));
  }
  if (!(variance > 0)) return { z: 0, score: 0 };
  const z = total / Math.sqrt(variance);
  return { z, score: skewedScore(z, third / (variance * Math.sqrt(variance))) };
}

/** Below this skewness the gamma distribution is the normal. */
const NO_SKEW = 1e-4;

/** The normal score of z, a standardized gamma variable of this skewness (mirrored where it is negative). */
function skewedScore(z: number, skewness: number): number {
  if (Math.abs(skewness) < NO_SKEW) return z;
  if (skewness < 0) return -skewedScore(-z, -skewness);
  const shape = 4 / skewness ** 2;
  const x = 2 * (shape + z * Math.sqrt(shape));
  // Below the least possible value; only rounding leads there.
  if (x <= 0) return z;
  return z < 0
    ? -normalLogUpperQuantile(chiSquaredLogLowerTail(x, 2 * shape))
    : normalLogUpperQuantile(chiSquaredLogUpperTail(x, 2 * shape));
}
