import { type KernelExecution, runInThisThread } from '../../../../wasm/kernel-host.ts';
import { deseq2Program } from './deseq2-program.ts';
import type { KernelExports } from './kernel-exports.ts';

/** Where the stages of the DESeq2 kernel run. */
export type Deseq2Execution = KernelExecution<KernelExports>;

export function inThisThread(): Deseq2Execution {
  return runInThisThread(deseq2Program);
}

/** Genes that a thread claims at once: less than a millisecond of work, so that threads finish together. */
export function chunkGenes(samples: number): number {
  return Math.max(1, Math.min(256, Math.floor(16_384 / samples)));
}
