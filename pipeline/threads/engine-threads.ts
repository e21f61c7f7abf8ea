import type { EngineDependencies } from '../../src/analyses/analyze-by-engine.ts';
import type { EngineName } from '../../src/engines/engine-name.ts';
import { countProgram, unlessRefused } from '../../src/engines/kernels/counts/count-program.ts';
import { startDeseq2Threads } from './deseq2-threads.ts';
import { startKernelThreads } from './kernel-threads.ts';

/** What an engine computes with, on threads. */
export interface EngineThreads {
  readonly dependencies: EngineDependencies;
  /** Where counts are best read to: the memory of the threads. */
  readonly allocate?: ((genes: number, samples: number) => Int32Array) | undefined;
  close(): void;
}

/** Threads for one analysis by an engine. */
export function startEngineThreads(engine: EngineName, threads: number): EngineThreads {
  if (engine === 'deseq2') return startDeseq2Threads(threads);
  const started = unlessRefused(() => startKernelThreads(countProgram, threads));
  if (started === undefined) return { dependencies: {}, close: () => {} };
  return {
    dependencies: { execution: started },
    allocate: (genes, samples) => started.arena.int32(genes * samples),
    close: () => started.close(),
  };
}
