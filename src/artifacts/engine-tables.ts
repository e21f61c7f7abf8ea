import { defineTable } from './table-codec.ts';

const gene = { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' } as const;
const LEFT_OUT = 'the gene was left out; left_out says why';

const shared = {
  logFC: {
    name: 'logFC',
    kind: 'number',
    unit: 'log2',
    meaning: 'target against reference, positive where the target is higher',
    missing: LEFT_OUT,
  },
  logPvalue: {
    name: 'logPvalue',
    kind: 'number',
    unit: 'ln',
    meaning: 'natural logarithm of the p-value, also where that is too small for a number',
    missing: LEFT_OUT,
  },
  leftOut: {
    name: 'left_out',
    kind: 'text',
    meaning: 'why the gene has no numbers',
    words: ['low counts', 'no counts', 'no variation'],
    missing: 'the gene was tested',
  },
} as const;

/** `tables/differential/CONTRAST.edger-*.results.tsv` */
export const edgerTable = defineTable('One row a gene of the count table, in the columns of edgeR.', {
  geneIds: gene,
  logFC: shared.logFC,
  unshrunk: {
    name: 'unshrunk.logFC',
    kind: 'number',
    unit: 'log2',
    meaning: 'the same without prior count',
    missing: LEFT_OUT,
    absent: 'no threshold was tested against',
  },
  logCPM: {
    name: 'logCPM',
    kind: 'number',
    unit: 'log2 counts per million',
    meaning: 'average over all samples of the contrast',
    missing: LEFT_OUT,
  },
  F: {
    name: 'F',
    kind: 'number',
    meaning: 'quasi-likelihood F',
    missing: LEFT_OUT,
    absent: 'the engine has none, or a threshold was tested against',
  },
  LR: {
    name: 'LR',
    kind: 'number',
    meaning: 'likelihood ratio',
    missing: LEFT_OUT,
    absent: 'the engine has none, or a threshold was tested against',
  },
  pvalue: { name: 'PValue', kind: 'number', meaning: 'p-value of the gene', missing: LEFT_OUT },
  padj: {
    name: 'FDR',
    kind: 'number',
    meaning: 'p-value adjusted over all genes that were tested (Benjamini and Hochberg)',
    missing: LEFT_OUT,
  },
  logPvalue: shared.logPvalue,
  leftOut: shared.leftOut,
});

/** `tables/differential/CONTRAST.limma-*.results.tsv` */
export const limmaTable = defineTable('One row a gene of the count table, in the columns of limma.', {
  geneIds: gene,
  logFC: shared.logFC,
  averageExpression: {
    name: 'AveExpr',
    kind: 'number',
    unit: 'log2 counts per million',
    meaning: 'mean over all samples of the contrast',
    missing: LEFT_OUT,
  },
  t: { name: 't', kind: 'number', meaning: 'moderated t', missing: LEFT_OUT },
  pvalue: { name: 'P.Value', kind: 'number', meaning: 'p-value of the gene', missing: LEFT_OUT },
  padj: {
    name: 'adj.P.Val',
    kind: 'number',
    meaning: 'p-value adjusted over all genes that were tested (Benjamini and Hochberg)',
    missing: LEFT_OUT,
  },
  logOdds: {
    name: 'B',
    kind: 'number',
    unit: 'ln',
    meaning: 'log odds that the gene changes',
    missing: `${LEFT_OUT}; or a threshold was tested against`,
  },
  lfcSE: {
    name: 'lfcSE',
    kind: 'number',
    unit: 'log2',
    meaning: 'moderated standard error of logFC',
    missing: LEFT_OUT,
  },
  logPvalue: shared.logPvalue,
  leftOut: shared.leftOut,
});

const NO_DISPERSIONS = 'dispersions of genes were not estimated';
const NO_QUASI = 'the engine has no quasi-likelihood fit';

/** `tables/differential/CONTRAST.edger-*.rows.tsv` */
export const edgerRowTable = defineTable('One row a gene that was tested: what its result was computed from.', {
  geneIds: gene,
  abundance: {
    name: 'AveLogCPM',
    kind: 'number',
    unit: 'log2 counts per million',
    meaning: 'average over all samples of the contrast',
  },
  trended: {
    name: 'trended',
    kind: 'number',
    meaning: 'dispersion that the trend along abundance expects',
    absent: NO_DISPERSIONS,
  },
  tagwise: {
    name: 'tagwise',
    kind: 'number',
    meaning: 'dispersion of the gene, drawn toward the trend',
    absent: NO_DISPERSIONS,
  },
  dispersionPriorDf: {
    name: 'disp_prior_df',
    kind: 'number',
    meaning: 'degrees of freedom that the trend counts as; Inf: it alone counts',
    absent: NO_DISPERSIONS,
  },
  deviance: { name: 'deviance', kind: 'number', meaning: 'residual deviance', absent: NO_QUASI },
  residualDf: { name: 'df_residual', kind: 'number', meaning: 'residual degrees of freedom', absent: NO_QUASI },
  priorDf: {
    name: 'df_prior',
    kind: 'number',
    meaning: 'degrees of freedom that the prior of the quasi-dispersion counts as; Inf: it alone counts',
    absent: NO_QUASI,
  },
  prior: {
    name: 'var_prior',
    kind: 'number',
    meaning: 'quasi-dispersion that the trend expects',
    absent: NO_QUASI,
  },
  posterior: {
    name: 'var_post',
    kind: 'number',
    meaning: 'quasi-dispersion of the gene, drawn toward the trend',
    absent: NO_QUASI,
  },
});

/** `tables/differential/CONTRAST.limma-*.rows.tsv` */
export const limmaRowTable = defineTable(
  'One row a gene that was tested: what its result was computed from.',
  {
    geneIds: gene,
    averageExpression: {
      name: 'AveExpr',
      kind: 'number',
      unit: 'log2 counts per million',
      meaning: 'mean over all samples of the contrast',
    },
    sigma: { name: 'sigma', kind: 'number', unit: 'log2', meaning: 'residual standard deviation' },
    residualDf: { name: 'df_residual', kind: 'number', meaning: 'residual degrees of freedom' },
    priorDf: {
      name: 'df_prior',
      kind: 'number',
      meaning: 'degrees of freedom that the prior variance counts as; Inf: it alone counts',
    },
    prior: { name: 's2_prior', kind: 'number', meaning: 'variance that the prior expects' },
    posterior: { name: 's2_post', kind: 'number', meaning: 'variance of the gene, drawn toward the prior' },
    totalDf: { name: 'df_total', kind: 'number', meaning: 'degrees of freedom of the moderated t' },
  },
  {
    shown: 'COEFFICIENT, stdev_unscaled_COEFFICIENT',
    kind: 'number',
    meaning: 'each coefficient of the design (log2), and its standard error in units of sigma',
  },
);
