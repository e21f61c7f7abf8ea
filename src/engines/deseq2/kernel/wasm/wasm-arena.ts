import { expTableHigh, expTableLow, expTableTail } from '../../../../stats/math/exact-exp-table.ts';
import { logTable } from '../../../../stats/math/exact-log-table.ts';
import { powerTable } from '../../../../stats/math/exact-power-table.ts';
import type { WasmMemory } from '../../../../wasm/engine.ts';
import {
  EXP_TABLE_AT,
  LOG_COUNTS,
  LOG_COUNTS_AT,
  LOG_FACTORIAL_AT,
  LOG_FACTORIALS,
  LOG_TABLE_AT,
  POWER_TABLE_AT,
} from '../kernel-layout.ts';
import type { KernelExports } from './kernel-exports.ts';

const PAGE = 65_536;
/** 4 GiB. */
export const MAX_PAGES = 65_536;
/** 64 MiB. */
const GROWTH = 1_024;
const CACHE_LINE = 64;

/**
 * Hands out parts of the kernel's memory, behind the kernel's own data, and grows it when needed. Nothing is given back:
 * columns stay readable as long as anything refers to them.
 */
export class KernelArena {
  readonly memory: WasmMemory;
  private next: number;
  private readonly buffers = new Set<ArrayBufferLike>();

  constructor(memory: WasmMemory, exports: KernelExports) {
    this.memory = memory;
    this.next = align(exports.heapBase());
    writeTables(this);
    exports.fillTables();
  }

  /** Address of `bytes` zeroed bytes; a RangeError where the memory would exceed 4 GiB. */
  reserve(bytes: number): number {
    const start = this.next;
    this.next = align(start + bytes);
    const missing = Math.ceil((this.next - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.grow(missing);
    this.buffers.add(this.memory.buffer);
    return start;
  }

  /** Every growth interrupts all threads, and memory costs nothing until it is used, so it grows by more than is asked. */
  private grow(pages: number): void {
    const left = MAX_PAGES - this.memory.buffer.byteLength / PAGE;
    this.memory.grow(Math.max(pages, Math.min(GROWTH, left)));
  }

  float64(length: number): Float64Array {
    const start = this.reserve(length * 8);
    return new Float64Array(this.memory.buffer, start, length);
  }

  int32(length: number): Int32Array {
    const start = this.reserve(length * 4);
    return new Int32Array(this.memory.buffer, start, length);
  }

  uint8(length: number): Uint8Array {
    const start = this.reserve(length);
    return new Uint8Array(this.memory.buffer, start, length);
  }

  /** Address of the values, which are copied into the memory unless they lie there already. */
  place(values: Float64Array | Int32Array | Uint8Array): number {
    if (this.buffers.has(values.buffer)) return values.byteOffset;
    const start = this.reserve(values.byteLength);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(this.memory.buffer, start, values.byteLength).set(bytes);
    return start;
  }
}

function align(address: number): number {
  return Math.ceil(address / CACHE_LINE) * CACHE_LINE;
}

/** The tables that the kernel shares with its TypeScript twin, and room for those that it fills itself. */
function writeTables(arena: KernelArena): void {
  const exponentials = new Int32Array(4 * expTableTail.length);
  const tails = new Float64Array(exponentials.buffer);
  for (let i = 0; i < expTableTail.length; i++) {
    tails[2 * i] = expTableTail[i]!;
    exponentials[4 * i + 2] = expTableLow[i]!;
    exponentials[4 * i + 3] = expTableHigh[i]!;
  }
  const addresses = [
    [LOG_TABLE_AT, arena.place(Float64Array.from(logTable))],
    [POWER_TABLE_AT, arena.place(Float64Array.from(powerTable))],
    [EXP_TABLE_AT, arena.place(exponentials)],
    [LOG_FACTORIAL_AT, arena.reserve(8 * LOG_FACTORIALS)],
    [LOG_COUNTS_AT, arena.reserve(8 * LOG_COUNTS)],
  ] as const;
  const control = new Uint32Array(arena.memory.buffer);
  for (const [slot, address] of addresses) control[slot / 4] = address;
}
