import { describe, expect, it } from 'vitest';
import {
  evaluateTrend,
  fitDispersionTrend,
  residualVariance,
} from '../../../src/engines/deseq2/fit/dispersion-trend.ts';
import { dispersionPriorVariance } from '../../../src/engines/deseq2/fit/prior-variance.ts';
import { errorsOf, report } from './errors.ts';
import { loadOracle, presentOracles, whyAbsent } from './oracle.ts';

/** Designs whose rows hold, for some genes, the dispersions after outliers were replaced: no input of the trend. */
const replacing = ['outliers'];

describe(`dispersion trend and prior width of DESeq2 1.38.3${whyAbsent}`, () => {
  it.each(presentOracles.filter((name) => !replacing.includes(name)))('%s', async (name) => {
    const { meta, table } = loadOracle(name);
    const rows = table('rows');
    const dispersions = rows.column('dispGeneEst');
    const baseMean = rows.column('baseMean');
    const trend = fitDispersionTrend(baseMean, dispersions, meta.fitType, []);
    expect(trend.fitType).toBe(meta.fitType);
    const fitted = baseMean.map((mean, gene) =>
      Number.isNaN(dispersions[gene]) ? Number.NaN : evaluateTrend(trend, mean),
    );
    const errors = errorsOf(fitted, rows.column('dispFit'));
    report(`${name} dispFit`, errors, 1e-8);
    expect(errors.missingDiffer).toBe(0);
    expect(errors.worst).toBeLessThan(2e-8);

    const variance = residualVariance(dispersions, fitted);
    const residualDf = meta.modelMatrix.length - meta.coefficients.length;
    const prior = await dispersionPriorVariance(dispersions, fitted, variance, residualDf);
    const numbers = errorsOf([variance, prior], [meta.varLogDispEsts, meta.dispPriorVar]);
    report(`${name} varLogDispEsts, dispPriorVar`, numbers, 1e-8);
    expect(numbers.worst).toBeLessThan(1e-8);
  });
});
