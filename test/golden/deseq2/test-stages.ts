import { beforeAll, describe, expect, it } from 'vitest';
import { buildDesign } from '../../../src/design/design.ts';
import { residualVariance } from '../../../src/engines/deseq2/fit/dispersion-trend.ts';
import { dispersionPriorVariance } from '../../../src/engines/deseq2/fit/prior-variance.ts';
import type { CreateKernel, GeneKernel } from '../../../src/engines/deseq2/kernel/gene-kernel.ts';
import { samplingVariance } from '../../../src/engines/deseq2/kernel/gene-problem.ts';
import { createReferenceKernel } from '../../../src/engines/deseq2/kernel/reference/reference-kernel.ts';
import { type Errors, errorsOf, report } from './errors.ts';
import { loadOracle, type Oracle } from './oracle.ts';

/** Each stage is fed with what R had after the stage before it, so that errors cannot add up. */
export function testStages(names: readonly string[]): void {
  describe.each(names)('%s', (name) => {
    const oracle = loadOracle(name);
    const rows = oracle.table('rows');
    // Rows whose outliers were replaced hold the results of other counts.
    const replaced = rows.names.includes('replace') ? rows.column('replace') : new Float64Array(rows.ids.length);
    const masked = (values: Float64Array) => values.map((value, gene) => (replaced[gene] === 1 ? Number.NaN : value));
    const compare = (what: string, actual: Float64Array, limit: number, floor?: number): Errors => {
      const errors = errorsOf(masked(actual), masked(rows.column(what)), floor);
      report(`${name} ${what}`, errors, limit);
      expect(errors.missingDiffer).toBe(0);
      return errors;
    };
    const allZero = rows.column('allZero');
    const unlessZero = (values: ArrayLike<number>) =>
      Float64Array.from(values, (value, gene) => (allZero[gene] === 1 ? Number.NaN : value));

    let kernel: GeneKernel;
    beforeAll(async () => {
      kernel = await openKernel(createReferenceKernel, oracle);
      await kernel.estimateGenewise({ xi: samplingVariance(kernel.problem, kernel.columns.allZero) });
    });

    it('base means and variances', () => {
      expect(compare('baseMean', kernel.columns.baseMean, 1e-12).worst).toBeLessThan(1e-12);
      expect(compare('baseVar', kernel.columns.baseVar, 1e-12).worst).toBeLessThan(1e-12);
    });

    it('gene-wise dispersions', () => {
      const errors = compare('dispGeneEst', kernel.columns.dispGeneEst, 1e-6);
      expect(errors.above(1e-6)).toBe(0);
      expect(compare('dispGeneIter', unlessZero(kernel.columns.dispGeneIter), 0).worst).toBe(0);
    });

    it('maximum a posteriori dispersions', async () => {
      kernel.columns.dispGeneEst.set(rows.column('dispGeneEst'));
      kernel.columns.dispFit.set(rows.column('dispFit'));
      const { samples, coefficients } = kernel.problem;
      // Not read from the oracle, which gives both to 15 digits only: the last bits matter. Replaced rows do not enter them.
      const dispersions = masked(rows.column('dispGeneEst'));
      const trend = rows.column('dispFit');
      const isComplete = !replaced.includes(1);
      const varLogDispEsts = isComplete ? residualVariance(dispersions, trend) : oracle.meta.varLogDispEsts;
      const priorVariance = await dispersionPriorVariance(dispersions, trend, varLogDispEsts, samples - coefficients);
      expect(errorsOf([priorVariance], [oracle.meta.dispPriorVar]).worst).toBeLessThan(1e-14);
      await kernel.estimateMap({ priorVariance, varLogDispEsts });
      const errors = compare('dispMAP', kernel.columns.dispMap, 1e-6);
      expect(errors.above(1e-6)).toBe(0);
      // The last digit of the prior width, which is not R's where rows were replaced, may decide when a search ends.
      const otherwise = compare('dispIter', unlessZero(kernel.columns.dispIter), 0).above(0);
      expect(otherwise).toBeLessThanOrEqual(isComplete ? 0 : 1);
      expect(compare('dispOutlier', unlessZero(kernel.columns.dispOutlier), 0).worst).toBe(0);
    });

    it('coefficients, standard errors, deviances and Cook distances', async () => {
      kernel.columns.dispersion.set(rows.column('dispersion'));
      const cellSizes = new Map<number, number>();
      for (const cell of kernel.problem.cells) cellSizes.set(cell, (cellSizes.get(cell) ?? 0) + 1);
      const flaggable = Uint8Array.from(kernel.problem.cells, (cell) => (cellSizes.get(cell)! >= 3 ? 1 : 0));
      const mean = oracle.meta.test === 'LRT' ? 'genewise' : 'fit';
      const fit = await kernel.fitGlm({ cooks: { cutoff: 1, flaggable, mean } });
      const p = fit.coefficients;
      oracle.meta.coefficients.forEach((coefficient, k) => {
        const column = (values: Float64Array) => Float64Array.from(allZero, (_, gene) => values[gene * p + k]!);
        // A few genes end in R's general optimizer, which stops earlier.
        const beta = compare(coefficient, column(fit.beta), 1e-8, 1e-2);
        expect(beta.above(1e-8)).toBeLessThanOrEqual(3);
        expect(beta.worst).toBeLessThan(1e-7);
        expect(compare(`SE_${coefficient}`, column(fit.standardError), 1e-8).worst).toBeLessThan(1e-8);
      });
      expect(compare('betaIter', unlessZero(fit.iterations), 0).worst).toBe(0);
      const deviance = fit.logLik.map((logLik) => -2 * logLik);
      expect(compare('deviance', deviance, 1e-8).worst).toBeLessThan(1e-8);
      if (rows.names.includes('replace')) return;
      const cooks = compare('maxCooks', fit.cooks!.maxCooks, 1e-8);
      expect(cooks.above(1e-8)).toBeLessThanOrEqual(3);
      expect(cooks.worst).toBeLessThan(1e-6);
    });
  });
}

async function openKernel(create: CreateKernel, oracle: Oracle): Promise<GeneKernel> {
  const design = buildDesign(oracle.meta.design, oracle.samples, { references: oracle.references });
  expect(design.coefficientNames).toEqual(oracle.meta.coefficients);
  expect(Array.from(design.matrix)).toEqual(oracle.meta.modelMatrix.flat());
  const kernel = await create({
    genes: oracle.geneIds.length,
    samples: oracle.sampleIds.length,
    coefficients: design.coefficients,
    counts: oracle.counts,
    sizeFactors: oracle.table('size_factors').column('size_factor'),
    design: design.matrix,
    cells: design.cells,
  });
  await kernel.summarize();
  return kernel;
}
