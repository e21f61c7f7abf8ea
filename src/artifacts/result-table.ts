import { defineTable } from './table-codec.ts';

const NOT_TESTED = 'the gene has no counts in the samples of the contrast';

/** `tables/differential/CONTRAST.ENGINE.results.tsv`: the comparison of two conditions. */
export const resultTable = defineTable('One row a gene of the count table or of the result table that was given.', {
  geneIds: { name: 'gene_id', kind: 'text', meaning: 'the gene as the input names it' },
  baseMean: {
    name: 'baseMean',
    kind: 'number',
    unit: 'normalized counts',
    meaning: 'mean expression over all samples of the contrast; 2^x of a logCPM or AveExpr that was read',
    missing: 'the table that was read has none',
  },
  log2FoldChange: {
    name: 'log2FoldChange',
    kind: 'number',
    unit: 'log2',
    meaning: 'target against reference, positive where the target is higher; shrunken if that was asked for',
    missing: NOT_TESTED,
  },
  lfcSE: {
    name: 'lfcSE',
    kind: 'number',
    unit: 'log2',
    meaning: 'standard error of log2FoldChange; posterior standard deviation where it is shrunken',
    missing: NOT_TESTED,
  },
  stat: {
    name: 'stat',
    kind: 'number',
    meaning: 'Wald statistic, or that of the likelihood ratio test',
    missing: NOT_TESTED,
    absent: 'the results were computed by another program',
  },
  pvalue: {
    name: 'pvalue',
    kind: 'number',
    meaning: 'p-value of the gene',
    missing: `${NOT_TESTED}, or it was flagged as an outlier by Cook's distance`,
  },
  padj: {
    name: 'padj',
    kind: 'number',
    meaning: 'p-value adjusted over all genes that were tested',
    missing: 'as pvalue, or the mean is too low for the gene to be worth testing (independent filtering)',
  },
  logPvalue: {
    name: 'logPvalue',
    kind: 'number',
    unit: 'ln',
    meaning: 'natural logarithm of pvalue, also where that is too small for a number',
    missing: 'as pvalue',
  },
  lfcMLE: {
    name: 'lfcMLE',
    kind: 'number',
    unit: 'log2',
    meaning: 'fold change before shrinkage',
    missing: NOT_TESTED,
    absent: 'fold changes were not shrunken',
  },
  lfcSEMLE: {
    name: 'lfcSEMLE',
    kind: 'number',
    unit: 'log2',
    meaning: 'standard error before shrinkage',
    missing: NOT_TESTED,
    absent: 'fold changes were not shrunken',
  },
  svalue: {
    name: 'svalue',
    kind: 'number',
    meaning: 'expected rate of wrong signs among genes with this or a smaller value',
    missing: NOT_TESTED,
    absent: 'fold changes were not shrunken by a method that gives it',
  },
});
