import type { EngineName } from '../../../src/engines/engine-name.ts';
import type { TranscriptRule } from '../../../src/formats/annotation/transcript-choice.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { DifferentialOptions, RankingOptions, SizeFactorType, Study, StudyContrast } from '../../study/study.ts';

export type ReportContrast = {
  readonly id: string;
  readonly variable: string;
  readonly target: string;
  readonly reference: string;
  readonly design: string;
  readonly leftOut: StudyContrast['exclude'];
  /** What was done to the miRNA in its target. */
  readonly effect: Study['effect'];
  /** It has a miRNA of its own. */
  readonly hasOwnMirna: boolean;
};

export type ReportParams = {
  readonly name: string;
  readonly design: string;
  readonly effect: Study['effect'];
  readonly contrasts: readonly ReportContrast[];
  readonly sizeFactors: SizeFactorType | null;
  /** What was given instead of being estimated from the counts. */
  readonly given: {
    readonly sizeFactors: boolean;
    readonly normalizationFactors: boolean;
    readonly controlGenes: boolean;
    readonly filter: boolean;
  };
  /** What tested the contrasts; the page shows the first. */
  readonly engines: readonly EngineName[];
  readonly differential: DifferentialOptions;
  readonly ranking: RankingOptions;
  readonly cutFromGenome: boolean;
  readonly computesAccessibility: boolean;
  readonly transcript: TranscriptRule;
  /** TargetScan's parameters are given. */
  readonly conservation: boolean;
  /** Name of the finished result table that the study starts from, where it has no counts. */
  readonly table: string | null;
  /** Why there are no targets and no ranking, where there are none. */
  readonly targetsSkipped: string | null;
  /** Ids of the contrasts that are also ranked together. */
  readonly combine: readonly string[] | null;
  /** The study as a file that names its inputs by the ends of their paths, and these names in the order of the inputs. */
  readonly portable: { readonly text: string; readonly names: readonly string[] };
  /** The page names it. */
  readonly version: string;
};
export type ReportInput =
  | 'counts'
  | 'samples'
  | 'sizeFactors'
  | 'normalizationFactors'
  | 'pca'
  | 'distances'
  | 'quality'
  | 'annotation'
  | 'mirna'
  | 'utrLinks'
  | 'sequences'
  | 'siteCounts'
  | 'sites'
  | 'ingestNotes'
  | 'targetNotes'
  | 'siteDuplexes'
  | 'results'
  | 'rows'
  | 'summary'
  | 'consensus'
  | 'ranking'
  | 'siteShifts'
  | 'sharedSummary'
  | 'sharedContrasts'
  | 'seedVerdict'
  | 'seedFamilies'
  | 'seedLandscape'
  | 'sets'
  | 'setCurves'
  | 'setOverlaps'
  | 'setNotes'
  | 'combined'
  | 'studyFiles'
  | 'patientCurves'
  | 'patientNotes'
  | 'verdict'
  | 'verdictNotes';
export type ReportOutput = 'page' | 'figures' | 'multiqc';
export type ReportContext = StageContext<ReportParams, ReportInput, ReportOutput>;
