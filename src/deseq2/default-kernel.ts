import type { CreateKernel } from './gene-kernel.ts';
import { wasmKernels } from './wasm-kernel.ts';

/** Kernels on the calling thread for one analysis: WebAssembly, or plain TypeScript where a runtime refuses it. */
export function defaultKernels(): CreateKernel {
  try {
    return wasmKernels();
  } catch {
    return async (problem) => (await import('./reference-kernel.ts')).createReferenceKernel(problem);
  }
}
