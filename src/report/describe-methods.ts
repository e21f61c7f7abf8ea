import type { EngineName } from '../engines/engine-name.ts';
import { describeEngine, type EngineParameters, nameOfEngine } from './describe-engines.ts';
import { ANDERS, BENJAMINI, LOVE, YEKUTIELI, ZHU } from './engine-citations.ts';
import { listWords } from './format.ts';
import type { Citation } from './report-data.ts';
import type { SetTestsDone } from './set-results.ts';

/** The parameters that were really used, in the words of the study file. */
export interface MethodParameters extends EngineParameters {
  /** Genes are ranked by the first. */
  readonly engines: readonly EngineName[];
  /** The type that was used, also where none was asked for. */
  readonly sizeFactors: 'ratio' | 'poscounts' | 'iterate';
  readonly test: 'wald' | 'lrt';
  readonly reduced: string | null;
  readonly fitType: 'parametric' | 'local' | 'mean';
  readonly lfcThreshold: number;
  readonly alternative: 'greaterAbs' | 'lessAbs' | 'greater' | 'less';
  readonly shrink: 'none' | 'apeglm' | 'ashr' | 'normal';
  readonly useT: boolean;
  readonly cooks: number | 'on' | 'off';
  /** Least size of groups in which outliers were replaced. */
  readonly minReplicates: number | 'off';
  readonly pAdjust: 'BH' | 'BY' | 'holm' | 'bonferroni' | 'none';
  /** What was given instead of being estimated from the counts. */
  readonly given: {
    readonly sizeFactors: boolean;
    readonly normalizationFactors: boolean;
    readonly controlGenes: boolean;
    readonly filter: boolean;
  };
  readonly independentFiltering: boolean;
  readonly effect: 'overexpression' | 'inhibition';
  /** Finished results that were taken over, where there were no counts. */
  readonly table?: string | null | undefined;
  /** Undefined where targets were not searched. */
  readonly mirna: string | undefined;
  readonly ranking: { readonly fdr: number; readonly ranker: string };
  /** 3' UTRs were cut from a genome; else they were given. */
  readonly cutFromGenome: boolean;
  /** Which of several transcripts stands for a gene. */
  readonly transcript: 'abundant' | 'canonical' | 'longest';
  /** TargetScan's parameters were given, and with them trees of species. */
  readonly conservation: boolean;
  /** How many seed families were compared; undefined where none were. */
  readonly seedFamilies: number | undefined;
  /** Which tests of gene sets were done; undefined where there are no sets. */
  readonly setTests?: SetTestsDone | undefined;
}

export interface Methods {
  /** A paragraph each. */
  readonly paragraphs: readonly string[];
  readonly citations: readonly Citation[];
}

const BARTEL: Citation = {
  label: 'Bartel 2009',
  title: 'MicroRNAs: target recognition and regulatory functions',
  doi: '10.1016/j.cell.2009.01.002',
};
const AGARWAL: Citation = {
  label: 'Agarwal et al. 2015',
  title: 'Predicting effective microRNA target sites in mammalian mRNAs',
  doi: '10.7554/eLife.05005',
};
const FRIEDMAN: Citation = {
  label: 'Friedman et al. 2009',
  title: 'Most mammalian mRNAs are conserved targets of microRNAs',
  doi: '10.1101/gr.082701.108',
};
const REHMSMEIER: Citation = {
  label: 'Rehmsmeier et al. 2004',
  title: 'Fast and effective prediction of microRNA/target duplexes',
  doi: '10.1261/rna.5248604',
};
const EFRON_NULL: Citation = {
  label: 'Efron 2004',
  title: 'Large-scale simultaneous hypothesis testing: the choice of a null hypothesis',
  doi: '10.1198/016214504000000089',
};
const EFRON: Citation = {
  label: 'Efron 2008',
  title: 'Microarrays, empirical Bayes and the two-groups model',
  doi: '10.1214/07-STS236',
};
const STEPHENS: Citation = {
  label: 'Stephens 2017',
  title: 'False discovery rates: a new deal',
  doi: '10.1093/biostatistics/kxw041',
};
const VAN_DONGEN: Citation = {
  label: 'van Dongen, Abreu-Goodger & Enright 2008',
  title: 'Detecting microRNA binding and siRNA off-target effects from expression data',
  doi: '10.1038/nmeth.1267',
};

const WU_CAMERA: Citation = {
  label: 'Wu & Smyth 2012',
  title: 'Camera: a competitive gene set test accounting for inter-gene correlation',
  doi: '10.1093/nar/gks461',
};
const WU_ROAST: Citation = {
  label: 'Wu et al. 2010',
  title: 'ROAST: rotation gene set tests for complex microarray experiments',
  doi: '10.1093/bioinformatics/btq401',
};
const SUBRAMANIAN: Citation = {
  label: 'Subramanian et al. 2005',
  title: 'Gene set enrichment analysis: A knowledge-based approach for interpreting genome-wide expression profiles',
  doi: '10.1073/pnas.0506580102',
};
const KOROTKEVICH: Citation = {
  label: 'Korotkevich, Sukhov & Sergushichev 2016',
  title: 'Fast gene set enrichment analysis',
  doi: '10.1101/060012',
};

const adjustments = { BH: [BENJAMINI], BY: [YEKUTIELI], holm: [], bonferroni: [], none: [] } as const;

/** How the results were made, as sentences that fit a methods section, and what they cite. */
export function describeMethods(parameters: MethodParameters): Methods {
  const { mirna, table, seedFamilies, setTests, conservation, ranking: options } = parameters;
  const hasTargets = mirna !== undefined;
  const hasSeeds = seedFamilies !== undefined;
  const tested = table === undefined || table === null ? testedBy(parameters) : undefined;
  return {
    paragraphs: [
      ...(tested?.paragraphs ?? [`Log2 fold changes and p-values were taken from ${table}.`]),
      ...(hasTargets ? [targets(mirna, parameters), ranking(mirna, parameters)] : []),
      ...(hasSeeds ? [seeds(seedFamilies)] : []),
      ...(setTests === undefined ? [] : [sets(setTests)]),
    ],
    citations: unique([
      ...(tested?.citations ?? []),
      ...(hasTargets ? [BARTEL, AGARWAL, REHMSMEIER] : []),
      ...(hasTargets && conservation ? [FRIEDMAN] : []),
      ...(hasTargets && options.ranker === 'posterior' ? [EFRON] : []),
      ...((hasTargets && options.ranker === 'posterior') || tested?.isByAshr ? [STEPHENS] : []),
      ...(hasSeeds ? [EFRON_NULL, VAN_DONGEN] : []),
      ...(setTests?.camera || setTests?.causes ? [WU_CAMERA] : []),
      ...(setTests?.fry ? [WU_ROAST] : []),
      ...(setTests?.gsea ? [SUBRAMANIAN, KOROTKEVICH] : []),
    ]),
  };
}

function unique(citations: readonly Citation[]): Citation[] {
  return [...new Set(citations)];
}

/** By the engine that genes are ranked by; others are named. */
function testedBy(parameters: MethodParameters): Methods & { readonly isByAshr: boolean } {
  const [engine = 'deseq2', ...others] = parameters.engines;
  const { given, shrink, pAdjust } = parameters;
  const isScaled = given.sizeFactors || given.normalizationFactors;
  const also =
    others.length === 0
      ? []
      : [
          `The contrasts were also tested by ${listWords(others.map(nameOfEngine))}; genes were ranked by ${nameOfEngine(engine)} alone. A gene counts as called by an engine at an adjusted p-value below ${parameters.alpha} there; p-values and fold changes of engines are shown beside one another and were not averaged. Where engines differ in a gene, it was looked at whether one had filtered it, whether its mean count is below 10, whether all adjusted p-values lie within a factor of two of the rate${parameters.engines.includes('deseq2') ? ", whether a count is an outlier by Cook's distance, and whether its own dispersion lies more than two robust standard deviations from the trend of DESeq2" : ''}.`,
        ];
  if (engine !== 'deseq2') {
    const { paragraphs, citations } = describeEngine(engine, parameters);
    const shown = `Figures of samples and of counts show counts over size factors. ${normalization(parameters)}`;
    return {
      paragraphs: [...paragraphs, shown, ...also],
      citations: [...citations, ...(isScaled ? [] : [ANDERS])],
      isByAshr: false,
    };
  }
  return {
    paragraphs: [
      `${normalization(parameters)} ${models(parameters)}`,
      `${tests(parameters)} ${adjustment(parameters)}`,
      ...also,
    ],
    citations: [...(isScaled ? [] : [ANDERS]), LOVE, ...adjustments[pAdjust], ...(shrink === 'apeglm' ? [ZHU] : [])],
    isByAshr: shrink === 'ashr',
  };
}

function normalization({ sizeFactors, given }: MethodParameters): string {
  if (given.normalizationFactors) return 'Factors of normalization for each gene and sample were used as given.';
  if (given.sizeFactors) return 'Size factors were used as given.';
  const by = {
    ratio: 'as the median ratio of counts to the geometric mean of each gene',
    poscounts: 'as the median ratio of counts to the geometric mean of the positive counts of each gene',
    iterate: "by alternating with the dispersions until they no longer change (DESeq2's type iterate)",
  }[sizeFactors];
  return `Size factors were estimated ${by}${given.controlGenes ? ', from control genes' : ''} (Anders & Huber 2010).`;
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

function tests(parameters: MethodParameters): string {
  const { test, reduced, lfcThreshold, alternative, shrink, useT } = parameters;
  const hypothesis = {
    greaterAbs: `of an absolute log2 fold change above ${lfcThreshold}`,
    lessAbs: `of an absolute log2 fold change below ${lfcThreshold}`,
    greater: `of a log2 fold change above ${lfcThreshold}`,
    less: `of a log2 fold change below ${-lfcThreshold}`,
  }[alternative];
  const tested =
    test === 'lrt'
      ? `P-values are of likelihood ratio tests against the design ${reduced}.`
      : `P-values are of Wald tests${useT ? " by Student's t" : ''}${lfcThreshold === 0 && alternative === 'greaterAbs' ? '' : ` ${hypothesis}`}.`;
  const shrunken =
    shrink === 'none'
      ? ''
      : ` Log2 fold changes were shrunken (${shrink}${{ apeglm: '; Zhu, Ibrahim & Love 2019', ashr: '; Stephens 2017', normal: '' }[shrink]}).`;
  return `${tested}${outliers(parameters)}${shrunken}`;
}

function outliers({ cooks, minReplicates }: MethodParameters): string {
  const replaced = minReplicates === 'off' ? '' : ` were replaced in groups of ${minReplicates} samples or more`;
  const limit = typeof cooks === 'number' ? ` (above ${cooks})` : '';
  const where = replaced === '' ? '' : '; in smaller groups, of at least three, they';
  const flagged = cooks === 'off' ? '' : `${where} cost the gene its p-value${limit}`;
  return replaced === '' && flagged === '' ? '' : ` Counts that are outliers by Cook's distance${replaced}${flagged}.`;
}

function adjustment({ independentFiltering, alpha, pAdjust, given }: MethodParameters): string {
  const by = given.filter ? 'a given statistic' : 'the mean count';
  const filter = independentFiltering ? `, after filtering on ${by} to gain the most at ${alpha}` : '';
  const method = {
    BH: 'were adjusted for multiple testing by the method of Benjamini & Hochberg (1995)',
    BY: 'were adjusted for multiple testing by the method of Benjamini & Yekutieli (2001)',
    holm: 'were adjusted for multiple testing by the method of Holm',
    bonferroni: 'were adjusted for multiple testing by the method of Bonferroni',
    none: 'were not adjusted for multiple testing',
  }[pAdjust];
  return `P-values ${method}${filter}; genes with an adjusted p-value below ${alpha} are called significant.`;
}

const PREFERRED =
  'that which the annotation prefers (MANE Select, canonical, APPRIS principal, basic), or else that with the longest 3′ UTR';
const CHOICE = {
  abundant: `the most abundant, where transcripts were quantified, or else ${PREFERRED},`,
  canonical: PREFERRED,
  longest: 'that with the longest 3′ UTR',
};

function targets(mirna: string, { cutFromGenome, conservation, transcript }: MethodParameters): string {
  const types = listWords(['8mer', '7mer-m8', '7mer-A1', '6mer']);
  const source = cutFromGenome
    ? '3′ UTRs were cut from the genome by its annotation: all exons after the stop codon; transcripts that decay (nonsense-mediated, non-stop) and those without the end of their coding part were left out.'
    : '3′ UTRs were used as given.';
  const conserved = conservation
    ? ' Conservation was measured by branch length over the species in which a site is kept (Friedman et al. 2009).'
    : '';
  return (
    `${source} Of several transcripts of a gene ${CHOICE[transcript]} stood for it. Canonical sites of ${mirna} (${types}; Bartel 2009) were searched in each; sites that start in the first ` +
    '14 nt, where ribosomes pass, were left out. Sites were scored by context++ of TargetScan 7 (Agarwal et al. 2015), from ' +
    `the features that could be known; those that could not are listed with each site.${conserved} The most stable duplex ` +
    'of each site was found with the energies and recursions of RNAhybrid 2.1.2 (Rehmsmeier et al. 2004).'
  );
}

function ranking(mirna: string, { effect, ranking: { fdr, ranker } }: MethodParameters): string {
  const direction = effect === 'overexpression' ? 'down' : 'up';
  const order =
    ranker === 'posterior'
      ? `by the posterior probability of being a direct target of ${mirna}, in a model of two groups (Efron 2008): ` +
        'changes of genes without a site give the background, of genes with sites the sizes of repression and how the ' +
        "probability of being a target grows with the strength of the sites, with each gene's standard error (Stephens 2017)"
      : `by the ranker ${ranker}`;
  return (
    'What genes without a site change by with the length and composition of their 3′ UTR and with expression was found by ' +
    'robust regression and taken off all genes; the log of the run has the slopes. ' +
    `Genes were ordered ${order}. Candidates are genes that go ${direction} and have a site of ${mirna}, at a false ` +
    `discovery rate of ${fdr}. Genes with a site, by their strongest type, were compared with genes without any, with all ` +
    'of them and within classes alike in expression and 3′ UTR, by one-sided rank-sum and Kolmogorov-Smirnov tests.'
  );
}

function seeds(families: number): string {
  return (
    `To see whether another seed explains the changes better, ${families} seed families were compared: the changes of genes ` +
    'with their sites of 7 and 8 bases in excess over genes alike in expression, length and composition of the 3′ UTR, in ' +
    'units of the spread over all families (Efron 2004), after the drift with these was taken off. Without reference to any miRNA, words of 6 to 8 bases were ' +
    'followed along the ranked genes by hypergeometric tests (van Dongen, Abreu-Goodger & Enright 2008).'
  );
}

function sets({ camera, fry, ora, gsea, causes }: SetTestsDone): string {
  const tests = [
    ...(camera ? ['by camera, which compares their genes with all others (Wu & Smyth 2012)'] : []),
    ...(fry ? ['by fry, the rotation test of whether their genes change at all (Wu et al. 2010)'] : []),
    ...(ora ? ['for more significant genes than chance gives among the tested ones (hypergeometric)'] : []),
    ...(gsea
      ? [
          'by gene set enrichment analysis of the ranked genes (Subramanian et al. 2005), with p-values by adaptive multilevel splitting (Korotkevich, Sukhov & Sergushichev 2016)',
        ]
      : []),
  ];
  const told = causes
    ? ' Whether a set moves by the sites of its genes or downstream was told from two tests, adjusted for one another (Holm, 5 %): whether its genes have more of the sites that move genes than other genes have, and whether its genes without a site move against others without one (camera).'
    : '';
  return `Gene sets were tested ${listWords(tests)}; p-values were adjusted within each collection (Benjamini & Hochberg 1995).${told}`;
}
