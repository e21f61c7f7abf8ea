import type { EngineName } from '../../../src/engines/engine-name.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { StudyDesignRequest } from '../../study/design-request.ts';
import type { EngineOptions } from '../../study/differential-options.ts';
import type { SizeFactorType, StudyContrast } from '../../study/study.ts';
import type { WithTwin } from '../typed-twin.ts';

export type DifferentialParams = EngineOptions & {
  /** Null where finished results are taken over. */
  readonly engine: EngineName | null;
  readonly request: StudyDesignRequest;
  /** Of the sheet, where the study names it. */
  readonly sampleColumn: string | null;
  /** Samples to leave out; the others are then normalized anew, by size factors of this type. */
  readonly exclude: StudyContrast['exclude'];
  readonly sizeFactorType: SizeFactorType | null;
};
export type DifferentialInput =
  | 'table'
  | 'counts'
  | 'samples'
  | 'lengths'
  | 'sizeFactors'
  | 'normalizationFactors'
  | 'sizeFactorTable'
  | 'factorTable'
  | 'controlGenes'
  | 'filter';
export type DifferentialOutput = WithTwin<'results' | 'rows'> | 'summary';
export type DifferentialContext = StageContext<DifferentialParams, DifferentialInput, DifferentialOutput>;
