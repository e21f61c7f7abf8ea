import type { EngineName } from '../../src/engines/engine-name.ts';
import { type CountExecution, countProgram, unlessRefused } from '../../src/engines/kernels/counts/count-program.ts';
import { type Deseq2Threads, startDeseq2Threads } from './deseq2-threads.ts';
import { startKernelThreads } from './kernel-threads.ts';

/** What an engine computes with, on threads. */
export interface EngineThreads extends Deseq2Threads {
  readonly dependencies: Deseq2Threads['dependencies'] & {
    /** For edgeR and limma. */
    readonly execution?: CountExecution | undefined;
  };
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
