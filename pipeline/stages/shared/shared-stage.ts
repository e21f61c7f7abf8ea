import type { Stage } from '../../engine/stage.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';
import { whyNoTargets } from '../targets/why-no-targets.ts';
import { withTwin } from '../typed-twin.ts';
import type { SharedInput, SharedOutput, SharedParams } from './shared-contract.ts';

const published = (file: string) => ({ file, publish: `tables/shared/{contrast}.${file}` });

/** Tells what a contrast shares with contrasts of other miRNAs, so that later stages leave it out. */
export const shared: Stage<Study, SharedParams, SharedInput, SharedOutput, readonly [StudyContrast]> = {
  id: 'shared',
  version: 2,
  over: [byContrast],
  inputs: {
    results: 'each',
    mirna: 'required',
    backgroundMirnas: 'optional',
    background: 'files',
    sequences: 'required',
    utrLinks: 'required',
  },
  outputs: {
    ...withTwin('genes', { ...published('genes.tsv'), optional: true }),
    contrasts: { ...published('contrasts.tsv'), optional: true },
    summary: { ...published('shared.json'), optional: true },
    notes: { file: 'notes.json' },
  },
  skip(study) {
    const { contrasts, background, sharedResponse } = study;
    const hasOwn = contrasts.some(({ mirna }) => mirna !== undefined);
    if (background.length === 0 && !hasOwn) return 'no contrast and no `background` is of another miRNA';
    return sharedResponse ? whyNoTargets(study) : 'the study has `shared_response: off`';
  },
  selectParams: ({ contrasts, background }, { id }) => ({
    contrast: id,
    others: contrasts
      .filter((one) => one.mirna !== undefined && one.id !== id)
      .map(({ id, effect }) => ({ id, effect })),
    background: background.map(({ table, effect }) => ({ name: nameOfFile(table), effect })),
  }),
  async run(context) {
    const { keepNotes } = await import('../noted-stage.ts');
    const { findShared } = await import('./find-shared.ts');
    await keepNotes(context, findShared);
  },
};

function nameOfFile(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}
