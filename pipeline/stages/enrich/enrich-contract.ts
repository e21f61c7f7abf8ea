import type { StageContext } from '../../engine/stage.ts';
import type { StudyDesignRequest } from '../../study/design-request.ts';
import type { SetOptions, StudyContrast } from '../../study/study.ts';
import type { WithTwin } from '../typed-twin.ts';

export type EnrichParams = SetOptions & {
  /** Names of the files of gene sets, which tables call their collections by. */
  readonly files: readonly string[];
  readonly builtIn: readonly string[];
  readonly alpha: number;
  /** Of the counts, where the study has any. */
  readonly request: StudyDesignRequest;
  readonly sampleColumn: string | null;
  readonly exclude: StudyContrast['exclude'];
};
export type EnrichInput = 'results' | 'sets' | 'ranking' | 'annotation' | 'counts' | 'samples';
export type EnrichOutput =
  | WithTwin<'sets' | 'runningScores' | 'overlaps'>
  | 'leadingEdges'
  | 'lostSymbols'
  | 'skippedSets'
  | 'scores'
  | 'notes';
export type EnrichContext = StageContext<EnrichParams, EnrichInput, EnrichOutput>;
