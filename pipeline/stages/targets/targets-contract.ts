import type { TargetSet } from '../../../src/mirna/duplex/duplex-pvalue.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { WithTwin } from '../typed-twin.ts';

export type TargetsParams = {
  readonly utrSpecies: number;
  readonly duplexSet: TargetSet;
  readonly computesAccessibility: boolean;
};
export type TargetsInput =
  | 'mirna'
  | 'utrs'
  | 'sequences'
  | 'cutCoding'
  | 'orfs'
  | 'airs'
  | 'parameters'
  | 'accessibility';
export type TargetsOutput = WithTwin<'sites' | 'siteDuplexes' | 'counts' | 'codingSites'> | 'duplexes' | 'notes';
export type TargetsContext = StageContext<TargetsParams, TargetsInput, TargetsOutput>;
