import { Worker } from 'node:worker_threads';
import { GENERATION, STAGE_FAILED, STAGE_OPEN, THREADS_STATE } from '../../src/wasm/control-layout.ts';
import type { WasmEngine, WasmMemory, WasmModule } from '../../src/wasm/engine.ts';
import {
  ALL_CHUNKS,
  compileKernel,
  createKernelMemory,
  type KernelExecution,
  type KernelProgram,
  openKernel,
  type StageExports,
} from '../../src/wasm/kernel-host.ts';

/** Threads that share the kernel's memory; the thread that made them computes too. */
export interface KernelThreads<Exports extends StageExports> extends KernelExecution<Exports> {
  close(): void;
}

const GENERATION_WORD = GENERATION / 4;
const STATE_WORD = THREADS_STATE / 4;

/**
 * Starts `threads - 1` threads of a kernel, which wait without cost until a stage runs; worth starting before the counts are read.
 *
 * Every thread claims chunks of genes until none is left, so the numbers do not depend on how many there are. The calling
 * thread is busy while a stage runs: callers that must stay responsive do this in a thread of their own, as the stages of
 * `seedrank run` do.
 */
export function startKernelThreads<Exports extends StageExports>(
  program: KernelProgram<Exports>,
  threads: number,
): KernelThreads<Exports> {
  const shared = createKernelMemory();
  const { memory } = shared;
  const module = compileKernel(program);
  for (let thread = 1; thread < threads; thread++) {
    const workerData: ThreadData = {
      module,
      memory,
      thread,
      constants: { GENERATION_WORD, STATE_WORD, STAGE_OPEN, STAGE_FAILED, ALL_CHUNKS },
    };
    new Worker(`(${serve})(require('node:worker_threads').workerData)`, { eval: true, workerData }).unref();
  }
  const { arena, exports } = openKernel(program, module, shared);
  const words = new Int32Array(memory.buffer);

  return {
    arena,
    exports,
    threads,
    run() {
      Atomics.store(words, STATE_WORD, STAGE_OPEN);
      Atomics.add(words, GENERATION_WORD, 1);
      Atomics.notify(words, GENERATION_WORD);
      try {
        exports.work(0, ALL_CHUNKS);
      } finally {
        // Threads that have not joined by now find nothing to do; the others are in their last chunk, a millisecond or less.
        Atomics.and(words, STATE_WORD, ~STAGE_OPEN);
      }
      for (let state = Atomics.load(words, STATE_WORD); state !== 0; state = Atomics.load(words, STATE_WORD)) {
        if (state === STAGE_FAILED) throw new Error(`a thread of the ${program.name} kernel broke down`);
        Atomics.wait(words, STATE_WORD, state);
      }
    },
    close() {
      Atomics.store(words, GENERATION_WORD, -1);
      Atomics.notify(words, GENERATION_WORD);
    },
  };
}

interface ThreadData {
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly thread: number;
  readonly constants: Readonly<
    Record<'GENERATION_WORD' | 'STATE_WORD' | 'STAGE_OPEN' | 'STAGE_FAILED' | 'ALL_CHUNKS', number>
  >;
}

/** The whole program of a thread; it runs as text, so that nothing of this module may be used but through its argument. */
function serve({ module, memory, thread, constants }: ThreadData): void {
  const { GENERATION_WORD, STATE_WORD, STAGE_OPEN, STAGE_FAILED, ALL_CHUNKS } = constants;
  const { WebAssembly: engine } = globalThis as unknown as { readonly WebAssembly: WasmEngine };
  const { work } = new engine.Instance(module, { env: { memory, abort() {} } }).exports as StageExports;
  const words = new Int32Array(memory.buffer);
  for (let seen = 0; seen >= 0; seen = Atomics.load(words, GENERATION_WORD)) {
    let state = Atomics.load(words, STATE_WORD);
    while (state & STAGE_OPEN) {
      const found = Atomics.compareExchange(words, STATE_WORD, state, state + 1);
      if (found !== state) {
        state = found;
        continue;
      }
      try {
        memory.grow(0); // lets this thread see how far the memory has grown
        work(thread, ALL_CHUNKS);
      } catch {
        Atomics.or(words, STATE_WORD, STAGE_FAILED);
      }
      Atomics.sub(words, STATE_WORD, 1);
      Atomics.notify(words, STATE_WORD);
      break;
    }
    Atomics.wait(words, GENERATION_WORD, seen);
  }
}
