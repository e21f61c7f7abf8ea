import type { EdgerOptions } from '../../src/engines/edger/study.ts';
import type { EngineName } from '../../src/engines/engine-name.ts';
import type { RankStatistic, SampleScore, SetTest } from '../../src/enrichment/set-tests.ts';
import type { TranscriptRule } from '../../src/formats/annotation/transcript-choice.ts';
import type { TimeUnit } from '../../src/formats/clinical/survival-times.ts';
import type { Reading, SampleExclusion } from '../../src/formats/counts/dialects/reading.ts';
import type { BuiltInNames } from '../../src/genes/built-in-names.ts';
import type { TargetSet } from '../../src/mirna/duplex/duplex-pvalue.ts';
import type { Effect } from '../../src/ranking/changes/effect.ts';
import type { Ranker } from '../../src/ranking/simple-rankers.ts';

/** What a contrast compares: two levels of a variable, or coefficients of the design in one of four ways. */
export type Comparison =
  | { readonly kind: 'levels'; readonly variable: string; readonly target: string; readonly reference: string }
  | { readonly kind: 'coefficient'; readonly name: string }
  | {
      readonly kind: 'lists';
      readonly plus: readonly string[];
      readonly minus: readonly string[];
      readonly weights: readonly [number, number];
    }
  | { readonly kind: 'numeric'; readonly weights: readonly number[] }
  | { readonly kind: 'expression'; readonly text: string };

/** One comparison, with the model that it is made in. */
export type StudyContrast = {
  /** In file names and tables: `mir9_vs_control`. */
  readonly id: string;
  readonly design: string;
  readonly comparison: Comparison;
  /** Samples that this contrast leaves out. */
  readonly exclude: SampleExclusion | null;
  /** Variables that a contrasts file blocks. */
  readonly blocking?: readonly string[] | undefined;
  /** What was done to the miRNA in its target. */
  readonly effect: Effect;
  /** The miRNAs that were perturbed in it, where contrasts differ in that; of the study otherwise. */
  readonly mirna?: readonly string[] | undefined;
};

/** A result table of other miRNAs from the same laboratory. */
export type StudyBackground = {
  readonly table: string;
  readonly mirna: readonly string[];
  readonly effect: Effect;
};

/** A contrast for headings, where one of coefficients is against 0. */
export function asLevels(comparison: Comparison): { variable: string; target: string; reference: string } {
  if (comparison.kind !== 'levels') return { variable: 'contrast', target: inWords(comparison), reference: '0' };
  const { variable, target, reference } = comparison;
  return { variable, target, reference };
}

function inWords(comparison: Exclude<Comparison, { kind: 'levels' }>): string {
  switch (comparison.kind) {
    case 'coefficient':
      return comparison.name;
    case 'expression':
      return comparison.text;
    case 'numeric':
      return comparison.weights.join(', ');
    case 'lists': {
      const plus = comparison.plus.join(' + ');
      return comparison.minus.length === 0 ? plus : `${plus} vs ${comparison.minus.join(' + ')}`;
    }
  }
}

/** A cohort of patients; paths absolute. */
export type StudyCohort = {
  /** In file names and tables. */
  readonly id: string;
  readonly expression: string;
  readonly clinical: string | undefined;
  /** What is asked of it, and what its columns are. */
  readonly question: {
    readonly idColumn: string | undefined;
    readonly endpoints: readonly StudyEndpoint[];
    readonly covariates: readonly string[];
    /** Undefined: tumors are not compared with normal tissue. */
    readonly tissues: StudyTissues | undefined;
  };
};

/** Columns of an endpoint. */
type StudyEndpoint = {
  readonly name: string;
  readonly time: string;
  readonly event: string;
  readonly eventValues: readonly string[] | undefined;
  readonly unit: TimeUnit | undefined;
  readonly strata: readonly string[] | undefined;
};

/** What tells tumors from normal tissue. */
type StudyTissues = {
  readonly groups: string;
  readonly tumor: string | undefined;
  readonly normal: string | undefined;
  readonly patientColumn: string | undefined;
};

/** How the differential stage computes: what all engines are asked, DESeq2, and edgeR and limma. */
export type DifferentialOptions = DesignVariables & Deseq2TestOptions & CountTestOptions & { readonly alpha: number };

/** In the terms of DESeq2. */
export type Deseq2TestOptions = {
  readonly test: 'wald' | 'lrt';
  readonly reduced: string | null;
  readonly useT: boolean;
  readonly fitType: 'parametric' | 'local' | 'mean';
  readonly lfcThreshold: number;
  readonly alternative: 'greaterAbs' | 'lessAbs' | 'greater' | 'less';
  readonly shrink: 'none' | 'apeglm' | 'ashr' | 'normal';
  /** On: at the usual cutoff. */
  readonly cooks: number | 'on' | 'off';
  /** Of cells whose outliers are replaced. */
  readonly minReplicates: number | 'off';
  readonly independentFiltering: boolean;
  readonly pAdjust: 'BH' | 'BY' | 'holm' | 'bonferroni' | 'none';
};

/** In the terms of edgeR and limma; not every engine of theirs has each. */
export type CountTestOptions = {
  readonly robust: boolean;
  readonly treat: number;
  readonly norm: NonNullable<EdgerOptions['norm']>;
  readonly filterByExpr: boolean;
  readonly block: string | null;
  readonly sampleWeights: boolean;
  readonly priorCount: number | null;
  readonly dispersion: number | 'one-group' | null;
  readonly estimateDispersions: boolean;
};

export type DesignVariables = {
  /** How variables are read: as labels, as numbers, and the level that the others are compared with. */
  readonly factors: readonly string[];
  readonly numeric: readonly string[];
  readonly references: Readonly<Record<string, string>>;
};

/** Why stages that need counts do not run. */
export const FINISHED = 'the study starts from a finished result table';

/** How candidates are chosen. */
export type RankingOptions = {
  readonly fdr: number;
  readonly ranker: Ranker;
  /** Genes that an siRNA was made against. */
  readonly intendedTargets: readonly string[];
};

/** How gene sets are tested. */
export type SetOptions = {
  /** Null: all that can be made. */
  readonly tests: readonly SetTest[] | null;
  readonly statistic: RankStatistic;
  readonly minSize: number;
  readonly maxSize: number;
  readonly seed: number;
  readonly rho: number;
  readonly rankTest: boolean;
  readonly sampleScore: SampleScore;
  /** A gene that scores of samples are compared with. */
  readonly activity: string | null;
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
  /** One, or several of a cluster or family; all of them, where contrasts have their own. */
  readonly mirna: readonly string[] | undefined;
  /** What contrasts of other miRNAs show as well is taken out, theirs and those of `background`. */
  readonly sharedResponse: boolean;
  readonly background: readonly StudyBackground[];
  readonly mirnas: string | undefined;
  /** Of contrasts that have none of their own. */
  readonly effect: Effect;
  /** Ids of contrasts that are also ranked together. */
  readonly combine: readonly string[] | undefined;
  readonly ranking: RankingOptions;
  /** Files of gene sets, and names of built-in ones; neither: none are tested. */
  readonly geneSets: { readonly files: readonly string[]; readonly builtIn: readonly string[] };
  readonly setOptions: SetOptions;
  /** In which candidates are looked up. */
  readonly cohorts: readonly StudyCohort[];
  /** What is expected of direct targets in tumors. */
  readonly targetsInTumors: 'lower' | 'higher';
  readonly utrs: string | undefined;
  /** NCBI taxonomy id, for 3' UTRs aligned over species. */
  readonly utrSpecies: number;
  /** Which of several transcripts stands for a gene. */
  readonly transcript: TranscriptRule;
  /** Whether genes without another name are named by the built-in human names. */
  readonly geneNames: BuiltInNames;
  readonly orfs: string | undefined;
  readonly airs: string | undefined;
  /** Files of TargetScan's parameters, and of RNAplfold. */
  readonly targetScanParams: readonly string[];
  readonly accessibility: readonly string[];
  /** Whether sites are folded for their scores, in place of reading the last. */
  readonly computesAccessibility: boolean;
  readonly duplexSet: TargetSet;
  readonly genome: string | undefined;
  readonly annotation: string | undefined;
  /** The results folder. */
  readonly out: string;
  /** Undefined: ratio, or poscounts where every gene has a zero. */
  readonly sizeFactors: SizeFactorType | undefined;
  /** Tables of size factors, or of factors a gene and sample, to take as they are. */
  readonly givenSizeFactors: string | undefined;
  readonly givenNormalizationFactors: string | undefined;
  /** Ids of genes that size factors rest on. */
  readonly controlGenes: string | undefined;
  /** Numbers of genes to filter by. */
  readonly filter: string | undefined;
  /** What a SLURM task of this study asks for; no result depends on it. */
  readonly slurm: SlurmResources;
  /** Every setting by its key in a study file, paths absolute; what this study is made from. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What tests the contrasts; genes are ranked by the first. */
  readonly engines: readonly EngineName[];
  readonly differential: DifferentialOptions;
}

/** The files of a study, by the key of the study file that names them. */
export const studyFiles = {
  differential: ({ table }) => table,
  counts: ({ counts }) => counts,
  samples: ({ samples }) => samples,
  lengths: ({ lengths }) => lengths,
  transcript_genes: ({ transcriptGenes }) => transcriptGenes,
  annotation: ({ annotation }) => annotation,
  mirnas: ({ mirnas }) => mirnas,
  utrs: ({ utrs }) => utrs,
  genome: ({ genome }) => genome,
  orfs: ({ orfs }) => orfs,
  airs: ({ airs }) => airs,
  targetscan_params: ({ targetScanParams }) => targetScanParams,
  accessibility: ({ accessibility }) => accessibility,
  background: ({ background }) => background.map(({ table }) => table),
  size_factors: ({ givenSizeFactors }) => givenSizeFactors,
  normalization_factors: ({ givenNormalizationFactors }) => givenNormalizationFactors,
  control_genes: ({ controlGenes }) => controlGenes,
  filter: ({ filter }) => filter,
  gene_sets: ({ geneSets }) => geneSets.files,
} as const satisfies Readonly<Record<string, (study: Study) => string | readonly string[] | undefined>>;

/** All of them, those of the cohorts and that of the contrasts, each once. */
export function filesOf(study: Study): string[] {
  const named = Object.values(studyFiles).flatMap((of) => of(study) ?? []);
  const ofCohorts = study.cohorts.flatMap(({ expression, clinical }) => [expression, clinical ?? []].flat());
  const { contrasts_file: contrastsFile } = study.settings;
  return [...new Set([...named, ...ofCohorts, ...(typeof contrastsFile === 'string' ? [contrastsFile] : [])])];
}
