import { describe, expect, it } from 'vitest';
import type { CreateKernel, GeneKernel, GeneProblem } from '../../../src/engines/deseq2/kernel/gene-kernel.ts';
import { samplingVariance } from '../../../src/engines/deseq2/kernel/gene-problem.ts';
import { createReferenceKernel } from '../../../src/engines/deseq2/kernel/reference/reference-kernel.ts';
import { exactKernels } from '../../../src/engines/deseq2/kernel/wasm/exact-kernel.ts';
import { wasmKernels } from '../../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { factorDesign, randomProblem } from './random-problem.ts';

const twoGroups = (samples: number) =>
  factorDesign(Array.from({ length: samples }, (_, j) => [j < samples / 2 ? 0 : 1]));
const batches = (samples: number) => factorDesign(Array.from({ length: samples }, (_, j) => [j % 3, j % 2]));
const paired = factorDesign(Array.from({ length: 18 }, (_, j) => [j % 9, j < 9 ? 0 : 1]));
const covariates = Array.from({ length: 14 }, (_, j) => [1, 2000 + ((7 * j) % 11), 5 + Math.sin(j), j % 2]);
const interaction = Array.from({ length: 12 }, (_, j) => [1, j % 2, j < 6 ? 1 : 0, (j % 2) * (j < 6 ? 1 : 0)]);

const cases: Record<string, GeneProblem> = {
  'two groups of 4': randomProblem({ seed: 1, genes: 400, design: twoGroups(8) }),
  'two groups of 3 and 4': randomProblem({ seed: 2, genes: 400, design: twoGroups(7) }),
  'two groups of 2, few counts': randomProblem({ seed: 3, genes: 400, design: twoGroups(4), meanLog: 0 }),
  'two groups of 60': randomProblem({ seed: 4, genes: 150, design: twoGroups(120) }),
  'two groups of 300, few counts': randomProblem({ seed: 5, genes: 60, design: twoGroups(600), meanLog: 1 }),
  'an intercept alone': randomProblem({ seed: 6, genes: 300, design: Array.from({ length: 6 }, () => [1]) }),
  'three batches and a condition': randomProblem({ seed: 7, genes: 400, design: batches(12) }),
  'nine donors and a condition': randomProblem({ seed: 8, genes: 300, design: paired }),
  'covariates far from 0': randomProblem({ seed: 9, genes: 300, design: covariates }),
  'an interaction': randomProblem({ seed: 10, genes: 400, design: interaction }),
  'a design without intercept': randomProblem({
    seed: 11,
    genes: 300,
    design: Array.from({ length: 9 }, (_, j) => [0, 1, 2].map((k) => (j % 3 === k ? 1 : 0))),
  }),
  'normalization factors': randomProblem({ seed: 12, genes: 300, design: batches(11), withFactors: true }),
};

const prior = { priorVariance: 0.4, varLogDispEsts: 0.9 };

describe('the WebAssembly kernel and the reference kernel', () => {
  describe.each(Object.entries(cases))('%s', (name, problem) => {
    const xi = samplingVariance(problem, new Uint8Array(problem.genes));
    const kernels = open(problem, xi);

    it('agree in means, variances and genes without counts', async () => {
      const { wasm, reference } = await kernels;
      expect(Array.from(wasm.columns.allZero)).toEqual(Array.from(reference.columns.allZero));
      for (const column of ['baseMean', 'baseVar'] as const) {
        expect(differing(wasm.columns[column], reference.columns[column], 1e-12)).toEqual([]);
      }
    });

    it('agree in gene-wise dispersions', async () => {
      const { wasm, reference } = await kernels;
      // Below 1e-7 both follow rounding noise, of means that differ in the last bit.
      const large = (values: Float64Array) => values.map((value) => (value < 1e-7 ? 0 : value));
      const differ = differing(large(wasm.columns.dispGeneEst), large(reference.columns.dispGeneEst), 2e-6);
      expect(differ.length).toBeLessThanOrEqual(Math.max(1, problem.genes / 200));
    });

    it('agree in final dispersions', async () => {
      const { wasm, reference } = await kernels;
      const fitted = reference.columns.baseMean.map((mean) => 0.03 + 1.5 / mean);
      for (const kernel of [wasm, reference]) {
        kernel.columns.dispGeneEst.set(reference.columns.dispGeneEst);
        kernel.columns.dispFit.set(fitted);
        await kernel.estimateMap(prior);
      }
      // With many large counts the reference, as R, adds up terms whose rounding decides when its search ends.
      const isNoisy = (gene: number) => reference.columns.baseMean[gene]! * problem.samples > 1e7;
      const beyond = (limit: number) =>
        differing(wasm.columns.dispMap, reference.columns.dispMap, limit).filter((gene) => !isNoisy(gene));
      expect(beyond(2e-6).length).toBeLessThanOrEqual(Math.max(1, problem.genes / 200));
      expect(beyond(1e-4)).toEqual([]);
    });

    it('agree in models and Cook distances', async () => {
      const { wasm, reference } = await kernels;
      const request = {
        cooks: {
          cutoff: 3,
          mean: name === 'an interaction' ? 'genewise' : 'fit',
          flaggable: new Uint8Array(problem.samples).fill(1),
          replaceable: Uint8Array.from({ length: problem.samples }, (_, j) => j % 2),
          wantsDistances: true,
        },
      } as const;
      wasm.columns.dispersion.set(reference.columns.dispersion);
      const [a, b] = [await wasm.fitGlm(request), await reference.fitGlm(request)];
      expect(differing(a.iterations, b.iterations, 0)).toEqual([]);
      expect(differing(a.converged, b.converged, 0)).toEqual([]);
      // Coefficients near 0 are held to the scale of their standard errors.
      const inErrors = a.beta.map((beta, i) => (beta - b.beta[i]!) / b.standardError[i]!);
      expect(Array.from(inErrors.keys()).filter((i) => Math.abs(inErrors[i]!) > 1e-7)).toEqual([]);
      expect(differing(a.standardError, b.standardError, 1e-8)).toEqual([]);
      expect(differing(a.logLik, b.logLik, 1e-9)).toEqual([]);
      for (const column of ['maxCooks', 'maxCooksKept', 'distances'] as const) {
        expect(differing(a.cooks![column]!, b.cooks![column]!, 1e-6, 1e-9)).toEqual([]);
      }
      expect(Array.from(a.cooks!.anyAbove)).toEqual(Array.from(b.cooks!.anyAbove));
    });

    it('agree in a reduced model with a ridge of its own', async () => {
      const { wasm, reference } = await kernels;
      const design = new Float64Array(problem.samples).fill(1);
      const request = { design, coefficients: 1, ridge: Float64Array.of(0.3) };
      const [a, b] = [await wasm.fitGlm(request), await reference.fitGlm(request)];
      expect(differing(a.beta, b.beta, 1e-8, 1e-6)).toEqual([]);
      expect(differing(a.logLik, b.logLik, 1e-9)).toEqual([]);
    });
  });
});

async function open(problem: GeneProblem, xi: number) {
  const start = async (create: CreateKernel): Promise<GeneKernel> => {
    const kernel = await create(problem);
    await kernel.summarize();
    await kernel.estimateGenewise({ xi });
    return kernel;
  };
  return { wasm: await start(wasmKernels()), reference: await start(createReferenceKernel) };
}

/** Indices whose values differ by more than `limit` of the expected one, or are missing on one side. */
function differing(actual: ArrayLike<number>, expected: ArrayLike<number>, limit: number, floor = 0): number[] {
  return Array.from({ length: expected.length }, (_, i) => i).filter((i) => {
    const [a, b] = [actual[i]!, expected[i]!];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) !== Number.isNaN(b);
    return Math.abs(a - b) > limit * Math.max(Math.abs(b), floor);
  });
}

describe('the exact kernel has the bits of the reference kernel', () => {
  it.each(Object.entries(cases))('%s', async (_, problem) => {
    const xi = samplingVariance(problem, new Uint8Array(problem.genes));
    const [exact, reference] = await Promise.all(
      [exactKernels(), createReferenceKernel].map((create) => create(problem)),
    );
    for (const kernel of [exact!, reference!]) {
      await kernel.summarize();
      await kernel.estimateGenewise({ xi });
      kernel.columns.dispFit.set(kernel.columns.baseMean.map((mean) => 0.03 + 1.5 / mean));
      await kernel.estimateMap(prior);
    }
    for (const column of Object.keys(exact!.columns) as (keyof GeneKernel['columns'])[]) {
      expect(Array.from(exact!.columns[column]), column).toEqual(Array.from(reference!.columns[column]));
    }
    const cooks = { cutoff: 3, mean: 'genewise', flaggable: new Uint8Array(problem.samples).fill(1) } as const;
    const [distances, expected] = [await exact!.fitGlm({ cooks }), await reference!.fitGlm({ cooks })];
    expect(differing(distances.cooks!.maxCooks, expected.cooks!.maxCooks, 1e-6)).toEqual([]);
  });
});
