import { describe, expect, it } from 'vitest';
import { estimateDispersions } from '../../src/engines/edger/dispersion/estimate-dispersions.ts';
import { compareWith } from '../golden/edger/compare.ts';
import { keptProblem, loadOracle, presentOracles, whyAbsent } from '../golden/edger/oracle.ts';

const scalar = (value: unknown): number => (value === 'Inf' ? Number.POSITIVE_INFINITY : Number(value));

describe(`edgeR 3.40.2: dispersions under a design${whyAbsent}`, () => {
  it.each(presentOracles)('%s', (name) => {
    const oracle = loadOracle(name);
    const { problem, model } = keptProblem(oracle);
    const { hold } = compareWith(name, oracle.table('ql340_fit'));
    const found = estimateDispersions(problem, model, { version: 'edger3' });
    expect(Math.abs(found.common / oracle.meta['common.dispersion'] - 1)).toBeLessThan(1e-8);
    hold('AveLogCPM', found.abundance, 'AveLogCPM', 1e-8);
    hold('trended', found.trended, 'trended', 1e-8);
    hold('tagwise', found.tagwise, 'tagwise', 1e-6);
    if (name === 'airway') return; // the slowest; what follows differs by the moderation alone, which has tests of its own
    const robust = estimateDispersions(problem, model, { version: 'edger3', isRobust: true });
    hold('robust prior df', robust.priorDf, 'disp_prior_df_robust', 1e-6);
    hold('robust tagwise', robust.tagwise, 'tagwise_robust', 1e-6);
  });
});

describe(`edgeR 4.4.1: the prior of dispersions changes where genes have zero fits${whyAbsent}`, () => {
  // `unequal` has other genes in 4.4.1.
  it.each(presentOracles.filter((name) => name !== 'unequal'))('%s', (name) => {
    const oracle = loadOracle(name);
    const { problem, model } = keptProblem(oracle);
    const { hold } = compareWith(name, oracle.table('ql441_fit'));
    const found = estimateDispersions(problem, model, { version: 'edger4' });
    hold('trended', found.trended, 'trended', 1e-8);
    hold('tagwise', found.tagwise, 'tagwise', 1e-6);
    const expected = [oracle.meta4['prior.df']].flat();
    if (expected.length === 1) {
      const [df] = found.priorDf.filter((value) => value !== Number.POSITIVE_INFINITY);
      const wanted = scalar(expected[0]);
      if (df === undefined) expect(wanted).toBe(Number.POSITIVE_INFINITY);
      else expect(Math.abs(df / wanted - 1)).toBeLessThan(1e-6);
    }
  });
});
