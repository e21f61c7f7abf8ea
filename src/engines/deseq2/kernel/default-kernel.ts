import type { Note } from '../../../design/note.ts';
import type { Dependencies } from './dependencies.ts';
import type { CreateKernel } from './gene-kernel.ts';
import { inThisThread } from './wasm/deseq2-execution.ts';
import { wasmDependencies } from './wasm/wasm-dependencies.ts';

type KernelDependencies = Dependencies & { readonly createKernel: CreateKernel };

/** What one analysis computes with on the calling thread: WebAssembly, or plain TypeScript where a runtime refuses it. */
export function defaultDependencies(): KernelDependencies {
  return unlessRefused(() => wasmDependencies(inThisThread()));
}

export function defaultKernels(): CreateKernel {
  return defaultDependencies().createKernel;
}

/**
 * What `create` makes; where the runtime has no WebAssembly, or no room for its memory, plain TypeScript with a note that
 * says so. Any other error is a defect and is thrown.
 */
export function unlessRefused<Made extends KernelDependencies>(create: () => Made): Made | KernelDependencies {
  try {
    return create();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return plainDependencies(error instanceof Error ? error.message : String(error));
  }
}

function isRefusal(error: unknown): boolean {
  if (!('WebAssembly' in globalThis)) return true;
  return error instanceof Error && ['CompileError', 'LinkError', 'RangeError'].includes(error.name);
}

function plainDependencies(reason: string): KernelDependencies {
  const note: Note = {
    code: 'KERNEL_PLAIN',
    level: 'warning',
    text:
      `WebAssembly cannot be used here (${reason}): plain TypeScript computes in its place, which takes many times as ` +
      'long and agrees to about 1e-9. Give the program more memory to have the usual digits.',
  };
  return {
    createKernel: async (problem) => {
      const { createReferenceKernel } = await import('./reference/reference-kernel.ts');
      return Object.assign(await createReferenceKernel(problem), { note });
    },
  };
}
