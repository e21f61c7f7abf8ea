import { ASYMMETRY, type DuplexEnergies, MAX_ASYMMETRY, NO_PAIR, pairOf } from './duplex-energies.ts';
import {
  AFTER,
  AFTER_BULGE,
  AFTER_END,
  AFTER_MISMATCH,
  AFTER_SIZE,
  AFTER_STACK,
  ASYMMETRIES,
  BARRIERS,
  BEFORE,
  BEFORE_MISMATCH,
  BEFORE_SIZE,
  BEFORE_START,
  BULGE_STEPS,
  BULGES,
  FOUR,
  FOUR_LOOP21,
  FOUR_LOOP22,
  FOUR_SIZE,
  INFINITE,
  INTERNAL_STEPS,
  LOOPS,
  MASKS,
  MAX_QUERY,
  PROFILE,
  THREE,
  THREE_BULGE,
  THREE_LOOP11,
  THREE_LOOP12,
  THREE_SIZE,
} from './duplex-layout.ts';
import type { DuplexRules } from './duplex-recursion.ts';

const NEVER = -32768;

/** Lanes of the reversed miRNA where its helix starts and ends; without a constraint beyond its end and before its start. */
export function helixLanes({ helix }: DuplexRules, length: number): { first: number; last: number } {
  return helix ? { first: length - helix.to, last: length - helix.from } : { first: length, last: -1 };
}

/**
 * Writes the energy profiles of a reversed miRNA for all contexts of target bases into a kernel's memory, so that the
 * kernel loads the energies of all its positions at once. What the rules forbid is INFINITE.
 *
 * @param memory the kernel's memory as int16
 * @param query base codes of the miRNA 3'->5', at most `MAX_QUERY`
 */
export function writeProfiles(memory: Int16Array, query: Uint8Array, rules: DuplexRules, e: DuplexEnergies): void {
  const n = query.length;
  const { first, last } = helixLanes(rules, n);
  const y = (j: number) => (j < 0 || j >= n ? 4 : query[j]!);
  const pair = (base: number, j: number) => (j < 0 || j >= n ? NO_PAIR : pairOf[5 * base + query[j]!]!);
  const breaksHelix = (j: number, shift: number) => (j < first && j + shift > first) || (j >= first && j < last);

  const write = (at: number, energy: (j: number) => number) => {
    for (let j = 0; j < MAX_QUERY; j++) memory[at / 2 + j] = energy(j);
  };
  const writePair = (at: number, xi: number, energy: (p: number, j: number) => number) =>
    write(at, (j) => {
      const p = pair(xi, j);
      return p === NO_PAIR ? INFINITE : energy(p, j);
    });
  /** Energies of a step from x_i.y_j to x_k.y_(j+shift) that leaves bases unpaired. */
  const writeStep = (at: number, xi: number, xk: number, shift: number, energy: (pq: number, j: number) => number) =>
    write(at, (j) => {
      const p = pair(xi, j);
      const q = pair(xk, j + shift);
      return p === NO_PAIR || q === NO_PAIR || breaksHelix(j, shift) ? INFINITE : energy(6 * p + q, j);
    });

  writeConstants(memory, rules, e);
  for (let shift = 1; shift <= 16; shift++) {
    write(BARRIERS + shift * PROFILE, (j) => (breaksHelix(j, shift) ? INFINITE : NEVER));
  }
  const bulge1 = rules.maxBulge < 1 ? INFINITE : e.bulge[1]!;
  const two = rules.maxInternalLoop < 2;
  for (let a = 0; a < 5; a++) {
    writePair(MASKS + a * PROFILE, a, () => NEVER);
    for (let b = 0; b < 5; b++) {
      const after = AFTER + (5 * a + b) * AFTER_SIZE;
      writePair(after + AFTER_END, a, (p, j) =>
        j < last ? INFINITE : e.endTarget[5 * p + b]! + e.endQuery[5 * p + y(j + 1)]!,
      );
      writePair(after + AFTER_STACK, a, (p, j) => {
        const q = pair(b, j + 1);
        return q === NO_PAIR ? INFINITE : e.stack[6 * p + q]!;
      });
      writeStep(after + AFTER_BULGE, a, b, 2, (pq) => e.stack[pq]! + bulge1);
      writePair(after + AFTER_MISMATCH, a, (p, j) => e.outerMismatch[25 * p + 5 * b + y(j + 1)]!);
      const before = BEFORE + (5 * a + b) * BEFORE_SIZE;
      writePair(before + BEFORE_START, a, (p, j) =>
        j > first ? INFINITE : e.startTarget[5 * p + b]! + e.startQuery[5 * p + y(j - 1)]!,
      );
      writePair(before + BEFORE_MISMATCH, a, (q, j) => e.innerMismatch[25 * q + 5 * b + y(j - 1)]!);
      for (let c = 0; c < 5; c++) {
        const three = THREE + (25 * a + 5 * b + c) * THREE_SIZE;
        writeStep(three + THREE_BULGE, a, c, 1, (pq) => e.stack[pq]! + bulge1);
        writeStep(three + THREE_LOOP11, a, c, 2, (pq, j) => e.loop11[25 * pq + 5 * b + y(j + 1)]!);
        writeStep(three + THREE_LOOP12, a, c, 3, (pq, j) =>
          two ? INFINITE : e.loop12[125 * pq + 25 * b + 5 * y(j + 1) + y(j + 2)]!,
        );
        for (let d = 0; d < 5; d++) {
          const four = FOUR + (125 * a + 25 * b + 5 * c + d) * FOUR_SIZE;
          writeStep(four + FOUR_LOOP21, a, d, 2, (pq, j) =>
            two ? INFINITE : e.loop21[125 * pq + 25 * b + 5 * c + y(j + 1)]!,
          );
          writeStep(four + FOUR_LOOP22, a, d, 3, (pq, j) =>
            two ? INFINITE : e.loop22[625 * pq + 125 * b + 25 * c + 5 * y(j + 1) + y(j + 2)]!,
          );
        }
      }
    }
  }
}

/** Initiation and asymmetry of a generic loop; INFINITE if it is too large or has a table of its own. */
export function genericLoopEnergy(s: number, t: number, { maxInternalLoop }: DuplexRules, e: DuplexEnergies): number {
  if (s > maxInternalLoop || t > maxInternalLoop || (s < 3 && t < 3)) return INFINITE;
  return e.internal[s + t]! + Math.min(MAX_ASYMMETRY, ASYMMETRY * Math.abs(s - t));
}

/** Loops and bulges, each value in eight lanes. */
function writeConstants(memory: Int16Array, rules: DuplexRules, e: DuplexEnergies): void {
  const splat = (at: number, value: number) => memory.fill(value, at / 2, at / 2 + 8);
  for (let size = 4; size <= 30; size++) {
    splat(INTERNAL_STEPS + 16 * size, e.internal[size]! - (size === 4 ? 0 : e.internal[size - 1]!));
  }
  for (let size = 2; size <= 15; size++) {
    splat(BULGE_STEPS + 16 * size, e.bulge[size]! - (size === 2 ? 0 : e.bulge[size - 1]!));
  }
  for (let d = 0; d < 15; d++) splat(ASYMMETRIES + 16 * d, Math.min(MAX_ASYMMETRY, ASYMMETRY * d));
  for (let size = 1; size <= 15; size++) {
    splat(BULGES + 16 * size, size > rules.maxBulge ? INFINITE : e.bulge[size]!);
  }
  for (let s = 1; s <= 15; s++) {
    for (let t = 1; t <= 15; t++) splat(LOOPS + 16 * (16 * s + t), genericLoopEnergy(s, t, rules, e));
  }
}
