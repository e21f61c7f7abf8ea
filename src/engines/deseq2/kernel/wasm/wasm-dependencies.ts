import type { Dependencies } from '../dependencies.ts';
import { kernelsBySize } from './kernel-choice.ts';
import { wasmModes } from './wasm-apeglm.ts';
import { inThisThread, type KernelExecution } from './wasm-execution.ts';
import { wasmSizeFactors } from './wasm-size-factors.ts';

/** All that one analysis computes gene by gene, in WebAssembly on the threads of an execution. */
export function wasmDependencies(execution: KernelExecution = inThisThread()) {
  return {
    createKernel: kernelsBySize(execution),
    estimateSizeFactors: wasmSizeFactors(execution),
    findModes: wasmModes(execution),
  } satisfies Dependencies;
}
