import { describe, expect, it } from 'vitest';
import { buildDesign } from '../../../src/design/design.ts';
import { requestCooks } from '../../../src/engines/deseq2/fit/cooks-request.ts';
import { samplingVariance } from '../../../src/engines/deseq2/kernel/gene-problem.ts';
import { inThisThread } from '../../../src/engines/deseq2/kernel/wasm/deseq2-execution.ts';
import { wasmKernels } from '../../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { wasmSizeFactors } from '../../../src/engines/deseq2/kernel/wasm/wasm-size-factors.ts';
import { medianRatioSizeFactors } from '../../../src/normalize/size-factors.ts';
import { type Errors, errorsOf, report } from '../../golden/deseq2/errors.ts';
import { loadOracle, presentOracles, whyAbsent } from '../../golden/deseq2/oracle.ts';

/** Each stage is fed with what R had after the stage before it. */
describe(`stages of the WebAssembly kernel against DESeq2 1.38.3${whyAbsent}`, () => {
  describe.each(presentOracles)('%s', (name) => {
    const oracle = loadOracle(name);
    const rows = oracle.table('rows');
    const has = (column: string) => rows.names.includes(column);
    // Rows whose outliers were replaced hold the results of other counts; those that R could not fit are its optimizer's.
    const replaced = has('replace') ? rows.column('replace') : new Float64Array(rows.ids.length);
    const fitted = rows.column(has('betaConv') ? 'betaConv' : 'fullBetaConv');
    const design = buildDesign(oracle.meta.design, oracle.samples, { references: oracle.references });
    const { coefficients, matrix, cells } = design;
    const samples = oracle.sampleIds.length;
    const matrixOfCounts = { genes: oracle.geneIds.length, samples, counts: oracle.counts };
    const sizeFactors = oracle.table('size_factors').column('size_factor');
    const problem = { ...matrixOfCounts, coefficients, sizeFactors, design: matrix, cells };
    const kernel = wasmKernels()(problem);
    const compare = (what: string, actual: Float64Array, limit: number, floor?: number): Errors => {
      const kept = (values: Float64Array) => values.map((value, gene) => (replaced[gene] === 1 ? Number.NaN : value));
      const errors = errorsOf(kept(actual), kept(rows.column(what)), floor);
      report(`${name} ${what}`, errors, limit);
      expect(errors.missingDiffer).toBe(0);
      return errors;
    };

    it('size factors', async () => {
      const type = oracle.meta.sfType === 'poscounts' ? 'poscounts' : 'ratio';
      const estimated = await wasmSizeFactors(inThisThread())(matrixOfCounts, { type });
      const errors = errorsOf(estimated, sizeFactors);
      report(`${name} size factors`, errors, 1e-12);
      expect(errors.worst).toBeLessThan(1e-12);
      expect(errorsOf(estimated, medianRatioSizeFactors(matrixOfCounts, { type })).worst).toBeLessThan(2e-14);
    });

    it('gene-wise dispersions', async () => {
      const stages = await kernel;
      const { columns } = stages;
      await stages.summarize();
      expect(compare('baseMean', columns.baseMean, 1e-12).worst).toBeLessThan(1e-12);
      expect(compare('baseVar', columns.baseVar, 1e-12).worst).toBeLessThan(1e-12);
      await stages.estimateGenewise({ xi: samplingVariance(problem, columns.allZero) });
      expect(compare('dispGeneEst', columns.dispGeneEst, 1e-6).above(1e-6)).toBe(0);
    });

    it('maximum a posteriori dispersions', async () => {
      const stages = await kernel;
      const { columns } = stages;
      columns.dispGeneEst.set(rows.column('dispGeneEst'));
      columns.dispFit.set(rows.column('dispFit'));
      const { dispPriorVar, varLogDispEsts } = oracle.meta;
      await stages.estimateMap({ priorVariance: dispPriorVar, varLogDispEsts });
      const errors = compare('dispMAP', columns.dispMap, 1e-6);
      expect(errors.above(1e-6)).toBeLessThanOrEqual(errors.count / 1000);
      expect(errors.worst).toBeLessThan(2e-5);
      const outliers = Float64Array.from(columns.dispOutlier, (x, gene) => (columns.allZero[gene] ? Number.NaN : x));
      expect(compare('dispOutlier', outliers, 0).worst).toBe(0);
    });

    it('coefficients, standard errors, deviances and Cook distances', async () => {
      const stages = await kernel;
      const { columns } = stages;
      columns.dispersion.set(rows.column('dispersion'));
      const cooks = requestCooks(design, oracle.meta.test === 'LRT' ? 'lrt' : 'wald', Number.POSITIVE_INFINITY);
      const fit = await stages.fitGlm({ cooks });
      const unlessOptimized = (values: Float64Array) =>
        values.map((value, gene) => (fitted[gene] === 0 || fit.iterations[gene] === 100 ? Number.NaN : value));
      const check = (what: string, actual: Float64Array, floor?: number) => {
        const expected = unlessOptimized(rows.column(what));
        const errors = errorsOf(
          unlessOptimized(actual),
          replaced.map((r, gene) => (r ? actual[gene]! : expected[gene]!)),
          floor,
        );
        report(`${name} ${what}`, errors, 1e-8);
        expect(errors.worst).toBeLessThan(1e-8);
      };
      oracle.meta.coefficients.forEach((coefficient, k) => {
        const column = (values: Float64Array) =>
          Float64Array.from({ length: problem.genes }, (_, gene) => values[gene * fit.coefficients + k]!);
        check(coefficient, column(fit.beta), 1e-2);
        check(`SE_${coefficient}`, column(fit.standardError));
      });
      check(
        'deviance',
        fit.logLik.map((logLik) => -2 * logLik),
      );
      if (fit.cooks && !has('replace')) check('maxCooks', fit.cooks.maxCooks);
    });
  });
});
