import { type DuplexEnergies, NO_PAIR, pairOf } from './duplex-energies.ts';
import {
  AFTER,
  AFTER_BULGE,
  AFTER_MISMATCH,
  AFTER_SIZE,
  AFTER_STACK,
  BEFORE,
  BEFORE_MISMATCH,
  BEFORE_SIZE,
  BEFORE_START,
  FOUR,
  FOUR_LOOP21,
  FOUR_LOOP22,
  FOUR_SIZE,
  HELICES,
  INFINITE,
  LIMITS,
  MAX_QUERY,
  REST,
  THREE,
  THREE_BULGE,
  THREE_LOOP11,
  THREE_LOOP12,
  THREE_SIZE,
} from './duplex-layout.ts';
import { genericLoopEnergy, helixLanes } from './duplex-profiles.ts';
import type { DuplexRules } from './duplex-recursion.ts';

/**
 * Writes what the helix kernel needs beside the profiles, which must be in memory already: the stack sum of every target
 * word that can form the helix, and the bounds that tell live cells from dead ones.
 */
export function writeHelixTables(memory: Int16Array, query: Uint8Array, rules: DuplexRules, e: DuplexEnergies): void {
  const { first, last } = helixLanes(rules, query.length);
  writeHelices(memory, query.subarray(first, last + 1), e);
  const rest = outsideBounds(memory, first, rules, e);
  memory.fill(0, REST / 2, LIMITS / 2);
  memory.set(rest, REST / 2);
}

/** Sum of the stacks of each target word 5'->3' against the helix of the reversed miRNA; INFINITE if a base cannot pair. */
function writeHelices(memory: Int16Array, helix: Uint8Array, e: DuplexEnergies): void {
  const size = helix.length;
  for (let code = 0; code < 4 ** size; code++) {
    let sum = 0;
    let previous = NO_PAIR;
    for (let k = 0; k < size && sum < INFINITE; k++) {
      const p = pairOf[5 * ((code >> (2 * (size - 1 - k))) & 3) + helix[k]!]!;
      if (p === NO_PAIR) sum = INFINITE;
      else if (k > 0) sum += e.stack[6 * previous + p]!;
      previous = p;
    }
    memory[HELICES / 2 + code] = sum;
  }
}

/**
 * Lower bounds of the energy that everything outside of a pair of y_j can add, [j], j = 0 .. first: the cheapest chain of
 * steps from a start to j, where each step costs its least over all contexts of target bases.
 */
function outsideBounds(memory: Int16Array, first: number, rules: DuplexRules, e: DuplexEnergies): Int16Array {
  const least = (at: number, contexts: number, size: number) => {
    const bound = new Int32Array(MAX_QUERY).fill(INFINITE);
    for (let c = 0; c < contexts; c++) {
      for (let j = 0; j < MAX_QUERY; j++) bound[j] = Math.min(bound[j]!, memory[(at + c * size) / 2 + j]!);
    }
    return bound;
  };
  const start = least(BEFORE + BEFORE_START, 25, BEFORE_SIZE);
  const inner = least(BEFORE + BEFORE_MISMATCH, 25, BEFORE_SIZE);
  const outer = least(AFTER + AFTER_MISMATCH, 25, AFTER_SIZE);
  const stack = least(AFTER + AFTER_STACK, 25, AFTER_SIZE);
  const queryBulge = least(AFTER + AFTER_BULGE, 25, AFTER_SIZE);
  const targetBulge = least(THREE + THREE_BULGE, 125, THREE_SIZE);
  const loop11 = least(THREE + THREE_LOOP11, 125, THREE_SIZE);
  const loop12 = least(THREE + THREE_LOOP12, 125, THREE_SIZE);
  const loop21 = least(FOUR + FOUR_LOOP21, 625, FOUR_SIZE);
  const loop22 = least(FOUR + FOUR_LOOP22, 625, FOUR_SIZE);
  const smallestBulge = rules.maxBulge < 2 ? INFINITE : Math.min(...e.bulge.subarray(2));

  const rest = new Int16Array(first + 1);
  for (let l = 0; l <= first; l++) {
    let bound = start[l]!;
    for (let j = Math.max(0, l - 16); j < l; j++) {
      const t = l - j - 1;
      let step = INFINITE;
      if (t === 0) step = Math.min(stack[j]!, targetBulge[j]!, smallestBulge);
      if (t === 1) step = Math.min(queryBulge[j]!, loop11[j]!, loop21[j]!);
      if (t === 2) step = Math.min(loop12[j]!, loop22[j]!);
      if (t > 1 && t <= rules.maxBulge) step = Math.min(step, e.bulge[t]!);
      for (let s = 1; s <= 15 && t > 0; s++) {
        step = Math.min(step, genericLoopEnergy(s, t, rules, e) + outer[j]! + inner[l]!);
      }
      bound = Math.min(bound, rest[j]! + step);
    }
    rest[l] = bound;
  }
  return rest;
}
