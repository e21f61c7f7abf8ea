import { Fault } from '../../fault.ts';
import { decodeBase64 } from '../../text/base64.ts';
import { type WasmMemory, wasm } from '../../wasm/engine.ts';
import { duplexKernelBase64 } from '../../wasm/generated/duplex-kernel.ts';
import { NOT_A_BASE, UNKNOWN_BASE } from '../sequences/nucleotides.ts';
import { type DuplexEnergies, duplexEnergies, NO_PAIR, pairOf } from './duplex-energies.ts';
import { writeHelixTables } from './duplex-helix-tables.ts';
import { BLOCK, MAX_HELIX, MAX_QUERY, MAX_STARTS, REACH, STARTS, STORED, TARGET } from './duplex-layout.ts';
import { helixLanes, writeProfiles } from './duplex-profiles.ts';
import { type Duplex, type DuplexRules, isBetter, MASKED_BASE } from './duplex-recursion.ts';
import { type ClosedRows, DuplexTracer, loopTable, rowOffset } from './duplex-trace.ts';

interface KernelExports {
  readonly memory: WasmMemory;
  initialize(): void;
  startCount(): number;
  fold24(low: number, high: number, limit: number): number;
  fold32(low: number, high: number, limit: number): number;
  readonly foldHelix16: FoldHelix;
  readonly foldHelix24: FoldHelix;
  foldGeneral(
    low: number,
    high: number,
    limit: number,
    columns: number,
    maxLoop: number,
    maxBulge: number,
    isMasked: number,
  ): number;
}

/** Folds the target positions low .. high-1; returns the least energy of at most `limit`, hundredths of kcal/mol. */
type Fold = (low: number, high: number, limit: number) => number;

/** As `Fold`, with a helix; `only`: its first target position, or -1. */
type FoldHelix = (
  low: number,
  high: number,
  limit: number,
  lanes: number,
  first: number,
  size: number,
  only: number,
) => number;

const PAGE = 65_536;
/** Most target bases from one pair to the next. */
const LONGEST_STEP = 16;

/**
 * Minimum free energy hybridizations by WebAssembly: the same energies, positions and structures as `hybridize`.
 *
 * One kernel serves one miRNA at a time (`setQuery`); kernels share nothing, so each thread takes its own. The recursion
 * runs in 16-bit integers, hundredths of kcal/mol, without shortcuts that depend on the target, or, if a helix is asked for,
 * over the rows only that a duplex can reach; the structure is then traced in doubles with RNAhybrid's order of ties.
 */
export class DuplexKernel {
  readonly #exports: KernelExports;
  #values: Int16Array = new Int16Array(0);
  #query: Uint8Array = new Uint8Array(0);
  #rules: DuplexRules = { maxInternalLoop: 15, maxBulge: 15 };
  #energies: DuplexEnergies = duplexEnergies();
  #loops: Int16Array = new Int16Array(256);
  /** The fastest recursion for the rules, and how many lanes of a row it keeps. */
  #fold: Fold = () => 0;
  #lanes = 0;
  /** First target base of the only helix that counts, or -1. */
  #helixAt = -1;
  /** Lanes that can be the outermost pair. */
  #startLanes = 0;
  /** Whether rows hold lanes that the fastest recursion takes for empty. */
  #isUsedUp = true;

  constructor() {
    const bytes = decodeBase64(duplexKernelBase64);
    this.#exports = new wasm.Instance(new wasm.Module(bytes), {}).exports as KernelExports;
    this.#reserve(TARGET + PAGE);
  }

  /**
   * Takes a miRNA and the rules for all following targets; about 1 ms.
   *
   * @param query base codes of the miRNA 3'->5'
   * Faults: more than 32 nt; a helix outside of the miRNA.
   */
  setQuery(query: Uint8Array, rules: DuplexRules): void {
    checkDuplexQuery(query.length, rules);
    this.#query = query;
    this.#rules = rules;
    this.#energies = duplexEnergies(rules.loopNaming);
    this.#loops = loopTable(rules, this.#energies);
    writeProfiles(this.#values, query, rules, this.#energies);
    const { first, last } = helixLanes(rules, query.length);
    const size = last - first + 1;
    const { helix } = rules;
    const isWide = rules.maxInternalLoop === 15 && rules.maxBulge === 15;
    this.#lanes = query.length;
    this.#startLanes = Math.min(first + 1, query.length);
    if (helix && helix.from <= 2 && size <= MAX_HELIX && first <= 24 && isWide) {
      writeHelixTables(this.#values, query, rules, this.#energies);
      const { foldHelix16, foldHelix24 } = this.#exports;
      const foldHelix = first <= 16 ? foldHelix16 : foldHelix24;
      this.#lanes = first + 1;
      this.#fold = (low, high, limit) => foldHelix(low, high, limit, query.length, first, size, this.#helixAt);
    } else if (!helix && isWide) {
      const { fold24, fold32 } = this.#exports;
      this.#fold = query.length <= 24 ? fold24 : fold32;
    } else {
      this.#fold = (low, high, limit) => this.#foldGeneral(low, high, limit, false);
    }
    this.#isUsedUp = true;
  }

  /**
   * The best duplex of a target, or undefined if none has at most `limit` hundredths of kcal/mol.
   *
   * @param target base codes 5'->3'; `MASKED_BASE` where earlier hits lie
   */
  best(target: Uint8Array, limit = 0): Duplex | undefined {
    const isOpen = !target.includes(MASKED_BASE) && !target.includes(NOT_A_BASE);
    const bases = isOpen ? target : target.map((base) => Math.min(base, UNKNOWN_BASE));
    this.#putTarget(bases);
    let best: Duplex | undefined;
    for (const segment of segments(target)) {
      const isWhole = segment.low === 0 && segment.high === target.length;
      if (isWhole && this.#isUsedUp) this.#exports.initialize();
      this.#isUsedUp = !isWhole;
      const found = isWhole
        ? this.#bestOf(bases, segment, this.#fold, this.#lanes, limit)
        : this.#bestOf(bases, segment, this.#foldBetweenMasks(segment), this.#query.length, limit);
      if (found && (!best || isBetter(found, best))) best = found;
    }
    return best;
  }

  /**
   * The best duplex whose helix begins at a target base (0-based), for rules with a helix of at most 8 pairs from nt 1 or 2
   * on and loops without other limits.
   *
   * @param target base codes 5'->3' without masks
   */
  bestWithHelixAt(target: Uint8Array, helixAt: number): Duplex | undefined {
    this.#helixAt = helixAt;
    try {
      return this.best(target);
    } finally {
      this.#helixAt = -1;
    }
  }

  #foldBetweenMasks({ high, isMasked }: Segment): Fold {
    return (from, to, limit) => this.#foldGeneral(from, to, limit, isMasked && to === high);
  }

  #foldGeneral(low: number, high: number, limit: number, isMasked: boolean): number {
    const { maxInternalLoop, maxBulge } = this.#rules;
    const columns = Math.ceil(this.#query.length / 8);
    return this.#exports.foldGeneral(low, high, limit, columns, maxInternalLoop, maxBulge, isMasked ? 1 : 0);
  }

  /** The best duplex within a part of the target. */
  #bestOf(
    target: Uint8Array,
    { low, high, isMasked }: Segment,
    fold: Fold,
    lanes: number,
    limit: number,
  ): Duplex | undefined {
    const energy = fold(low, high, limit);
    const reach = LONGEST_STEP * this.#query.length;
    // The rows of the leftmost block are still there; for other starts the part that they can reach is folded again.
    let [left, right] = [low, low + ((high - low - 1) % BLOCK) + 1];
    let tracer: DuplexTracer | undefined;
    let best: Duplex | undefined;
    for (const i of this.#starts()) {
      if (i < left || i >= right || (right < high && i + reach > right)) {
        [left, right] = [i, Math.min(high, i + reach)];
        fold(left, right, energy);
        tracer = undefined;
      }
      const rows = this.#rows(target, left, right, isMasked && right === high, lanes);
      tracer ??= new DuplexTracer(rows, this.#query, this.#rules, this.#energies, this.#loops);
      const found = this.#bestFrom(i, energy, rows, tracer);
      if (found && (!best || isBetter(found, best))) best = found;
    }
    return best;
  }

  /** The best duplex whose outermost pair lies at position i. */
  #bestFrom(i: number, energy: number, rows: ClosedRows, tracer: DuplexTracer): Duplex | undefined {
    const e = this.#energies;
    const offset = rowOffset(rows, i);
    let best = { energy: Number.POSITIVE_INFINITY, j: -1 };
    for (let j = 0; j < this.#startLanes; j++) {
      const p = pairOf[5 * rows.target[i]! + this.#query[j]!]!;
      if (p === NO_PAIR) continue;
      const onTarget = i > 0 ? e.startTarget[5 * p + rows.target[i - 1]!]! : 0;
      const onQuery = j > 0 ? e.startQuery[5 * p + this.#query[j - 1]!]! : 0;
      if (rows.values[offset + j]! + onTarget + onQuery !== energy) continue;
      const total = tracer.closed(i, j) + onTarget / 100 + onQuery / 100;
      if (total < best.energy) best = { energy: total, j };
    }
    return best.j < 0 ? undefined : { energy: best.energy, pairs: tracer.trace(i, best.j) };
  }

  /** Positions of the outermost pairs of the duplexes with the least energy, from the left. */
  #starts(): Int32Array {
    const count = Math.min(this.#exports.startCount(), MAX_STARTS);
    return new Int32Array(this.#exports.memory.buffer, STARTS, count).slice().sort();
  }

  #rows(target: Uint8Array, left: number, right: number, isMasked: boolean, lanes: number): ClosedRows {
    const stored = lanes < this.#query.length ? new Uint8Array(this.#exports.memory.buffer, STORED, BLOCK) : undefined;
    return { values: this.#values, left, right, stored, lanes, target, isMasked };
  }

  #putTarget(bases: Uint8Array): void {
    this.#reserve(TARGET + bases.length + REACH);
    const memory = new Uint8Array(this.#exports.memory.buffer);
    memory.fill(UNKNOWN_BASE, TARGET - REACH, TARGET);
    memory.set(bases, TARGET);
    memory.fill(UNKNOWN_BASE, TARGET + bases.length, TARGET + bases.length + REACH);
  }

  #reserve(bytes: number): void {
    const { memory } = this.#exports;
    if (memory.buffer.byteLength < bytes) memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE));
    if (this.#values.buffer !== memory.buffer) this.#values = new Int16Array(memory.buffer);
  }
}

/** Throws a Fault for a miRNA of n nt that is too long, and for a helix that does not lie in it. */
export function checkDuplexQuery(n: number, { helix }: DuplexRules): void {
  if (n > MAX_QUERY) {
    throw new Fault({
      code: 'DUPLEX_QUERY_TOO_LONG',
      message: `a miRNA of ${n} nt is too long to hybridize`,
      found: `${n} nt`,
      expected: `at most ${MAX_QUERY} nt`,
      hint: 'Give the mature sequence, not the hairpin.',
    });
  }
  if (helix && !(helix.from >= 1 && helix.from < helix.to && helix.to <= n)) {
    throw new Fault({
      code: 'DUPLEX_HELIX',
      option: 'helix',
      message: `no helix from nt ${helix.from} to nt ${helix.to} fits a miRNA of ${n} nt`,
      found: `${helix.from},${helix.to}`,
      expected: 'two positions of the miRNA, the first one smaller',
      hint: 'Usual are --helix 2,7 and --helix 2,8.',
    });
  }
}

interface Segment {
  readonly low: number;
  readonly high: number;
  readonly isMasked: boolean;
}

/** The stretches of a target between masked bases. */
function segments(target: Uint8Array): Segment[] {
  const found: Segment[] = [];
  for (let low = 0; low < target.length; low++) {
    if (target[low] === MASKED_BASE) continue;
    const mask = target.indexOf(MASKED_BASE, low);
    const high = mask < 0 ? target.length : mask;
    found.push({ low, high, isMasked: mask >= 0 });
    low = high;
  }
  return found;
}
