import { createRandom, type Random } from '../../stats/random/seeded-random.ts';
import { type Extremes, findExtremes, type ScoreSide, scoreOf } from './enrichment-score.ts';

/** Scores of random sets of one size, ascending. */
export type NullScores = Float64Array;

/** Below, all subsets are looked at instead of random ones. */
const ENUMERATED_UP_TO = 20_000;

/**
 * Scores of random sets of each size: the first genes of `permutations` random orders, so that sets of all sizes share
 * them, or all subsets where there are no more than 20,000. What a size gets does not depend on which others are asked for.
 *
 * `weights` [N] by place; `sizes` in 1..N-1. Returns the scores by size.
 */
export function randomScores(
  weights: Float64Array,
  sizes: Iterable<number>,
  permutations: number,
  seed: number,
  side: ScoreSide,
): Map<number, NullScores> {
  const genes = weights.length;
  const ascending = [...new Set(sizes)].sort((a, b) => a - b);
  const drawn = ascending.filter((size) => !isEnumerated(genes, size));
  const scores = new Map<number, NullScores>();
  for (const size of ascending) {
    scores.set(size, drawn.includes(size) ? new Float64Array(permutations) : scoresOfAll(weights, size, side));
  }
  const most = drawn.at(-1) ?? 0;
  const isIn = new Uint8Array(genes);
  const places = new Int32Array(most);
  const found: Extremes = { max: 0, min: 0, maxAt: 0, minAt: 0 };
  for (let k = 0; k < permutations && most > 0; k++) {
    const random = createRandom(seed, k);
    isIn.fill(0);
    let filled = 0;
    for (const size of drawn) {
      while (filled < size) insertSorted(places, filled++, drawPlace(random, genes, isIn));
      findExtremes(places, size, weights, found);
      scores.get(size)![k] = scoreOf(found, side);
    }
  }
  for (const values of scores.values()) values.sort();
  return scores;
}

/** Whether all sets of this size are looked at, so that what they show is exact. */
export function isEnumerated(genes: number, size: number): boolean {
  let subsets = 1;
  for (let k = 1; k <= Math.min(size, genes - size) && subsets <= ENUMERATED_UP_TO; k++) {
    subsets = (subsets * (genes - k + 1)) / k;
  }
  return subsets <= ENUMERATED_UP_TO;
}

/** A place that is not in the set, uniformly; marks it. */
export function drawPlace(random: Random, genes: number, isIn: Uint8Array): number {
  for (;;) {
    const place = random.integer(genes);
    if (isIn[place] === 1) continue;
    isIn[place] = 1;
    return place;
  }
}

/** Puts a place among the first `filled`, which are ascending. */
function insertSorted(places: Int32Array, filled: number, place: number): void {
  let at = filled;
  while (at > 0 && places[at - 1]! > place) {
    places[at] = places[at - 1]!;
    at--;
  }
  places[at] = place;
}

/** Scores of all subsets of `size` genes. */
function scoresOfAll(weights: Float64Array, size: number, side: ScoreSide): NullScores {
  const genes = weights.length;
  const places = Int32Array.from({ length: size }, (_, j) => j);
  const found: Extremes = { max: 0, min: 0, maxAt: 0, minAt: 0 };
  const scores: number[] = [];
  for (;;) {
    findExtremes(places, size, weights, found);
    scores.push(scoreOf(found, side));
    let last = size - 1;
    while (last >= 0 && places[last] === genes - size + last) last--;
    if (last < 0) return Float64Array.from(scores);
    places[last]!++;
    for (let j = last + 1; j < size; j++) places[j] = places[j - 1]! + 1;
  }
}
