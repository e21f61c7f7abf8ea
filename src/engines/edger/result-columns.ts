import type { EdgerAnalysis } from './analysis.ts';

/** Columns of a table by name, in order; NaN stands for a missing number. */
export type EdgerColumns = Map<string, readonly string[] | Float64Array>;

/** The result table under edgeR's names, ln p beside it, and why genes without numbers were left out (NA for the others). */
export function edgerColumns({ study, results }: EdgerAnalysis): EdgerColumns {
  const { foldChanges, statistic, unshrunk } = results;
  const columns: EdgerColumns = new Map<string, readonly string[] | Float64Array>([['gene_id', study.geneIds]]);
  for (const { label, log2FoldChange } of foldChanges) {
    columns.set(foldChanges.length === 1 ? 'logFC' : `logFC ${label}`, log2FoldChange);
  }
  if (unshrunk !== undefined) columns.set('unshrunk.logFC', unshrunk);
  columns.set('logCPM', results.logCpm);
  if (statistic !== undefined) columns.set(statistic.name, statistic.values);
  columns.set('PValue', results.pvalue);
  columns.set('FDR', results.padj);
  columns.set('logPvalue', results.logPvalue);
  columns.set(
    'left_out',
    results.leftOut.map((reason) => reason ?? 'NA'),
  );
  return columns;
}

/** What was estimated for each kept gene: abundance, dispersions, deviances, variances and their priors. */
export function edgerRowColumns({ study, abundance, dispersions, quasiFit }: EdgerAnalysis): EdgerColumns {
  const ids = Array.from(study.prepared.kept, (gene) => study.geneIds[gene]!);
  const columns: EdgerColumns = new Map<string, readonly string[] | Float64Array>([
    ['gene_id', ids],
    ['AveLogCPM', abundance],
  ]);
  if (dispersions !== undefined) {
    columns.set('trended', dispersions.trended);
    columns.set('tagwise', dispersions.tagwise);
    columns.set('disp_prior_df', dispersions.priorDf);
  }
  if (quasiFit !== undefined) {
    columns.set('deviance', quasiFit.deviance);
    columns.set('df_residual', quasiFit.residualDf);
    columns.set('df_prior', quasiFit.priorDf);
    columns.set('var_prior', quasiFit.prior);
    columns.set('var_post', quasiFit.posterior);
  }
  return columns;
}
