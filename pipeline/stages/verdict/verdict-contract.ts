import type { Effect } from '../../../src/ranking/changes/effect.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { WithTwin } from '../typed-twin.ts';

export type VerdictParams = {
  readonly effect: Effect;
  /** Of the draw of the controls. */
  readonly seed: number;
  readonly targetsInTumors: 'lower' | 'higher';
  /** Rate below which a gene set counts. */
  readonly alpha: number;
};
export type VerdictInput = 'ranking' | 'survival' | 'tumorNormal' | 'sets';
export type VerdictOutput = WithTwin<'pooled' | 'verdict'> | 'notes';
export type VerdictContext = StageContext<VerdictParams, VerdictInput, VerdictOutput>;
