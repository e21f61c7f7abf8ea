import type { TranscriptRule } from '../../src/formats/annotation/transcript-choice.ts';
import type { Reading, SampleExclusion } from '../../src/formats/counts/dialects/reading.ts';
import type { TargetSet } from '../../src/mirna/duplex/duplex-pvalue.ts';
import type { Effect } from '../../src/ranking/changes/gene-changes.ts';
import type { Ranker } from '../../src/ranking/simple-rankers.ts';

/** What a contrast compares: two levels of a variable, or coefficients as limma's `makeContrasts` reads them. */
export type Comparison =
  | { readonly kind: 'levels'; readonly variable: string; readonly target: string; readonly reference: string }
  | { readonly kind: 'expression'; readonly text: string };

/** One comparison, with the model that it is made in. */
export type StudyContrast = {
  /** In file names and tables: `mir9_vs_control`. */
  readonly id: string;
  readonly design: string;
  readonly comparison: Comparison;
  /** Samples that this contrast leaves out. */
  readonly exclude: SampleExclusion | null;
  /** What was done to the miRNA in its target. */
  readonly effect: Effect;
};

/** The base level of the compared variable, for the design of a contrast. */
export function referencesOf(comparison: Comparison): Record<string, string> {
  return comparison.kind === 'levels' ? { [comparison.variable]: comparison.reference } : {};
}

/** A contrast for headings, where one of coefficients is against 0. */
export function asLevels(comparison: Comparison): { variable: string; target: string; reference: string } {
  if (comparison.kind === 'expression') return { variable: 'contrast', target: comparison.text, reference: '0' };
  const { variable, target, reference } = comparison;
  return { variable, target, reference };
}

/** How the differential stage computes, in the terms of DESeq2. */
export type DifferentialOptions = {
  readonly alpha: number;
  readonly test: 'wald' | 'lrt';
  readonly reduced: string | null;
  readonly fitType: 'parametric' | 'local' | 'mean';
  readonly lfcThreshold: number;
  readonly alternative: 'greaterAbs' | 'lessAbs' | 'greater' | 'less';
  readonly shrink: 'none' | 'apeglm' | 'normal';
  readonly cooks: boolean;
  readonly independentFiltering: boolean;
};

/** Why stages that need counts do not run. */
export const FINISHED = 'the study starts from a finished result table';

/** How candidates are chosen. */
export type RankingOptions = {
  readonly fdr: number;
  readonly ranker: Ranker;
};

export type SizeFactorType = 'ratio' | 'poscounts' | 'iterate';

/** As sbatch takes them: `--time`, `--mem`. */
export interface SlurmResources {
  readonly partition: string | undefined;
  readonly account: string | undefined;
  readonly time: string | undefined;
  readonly memory: string | undefined;
}

/** A study with its defaults filled in and its paths absolute. */
export interface Study {
  readonly name: string;
  /** Finished results of another program, in place of counts and samples. */
  readonly table: string | undefined;
  /** Files of the count table, or of its samples. */
  readonly counts: readonly string[];
  readonly samples: string | undefined;
  readonly lengths: string | undefined;
  readonly transcriptGenes: string | undefined;
  readonly reading: Reading;
  readonly contrasts: readonly StudyContrast[];
  /** One, or several of a cluster or family. */
  readonly mirna: readonly string[] | undefined;
  readonly mirnas: string | undefined;
  /** Of contrasts that have none of their own. */
  readonly effect: Effect;
  /** Ids of contrasts that are also ranked together. */
  readonly combine: readonly string[] | undefined;
  readonly ranking: RankingOptions;
  readonly utrs: string | undefined;
  /** NCBI taxonomy id, for 3' UTRs aligned over species. */
  readonly utrSpecies: number;
  /** Which of several transcripts stands for a gene. */
  readonly transcript: TranscriptRule;
  readonly orfs: string | undefined;
  readonly airs: string | undefined;
  /** Files of TargetScan's parameters, and of RNAplfold. */
  readonly targetScanParams: readonly string[];
  readonly accessibility: readonly string[];
  readonly duplexSet: TargetSet;
  readonly genome: string | undefined;
  readonly annotation: string | undefined;
  /** The results folder. */
  readonly out: string;
  /** Undefined: ratio, or poscounts where every gene has a zero. */
  readonly sizeFactors: SizeFactorType | undefined;
  /** What a SLURM task of this study asks for; no result depends on it. */
  readonly slurm: SlurmResources;
  readonly differential: DifferentialOptions;
}
