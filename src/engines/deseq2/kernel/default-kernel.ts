import type { Dependencies } from './dependencies.ts';
import type { CreateKernel } from './gene-kernel.ts';
import { wasmDependencies } from './wasm/wasm-dependencies.ts';

/** What one analysis computes with on the calling thread: WebAssembly, or plain TypeScript where a runtime refuses it. */
export function defaultDependencies(): Dependencies & { readonly createKernel: CreateKernel } {
  try {
    return wasmDependencies();
  } catch {
    return {
      createKernel: async (problem) => (await import('./reference/reference-kernel.ts')).createReferenceKernel(problem),
    };
  }
}

export function defaultKernels(): CreateKernel {
  return defaultDependencies().createKernel;
}
