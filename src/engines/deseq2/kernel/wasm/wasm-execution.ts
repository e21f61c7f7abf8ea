import { decodeBase64 } from '../../../../text/base64.ts';
import { type WasmMemory, type WasmModule, wasm } from '../../../../wasm/engine.ts';
import { deseq2KernelBase64 } from '../../../../wasm/generated/deseq2-kernel.ts';
import { CONTROL_END, NEXT_CHUNK, STAGE } from '../kernel-layout.ts';
import type { KernelExports } from './kernel-exports.ts';
import { KernelArena, MAX_PAGES } from './wasm-arena.ts';

/** Where the stages of a kernel run: one memory, and one or more threads that have the kernel over it. */
export interface KernelExecution {
  readonly arena: KernelArena;
  readonly exports: KernelExports;
  readonly threads: number;
  /** Lets every thread call `work` until no chunk is left, and resolves when all have returned. */
  run(): Promise<void>;
}

export const ALL_CHUNKS = 0x7fffffff;

/** The compiled kernel, which threads share. */
export function compileKernel(): WasmModule {
  return new wasm.Module(decodeBase64(deseq2KernelBase64));
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

/** Values of the control block by their addresses. */
export type Slots = ReadonlyArray<readonly [slot: number, value: number]>;

/** Writes the control block and runs a stage on all threads. */
export async function runStage(
  execution: KernelExecution,
  stage: number,
  integers: Slots,
  numbers: Slots = [],
): Promise<void> {
  const { buffer } = execution.arena.memory;
  const words = new Uint32Array(buffer, 0, CONTROL_END / 4);
  const doubles = new Float64Array(buffer, 0, CONTROL_END / 8);
  for (const [slot, value] of integers) words[slot / 4] = value;
  for (const [slot, value] of numbers) doubles[slot / 8] = value;
  words[STAGE / 4] = stage;
  words[NEXT_CHUNK / 4] = 0;
  await execution.run();
}

/** Genes that a thread claims at once: less than a millisecond of work, so that threads finish together. */
export function chunkGenes(samples: number): number {
  return Math.max(1, Math.min(256, Math.floor(16_384 / samples)));
}

/** Runs the stages in the calling thread. */
export function inThisThread(): KernelExecution {
  const memory = createKernelMemory();
  const exports = instantiateKernel(compileKernel(), memory);
  return {
    arena: new KernelArena(memory, exports),
    exports,
    threads: 1,
    run: async () => {
      exports.work(0, ALL_CHUNKS);
    },
  };
}
