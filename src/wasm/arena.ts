import type { WasmMemory } from './engine.ts';

const PAGE = 65_536;
/** 64 MiB. */
const GROWTH = 1_024;
const CACHE_LINE = 64;

/**
 * Hands out parts of a kernel's memory, behind the kernel's own data, and grows it when needed. Nothing is given back:
 * columns stay readable as long as anything refers to them.
 */
export class Arena {
  readonly memory: WasmMemory;
  private readonly mostPages: number;
  private next: number;
  private readonly buffers = new Set<ArrayBufferLike>();

  /**
   * @param from first byte that is free
   * @param mostPages to which the memory can grow
   */
  constructor(memory: WasmMemory, from: number, mostPages: number) {
    this.memory = memory;
    this.mostPages = mostPages;
    this.next = align(from);
  }

  /** Address of `bytes` zeroed bytes; a RangeError where the memory would exceed its limit. */
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
    const left = this.mostPages - this.memory.buffer.byteLength / PAGE;
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
