import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writePosterior } from '../../../src/engines/deseq2/kernel/effect-mixture.ts';
import { mixtureLogLikelihood } from '../../../src/engines/deseq2/shrink/normal-mixture-prior.ts';
import { shrinkAshr } from '../../../src/engines/deseq2/shrink/shrink-ashr.ts';
import { analyze } from './analyze.ts';
import { errorsOf, report } from './errors.ts';
import { loadOracle, locate, presentOracles, whyAbsent } from './oracle.ts';

const shrunken = presentOracles.filter((name) => loadOracle(name).has('ashr'));

describe(`lfcShrink of type ashr, ashr 2.2-65${whyAbsent}`, () => {
  it.each(shrunken)('%s', async (name) => {
    const oracle = loadOracle(name);
    const { results } = await analyze(oracle);
    const t0 = performance.now();
    const shrinkage = shrinkAshr(results);
    const ms = performance.now() - t0;
    const { prior } = shrinkage;
    const r = JSON.parse(readFileSync(locate(`${name}.ashr.json`)!, 'utf8')) as { pi: number[]; sd: number[] };
    const grid = errorsOf(prior.deviations, r.sd);
    report(`${name} grid`, grid, 1e-9);
    // The grid hangs on the least standard error, which in cooks is that of a gene that R left to an optimizer.
    expect(grid.worst).toBeLessThan(name === 'cooks' ? 1e-7 : 1e-9);
    const known = [...results.lfcSE.keys()].filter((gene) => results.lfcSE[gene]! > 0);
    const pick = (values: Float64Array) => Float64Array.from(known, (gene) => values[gene]!);
    const theirs = { deviations: Float64Array.from(r.sd), proportions: Float64Array.from(r.pi) };
    const effects = pick(results.log2FoldChange);
    const errors = pick(results.lfcSE);
    const better = prior.logLikelihood - mixtureLogLikelihood(effects, errors, theirs);
    console.log(
      `  ${name} log likelihood ${prior.logLikelihood}, better than R's by ${better}, ` +
        `at most ${prior.gap} below the optimum, ${ms.toFixed(0)} ms`,
    );
    expect(better).toBeGreaterThan(-1e-9);
    expect(prior.gap).toBeLessThan(1e-8);

    const reference = oracle.table('ashr');
    // Given the proportions at which R stopped, the posterior is R's.
    const scratch = new Float64Array(r.sd.length);
    const posterior = { mean: 0, deviation: 0, falseSign: 0 };
    const means = new Float64Array(known.length);
    const deviations = new Float64Array(known.length);
    known.forEach((_, row) => {
      writePosterior(effects[row]!, errors[row]!, theirs, scratch, posterior);
      means[row] = posterior.mean;
      deviations[row] = posterior.deviation;
    });
    const meanErrors = errorsOf(means, pick(reference.column('log2FoldChange')), 1);
    const deviationErrors = errorsOf(deviations, pick(reference.column('lfcSE')), 1);
    report(`${name} posterior mean`, meanErrors, 1e-6);
    report(`${name} posterior deviation`, deviationErrors, 1e-6);
    expect(Math.max(meanErrors.worst, deviationErrors.worst)).toBeLessThan(1e-6);

    // mixsqp stops where its gradient is small. Where that leaves 1e-8 of the objective, 1e-5 of fold changes are open.
    const isAtOptimum = better < 1e-8;
    for (const [what, actual, furthest] of [
      ['log2FoldChange', shrinkage.log2FoldChange, 3e-4],
      ['lfcSE', shrinkage.lfcSE, 3e-4],
      ['svalue', shrinkage.svalue, 5e-3],
    ] as const) {
      const expected = reference.column(what);
      const difference = errorsOf(actual, expected, 1);
      report(`${name} ${what}`, difference, 1e-5);
      expect(difference.missingDiffer).toBe(0);
      expect(difference.worst, what).toBeLessThan(isAtOptimum && what !== 'svalue' ? 1e-5 : furthest);
      // Equally certain genes follow each other in an order that rounding decides.
      if (isAtOptimum && what === 'svalue') expect(difference.above(1e-5)).toBeLessThanOrEqual(2);
    }
  });
});
