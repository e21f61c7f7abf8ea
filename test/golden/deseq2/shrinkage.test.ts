import { describe, expect, it } from 'vitest';
import { ApeglmPosterior } from '../../../src/engines/deseq2/kernel/apeglm-posterior.ts';
import { planDesign } from '../../../src/engines/deseq2/kernel/design-plan.ts';
import { shrinkApeglm } from '../../../src/engines/deseq2/shrink/shrink-apeglm.ts';
import { shrinkNormal } from '../../../src/engines/deseq2/shrink/shrink-normal.ts';
import { analyze } from './analyze.ts';
import { errorsOf, report } from './errors.ts';
import { loadOracle, presentOracles, whyAbsent } from './oracle.ts';

const shrunken = presentOracles.filter((name) => loadOracle(name).has('apeglm'));

describe(`apeglm by R 4.2.2${whyAbsent}`, () => {
  it.each(shrunken)('%s', async (name) => {
    const oracle = loadOracle(name);
    const { fit } = await analyze(oracle);
    const coefficient = oracle.meta.shrinkCoef!;
    const t0 = performance.now();
    const shrinkage = await shrinkApeglm(fit, { contrast: { kind: 'coefficient', name: coefficient } });
    const ms = performance.now() - t0;
    const reference = oracle.table('apeglm');
    const lfc = reference.column('log2FoldChange');
    const errors = errorsOf(shrinkage.log2FoldChange, lfc, 1e-2);
    report(`${name} log2FoldChange`, errors, 1e-3);
    expect(errors.missingDiffer).toBe(0);
    // R's optimizer stops short of the optimum: no objective of ours may be above that at R's mode, others free.
    const { problem, columns } = fit;
    const { genes, samples, coefficients: p } = problem;
    const column = oracle.meta.coefficients.indexOf(coefficient);
    const posterior = new ApeglmPosterior(planDesign(problem.design, samples, p), column, shrinkage.priorScale);
    const seAtTheirMode = new Float64Array(genes).fill(Number.NaN);
    let worse = 0;
    let better = 0;
    for (let gene = 0; gene < genes; gene++) {
      if (Number.isNaN(lfc[gene])) continue;
      posterior.alpha = columns.dispersion[gene]!;
      posterior.factors.set(problem.sizeFactors);
      posterior.counts.set(problem.counts.subarray(gene * samples, (gene + 1) * samples));
      const profile = (b: number) => {
        const beta = Float64Array.from({ length: p }, (_, k) => (fit.glm.beta[gene * p + k]! || 0) * Math.LN2);
        beta[column] = b * Math.LN2;
        const value = posterior.minimize(beta, true);
        return { value, se: Math.sqrt(posterior.varianceAt(beta)) / Math.LN2 };
      };
      const { value } = profile(shrinkage.log2FoldChange[gene]!);
      const theirs = profile(lfc[gene]!);
      seAtTheirMode[gene] = theirs.se;
      const difference = value - theirs.value;
      const rounding = 1e-9 + 1e-14 * Math.abs(value);
      if (difference > rounding) worse++;
      if (difference < -rounding) better++;
    }
    console.log(
      `  ${name} objective better than R's in ${better} genes, worse in ${worse}; prior scale ${shrinkage.priorScale}, ${ms.toFixed(0)} ms`,
    );
    expect(worse).toBe(0);

    // R takes its standard error from the Hessian where its optimizer stopped. Where that is our mode too, both agree. It is
    // some hundredths of a standard error short of it in others and, in up to two genes of a hundred, at another mode where
    // the objective is worse: there ours agrees once it is taken at R's mode. In up to 0.3% of genes that too is beyond 1e-3:
    // R does not report where its other coefficients stopped, and here these are at their optimum.
    const lfcSE = reference.column('lfcSE');
    const own = errorsOf(shrinkage.lfcSE, lfcSE);
    report(`${name} lfcSE`, own, 1e-3);
    const isNear = (gene: number) => Math.abs(shrinkage.log2FoldChange[gene]! - lfc[gene]!) < 1e-3 * lfcSE[gene]!;
    const unlessFar = (values: Float64Array) => values.map((value, gene) => (isNear(gene) ? value : Number.NaN));
    const atSameMode = errorsOf(unlessFar(shrinkage.lfcSE), unlessFar(lfcSE));
    report(`${name} lfcSE where modes agree`, atSameMode, 1e-3);
    const atTheirMode = errorsOf(seAtTheirMode, lfcSE);
    report(`${name} lfcSE at R's mode`, atTheirMode, 1e-3);
    expect(own.missingDiffer + atTheirMode.missingDiffer).toBe(0);
    expect(atSameMode.count).toBeGreaterThan(0.4 * own.count);
    expect(atSameMode.worst).toBeLessThan(4e-3);
    expect(atTheirMode.above(1e-3)).toBeLessThanOrEqual(0.003 * atTheirMode.count);
    expect(atTheirMode.worst).toBeLessThan(name === 'cooks' ? 0.03 : 6e-3);
  });
});

const shrunkenNormally = presentOracles.filter((name) => loadOracle(name).has('normal'));

describe(`lfcShrink of type normal of DESeq2 1.38.3${whyAbsent}`, () => {
  it.each(shrunkenNormally)('%s', async (name) => {
    const oracle = loadOracle(name);
    const { fit } = await analyze(oracle);
    const shrinkage = await shrinkNormal(fit, { contrast: { kind: 'coefficient', name: oracle.meta.shrinkCoef! } });
    const reference = oracle.table('normal');
    const errors = errorsOf(shrinkage.log2FoldChange, reference.column('log2FoldChange'), 1e-2);
    report(`${name} log2FoldChange`, errors, 1e-5);
    const errorsOfSd = errorsOf(shrinkage.lfcSE, reference.column('lfcSE'));
    report(`${name} lfcSE`, errorsOfSd, 1e-5);
    expect(errors.missingDiffer + errorsOfSd.missingDiffer).toBe(0);
    expect(errors.worst).toBeLessThan(1e-5);
    expect(errorsOfSd.worst).toBeLessThan(1e-5);
  });
});
