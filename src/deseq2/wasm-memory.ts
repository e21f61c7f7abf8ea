import { expTableHigh, expTableLow, expTableTail } from '../stats/exact-exp-table.ts';
import { logTable } from '../stats/exact-log-table.ts';
import { lgamma } from '../stats/lgamma.ts';
import { type WasmMemory, type WasmModule, wasm } from '../wasm/engine.ts';
import { deseq2KernelBase64 } from '../wasm/generated/deseq2-kernel.ts';
import { EXP_TABLE_AT, LOG_FACTORIAL_AT, LOG_FACTORIALS, LOG_TABLE_AT } from './kernel-layout.ts';

const PAGE = 65_536;
const MAX_PAGES = 65_536;

/** What the compiled kernel exports. */
export interface KernelExports {
  /** Claims and processes at most `chunks` chunks of genes as thread number `thread`; 0 when none was left. */
  work(thread: number, chunks: number): number;
  scratchBytes(samples: number, coefficients: number, cells: number): number;
  heapBase(): number;
}

/** The compiled kernel; compiling takes a few milliseconds, so that threads are best given the same module. */
export function compileKernel(): WasmModule {
  return new wasm.Module(Buffer.from(deseq2KernelBase64, 'base64'));
}

export function instantiateKernel(module: WasmModule, memory: WasmMemory): KernelExports {
  return new wasm.Instance(module, { env: { memory, abort: stopOnAbort } }).exports as KernelExports;
}

function stopOnAbort(): never {
  throw new Error('the DESeq2 kernel aborted');
}

/** A shared memory of up to 4 GiB that costs nothing until it is used. */
export function createKernelMemory(): WasmMemory {
  return new wasm.Memory({ initial: 2, maximum: MAX_PAGES, shared: true });
}

/** Hands out parts of the kernel's memory, which lies behind the kernel's own data and grows when needed. */
export class KernelArena {
  readonly memory: WasmMemory;
  private next: number;
  private readonly buffers = new Set<ArrayBufferLike>();

  constructor(memory: WasmMemory, heapBase: number) {
    this.memory = memory;
    this.next = align(heapBase);
    writeTables(this);
  }

  /** Address of `bytes` zeroed bytes, aligned to 64; fails with a RangeError beyond 4 GiB. */
  reserve(bytes: number): number {
    const start = this.next;
    this.next = align(start + bytes);
    const missing = Math.ceil((this.next - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.memory.grow(missing);
    this.buffers.add(this.memory.buffer);
    return start;
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

  /** Address of an array of doubles, copied into the memory unless it lies there already. */
  placeFloat64(values: Float64Array): number {
    if (this.buffers.has(values.buffer)) return values.byteOffset;
    const copy = this.float64(values.length);
    copy.set(values);
    return copy.byteOffset;
  }

  placeUint8(values: Uint8Array): number {
    if (this.buffers.has(values.buffer)) return values.byteOffset;
    const copy = this.uint8(values.length);
    copy.set(values);
    return copy.byteOffset;
  }

  placeInt32(values: Int32Array): number {
    if (this.buffers.has(values.buffer)) return values.byteOffset;
    const copy = this.int32(values.length);
    copy.set(values);
    return copy.byteOffset;
  }
}

function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}

/** The tables that the kernel shares with its TypeScript twin. */
function writeTables(arena: KernelArena): void {
  const logarithms = arena.placeFloat64(Float64Array.from(logTable));
  const exponentials = new Int32Array(4 * expTableTail.length);
  const tails = new Float64Array(exponentials.buffer);
  for (let i = 0; i < expTableTail.length; i++) {
    tails[2 * i] = expTableTail[i]!;
    exponentials[4 * i + 2] = expTableLow[i]!;
    exponentials[4 * i + 3] = expTableHigh[i]!;
  }
  const factorials = arena.float64(LOG_FACTORIALS);
  for (let k = 0; k < LOG_FACTORIALS; k++) factorials[k] = lgamma(k + 1);
  const control = new Uint32Array(arena.memory.buffer);
  control[LOG_TABLE_AT / 4] = logarithms;
  control[EXP_TABLE_AT / 4] = arena.placeInt32(exponentials);
  control[LOG_FACTORIAL_AT / 4] = factorials.byteOffset;
}
