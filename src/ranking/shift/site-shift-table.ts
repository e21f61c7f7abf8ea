import type { RankingColumn } from '../ranking-table.ts';
import type { SiteShift } from './site-shift.ts';

/** Shifts of genes with sites as a table, one group a row: unmatched first, then against alike genes. */
export function siteShiftTable(shifts: readonly SiteShift[]): Map<string, RankingColumn> {
  const numbers = (value: (shift: SiteShift) => number): Float64Array => Float64Array.from(shifts, value);
  return new Map<string, RankingColumn>([
    ['site_type', shifts.map(({ type }) => type)],
    ['genes', Int32Array.from(shifts, ({ genes }) => genes)],
    ['genes_without_site', Int32Array.from(shifts, ({ genesWithout }) => genesWithout)],
    ['median_shift', numbers(({ medianShift }) => medianShift)],
    ['ci_low', numbers(({ ciLow }) => ciLow)],
    ['ci_high', numbers(({ ciHigh }) => ciHigh)],
    ['rank_sum_p', numbers(({ rankSumP }) => rankSumP)],
    ['ks_p', numbers(({ ksP }) => ksP)],
    ['order_p', numbers(({ orderP }) => orderP)],
    ['matched_genes', Int32Array.from(shifts, ({ matched }) => matched.genes)],
    ['matched_median_shift', numbers(({ matched }) => matched.medianShift)],
    ['matched_ci_low', numbers(({ matched }) => matched.ciLow)],
    ['matched_ci_high', numbers(({ matched }) => matched.ciHigh)],
    ['matched_rank_sum_p', numbers(({ matched }) => matched.rankSumP)],
    ['matched_ks_p', numbers(({ matched }) => matched.ksP)],
  ]);
}
