import type { TranscriptRule } from '../../../src/formats/annotation/transcript-choice.ts';
import type { Reading } from '../../../src/formats/counts/dialects/reading.ts';
import type { BuiltInNames } from '../../../src/genes/built-in-names.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { StudyDesignRequest } from '../../study/design-request.ts';
import type { StudyContrast } from '../../study/study.ts';
import type { WithTwin } from '../typed-twin.ts';

export type IngestParams = {
  readonly reading: Reading;
  readonly test: 'wald' | 'lrt';
  readonly reduced: string | null;
  readonly needsReplicates: boolean;
  readonly contrasts: readonly { readonly request: StudyDesignRequest; readonly exclude: StudyContrast['exclude'] }[];
  readonly mirna: readonly string[] | null;
  /** By contrast, where contrasts have miRNAs of their own; and those of the tables of `background`. */
  readonly mirnaOf?: Readonly<Record<string, readonly string[]>>;
  readonly background?: readonly (readonly string[])[];
  readonly utrSpecies: number;
  readonly transcript: TranscriptRule;
  readonly geneNames: BuiltInNames;
};
export type IngestInput =
  | 'table'
  | 'counts'
  | 'samples'
  | 'lengths'
  | 'transcriptGenes'
  | 'annotation'
  | 'mirnas'
  | 'utrs'
  | 'cutUtrs';
export type IngestOutput =
  | 'counts'
  | 'lengths'
  | 'samples'
  | WithTwin<'annotation' | 'utrLinks'>
  | 'sharedSymbols'
  | 'sequences'
  | 'mirna'
  | 'backgroundMirnas'
  | 'notes';
export type IngestContext = StageContext<IngestParams, IngestInput, IngestOutput>;
