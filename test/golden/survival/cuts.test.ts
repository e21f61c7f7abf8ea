import { describe, expect, it } from 'vitest';
import { rankAverage } from '../../../src/stats/ranks/ranks.ts';
import { lausen92, lausen94, permutedP } from '../../../src/survival/cuts/corrected-p.ts';
import { logRankScores } from '../../../src/survival/cuts/log-rank-scores.ts';
import { candidateCuts, selectCut } from '../../../src/survival/cuts/maximally-selected.ts';
import { hasShared, whyShared } from '../../shared.ts';
import { gse3143, metabric, tcga, vantveer } from './cohort-data.ts';
import { expectClose, type Oracle, readOracle } from './oracle.ts';

describe.runIf(hasShared)(`maximally selected rank statistics of maxstat 0.7-25${whyShared}`, () => {
  const oracle = hasShared ? readOracle('maxstat.json') : { cases: [] };

  const dataOf = (name: string): { time: Float64Array; event: Float64Array; values: Float64Array } => {
    if (name.includes('DLBCL')) {
      const { time, cens, MGE } = oracle.DLBCL;
      const known = (column: (number | null)[]) =>
        Float64Array.from(
          column.filter((_, i) => time[i] !== null),
          Number,
        );
      return { time: known(time), event: known(cens), values: known(MGE) };
    }
    const [cohort, time, event, values] = name.startsWith('vantveer')
      ? [vantveer(), 'mfs_years', 'mfs_event', 'LIFR_log10ratio']
      : name.startsWith('tcga')
        ? [tcga(), 'survival_months', 'os_event', 'LIFR']
        : name.startsWith('metabric')
          ? [metabric(), 'os_months', 'os_event', 'lifr']
          : [gse3143(), 'os_months', 'os_event', 'LIFR'];
    return { time: cohort.number(time), event: cohort.number(event), values: cohort.number(values) };
  };

  it.each(oracle.cases as { name: string }[])('$name', (wanted: Oracle) => {
    const { time, event, values } = dataOf(wanted.name);
    const range = { least: wanted.minprop, most: wanted.maxprop };
    const scores = wanted.smethod === 'Wilcoxon' ? rankAverage(time).ranks : logRankScores(time, event);
    const candidates = candidateCuts(values, range);
    const selected = selectCut(candidates, scores);
    expectClose({
      statistic: [selected.statistic, wanted.statistic],
      cut: [selected.cut, wanted.cutpoint],
      candidates: [selected.cuts.length, wanted.n_cuts],
      statistics: [selected.statistics, wanted.stats],
      cuts: [selected.cuts, wanted.cuts],
      lau92: [lausen92(selected.statistic, range), wanted.p.Lau92],
      // maxstat does not stop at 1.
      lau94: [lausen94(selected.statistic, candidates), Math.min(1, wanted.p.Lau94)],
    });
    const options = { permutations: values.length > 500 ? 1000 : 10_000, seed: 20181 };
    const permuted = permutedP(selected.statistic, candidates, scores, options);
    const spread = Math.sqrt((permuted * (1 - permuted)) / options.permutations + 1e-6);
    expect(Math.abs(permuted - wanted.p.condMC)).toBeLessThan(5 * spread);
    expect(permutedP(selected.statistic, candidates, scores, options)).toBe(permuted);
  });

  it('log-rank scores', () => {
    // R counted the two patients without a time as if they outlived all others.
    const time = Float64Array.from(oracle.DLBCL.time, (value: number | null) => value ?? Number.POSITIVE_INFINITY);
    const event = Float64Array.from(oracle.DLBCL.cens, Number);
    const known = oracle.DLBCL.logrank_scores.filter((score: number | null) => score !== null);
    expectClose({ scores: [logRankScores(time, event), known] });
  });

  it('the approximation of 1992 over statistics', () => {
    for (const { b, p } of oracle.pLausen92_grid) expectClose({ [`b = ${b}`]: [lausen92(b), p] });
  });
});
