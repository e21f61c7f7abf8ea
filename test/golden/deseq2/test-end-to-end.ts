import { describe, expect, it } from 'vitest';
import { createReferenceKernel } from '../../../src/engines/deseq2/kernel/reference/reference-kernel.ts';
import { wasmKernels } from '../../../src/engines/deseq2/kernel/wasm/wasm-kernel.ts';
import { analyze } from './analyze.ts';
import { errorsOf, report } from './errors.ts';
import { loadOracle } from './oracle.ts';

/** Genes at which R's search hangs on its own rounding, where only the same bits lead to the same end. */
const FEW = { share: 0.001, extra: 2 };
const NONE = { share: 0, extra: 0 };

/** From counts to adjusted p-values without any help from R's intermediate numbers. */
export function testEndToEnd(names: readonly string[]): void {
  describe.each([
    ['the kernel of choice', {}, (name: string) => (name === 'airway' ? FEW : NONE)],
    ['the fast kernel', { createKernel: wasmKernels() }, () => FEW],
    ['the reference kernel', { createKernel: createReferenceKernel }, () => NONE],
  ])(`DESeq2 1.38.3 from counts to results by %s`, (_, dependencies, exceptions) => {
    it.each(names)('%s', async (name) => {
      const oracle = loadOracle(name);
      const { fit, results } = await analyze(oracle, dependencies);
      const rows = oracle.table('rows');
      const expected = oracle.table('results');
      const allZero = rows.column('allZero');
      const { share, extra } = exceptions(name);
      const check = (what: string, actual: Float64Array, reference: Float64Array, floor?: number) => {
        const errors = errorsOf(actual, reference, floor);
        report(`${name} ${what}`, errors, 1e-6);
        expect(errors.missingDiffer).toBe(0);
        expect(errors.above(1e-6)).toBeLessThanOrEqual(share * errors.count + extra);
        expect(errors.above(1e-4)).toBe(0);
      };
      const unlessZero = (values: Float64Array) =>
        values.map((value, gene) => (allZero[gene] === 1 ? Number.NaN : value));
      const { columns } = fit;
      check('dispGeneEst', columns.dispGeneEst, rows.column('dispGeneEst'));
      check('dispFit', columns.dispFit, rows.column('dispFit'));
      check('dispersion', columns.dispersion, rows.column('dispersion'));
      check('baseMean', results.baseMean, expected.column('baseMean'));
      check('log2FoldChange', results.log2FoldChange, expected.column('log2FoldChange'), 1e-2);
      check('lfcSE', results.lfcSE, expected.column('lfcSE'));
      check('stat', results.stat, expected.column('stat'), 1e-2);
      check('pvalue', results.pvalue, expected.column('pvalue'));
      check('padj', results.padj, expected.column('padj'));
      check('maxCooks', unlessZero(fit.cooks.maxCooks), rows.column('maxCooks'));
      expect(errorsOf([fit.dispPriorVar], [oracle.meta.dispPriorVar]).worst).toBeLessThan(1e-6);
      const { threshold, theta } = results.filtering!;
      expect(errorsOf([threshold, theta], [oracle.meta.filterThreshold, oracle.meta.filterTheta]).worst).toBeLessThan(
        1e-12,
      );
      for (const level of [0.05, 0.1]) {
        expect(significant(results.padj, level)).toEqual(significant(expected.column('padj'), level));
      }
      if (rows.names.includes('replace')) {
        const replaced = Float64Array.from(fit.cooks.replaced!, (value, gene) =>
          allZero[gene] === 1 ? Number.NaN : value,
        );
        expect(errorsOf(replaced, rows.column('replace'))).toMatchObject({ worst: 0 });
      } else expect(fit.cooks.replaced).toBeUndefined();
    });
  });
}

function significant(padj: Float64Array, level: number): number[] {
  return [...padj.keys()].filter((gene) => padj[gene]! < level);
}
