import { expect, it } from 'vitest';
import { buildDesign } from '../../../src/design/design.ts';
import { deseq2 } from '../../../src/engines/deseq2/deseq2.ts';
import { fitModels } from '../../../src/engines/deseq2/fit/compared-models.ts';
import type { GeneKernel } from '../../../src/engines/deseq2/kernel/gene-kernel.ts';
import { makeProblem } from '../../../src/engines/deseq2/kernel/gene-problem.ts';
import { createReferenceKernel } from '../../../src/engines/deseq2/kernel/reference/reference-kernel.ts';
import { wasmKernels } from '../../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { Fault } from '../../../src/fault.ts';

const sampleIds = ['a', 'b', 'c', 'd', 'e', 'f'];
const condition = ['x', 'x', 'x', 'y', 'y', 'y'];

it('stops where no trend can describe the dispersions of most genes', async () => {
  // All reads of a gene in one sample of each group, another from gene to gene: no replicate resembles another.
  const counts = Array.from({ length: 60 }, (_, gene) =>
    sampleIds.map((_, j) => (j % 3 === gene % 3 ? 4000 + 37 * gene : Number(gene % 7 === j))),
  );
  const input = { counts: [[100, 110, 90, 100, 95, 105], ...counts], sampleIds, samples: { condition } };
  const fault = await deseq2(input, { design: '~ condition' }).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Fault);
  expect((fault as Fault).code).toBe('DISPERSION_AT_LIMIT');
  expect((fault as Fault).details.found).toMatch(/^\d+ of 61 genes/);
});

it.each([
  ['the reference kernel', createReferenceKernel],
  ['the fast kernel', wasmKernels()],
])('%s: a fit of infinite likelihood is never called converged', async (_, createKernel) => {
  // In years from 0, where the first gene has no maximum within the limits of the search.
  const year = [2014, 2015, 2016, 2014, 2015, 2016];
  const design = buildDesign('~ year + condition', { ids: sampleIds, columns: { year, condition } });
  const counts = Int32Array.from([0, 0, 2, 0, 0, 0, 30, 2, 900, 5, 1, 0, 0, 1, 0, 2, 0, 1]);
  const problem = makeProblem(counts, { ...design, basis: undefined }, { sizeFactors: new Float64Array(6).fill(1) });
  const kernel: GeneKernel = await createKernel(problem);
  await kernel.summarize();
  kernel.columns.dispersion.set([1e-8, 0.1, 1e-8]);
  const { glm } = await fitModels(kernel, undefined, undefined);
  kernel.close();
  expect(glm.logLik[0]).toBe(Number.NEGATIVE_INFINITY);
  expect(Array.from(glm.converged)).toEqual([0, 1, 1]);
});
