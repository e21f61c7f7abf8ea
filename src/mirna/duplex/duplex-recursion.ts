import { UNKNOWN_BASE } from '../sequences/nucleotides.ts';
import {
  ASYMMETRY,
  type DuplexEnergies,
  duplexEnergies,
  type LoopNaming,
  MAX_ASYMMETRY,
  NO_PAIR,
  pairOf,
} from './duplex-energies.ts';

/** What structures are allowed. */
export interface DuplexRules {
  /** Most unpaired bases on one side of an internal loop, 1..15. */
  readonly maxInternalLoop: number;
  /** Most unpaired bases in a bulge, 1..15. */
  readonly maxBulge: number;
  /** Positions of the miRNA (1-based from its 5' end, inclusive) that form one uninterrupted helix; G:U is allowed. */
  readonly helix?: { readonly from: number; readonly to: number } | undefined;
  readonly loopNaming?: LoopNaming | undefined;
}

export const defaultDuplexRules: DuplexRules = { maxInternalLoop: 15, maxBulge: 15 };

/** Code of a target base that an earlier hit has taken: it pairs with nothing and no loop may span it. */
export const MASKED_BASE = 6;

/** A hybridization: its pairs from the target's 5' end, as 0-based target and reversed-miRNA indices. */
export interface Duplex {
  /** kcal/mol; 0 with no pairs if nothing is favorable. */
  readonly energy: number;
  readonly pairs: readonly (readonly [i: number, j: number])[];
}

/**
 * Minimum free energy hybridization of a target and a miRNA, as RNAhybrid 2.1.2 computes it: the plain O(m n u^2)
 * recursion that the fast kernels are tested against.
 *
 * closed(i, j) = least energy of all structures in which x_i pairs y_j and everything else lies 3' of x_i; the answer is
 * the least closed(i, j) plus the bases that lie on the outermost pair, or 0. Sums are taken in doubles and in
 * RNAhybrid's order, because its ties are decided by their rounding; a tie takes the earliest of end, generic internal
 * loop (the largest first), 1x1 to 2x2 loop, bulge of the miRNA, bulge of the target, stack, and the leftmost start.
 * Source: Rehmsmeier, Steffen, Hoechsmann, Giegerich 2004 (doi:10.1261/rna.5248604).
 *
 * @param target base codes 5'->3'; `MASKED_BASE` where an earlier hit lies
 * @param query base codes of the miRNA 3'->5'
 */
export function hybridize(target: Uint8Array, query: Uint8Array, rules: DuplexRules = defaultDuplexRules): Duplex {
  const recursion = new DuplexRecursion(target, query, rules);
  let best: Duplex = { energy: 0, pairs: [] };
  for (let i = 0; i < target.length; i++) {
    for (let j = 0; j <= recursion.lastStart; j++) {
      const duplex = { energy: recursion.total(i, j), pairs: [[i, j]] as const };
      if (isBetter(duplex, best)) best = duplex;
    }
  }
  const [start] = best.pairs;
  return start ? { energy: best.energy, pairs: recursion.trace(start[0], start[1]) } : best;
}

/**
 * Whether RNAhybrid prefers a duplex: less energy, even by rounding; of equals any to none, then the leftmost, counted from
 * the target base that lies on the first pair, then the one that leaves less of the miRNA's 3' end.
 */
export function isBetter(duplex: Duplex, than: Duplex): boolean {
  if (duplex.energy !== than.energy) return duplex.energy < than.energy;
  const [start, other] = [duplex.pairs[0], than.pairs[0]];
  if (!start || !other) return start !== undefined;
  const [left, otherLeft] = [Math.max(1, start[0]), Math.max(1, other[0])];
  return left === otherLeft ? start[1] < other[1] : left < otherLeft;
}

class DuplexRecursion {
  /** Last index of the reversed miRNA that may be the outermost pair. */
  readonly lastStart: number;
  readonly #x: Uint8Array;
  /** First masked base at or after each position. */
  readonly #mask: Int32Array;
  readonly #y: Uint8Array;
  readonly #rules: DuplexRules;
  readonly #energies: DuplexEnergies;
  readonly #closed: Float64Array;
  readonly #helixStart: number;
  readonly #helixEnd: number;
  /** The pair that follows in the best structure found by `#best`; -1 if none. */
  #nextI = -1;
  #nextJ = -1;

  constructor(target: Uint8Array, query: Uint8Array, rules: DuplexRules) {
    this.#x = target.map((base) => Math.min(base, UNKNOWN_BASE));
    this.#mask = new Int32Array(target.length + 1).fill(target.length);
    for (let i = target.length - 1; i >= 0; i--) this.#mask[i] = target[i] === MASKED_BASE ? i : this.#mask[i + 1]!;
    this.#y = query;
    this.#rules = rules;
    this.#energies = duplexEnergies(rules.loopNaming);
    const [m, n] = [target.length, query.length];
    // Without a constraint the helix lies beyond the miRNA: every index is before its start and after its end.
    this.#helixStart = rules.helix ? n - rules.helix.to : n;
    this.#helixEnd = rules.helix ? n - rules.helix.from : -1;
    this.lastStart = Math.min(this.#helixStart, n - 1);
    this.#closed = new Float64Array(m * n).fill(Number.POSITIVE_INFINITY);
    for (let i = m - 1; i >= 0; i--) for (let j = n - 1; j >= 0; j--) this.#closed[i * n + j] = this.#best(i, j);
  }

  /** Energy of the best duplex whose outermost pair is x_i.y_j, with the bases that lie on that pair. */
  total(i: number, j: number): number {
    const p = this.#pair(i, j);
    if (p === NO_PAIR) return Number.POSITIVE_INFINITY;
    const e = this.#energies;
    let energy = this.#closed[i * this.#y.length + j]!;
    if (i > 0) energy += e.startTarget[5 * p + this.#x[i - 1]!]! / 100;
    if (j > 0) energy += e.startQuery[5 * p + this.#y[j - 1]!]! / 100;
    return energy;
  }

  /** The pairs of the best structure from x_i.y_j on. */
  trace(i: number, j: number): [number, number][] {
    const pairs: [number, number][] = [];
    for (let [k, l] = [i, j]; k >= 0; [k, l] = [this.#nextI, this.#nextJ]) {
      pairs.push([k, l]);
      this.#best(k, l);
    }
    return pairs;
  }

  #pair(i: number, j: number): number {
    return pairOf[5 * this.#x[i]! + this.#y[j]!]!;
  }

  #best(i: number, j: number): number {
    const [x, y, e] = [this.#x, this.#y, this.#energies];
    const [m, n] = [x.length, y.length];
    const { maxInternalLoop, maxBulge } = this.#rules;
    const p = this.#pair(i, j);
    if (p === NO_PAIR) return Number.POSITIVE_INFINITY;
    const mask = this.#mask[i]!;
    const inHelix = j >= this.#helixStart && j < this.#helixEnd;
    // Before the helix no step may pass over its first pair.
    const lastL = j < this.#helixStart ? Math.min(this.#helixStart, n - 1) : n - 1;
    let best = Number.POSITIVE_INFINITY;
    const offer = (energy: number, k: number, l: number) => {
      if (energy < best) [best, this.#nextI, this.#nextJ] = [energy, k, l];
    };
    this.#nextI = -1;
    if (j >= this.#helixEnd) {
      const onTarget = i + 1 < m ? e.endTarget[5 * p + x[i + 1]!]! / 100 : 0;
      const onQuery = j + 1 < n ? e.endQuery[5 * p + y[j + 1]!]! / 100 : 0;
      offer(onTarget + onQuery, -1, -1);
    }
    if (!inHelix) {
      const maxS = Math.min(maxInternalLoop, mask - i - 1, m - i - 2);
      const maxT = Math.min(maxInternalLoop, lastL - j - 1);
      // RNAhybrid drops generic loops near a masked base, also those that would not reach it.
      const nearMask = mask < m && mask <= i + 3;
      const largeS = mask < m && mask <= i + maxInternalLoop + 1 ? 0 : maxS;
      const outer = e.outerMismatch[25 * p + 5 * (x[i + 1] ?? 4) + (y[j + 1] ?? 4)]! / 100;
      for (const [s0, s1, t0, t1] of [
        [3, largeS, 3, maxT],
        [3, nearMask ? 0 : maxS, 1, Math.min(2, maxT)],
        [1, nearMask ? 0 : Math.min(2, maxS), 3, maxT],
      ] as const) {
        let [least, k, l] = [Number.POSITIVE_INFINITY, 0, 0];
        for (let s = s0; s <= s1; s++) {
          for (let t = t0; t <= t1; t++) {
            const energy = this.#genericLoop(i, j, s, t);
            if (energy < least) [least, k, l] = [energy, i + s + 1, j + t + 1];
          }
        }
        offer(least + outer, k, l);
      }
      for (let s = 1; s <= Math.min(2, maxS); s++) {
        for (let t = 1; t <= Math.min(2, maxT); t++) {
          offer(this.#smallLoop(i, j, p, s, t), i + s + 1, j + t + 1);
        }
      }
      for (let t = 1; t <= maxBulge && i + 1 < m && j + t + 1 <= lastL; t++) {
        offer(this.#bulge(p, t, i + 1, j + t + 1), i + 1, j + t + 1);
      }
      for (let s = 1; s <= maxBulge && i + s < mask && i + s + 1 < m && j + 1 <= lastL; s++) {
        offer(this.#bulge(p, s, i + s + 1, j + 1), i + s + 1, j + 1);
      }
    }
    if (i + 1 < m && j + 1 < n) {
      const q = this.#pair(i + 1, j + 1);
      if (q !== NO_PAIR) offer(this.#closed[(i + 1) * n + j + 1]! + e.stack[6 * p + q]! / 100, i + 1, j + 1);
    }
    return best;
  }

  #bulge(p: number, size: number, k: number, l: number): number {
    const q = this.#pair(k, l);
    if (q === NO_PAIR) return Number.POSITIVE_INFINITY;
    const e = this.#energies;
    const inner = this.#closed[k * this.#y.length + l]!;
    return (size === 1 ? inner + e.stack[6 * p + q]! / 100 : inner) + e.bulge[size]! / 100;
  }

  /** 1x1, 1x2, 2x1 and 2x2 loops have tables of their own. */
  #smallLoop(i: number, j: number, p: number, s: number, t: number): number {
    const [x, y, e] = [this.#x, this.#y, this.#energies];
    const q = this.#pair(i + s + 1, j + t + 1);
    if (q === NO_PAIR) return Number.POSITIVE_INFINITY;
    const inner = this.#closed[(i + s + 1) * y.length + j + t + 1]!;
    const pq = 6 * p + q;
    const [x1, x2, y1, y2] = [x[i + 1]!, x[i + 2]!, y[j + 1]!, y[j + 2]!];
    if (s === 1 && t === 1) return inner + e.loop11[pq * 25 + 5 * x1 + y1]! / 100;
    if (s === 1) return inner + e.loop12[pq * 125 + 25 * x1 + 5 * y1 + y2]! / 100;
    if (t === 1) return inner + e.loop21[pq * 125 + 25 * x1 + 5 * x2 + y1]! / 100;
    return inner + e.loop22[pq * 625 + 125 * x1 + 25 * x2 + 5 * y1 + y2]! / 100;
  }

  /** Energy of an internal loop without the mismatch on its outer pair. */
  #genericLoop(i: number, j: number, s: number, t: number): number {
    const [x, y, e] = [this.#x, this.#y, this.#energies];
    const [k, l] = [i + s + 1, j + t + 1];
    const q = this.#pair(k, l);
    if (q === NO_PAIR) return Number.POSITIVE_INFINITY;
    const inner = this.#closed[k * y.length + l]!;
    const asymmetry = Math.min(MAX_ASYMMETRY / 100, (ASYMMETRY / 100) * Math.abs(s - t));
    const innerMismatch = e.innerMismatch[25 * q + 5 * x[k - 1]! + y[l - 1]!]! / 100;
    return inner + innerMismatch + e.internal[s + t]! / 100 + asymmetry;
  }
}
