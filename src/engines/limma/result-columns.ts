import type { LimmaAnalysis } from './limma-results.ts';

/** Columns of a table by name, in order; NaN stands for a missing number. */
export type LimmaColumns = Map<string, readonly string[] | Float64Array>;

/** The result table under limma's names, ln p beside it, and why genes without numbers were left out (NA for the others). */
export function limmaColumns({ study, results }: Pick<LimmaAnalysis, 'study' | 'results'>): LimmaColumns {
  const { foldChanges, statistic } = results;
  const columns: LimmaColumns = new Map<string, readonly string[] | Float64Array>([['gene_id', study.geneIds]]);
  for (const { label, log2FoldChange } of foldChanges) {
    columns.set(foldChanges.length === 1 ? 'logFC' : `logFC ${label}`, log2FoldChange);
  }
  columns.set('AveExpr', results.averageExpression);
  columns.set(statistic.name, statistic.values);
  columns.set('P.Value', results.pvalue);
  columns.set('adj.P.Val', results.padj);
  columns.set('B', results.logOdds);
  columns.set('lfcSE', results.lfcSE);
  columns.set('logPvalue', results.logPvalue);
  columns.set(
    'left_out',
    results.leftOut.map((reason) => reason ?? 'NA'),
  );
  return columns;
}

/** What was estimated for each kept gene: mean, spread, variances and their priors, errors of the coefficients. */
export function limmaRowColumns({ study, models, comparison }: LimmaAnalysis): LimmaColumns {
  const { variances } = comparison;
  const p = models.columns;
  const column = (values: Float64Array, k: number) =>
    Float64Array.from({ length: models.genes }, (_, gene) => values[gene * p + k]!);
  const columns: LimmaColumns = new Map<string, readonly string[] | Float64Array>([
    ['gene_id', Array.from(study.prepared.kept, (gene) => study.geneIds[gene]!)],
    ['AveExpr', models.averageExpression],
    ['sigma', models.sigma],
    ['df_residual', models.residualDf],
    ['df_prior', variances.priorDf],
    ['s2_prior', variances.prior],
    ['s2_post', variances.posterior],
    ['df_total', comparison.totalDf],
  ]);
  study.design.coefficientNames.forEach((name, k) => {
    columns.set(name, column(models.coefficients, k));
  });
  study.design.coefficientNames.forEach((name, k) => {
    columns.set(`stdev_unscaled_${name}`, column(models.unscaledErrors, k));
  });
  return columns;
}
