import type { Dependencies } from '../dependencies.ts';
import type { Deseq2Execution } from './deseq2-execution.ts';
import { kernelsBySize } from './kernel-choice.ts';
import { wasmModes } from './wasm-apeglm.ts';
import { wasmMixture } from './wasm-mixture.ts';
import { wasmSizeFactors } from './wasm-size-factors.ts';
import { wasmTest } from './wasm-test.ts';

/** All that one analysis computes gene by gene, in WebAssembly on the threads of an execution. */
export function wasmDependencies(execution: Deseq2Execution) {
  return {
    createKernel: kernelsBySize(execution),
    estimateSizeFactors: wasmSizeFactors(execution),
    findModes: wasmModes(execution),
    testEstimates: wasmTest(execution),
    mixEffects: wasmMixture(execution),
  } satisfies Dependencies;
}
