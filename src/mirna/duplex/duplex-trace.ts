import { UNKNOWN_BASE } from '../sequences/nucleotides.ts';
import { ASYMMETRY, type DuplexEnergies, MAX_ASYMMETRY, NO_PAIR, pairOf } from './duplex-energies.ts';
import { CLOSED, INNER, ROW } from './duplex-layout.ts';
import { genericLoopEnergy, helixLanes } from './duplex-profiles.ts';
import type { DuplexRules } from './duplex-recursion.ts';

/** Lanes of a row, and the distance from closed(i, j) to closed(i, j) + inner mismatch, in 16-bit values. */
const STRIDE = ROW / 2;
const TO_INNER = (INNER - CLOSED) / 2;

/** Rows of closed(i, j), i = left .. right-1, that a kernel left in its memory; hundredths of kcal/mol. */
export interface ClosedRows {
  readonly values: Int16Array;
  readonly left: number;
  /** Positions from here on do not pair. */
  readonly right: number;
  /** 0 for rows that hold nothing; undefined if all rows hold values. */
  readonly stored: Uint8Array | undefined;
  /** Lanes that rows hold; the kernel keeps no values beyond (then those within and after the helix). */
  readonly lanes: number;
  /** Base codes 0-4 of the whole target. */
  readonly target: Uint8Array;
  /** Whether a masked base lies at `right`. */
  readonly isMasked: boolean;
}

/** Index in `values` of closed(i, 0). */
export function rowOffset(rows: ClosedRows, i: number): number {
  return CLOSED / 2 + (i - rows.left) * STRIDE;
}

/** A pair, and the energy of the best structure from it on; `next` is the pair that follows. */
interface Cell {
  readonly i: number;
  readonly j: number;
  readonly energy: number;
  readonly next: Cell | undefined;
}

/** A way on from a pair: the energy it leads to. */
interface Step {
  readonly energy: number;
  readonly next: Cell | undefined;
}

/**
 * Finds the structure that RNAhybrid draws among equally good ones, and its energy with RNAhybrid's rounding, from the
 * integer energies of a kernel: only cells and steps that are part of a best structure are summed in doubles. The order of
 * sums and of ties is that of `hybridize`, the plain reference.
 */
export class DuplexTracer {
  readonly #rows: ClosedRows;
  readonly #x: Uint8Array;
  readonly #y: Uint8Array;
  readonly #rules: DuplexRules;
  readonly #energies: DuplexEnergies;
  readonly #first: number;
  readonly #last: number;
  /** [16 s + t] */
  readonly #loops: Int16Array;
  readonly #cells = new Map<number, Cell>();

  constructor(rows: ClosedRows, query: Uint8Array, rules: DuplexRules, energies: DuplexEnergies, loops: Int16Array) {
    this.#rows = rows;
    this.#x = rows.target;
    this.#y = query;
    this.#rules = rules;
    this.#energies = energies;
    this.#loops = loops;
    ({ first: this.#first, last: this.#last } = helixLanes(rules, query.length));
  }

  /** Energy of the best structure from the pair x_i.y_j on, kcal/mol. */
  closed(i: number, j: number): number {
    return this.#cell(i, j).energy;
  }

  /** Its pairs. */
  trace(i: number, j: number): [number, number][] {
    const pairs: [number, number][] = [];
    for (let cell: Cell | undefined = this.#cell(i, j); cell; cell = cell.next) pairs.push([cell.i, cell.j]);
    return pairs;
  }

  #cell(i: number, j: number): Cell {
    const key = 64 * i + j;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = this.#evaluate(i, j);
      this.#cells.set(key, cell);
    }
    return cell;
  }

  #pair(i: number, j: number): number {
    return pairOf[5 * this.#x[i]! + this.#y[j]!]!;
  }

  /** The base of the target, of the miRNA; unknown beyond the ends. */
  #xAt(i: number): number {
    return this.#x[i] ?? UNKNOWN_BASE;
  }

  #yAt(j: number): number {
    return this.#y[j] ?? UNKNOWN_BASE;
  }

  /** Whether closed(k, l) + cost is the integer energy `want`; where the kernel keeps no values any step may be. */
  #leads(k: number, l: number, cost: number, want: number | undefined): boolean {
    const { values, stored, lanes, left, right } = this.#rows;
    if (k >= right) return false;
    if (want === undefined || l >= lanes) return true;
    return stored?.[k - left] !== 0 && values[rowOffset(this.#rows, k) + l]! + cost === want;
  }

  #evaluate(i: number, j: number): Cell {
    const { lanes, values } = this.#rows;
    const n = this.#y.length;
    const p = this.#pair(i, j);
    const want = j < lanes ? values[rowOffset(this.#rows, i) + j]! : undefined;
    const steps: Step[] = [];
    if (j >= this.#last) this.#addEnd(i, j, p, want, steps);
    if (j < this.#first || j >= this.#last) {
      const lastL = j < this.#first ? Math.min(this.#first, n - 1) : n - 1;
      if (want !== undefined) this.#addGenericLoops(i, j, p, want, lastL, steps);
      this.#addSmallLoops(i, j, p, want, lastL, steps);
      this.#addBulges(i, j, p, want, lastL, steps);
    }
    if (j + 1 < n) this.#addStack(i + 1, j + 1, p, 0, want, steps);
    let best = steps[0]!;
    for (const step of steps) if (step.energy < best.energy) best = step;
    return { i, j, energy: best.energy, next: best.next };
  }

  #addEnd(i: number, j: number, p: number, want: number | undefined, steps: Step[]): void {
    const { endTarget, endQuery } = this.#energies;
    const onTarget = endTarget[5 * p + this.#xAt(i + 1)]!;
    const onQuery = endQuery[5 * p + this.#yAt(j + 1)]!;
    if (want !== undefined && onTarget + onQuery !== want) return;
    steps.push({ energy: onTarget / 100 + onQuery / 100, next: undefined });
  }

  /** A stack, also over a bulge of one base. */
  #addStack(k: number, l: number, p: number, bulge: number, want: number | undefined, steps: Step[]): void {
    if (k >= this.#rows.right) return;
    const q = this.#pair(k, l);
    if (q === NO_PAIR) return;
    const stack = this.#energies.stack[6 * p + q]!;
    if (!this.#leads(k, l, stack + bulge, want)) return;
    const next = this.#cell(k, l);
    steps.push({ energy: next.energy + stack / 100 + bulge / 100, next });
  }

  #addBulges(i: number, j: number, p: number, want: number | undefined, lastL: number, steps: Step[]): void {
    const { bulge } = this.#energies;
    const { maxBulge } = this.#rules;
    const add = (size: number, k: number, l: number) => {
      const cost = bulge[size]!;
      if (size === 1) this.#addStack(k, l, p, cost, want, steps);
      else if (this.#leads(k, l, cost, want) && this.#pair(k, l) !== NO_PAIR) {
        const next = this.#cell(k, l);
        steps.push({ energy: next.energy + cost / 100, next });
      }
    };
    for (let t = 1; t <= maxBulge && j + t + 1 <= lastL; t++) add(t, i + 1, j + t + 1);
    for (let s = 1; s <= maxBulge && j + 1 <= lastL; s++) add(s, i + s + 1, j + 1);
  }

  #addSmallLoops(i: number, j: number, p: number, want: number | undefined, lastL: number, steps: Step[]): void {
    const e = this.#energies;
    const x1 = this.#xAt(i + 1);
    const x2 = this.#xAt(i + 2);
    const y1 = this.#yAt(j + 1);
    const y2 = this.#yAt(j + 2);
    const max = Math.min(2, this.#rules.maxInternalLoop);
    for (let s = 1; s <= max && i + s + 1 < this.#rows.right; s++) {
      for (let t = 1; t <= max && j + t + 1 <= lastL; t++) {
        const q = this.#pair(i + s + 1, j + t + 1);
        if (q === NO_PAIR) continue;
        const pq = 6 * p + q;
        let cost = e.loop22[pq * 625 + 125 * x1 + 25 * x2 + 5 * y1 + y2]!;
        if (s === 1 && t === 1) cost = e.loop11[pq * 25 + 5 * x1 + y1]!;
        else if (s === 1) cost = e.loop12[pq * 125 + 25 * x1 + 5 * y1 + y2]!;
        else if (t === 1) cost = e.loop21[pq * 125 + 25 * x1 + 5 * x2 + y1]!;
        if (!this.#leads(i + s + 1, j + t + 1, cost, want)) continue;
        const next = this.#cell(i + s + 1, j + t + 1);
        steps.push({ energy: next.energy + cost / 100, next });
      }
    }
  }

  /** Three groups, each with its first least loop before the outer mismatch is added; a later group must be better. */
  #addGenericLoops(i: number, j: number, p: number, want: number, lastL: number, steps: Step[]): void {
    const { right, isMasked } = this.#rows;
    const max = this.#rules.maxInternalLoop;
    const maxS = Math.min(max, right - i - 2);
    const maxT = Math.min(max, lastL - j - 1);
    const free = isMasked ? right - i : Number.POSITIVE_INFINITY;
    if (free <= 3) return;
    const mismatch = this.#energies.outerMismatch[25 * p + 5 * this.#xAt(i + 1) + this.#yAt(j + 1)]!;
    const add = (s0: number, s1: number, t0: number, t1: number) => {
      const least = this.#leastLoop(i, j, s0, s1, t0, t1, want - mismatch);
      if (least) steps.push({ energy: least.energy + mismatch / 100, next: least.next });
    };
    if (free > max + 1) add(3, maxS, 3, maxT);
    add(3, maxS, 1, Math.min(2, maxT));
    add(1, Math.min(2, maxS), 3, maxT);
  }

  #leastLoop(i: number, j: number, s0: number, s1: number, t0: number, t1: number, want: number): Step | undefined {
    const { values, stored, left } = this.#rows;
    const { innerMismatch, internal } = this.#energies;
    const loops = this.#loops;
    let least: Step | undefined;
    for (let s = s0; s <= s1; s++) {
      if (stored?.[i + s + 1 - left] === 0) continue;
      const inner = rowOffset(this.#rows, i + s + 1) + TO_INNER + j + 1;
      for (let t = t0; t <= t1; t++) {
        if (values[inner + t]! + loops[16 * s + t]! !== want) continue;
        const k = i + s + 1;
        const l = j + t + 1;
        const next = this.#cell(k, l);
        const mismatch = innerMismatch[25 * this.#pair(k, l) + 5 * this.#x[k - 1]! + this.#y[l - 1]!]!;
        const asymmetry = Math.min(MAX_ASYMMETRY / 100, (ASYMMETRY / 100) * Math.abs(s - t));
        const energy = next.energy + mismatch / 100 + internal[s + t]! / 100 + asymmetry;
        if (least === undefined || energy < least.energy) least = { energy, next };
      }
    }
    return least;
  }
}

/** Energies of generic loops by their sides, [16 s + t]. */
export function loopTable(rules: DuplexRules, energies: DuplexEnergies): Int16Array {
  return Int16Array.from({ length: 256 }, (_, k) =>
    k % 16 === 0 || k < 16 ? 0 : genericLoopEnergy(Math.floor(k / 16), k % 16, rules, energies),
  );
}
