import type { Effect } from '../../../src/ranking/changes/effect.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { WithTwin } from '../typed-twin.ts';

export type SharedParams = {
  readonly contrast: string;
  readonly others: readonly { readonly id: string; readonly effect: Effect }[];
  readonly background: readonly { readonly name: string; readonly effect: Effect }[];
};
export type SharedInput = 'results' | 'mirna' | 'backgroundMirnas' | 'background' | 'sequences' | 'utrLinks';
export type SharedOutput = WithTwin<'genes'> | 'contrasts' | 'summary' | 'notes';
export type SharedContext = StageContext<SharedParams, SharedInput, SharedOutput>;
