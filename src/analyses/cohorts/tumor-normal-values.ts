import type { tumorNormalTable } from '../../artifacts/cohort-tables.ts';
import type { TissueComparison, TissueDifference } from './compare-tissues.ts';

/** The columns of `tumor_normal.tsv`, cohort by cohort. */
export function tumorNormalValues(
  comparisons: readonly TissueComparison[],
): Parameters<typeof tumorNormalTable.toColumns>[0] {
  const rows = comparisons.flatMap(({ cohort, genes }) => genes.map((gene) => ({ cohort, gene })));
  const numbers = (of: (gene: TissueDifference) => number) => Float64Array.from(rows, ({ gene }) => of(gene));
  return {
    genes: rows.map(({ gene }) => gene.geneId),
    cohorts: rows.map(({ cohort }) => cohort),
    tumors: Int32Array.from(rows, ({ gene }) => gene.tumors),
    normals: Int32Array.from(rows, ({ gene }) => gene.normals),
    differences: numbers(({ difference }) => difference),
    standardErrors: numbers(({ standardError }) => standardError),
    low: numbers(({ low }) => low),
    high: numbers(({ high }) => high),
    moderated: numbers(({ moderated }) => moderated),
    wilcoxon: numbers(({ wilcoxon }) => wilcoxon),
    welch: numbers(({ welch }) => welch),
    paired: numbers(({ paired }) => paired),
    adjusted: numbers(({ adjusted }) => adjusted),
  };
}
