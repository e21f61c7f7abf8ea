import { Arena } from './arena.ts';
import { CONTROL_END, NEXT_CHUNK, STAGE } from './control-layout.ts';
import { type WasmMemory, type WasmModule, wasm } from './engine.ts';

/** What every kernel that works in stages exports. */
export interface StageExports {
  /** Claims and processes at most `chunks` chunks as thread number `thread`; 0 when none was left. */
  work(thread: number, chunks: number): number;
  heapBase(): number;
}

/** A compiled kernel, and what its memory must hold before the first stage. */
export interface KernelProgram<Exports extends StageExports> {
  /** For messages: `DESeq2`. */
  readonly name: string;
  /** WebAssembly. */
  code(): Uint8Array;
  prepare(arena: Arena, exports: Exports): void;
}

/** Where the stages of a kernel run: one memory, and one or more threads that have the kernel over it. */
export interface KernelExecution<Exports extends StageExports> {
  readonly arena: Arena;
  readonly exports: Exports;
  readonly threads: number;
  /** Lets every thread call `work` until no chunk is left, and returns when all have. */
  run(): void;
}

/** A memory and how far it can grow. */
export interface KernelMemory {
  readonly memory: WasmMemory;
  readonly mostPages: number;
}

export const ALL_CHUNKS = 0x7fffffff;
/** 4 GiB, the most that 32-bit addresses reach. */
const MOST_PAGES = 65_536;
/** 256 MiB: less is of no use. */
const LEAST_PAGES = 4_096;

/** The compiled kernel, which threads share. */
export function compileKernel({ code }: KernelProgram<never>): WasmModule {
  return new wasm.Module(code());
}

/**
 * A shared memory that can grow to 4 GiB and costs nothing until it is used; to less where the machine's limits leave no
 * such range of addresses. A RangeError where they leave none of 256 MiB.
 */
export function createKernelMemory(): KernelMemory {
  for (let mostPages = MOST_PAGES; ; mostPages /= 2) {
    try {
      return { memory: new wasm.Memory({ initial: 2, maximum: mostPages, shared: true }), mostPages };
    } catch (error) {
      if (!(error instanceof RangeError) || mostPages <= LEAST_PAGES) throw error;
    }
  }
}

/** The kernel over its memory, on threads that `run` sets to work. */
export function openKernel<Exports extends StageExports>(
  program: KernelProgram<Exports>,
  module: WasmModule,
  { memory, mostPages }: KernelMemory,
) {
  const abort = () => {
    throw new Error(`the ${program.name} kernel aborted`);
  };
  const exports = new wasm.Instance(module, { env: { memory, abort } }).exports as Exports;
  const arena = new Arena(memory, exports.heapBase(), mostPages);
  program.prepare(arena, exports);
  return { arena, exports };
}

/** Runs the stages in the calling thread. */
export function runInThisThread<Exports extends StageExports>(
  program: KernelProgram<Exports>,
): KernelExecution<Exports> {
  const opened = openKernel(program, compileKernel(program), createKernelMemory());
  const run = () => {
    opened.exports.work(0, ALL_CHUNKS);
  };
  return { ...opened, threads: 1, run };
}

/** Values of the control block by their addresses. */
export type Slots = ReadonlyArray<readonly [slot: number, value: number]>;

/** Writes the control block and runs a stage on all threads. */
export function runStageNow(
  execution: KernelExecution<StageExports>,
  stage: number,
  integers: Slots,
  numbers: Slots = [],
): void {
  const { buffer } = execution.arena.memory;
  const words = new Uint32Array(buffer, 0, CONTROL_END / 4);
  const doubles = new Float64Array(buffer, 0, CONTROL_END / 8);
  for (const [slot, value] of integers) words[slot / 4] = value;
  for (const [slot, value] of numbers) doubles[slot / 8] = value;
  words[STAGE / 4] = stage;
  words[NEXT_CHUNK / 4] = 0;
  execution.run();
}

/** `runStageNow` for callers that may be given something slower one day. */
export async function runStage(...stage: Parameters<typeof runStageNow>): Promise<void> {
  runStageNow(...stage);
}
