import { describe, expect, it } from 'vitest';
import { startKernelThreads } from '../../../pipeline/threads/kernel-threads.ts';
import { type Deseq2Execution, inThisThread } from '../../../src/engines/deseq2/kernel/wasm/deseq2-execution.ts';
import { deseq2Program } from '../../../src/engines/deseq2/kernel/wasm/deseq2-program.ts';
import { wasmKernels } from '../../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { wasmSizeFactors } from '../../../src/engines/deseq2/kernel/wasm/wasm-size-factors.ts';
import { factorDesign, randomProblem } from './random-problem.ts';

const problem = randomProblem({
  seed: 20,
  genes: 3000,
  design: factorDesign(Array.from({ length: 13 }, (_, j) => [j % 3, j % 2])),
});

/** The bits of everything that a kernel computes. */
async function fingerprint(execution: Deseq2Execution): Promise<Record<string, string>> {
  const kernel = await wasmKernels(execution)(problem);
  const { columns } = kernel;
  await kernel.summarize();
  await kernel.estimateGenewise({ xi: 1.1 });
  columns.dispFit.set(columns.baseMean.map((mean) => 0.03 + 1.5 / mean));
  await kernel.estimateMap({ priorVariance: 0.4, varLogDispEsts: 0.9 });
  const flaggable = new Uint8Array(problem.samples).fill(1);
  const { cooks, coefficients, ...fit } = await kernel.fitGlm({ cooks: { cutoff: 3, mean: 'fit', flaggable } });
  const sizeFactors = await wasmSizeFactors(execution)(problem, {});
  const all = { ...columns, ...fit, maxCooks: cooks!.maxCooks, sizeFactors };
  return Object.fromEntries(
    Object.entries(all).map(([name, { buffer, byteOffset, byteLength }]) => [
      name,
      Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
    ]),
  );
}

describe('threads of the kernel', () => {
  it('give the same bits, however many there are and however late they come', async () => {
    const expected = await fingerprint(inThisThread());
    for (const threads of [1, 2, 3, 7]) {
      const execution = startKernelThreads(deseq2Program, threads);
      expect(await fingerprint(execution)).toEqual(expected); // at once: most threads do not run yet
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await fingerprint(execution)).toEqual(expected);
      execution.close();
    }
  });

  it('run one analysis after another', async () => {
    const execution = startKernelThreads(deseq2Program, 2);
    const first = await fingerprint(execution);
    for (let i = 0; i < 20; i++) expect(await fingerprint(execution)).toEqual(first);
    execution.close();
  });

  it('fail instead of waiting forever where the kernel breaks down', async () => {
    const execution = startKernelThreads(deseq2Program, 2);
    const kernel = await wasmKernels(execution)({ ...problem, genes: 10 * problem.genes });
    await new Promise((resolve) => setTimeout(resolve, 300));
    execution.arena.memory.grow(1);
    const beyond = { ...kernel.problem, counts: new Int32Array(0) };
    const broken = await wasmKernels(execution)({ ...beyond, genes: 2 ** 26 }).catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(RangeError); // more than the 4 GiB that WebAssembly can address
    execution.close();
  });
});
