import { decodeBase64 } from '../../text/base64.ts';
import { type WasmMemory, wasm } from '../../wasm/engine.ts';
import { foldingKernelBase64 } from '../../wasm/generated/folding-kernel.ts';
import { boltzmannWeight } from './boltzmann-weights.ts';
import * as at from './folding-layout.ts';
import type { AppliedRules } from './folding-rules.ts';
import { writeFoldingTables } from './folding-tables.ts';
import { LONGEST_LOOP, specialHairpin } from './loop-energies.ts';

interface KernelExports {
  readonly memory: WasmMemory;
  fold(): void;
}

/** Which stretches of a sequence are asked for. */
export interface FoldingJob {
  /** [length + 2], of `encodeForFolding`. */
  readonly bases: Uint8Array;
  readonly rules: AppliedRules;
  /** Last positions of the stretches, ascending. */
  readonly ends: Int32Array;
  /** Lengths of the stretches, nt. */
  readonly shortest: number;
  readonly longest: number;
}

const PAGE = 65_536;

/** Arrays of the kernel that grow with the sequence: where their address is noted, and doubles a position. */
const bands = [
  at.PAIR_AT,
  at.PAIR_GENERIC_AT,
  at.PAIR_ONE_AT,
  at.PAIR_BULGE_AT,
  at.PAIR_ONE_BY_END_AT,
  at.PAIR_BULGE_BY_END_AT,
  at.HAIRPIN_AT,
  at.STEM_AT,
  at.STEM_SUM_AT,
  at.STEMS_AT,
  at.MANY_AT,
  at.OUT_AT,
  at.OUT_GENERIC_AT,
  at.OUT_ONE_AT,
  at.OUT_BULGE_AT,
  at.OUT_ONE_BY_END_AT,
  at.OUT_BULGE_BY_END_AT,
  at.OUT_MULTI_AT,
  at.BEYOND_AT,
  at.BEYOND_MANY_AT,
  at.BEFORE_AT,
  at.BEFORE_MANY_AT,
  at.HAIRPINS_AROUND_AT,
];

/**
 * Unpaired probabilities by WebAssembly: the numbers of `PlainFolding` to about 14 digits.
 *
 * A kernel has a memory of its own, about 10 kB for each nt of the longest sequence; each thread takes one.
 */
export class FoldingKernel {
  readonly #exports: KernelExports;

  constructor() {
    const bytes = decodeBase64(foldingKernelBase64);
    this.#exports = new wasm.Instance(new wasm.Module(bytes), {}).exports as KernelExports;
    this.#reserve(at.TABLES_END);
    writeFoldingTables(this.#exports.memory.buffer);
  }

  /**
   * Probabilities that stretches are unpaired.
   *
   * @returns [end x length of the stretch]; NaN where the stretch would begin before the sequence
   */
  unpaired(job: FoldingJob): Float64Array {
    const { bases, rules, ends, shortest, longest } = job;
    const n = bases.length - 2;
    // Rows are read up to three numbers beyond the span.
    const band = rules.span + 5;
    const windowRow = rules.window + 2;
    const sizes = new Map<number, number>([
      ...bands.map((slot) => [slot, 8 * band * (n + 2)] as const),
      [at.WINDOWS_BY_END_AT, 8 * windowRow * (n + 2)],
      [at.WINDOWS_AT, 8 * windowRow * (n + 2)],
      [at.SIDES_AT, 8 * at.SIDE_ROW * (n + 2)],
      [at.SPECIALS_AT, 8 * 3 * (n + 2)],
      [at.RESULTS_AT, 8 * ends.length * (longest - shortest + 1)],
      [at.ENDS_AT, 4 * ends.length],
      [at.BASES_AT, n + 2],
    ]);
    let next = at.TABLES_END;
    const places = new Map<number, number>();
    for (const [slot, size] of sizes) {
      places.set(slot, next);
      next += Math.ceil(size / 16) * 16;
    }
    this.#reserve(next);
    const { buffer } = this.#exports.memory;
    const words = new Uint32Array(buffer);
    for (const [slot, place] of places) words[slot / 4] = place;
    const reach = rules.span;
    const integers: readonly (readonly [number, number])[] = [
      [at.LENGTH, n],
      [at.SPAN, rules.span],
      [at.WINDOW, rules.window],
      [at.LOW, Math.max(1, Math.min(n, (ends[0] ?? 1) + 1 - reach))],
      [at.HIGH, Math.min(n, Math.max(1, (ends.at(-1) ?? 1) - shortest + reach))],
      [at.LONGEST_SIDE, rules.leavesOut30 ? LONGEST_LOOP - 1 : LONGEST_LOOP],
      [at.FIRST_STRETCH, shortest],
      [at.LAST_STRETCH, longest],
      [at.END_COUNT, ends.length],
      [at.BAND, band],
      [at.WINDOW_ROW, windowRow],
    ];
    for (const [slot, value] of integers) words[slot / 4] = value;
    new Uint8Array(buffer, places.get(at.BASES_AT)!, n + 2).set(bases);
    new Int32Array(buffer, places.get(at.ENDS_AT)!, ends.length).set(ends);
    this.#writeSpecials(new Float64Array(buffer, places.get(at.SPECIALS_AT)!, 3 * (n + 2)), bases);
    this.#exports.fold();
    const results = ends.length * (longest - shortest + 1);
    return new Float64Array(buffer, places.get(at.RESULTS_AT)!, results).slice();
  }

  #writeSpecials(specials: Float64Array, bases: Uint8Array): void {
    specials.fill(0);
    const n = bases.length - 2;
    for (let i = 1; i <= n - 4; i++) {
      for (const [which, size] of [3, 4, 6].entries()) {
        const energy = i + size + 1 <= n ? specialHairpin(bases, i, i + size + 1) : undefined;
        if (energy !== undefined) specials[3 * i + which] = boltzmannWeight(energy);
      }
    }
  }

  #reserve(bytes: number): void {
    const { memory } = this.#exports;
    if (memory.buffer.byteLength < bytes) memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE));
  }
}
