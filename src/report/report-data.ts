/**
 * What a report is made from: finished results, nothing to compute. Columns of one table have equal length; NaN stands for
 * a missing number. Every text is shown as it is given (escaped), so sentences come without markup.
 */
import type { EngineName } from '../engines/engine-name.ts';
import type { SeedSiteType } from '../mirna/sites/site-types.ts';
import type { FitChecks } from './fit-checks.ts';
import type { PackableColumn } from './packed-columns.ts';
import type { PatientResults } from './patient-results.ts';
import type { GeneSetResults } from './set-results.ts';
import type { ContrastComparison, Repetition, SiteListing } from './shared-data.ts';
import type { SharedResults } from './shared-results.ts';
import type { CanonicalSiteType, SiteShift } from './site-shift.ts';

export interface ReportData {
  readonly study: StudySummary;
  /** In the order of the study; the report has a switch when there is more than one. */
  readonly contrasts: readonly ContrastResult[];
  /** What the contrasts have in common; absent where there is one, or where their genes differ. */
  readonly comparison?: ContrastComparison | undefined;
  /** The answer of several contrasts together; absent where the study combines none. */
  readonly combined?: CombinedResults | undefined;
  /** Sites of the genes one by one, for the card of a gene. */
  readonly sites?: SiteListing | undefined;
  /** What makes these results again; absent where the study file is not known. */
  readonly repetition?: Repetition | undefined;
  /** Absent in a study without counts. */
  readonly quality?: QualityResults | undefined;
  /** Normalized counts of the genes that a reader may want to see. */
  readonly counts?: GeneCounts | undefined;
  /** Stages that did not run, and why, in words for the reader. */
  readonly skipped: readonly { readonly stage: string; readonly why: string }[];
  /** What the stages had to say that a reader must know. */
  readonly notes: readonly ReportNote[];
  /** All that the stages had to say, in their order: assumptions, what was left out. */
  readonly stageNotes?: readonly ReportNote[] | undefined;
  /** How it was done, a paragraph each, made from the parameters really used. */
  readonly methods: readonly string[];
  readonly citations: readonly Citation[];
  readonly parameters: readonly NameValue[];
  /** Versions, digests of inputs, the command that reproduces the results. */
  readonly provenance: readonly NameValue[];
}

export interface StudySummary {
  readonly name: string;
  readonly design: string;
  /** Rows of the count table. */
  readonly genes: number;
  readonly samples: readonly ReportSample[];
  /** Columns of the sample sheet in its order, without the sample names. */
  readonly variables: readonly string[];
  /** Which way targets are expected to move: down after overexpression, up after inhibition. */
  readonly effect: 'overexpression' | 'inhibition';
  readonly mirna?: ReportMirna | undefined;
}

export interface ReportSample {
  readonly name: string;
  /** By variable. */
  readonly values: Readonly<Record<string, string>>;
}

export interface ReportMirna {
  readonly name: string;
  /** 5'->3' in RNA letters. */
  readonly sequence: string;
}

export interface ReportNote {
  readonly level: 'info' | 'warning';
  readonly stage: string;
  readonly text: string;
}

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

export interface Citation {
  /** Short form, `Love et al. 2014`. */
  readonly label: string;
  readonly title: string;
  readonly doi: string;
}

export interface ContrastResult {
  /** As in file names: `mir9_vs_control`. */
  readonly id: string;
  readonly variable: string;
  readonly target: string;
  readonly reference: string;
  /** What was done to the miRNA in it, where that is not what was done in the study. */
  readonly effect?: StudySummary['effect'] | undefined;
  /** The formula of its model, where that is not the one of the study. */
  readonly design?: string | undefined;
  /** Samples that it leaves out: those with one of these values in the column. */
  readonly leftOut?: { readonly column: string; readonly values: readonly string[] } | undefined;
  /** Its own miRNA, where that is not the one of the study. */
  readonly mirna?: ReportMirna | undefined;
  /** False discovery rate of the calls in this report. */
  readonly alpha: number;
  readonly genes: DifferentialColumns;
  readonly dispersion?: DispersionColumns | undefined;
  readonly heatMap?: HeatMap | undefined;
  readonly fitChecks?: FitChecks | undefined;
  /** Absent where one engine tested the contrast. */
  readonly consensus?: ConsensusResults | undefined;
  /** Absent when the targets stage was skipped. */
  readonly targets?: TargetResults | undefined;
  /** Absent when the rank stage was skipped. */
  readonly ranking?: RankingResults | undefined;
  /** Absent where there are no contrasts of other miRNAs. */
  readonly shared?: SharedResults | undefined;
  /** Absent when the seeds stage was skipped. */
  readonly seeds?: SeedResults | undefined;
  /** Absent when the enrich stage was skipped. */
  readonly sets?: GeneSetResults | undefined;
  /** Absent in a study without cohorts. */
  readonly patients?: PatientResults | undefined;
}

/** The result table of one contrast, `[genes]` each. */
export interface DifferentialColumns {
  readonly id: readonly string[];
  /** Shown beside the id where it differs. */
  readonly symbol?: readonly string[] | undefined;
  readonly baseMean: Float64Array;
  readonly log2FoldChange: Float64Array;
  /** The changes as estimated, where `log2FoldChange` has the shrunken ones. */
  readonly estimatedLog2FoldChange?: Float64Array | undefined;
  readonly lfcSE: Float64Array;
  readonly pvalue: Float64Array;
  readonly padj: Float64Array;
  /** ln of the p-value, finite where `pvalue` underflows to 0; without it such genes are drawn at the upper edge. */
  readonly logPvalue?: Float64Array | undefined;
}

/** `mir9 against control`; only the target where it is a combination of coefficients or a result table, compared with 0. */
export function comparedWith(
  { target, reference }: { readonly target: string; readonly reference: string },
  word: 'against' | 'over',
): string {
  return reference === '0' ? target : `${target} ${word} ${reference}`;
}

/** What a reader calls the gene: its symbol where there is one. */
export function geneName({ id, symbol }: DifferentialColumns, gene: number): string {
  return symbol?.[gene] || (id[gene] as string);
}

/** What several engines say of each gene, beside one another; the first is the one of `DifferentialColumns`. */
export interface ConsensusResults {
  readonly engines: readonly EngineColumns[];
  /** `[genes]`: who calls the gene: all engines in one direction, some, in opposed directions, none. */
  readonly agreement: readonly ('all' | 'some' | 'opposed' | 'none')[];
  /** `[genes]`: codes of what was found where engines differ, joined by semicolons; `NA` where they do not. */
  readonly causes: readonly string[];
  /** `[genes]`: the same in words. */
  readonly why: readonly string[];
}

/** `[genes]` each. */
export interface EngineColumns {
  readonly engine: EngineName;
  /** In figures and tables. */
  readonly name: string;
  readonly log2FoldChange: Float64Array;
  readonly lfcSE: Float64Array;
  readonly pvalue: Float64Array;
  readonly padj: Float64Array;
  /** 1 up, -1 down, 0 not called. */
  readonly calls: Int8Array;
}

/** Dispersion estimates of the fit, `[genes]` each. */
export interface DispersionColumns {
  readonly baseMean: Float64Array;
  readonly geneWise: Float64Array;
  readonly fitted: Float64Array;
  readonly final: Float64Array;
  /** 1 where the gene-wise estimate was kept because it lies far above the trend. */
  readonly outlier: Uint8Array;
}

/** Counts divided by size factors (or normalization factors). */
export interface GeneCounts {
  /** Rows of the result tables, the most interesting first. */
  readonly genes: readonly number[];
  /** [genes x samples], row-major. */
  readonly normalized: Float64Array;
}

/** The genes that change most clearly, in all samples. */
export interface HeatMap {
  /** Rows of `DifferentialColumns`, in the order of the tree. */
  readonly genes: readonly number[];
  /** Indices of the samples, in the order of the tree. */
  readonly samples: readonly number[];
  /** [genes x samples] in these orders: log2(normalized count + 1), centered and scaled within each gene. */
  readonly zScores: Float64Array;
  readonly geneTree: readonly TreeMerge[];
  readonly sampleTree: readonly TreeMerge[];
}

/** A merge of a tree over n items; node n + k is what merge k makes. */
export interface TreeMerge {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

/** From the strongest to the weakest. */
export const siteTypes: readonly CanonicalSiteType[] = ['8mer', '7mer-m8', '7mer-A1', '6mer'];

/** `strongest` of a gene with a 3' UTR but no site. */
export const NO_SITE = 4;
/** `strongest` of a gene without a known 3' UTR. */
export const NO_UTR = 5;

export interface TargetResults {
  /** `[genes]`: index into `siteTypes` of the gene's strongest site, else `NO_SITE` or `NO_UTR`. */
  readonly strongest: Uint8Array;
  /** One entry a site type that occurs, strongest first: how its genes moved. */
  readonly shifts: readonly SiteShift[];
  /** Over the genes with a site of 7 or 8 nt, where others have 6mers at best. */
  readonly strong?: SiteShift | undefined;
  /** Over all genes with a site of any type. */
  readonly overall?: SiteShift | undefined;
}

/** Which miRNA explains the changes: all seed families, and all words along the ranked 3' UTRs. */
export interface SeedResults {
  /**
   * `worked`: the perturbed miRNA's seed explains the changes best. `weak`: its seed shows, and none surely more.
   * `other`: another explains more. `against`: its targets move the wrong way. `silent`: none does. `open`: no miRNA was
   * named, and some seed explains them.
   */
  readonly outcome: 'worked' | 'weak' | 'other' | 'against' | 'silent' | 'open';
  /** The verdict in whole sentences. */
  readonly text: string;
  /** How many were tried. */
  readonly families: number;
  /** The first of each direction, and those of the perturbed miRNA; the most enriched first. */
  readonly top: readonly SeedFamily[];
  /** Landscapes of the first words of 6, 7 and 8 bases, and of the sites of the perturbed miRNA. */
  readonly curves: readonly WordCurve[];
}

export interface SeedFamily {
  readonly name: string;
  /** nt 2-8, 5'->3' */
  readonly seed: string;
  /** It is that of the perturbed miRNA. */
  readonly sought: boolean;
  readonly direction: 'down' | 'up';
  /** 1 for the most enriched in this direction. */
  readonly rank: number;
  /** Tested genes with a site of 7 or 8 bases. */
  readonly genes: number;
  /** Excess of change over alike genes, in standard deviations. */
  readonly z: number;
  /** Benjamini and Hochberg, over all families in both directions. */
  readonly padj: number;
  /** log10 of the p-value before adjustment, also where that underflows. */
  readonly log10P: number;
  readonly members: readonly string[];
}

/** Sylamer's landscape of one word. */
export interface WordCurve {
  /** DNA letters. */
  readonly word: string;
  /** Place among the words of its length by the running sum. */
  readonly rank: number;
  /** Families it is a site of: `hsa-miR-9-5p 7mer-m8`, joined by `, `; empty for none. */
  readonly seedOf: string;
  readonly sought: boolean;
  /** Genes from the most down-regulated on, at each point. */
  readonly leadingGenes: Int32Array;
  /** Hypergeometric: -log10 p of as many occurrences or more, or log10 p of as few or fewer. */
  readonly signedLog10P: Float64Array;
}

export interface RankingResults {
  /** Ordered, the best first. */
  readonly candidates: readonly Candidate[];
  /** Genes that have one half of the evidence and lack the other, by reason. */
  readonly others: readonly { readonly reason: string; readonly genes: number }[];
  /** What the full table shows beyond the result table, `[genes]` each. */
  readonly columns?: readonly PackableColumn[] | undefined;
}

/** A ranking by several contrasts of one miRNA together. */
export interface CombinedResults extends RankingResults {
  /** Ids of the contrasts. */
  readonly contrasts: readonly string[];
  readonly fdr: number;
}

export interface Candidate {
  /** Row of `DifferentialColumns`. */
  readonly gene: number;
  readonly rank: number;
  readonly score: number;
  /** Why it stands where it stands, one line. */
  readonly evidence: string;
  readonly sites: readonly CandidateSite[];
  /** nt */
  readonly utrLength: number;
  /** The transcript whose 3' UTR stands for the gene. */
  readonly transcript?: string | undefined;
  /** The name of its 3' UTR among those that were searched. */
  readonly utr?: string | undefined;
  /** `[nt]`: log10 of the probability that the 14 nt that end there are unpaired; for the first candidates, where it was computed. */
  readonly accessibility?: Float64Array | undefined;
  /** All that is known of each site, in order of position; for the first candidates. */
  readonly closeUps?: readonly SiteCloseUp[] | undefined;
}

/** NaN where a number is not known. */
export interface SiteCloseUp extends CandidateSite {
  readonly mirna: string;
  readonly end: number;
  /** context++, 0 or less. */
  readonly contextScore: number;
  /** Probability that the 14 nt about its seed match are unpaired. */
  readonly accessibility: number;
  /** Probability of conserved targeting. */
  readonly pct: number;
  /** Undefined where the 3' UTRs were not aligned over species. */
  readonly conserved: boolean | undefined;
  /** Of the duplex drawn. */
  readonly energyKcalPerMol: number;
  /** An SVG picture of the duplex, made by `duplexSvg` of src/mirna: markup that needs no escaping. */
  readonly drawing: string;
}

export interface CandidateSite {
  readonly type: SeedSiteType;
  /** 1-based in the 3' UTR. */
  readonly start: number;
}

export interface QualityResults {
  /** `[samples]`, reads in genes. */
  readonly librarySizes: Float64Array;
  /** `[samples]` */
  readonly sizeFactors: Float64Array;
  /** `[samples]`: genes with at least one read. */
  readonly genesDetected?: Float64Array | undefined;
  /** Which transformation PCA and distances are computed from, `variance-stabilized counts`. */
  readonly transformation: string;
  readonly genesUsed?: number | undefined;
  readonly pca?: PcaResult | undefined;
  /** `[samples x samples]`, row-major. */
  readonly sampleDistances?: Float64Array | undefined;
  /** Order in which the distance map shows the samples, so that similar ones stand together. */
  readonly sampleOrder?: readonly number[] | undefined;
  /** The tree that the order comes from. */
  readonly sampleTree?: readonly TreeMerge[] | undefined;
}

export interface PcaResult {
  readonly components: number;
  /** `[samples x components]`, row-major. */
  readonly scores: Float64Array;
  /** `[components]`, shares of the total variance. */
  readonly varianceShare: Float64Array;
  /** Of the first two components, by variable of the sheet: the share of the variance that lies between its levels. */
  readonly betweenLevels?: readonly { readonly variable: string; readonly shares: readonly number[] }[] | undefined;
}
