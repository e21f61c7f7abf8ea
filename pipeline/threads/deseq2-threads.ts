import { unlessRefused } from '../../src/engines/deseq2/kernel/default-kernel.ts';
import type { Dependencies } from '../../src/engines/deseq2/kernel/dependencies.ts';
import { deseq2Program } from '../../src/engines/deseq2/kernel/wasm/deseq2-program.ts';
import { wasmDependencies } from '../../src/engines/deseq2/kernel/wasm/wasm-dependencies.ts';
import { startKernelThreads } from './kernel-threads.ts';

/** What DESeq2 computes with, on threads. */
export interface Deseq2Threads {
  readonly dependencies: Dependencies;
  /** Where counts are best read to: the memory of the threads. */
  readonly allocate?: ((genes: number, samples: number) => Int32Array) | undefined;
  close(): void;
}

/** Threads for one analysis; plain TypeScript, with a note in its results, where the machine has no room for WebAssembly. */
export function startDeseq2Threads(threads: number): Deseq2Threads {
  let opened: Omit<Deseq2Threads, 'dependencies'> = { close: () => {} };
  const dependencies = unlessRefused(() => {
    const started = startKernelThreads(deseq2Program, threads);
    const allocate = (genes: number, samples: number) => started.arena.int32(genes * samples);
    opened = { allocate, close: () => started.close() };
    return wasmDependencies(started);
  });
  return { dependencies, ...opened };
}
