import { decodeBase64 } from '../../../text/base64.ts';
import { countKernelBase64 } from '../../../wasm/generated/count-kernel.ts';
import { type KernelExecution, type KernelProgram, runInThisThread } from '../../../wasm/kernel-host.ts';
import { placeExactTables } from '../exact-tables.ts';

/** What the compiled kernel exports. */
export interface CountExports {
  /** Claims and processes at most `chunks` chunks as thread number `thread`; 0 when none was left. */
  work(thread: number, chunks: number): number;
  /** Scratch memory of one thread for the stages of genes, and for those of samples. */
  scratchBytes(places: number, groups: number): number;
  normalizationBytes(usable: number): number;
  /** To base 2, in the bits of the stages. */
  log2(x: number): number;
  heapBase(): number;
}

/** Where what edgeR's and limma's engines compute gene by gene runs. */
export type CountExecution = KernelExecution<CountExports>;

export const countProgram: KernelProgram<CountExports> = {
  name: 'count',
  code: () => decodeBase64(countKernelBase64),
  prepare: placeExactTables,
};

/** The kernel on the calling thread; undefined where the runtime refuses it, and plain TypeScript has to do. */
export function countExecution(): CountExecution | undefined {
  return unlessRefused(() => runInThisThread(countProgram));
}

/** What `start` makes; undefined where the runtime has no WebAssembly, or no room for its memory. */
export function unlessRefused<Made>(start: () => Made): Made | undefined {
  try {
    return start();
  } catch (error) {
    if (!('WebAssembly' in globalThis)) return undefined;
    if (error instanceof Error && ['CompileError', 'LinkError', 'RangeError'].includes(error.name)) return undefined;
    throw error;
  }
}
