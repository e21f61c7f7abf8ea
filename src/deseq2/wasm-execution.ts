import { type WasmMemory, type WasmModule, wasm } from '../wasm/engine.ts';
import { deseq2KernelBase64 } from '../wasm/generated/deseq2-kernel.ts';
import { KernelArena } from './wasm-arena.ts';

/** What the compiled kernel exports. */
export interface KernelExports {
  /** Claims and processes at most `chunks` chunks of genes as thread number `thread`; 0 when none was left. */
  work(thread: number, chunks: number): number;
  /** Scratch memory of one thread. */
  scratchBytes(samples: number, coefficients: number, cells: number, factorEntries: number): number;
  heapBase(): number;
}

/** Where the stages of a kernel run: one memory, and one or more threads that have the kernel over it. */
export interface KernelExecution {
  readonly arena: KernelArena;
  readonly exports: KernelExports;
  readonly threads: number;
  /** Lets every thread call `work` until no chunk is left, and resolves when all have returned. */
  run(): Promise<void>;
}

const MAX_PAGES = 65_536;
export const ALL_CHUNKS = 0x7fffffff;

/** The compiled kernel, which threads share. */
export function compileKernel(): WasmModule {
  return new wasm.Module(Buffer.from(deseq2KernelBase64, 'base64'));
}

/** A memory of up to 4 GiB that costs nothing until it is used. */
export function createKernelMemory(): WasmMemory {
  return new wasm.Memory({ initial: 2, maximum: MAX_PAGES, shared: true });
}

export function instantiateKernel(module: WasmModule, memory: WasmMemory): KernelExports {
  const abort = () => {
    throw new Error('the DESeq2 kernel aborted');
  };
  return new wasm.Instance(module, { env: { memory, abort } }).exports as KernelExports;
}

/** Runs the stages in the calling thread. */
export function inThisThread(): KernelExecution {
  const memory = createKernelMemory();
  const exports = instantiateKernel(compileKernel(), memory);
  return {
    arena: new KernelArena(memory, exports.heapBase()),
    exports,
    threads: 1,
    run: async () => {
      exports.work(0, ALL_CHUNKS);
    },
  };
}
