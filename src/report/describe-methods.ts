import { listWords } from './format.ts';
import type { Citation } from './report-data.ts';

/** The parameters that were really used, in the words of the study file. */
export interface MethodParameters {
  readonly design: string;
  readonly sizeFactors: 'ratio' | 'poscounts' | 'iterate' | null;
  readonly test: 'wald' | 'lrt';
  readonly reduced: string | null;
  readonly fitType: 'parametric' | 'local' | 'mean';
  readonly alpha: number;
  readonly lfcThreshold: number;
  readonly alternative: 'greaterAbs' | 'lessAbs' | 'greater' | 'less';
  readonly shrink: 'none' | 'apeglm' | 'normal';
  readonly cooks: boolean;
  readonly independentFiltering: boolean;
  readonly effect: 'overexpression' | 'inhibition';
  /** Undefined where targets were not searched. */
  readonly mirna: string | undefined;
}

export interface Methods {
  /** A paragraph each. */
  readonly paragraphs: readonly string[];
  readonly citations: readonly Citation[];
}

const LOVE: Citation = {
  label: 'Love, Huber & Anders 2014',
  title: 'Moderated estimation of fold change and dispersion for RNA-seq data with DESeq2',
  doi: '10.1186/s13059-014-0550-8',
};
const ANDERS: Citation = {
  label: 'Anders & Huber 2010',
  title: 'Differential expression analysis for sequence count data',
  doi: '10.1186/gb-2010-11-10-r106',
};
const BENJAMINI: Citation = {
  label: 'Benjamini & Hochberg 1995',
  title: 'Controlling the false discovery rate: a practical and powerful approach to multiple testing',
  doi: '10.1111/j.2517-6161.1995.tb02031.x',
};
const ZHU: Citation = {
  label: 'Zhu, Ibrahim & Love 2019',
  title:
    'Heavy-tailed prior distributions for sequence count data: removing the noise and preserving large differences',
  doi: '10.1093/bioinformatics/bty895',
};
const BARTEL: Citation = {
  label: 'Bartel 2009',
  title: 'MicroRNAs: target recognition and regulatory functions',
  doi: '10.1016/j.cell.2009.01.002',
};
const GRIMSON: Citation = {
  label: 'Grimson et al. 2007',
  title: 'MicroRNA targeting specificity in mammals: determinants beyond seed pairing',
  doi: '10.1016/j.molcel.2007.06.017',
};

const OUTLIERS =
  "Counts that are outliers by Cook's distance were replaced in groups of seven samples or more; in groups of three to " +
  'six they cost the gene its p-value.';

/** How the results were made, as sentences that fit a methods section, and what they cite. */
export function describeMethods(parameters: MethodParameters): Methods {
  const { mirna, shrink } = parameters;
  return {
    paragraphs: [
      `${normalization(parameters)} ${models(parameters)}`,
      `${tests(parameters)} ${adjustment(parameters)}`,
      ...(mirna === undefined ? [] : [targets(mirna), ranking(mirna, parameters)]),
    ],
    citations: [ANDERS, LOVE, BENJAMINI, ...(shrink === 'apeglm' ? [ZHU] : []), ...(mirna ? [BARTEL, GRIMSON] : [])],
  };
}

function normalization({ sizeFactors }: MethodParameters): string {
  const by = {
    ratio: 'as the median ratio of counts to the geometric mean of each gene',
    poscounts: 'as the median ratio of counts to the geometric mean of the positive counts of each gene',
    iterate: "by alternating with the dispersions until they no longer change (DESeq2's type iterate)",
    automatic:
      'as the median ratio of counts to the geometric mean of each gene (of its positive counts, if every gene had a zero)',
  }[sizeFactors ?? 'automatic'];
  return `Size factors were estimated ${by} (Anders & Huber 2010).`;
}

function models({ design, fitType }: MethodParameters): string {
  const trend = {
    parametric: 'a trend of the form a + b / mean',
    local: 'a local regression on the mean',
    mean: 'their mean',
  }[fitType];
  return (
    `For each gene a negative binomial generalized linear model with the design ${design} was fitted as in DESeq2 ` +
    `(Love, Huber & Anders 2014): dispersions were estimated gene by gene, ${trend} was fitted to them, and the maximum a ` +
    'posteriori values were used.'
  );
}

function tests({ test, reduced, lfcThreshold, alternative, shrink, cooks }: MethodParameters): string {
  const hypothesis = {
    greaterAbs: `of an absolute log2 fold change above ${lfcThreshold}`,
    lessAbs: `of an absolute log2 fold change below ${lfcThreshold}`,
    greater: `of a log2 fold change above ${lfcThreshold}`,
    less: `of a log2 fold change below ${-lfcThreshold}`,
  }[alternative];
  const tested =
    test === 'lrt'
      ? `P-values are of likelihood ratio tests against the design ${reduced}.`
      : `P-values are of Wald tests${lfcThreshold === 0 && alternative === 'greaterAbs' ? '' : ` ${hypothesis}`}.`;
  const outliers = cooks ? ` ${OUTLIERS}` : '';
  const shrunken =
    shrink === 'none'
      ? ''
      : ` Log2 fold changes were shrunken (${shrink}${shrink === 'apeglm' ? '; Zhu, Ibrahim & Love 2019' : ''}).`;
  return tested + outliers + shrunken;
}

function adjustment({ independentFiltering, alpha }: MethodParameters): string {
  const filter = independentFiltering ? `, after filtering on the mean count to gain the most at ${alpha}` : '';
  return `P-values were adjusted for multiple testing by the method of Benjamini & Hochberg (1995)${filter}; genes with an adjusted p-value below ${alpha} are called significant.`;
}

function targets(mirna: string): string {
  const types = listWords(['8mer', '7mer-m8', '7mer-A1', '6mer']);
  return (
    `Canonical sites of ${mirna} (${types}; Bartel 2009) were searched in each 3′ UTR. A site counts once, by its ` +
    'strongest type; sites that start in the first 14 nt, where ribosomes pass, were left out.'
  );
}

function ranking(mirna: string, { effect, alpha }: MethodParameters): string {
  const direction = effect === 'overexpression' ? 'down' : 'up';
  return (
    `Candidates are genes that go ${direction} at a false discovery rate of ${alpha} and have a site of ${mirna}. They are ` +
    'ordered by the sum of two kinds of evidence: the square root of −log10 of the p-value, signed by the expected ' +
    'direction, and the mean repression that sites of each type bring (Grimson et al. 2007). Genes with a site, by their ' +
    'strongest type, were compared with genes without any by one-sided rank-sum and Kolmogorov-Smirnov tests.'
  );
}
