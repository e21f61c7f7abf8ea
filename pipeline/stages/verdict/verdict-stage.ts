import { CONTROL_SEED } from '../../../src/analyses/cohorts/shared-choices.ts';
import type { Stage } from '../../engine/stage.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';
import { withTwin } from '../typed-twin.ts';
import type { VerdictInput, VerdictOutput, VerdictParams } from './verdict-contract.ts';

const published = (file: string) => ({ file, publish: `tables/patients/{contrast}.${file}` });

/** Pools what the cohorts say and judges every candidate by it, with controls beside them. */
export const verdict: Stage<Study, VerdictParams, VerdictInput, VerdictOutput, readonly [StudyContrast]> = {
  id: 'verdict',
  version: 2,
  over: [byContrast],
  inputs: { ranking: 'required', survival: 'each', tumorNormal: 'each', sets: 'optional' },
  outputs: {
    ...withTwin('pooled', published('pooled.tsv')),
    ...withTwin('verdict', published('verdict.tsv')),
    notes: { file: 'notes.json' },
  },
  skip: ({ cohorts }) => (cohorts.length === 0 ? 'the study names no `cohorts`' : undefined),
  selectParams: ({ targetsInTumors, differential }, { effect }) => ({
    effect,
    seed: CONTROL_SEED,
    targetsInTumors,
    alpha: differential.alpha,
  }),
  async run(context) {
    const { keepNotes } = await import('../noted-stage.ts');
    const { judgeStudyCandidates } = await import('./judge-study-candidates.ts');
    await keepNotes(context, judgeStudyCandidates);
  },
};
