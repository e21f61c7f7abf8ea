import { describe, expect, it } from 'vitest';
import { findModesHere } from '../../../src/engines/deseq2/kernel/apeglm-modes.ts';
import { inThisThread } from '../../../src/engines/deseq2/kernel/wasm/deseq2-execution.ts';
import { wasmModes } from '../../../src/engines/deseq2/kernel/wasm/wasm-apeglm.ts';
import { wasmKernels } from '../../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { factorDesign, type RandomOptions, randomProblem } from './random-problem.ts';

const conditions = (samples: number) => factorDesign(Array.from({ length: samples }, (_, j) => [j % 2]));

const cases: Record<string, RandomOptions> = {
  'two groups': { seed: 30, genes: 600, design: conditions(8) },
  'two groups, few counts': { seed: 31, genes: 600, design: conditions(7), meanLog: 0 },
  'five donors and a condition': {
    seed: 32,
    genes: 400,
    design: factorDesign(Array.from({ length: 10 }, (_, j) => [j % 5, j < 5 ? 0 : 1])),
  },
  'a covariate far from 0': {
    seed: 33,
    genes: 400,
    design: Array.from({ length: 12 }, (_, j) => [1, 40 + 3 * ((5 * j) % 12), j % 2]),
  },
  'a covariate that is shrunk': {
    seed: 35,
    genes: 400,
    design: Array.from({ length: 12 }, (_, j) => [1, j % 2, 5 + ((7 * j) % 12) / 3]),
  },
  'normalization factors': { seed: 34, genes: 400, design: conditions(9), withFactors: true },
};

describe('modes of apeglm in WebAssembly and in plain TypeScript', () => {
  it.each(Object.entries(cases))('agree for %s', async (_, options) => {
    const problem = randomProblem(options);
    const { genes, coefficients: p } = problem;
    const kernel = await wasmKernels()(problem);
    await kernel.summarize();
    const { columns } = kernel;
    for (let gene = 0; gene < genes; gene++) {
      columns.dispersion[gene] = columns.allZero[gene] ? Number.NaN : 0.02 + 1 / columns.baseMean[gene]!;
    }
    const glm = await kernel.fitGlm({});
    const starts = glm.beta.map((beta) => beta * Math.LN2);
    for (const priorScale of [0.02, 0.3, 1]) {
      const column = p - 1;
      const errors = Float64Array.from({ length: genes }, (_, g) => glm.standardError[g * p + column]! * Math.LN2);
      const request = { problem, dispersions: columns.dispersion, starts, errors, column, priorScale };
      const expected = await findModesHere(request);
      const found = await wasmModes(inThisThread())(request);
      const off = (gene: number) => {
        if (Number.isNaN(expected.modes[gene])) return !Number.isNaN(found.modes[gene]);
        const step = Math.abs(found.modes[gene]! - expected.modes[gene]!) / Math.sqrt(expected.variances[gene]!);
        return !(step < 1e-6 && Math.abs(found.variances[gene]! / expected.variances[gene]! - 1) < 1e-6);
      };
      expect(Array.from({ length: genes }, (_, gene) => gene).filter(off)).toEqual([]);
    }
  });
});
