import type { Citation } from './report-data.ts';

export const LOVE: Citation = {
  label: 'Love, Huber & Anders 2014',
  title: 'Moderated estimation of fold change and dispersion for RNA-seq data with DESeq2',
  doi: '10.1186/s13059-014-0550-8',
};
export const ANDERS: Citation = {
  label: 'Anders & Huber 2010',
  title: 'Differential expression analysis for sequence count data',
  doi: '10.1186/gb-2010-11-10-r106',
};
export const BENJAMINI: Citation = {
  label: 'Benjamini & Hochberg 1995',
  title: 'Controlling the false discovery rate: a practical and powerful approach to multiple testing',
  doi: '10.1111/j.2517-6161.1995.tb02031.x',
};
export const YEKUTIELI: Citation = {
  label: 'Benjamini & Yekutieli 2001',
  title: 'The control of the false discovery rate in multiple testing under dependency',
  doi: '10.1214/aos/1013699998',
};
export const ZHU: Citation = {
  label: 'Zhu, Ibrahim & Love 2019',
  title:
    'Heavy-tailed prior distributions for sequence count data: removing the noise and preserving large differences',
  doi: '10.1093/bioinformatics/bty895',
};
export const CHEN: Citation = {
  label: 'Chen et al. 2025',
  title:
    'edgeR v4: powerful differential analysis of sequencing data with expanded functionality and improved support for small counts and larger datasets',
  doi: '10.1093/nar/gkaf018',
};
export const ROBINSON: Citation = {
  label: 'Robinson, McCarthy & Smyth 2010',
  title: 'edgeR: a Bioconductor package for differential expression analysis of digital gene expression data',
  doi: '10.1093/bioinformatics/btp616',
};
export const TMM: Citation = {
  label: 'Robinson & Oshlack 2010',
  title: 'A scaling normalization method for differential expression analysis of RNA-seq data',
  doi: '10.1186/gb-2010-11-3-r25',
};
export const BULLARD: Citation = {
  label: 'Bullard et al. 2010',
  title: 'Evaluation of statistical methods for normalization and differential expression in mRNA-Seq experiments',
  doi: '10.1186/1471-2105-11-94',
};
export const MCCARTHY: Citation = {
  label: 'McCarthy, Chen & Smyth 2012',
  title: 'Differential expression analysis of multifactor RNA-Seq experiments with respect to biological variation',
  doi: '10.1093/nar/gks042',
};
export const LUND: Citation = {
  label: 'Lund et al. 2012',
  title:
    'Detecting differential expression in RNA-sequence data using quasi-likelihood with shrunken dispersion estimates',
  doi: '10.1515/1544-6115.1826',
};
export const EXACT: Citation = {
  label: 'Robinson & Smyth 2008',
  title: 'Small-sample estimation of negative binomial dispersion, with applications to SAGE data',
  doi: '10.1093/biostatistics/kxm030',
};
export const RITCHIE: Citation = {
  label: 'Ritchie et al. 2015',
  title: 'limma powers differential expression analyses for RNA-sequencing and microarray studies',
  doi: '10.1093/nar/gkv007',
};
export const LAW: Citation = {
  label: 'Law et al. 2014',
  title: 'voom: precision weights unlock linear model analysis tools for RNA-seq read counts',
  doi: '10.1186/gb-2014-15-2-r29',
};
export const SMYTH: Citation = {
  label: 'Smyth, Michaud & Scott 2005',
  title: 'Use of within-array replicate spots for assessing differential expression in microarray experiments',
  doi: '10.1093/bioinformatics/bti270',
};
export const WEIGHTS: Citation = {
  label: 'Ritchie et al. 2006',
  title: 'Empirical array quality weights in the analysis of microarray data',
  doi: '10.1186/1471-2105-7-261',
};
export const PHIPSON: Citation = {
  label: 'Phipson et al. 2016',
  title:
    'Robust hyperparameter estimation protects against hypervariable genes and improves power to detect differential expression',
  doi: '10.1214/16-AOAS920',
};
export const TREAT: Citation = {
  label: 'McCarthy & Smyth 2009',
  title: 'Testing significance relative to a fold-change threshold is a TREAT',
  doi: '10.1093/bioinformatics/btp053',
};
export const LUN: Citation = {
  label: 'Lun & Smyth 2017',
  title:
    'No counts, no variance: allowing for loss of degrees of freedom when assessing biological variability from RNA-seq data',
  doi: '10.1515/sagmb-2017-0010',
};
