import type { siteShiftTable } from '../../artifacts/ranking-tables.ts';
import type { SiteShift } from '../../ranking/shift/site-shift.ts';

export type SiteShiftValues = ReturnType<typeof siteShiftTable.parse>;

/** Shifts of genes with sites as a table, one group a row: unmatched first, then against alike genes. */
export function siteShiftValues(shifts: readonly SiteShift[]): SiteShiftValues {
  const numbers = (value: (shift: SiteShift) => number): Float64Array => Float64Array.from(shifts, value);
  const integers = (value: (shift: SiteShift) => number): Int32Array => Int32Array.from(shifts, value);
  return {
    types: shifts.map(({ type }) => type),
    genes: integers(({ genes }) => genes),
    genesWithout: integers(({ genesWithout }) => genesWithout),
    medianShift: numbers(({ medianShift }) => medianShift),
    ciLow: numbers(({ ciLow }) => ciLow),
    ciHigh: numbers(({ ciHigh }) => ciHigh),
    rankSumP: numbers(({ rankSumP }) => rankSumP),
    ksP: numbers(({ ksP }) => ksP),
    orderP: numbers(({ orderP }) => orderP),
    matchedGenes: integers(({ matched }) => matched.genes),
    matchedMedianShift: numbers(({ matched }) => matched.medianShift),
    matchedCiLow: numbers(({ matched }) => matched.ciLow),
    matchedCiHigh: numbers(({ matched }) => matched.ciHigh),
    matchedRankSumP: numbers(({ matched }) => matched.rankSumP),
    matchedKsP: numbers(({ matched }) => matched.ksP),
  };
}
