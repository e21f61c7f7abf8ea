import * as math from '../../stats/math/portable.ts';
import { createRandom } from '../../stats/random/seeded-random.ts';
import { type Extremes, findExtremes, scoreOf } from './enrichment-score.ts';
import { drawPlace } from './null-scores.ts';

const WORD = 32;
/** Places a block, which is skipped as a whole where its genes cannot lift the running sum over the bound. */
const WORDS_A_BLOCK = 8;
const BLOCK = WORD * WORDS_A_BLOCK;
const BLOCK_BITS = math.log2(BLOCK);
/** Tries for a kept exchange: where all but the most extreme set fall below the bound, none is kept. */
const MOST_TRIES = 200;

/** Sets of `size` genes that walk at random among those whose running sum passes a bound. */
export interface SetChains {
  /** Largest value of the running sum of each set, [sets], and whether the signed score is positive. */
  measure(highest: Float64Array, isPositive: Uint8Array): void;
  /** Replaces the sets by copies of `chosen` [sets], indices of sets now there. */
  select(chosen: Int32Array): void;
  /** Exchanges genes, one of a set for one outside, until `moves` exchanges kept a running sum above `bound`, or hardly any does. */
  walk(bound: number, moves: number): void;
}

/**
 * Makes `sets` random sets of `size` genes of the list with these weights [N, by place].
 *
 * An exchange is judged by a witness, the place where the running sum passed the bound before; only where that no longer
 * does, blocks of places are searched for another.
 */
export function createSetChains(
  weights: Float64Array,
  size: number,
  sets: number,
  seed: number,
  stream: number,
): SetChains {
  const genes = weights.length;
  const random = createRandom(seed, stream);
  const words = Math.ceil(genes / BLOCK) * WORDS_A_BLOCK;
  const blocks = words / WORDS_A_BLOCK;
  const miss = 1 / (genes - size);
  let bits = new Int32Array(sets * words);
  let members = new Int32Array(sets * size);
  const blockSum = new Float64Array(sets * blocks);
  const blockCount = new Int32Array(sets * blocks);
  const total = new Float64Array(sets);
  // The place of the witness, the weights and the genes of the set up to it.
  const witness = new Int32Array(sets).fill(-1);
  const witnessSum = new Float64Array(sets);
  const witnessCount = new Int32Array(sets);

  const isIn = new Uint8Array(genes);
  for (let s = 0; s < sets; s++) {
    isIn.fill(0);
    for (let i = 0; i < size; i++) {
      const place = drawPlace(random, genes, isIn);
      members[s * size + i] = place;
      bits[s * words + (place >>> 5)]! |= 1 << (place & 31);
    }
  }

  /** Looks for a place where the running sum of set `s` passes `bound`, and makes it the witness. */
  const findWitness = (s: number, bound: number): boolean => {
    const all = total[s]!;
    let sum = 0;
    let count = 0;
    for (let block = 0; block < blocks; block++) {
      const inBlock = blockCount[s * blocks + block]!;
      const start = all * (bound + (block * BLOCK - count) * miss);
      if (start >= all) return false;
      if (inBlock === 0) continue;
      const after = sum + blockSum[s * blocks + block]!;
      if (after > start && searchBlock(s, block, sum, count, bound)) return true;
      sum = after;
      count += inBlock;
    }
    return false;
  };

  const searchBlock = (s: number, block: number, sumBefore: number, countBefore: number, bound: number): boolean => {
    const all = total[s]!;
    const first = s * words + block * WORDS_A_BLOCK;
    let sum = sumBefore;
    let count = countBefore;
    let best = 0;
    for (let word = 0; word < WORDS_A_BLOCK; word++) {
      for (let left = bits[first + word]!; left !== 0; left &= left - 1) {
        const place = block * BLOCK + word * WORD + 31 - Math.clz32(left & -left);
        sum += weights[place]!;
        count++;
        const excess = sum - all * (bound + (place + 1 - count) * miss);
        if (excess <= best) continue;
        best = excess;
        witness[s] = place;
        witnessSum[s] = sum;
        witnessCount[s] = count;
      }
    }
    return best > 0;
  };

  const exchange = (s: number, index: number, gone: number, come: number): void => {
    bits[s * words + (gone >>> 5)]! &= ~(1 << (gone & 31));
    bits[s * words + (come >>> 5)]! |= 1 << (come & 31);
    members[s * size + index] = come;
    const from = s * blocks + (gone >>> BLOCK_BITS);
    const to = s * blocks + (come >>> BLOCK_BITS);
    blockSum[from]! -= weights[gone]!;
    blockCount[from]!--;
    blockSum[to]! += weights[come]!;
    blockCount[to]!++;
  };

  /** One attempted exchange in set `s`; whether it was kept. */
  const attempt = (s: number, bound: number): boolean => {
    const index = Math.floor((random.bits() / 4294967296) * size);
    const come = Math.floor((random.bits() / 4294967296) * genes);
    if ((bits[s * words + (come >>> 5)]! & (1 << (come & 31))) !== 0) return false;
    const gone = members[s * size + index]!;
    const place = witness[s]!;
    const before = total[s]!;
    const all = before - weights[gone]! + weights[come]!;
    let sum = witnessSum[s]!;
    let count = witnessCount[s]!;
    if (gone <= place) {
      sum -= weights[gone]!;
      count--;
    }
    if (come <= place) {
      sum += weights[come]!;
      count++;
    }
    exchange(s, index, gone, come);
    total[s] = all;
    if (sum > all * (bound + (place + 1 - count) * miss)) {
      witnessSum[s] = sum;
      witnessCount[s] = count;
      return true;
    }
    if (findWitness(s, bound)) return true;
    exchange(s, index, come, gone);
    total[s] = before;
    return false;
  };

  /** Sums anew, so that rounding does not add up. */
  const sumAnew = (s: number): void => {
    blockSum.fill(0, s * blocks, (s + 1) * blocks);
    blockCount.fill(0, s * blocks, (s + 1) * blocks);
    total[s] = 0;
    for (let i = s * size; i < (s + 1) * size; i++) {
      const place = members[i]!;
      const block = s * blocks + (place >>> BLOCK_BITS);
      blockSum[block]! += weights[place]!;
      blockCount[block]!++;
      total[s]! += weights[place]!;
    }
  };

  const sorted = new Int32Array(size);
  const found: Extremes = { max: 0, min: 0, maxAt: 0, minAt: 0 };
  return {
    measure(highest, isPositive) {
      for (let s = 0; s < sets; s++) {
        let at = 0;
        for (let word = 0; word < words; word++) {
          for (let left = bits[s * words + word]!; left !== 0; left &= left - 1) {
            sorted[at++] = word * WORD + 31 - Math.clz32(left & -left);
          }
        }
        findExtremes(sorted, size, weights, found);
        highest[s] = found.max;
        isPositive[s] = Number(scoreOf(found, 'both') > 0);
      }
    },
    select(chosen) {
      const [oldBits, oldMembers] = [bits, members];
      bits = new Int32Array(sets * words);
      members = new Int32Array(sets * size);
      chosen.forEach((from, to) => {
        bits.set(oldBits.subarray(from * words, (from + 1) * words), to * words);
        members.set(oldMembers.subarray(from * size, (from + 1) * size), to * size);
      });
    },
    walk(bound, moves) {
      for (let s = 0; s < sets; s++) {
        sumAnew(s);
        // A set that only reaches the bound has none until it has moved above.
        witness[s] = -1;
        witnessSum[s] = 0;
        witnessCount[s] = 0;
        findWitness(s, bound);
      }
      for (let kept = 0, tried = 0; kept < moves && tried < MOST_TRIES * moves; tried += sets) {
        for (let s = 0; s < sets; s++) if (attempt(s, bound)) kept++;
      }
    },
  };
}
