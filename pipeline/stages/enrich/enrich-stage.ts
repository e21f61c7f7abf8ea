import { basename } from 'node:path';
import type { Stage } from '../../engine/stage.ts';
import { designRequestOf } from '../../study/design-request.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';
import { withTwin } from '../typed-twin.ts';
import type { EnrichInput, EnrichOutput, EnrichParams } from './enrich-contract.ts';

const published = (file: string) => ({ file, publish: `tables/sets/{contrast}.${file}` });

/** Asks which gene sets a contrast moves, which genes drive them, and whether sites of the miRNA explain it. */
export const enrich: Stage<Study, EnrichParams, EnrichInput, EnrichOutput, readonly [StudyContrast]> = {
  id: 'enrich',
  version: 4,
  effort: 8,
  over: [byContrast],
  inputs: {
    results: 'required',
    sets: 'files',
    ranking: 'optional',
    annotation: 'optional',
    counts: 'optional',
    samples: 'optional',
  },
  outputs: {
    ...withTwin('sets', published('sets.tsv')),
    ...withTwin('runningScores', published('running_scores.tsv')),
    ...withTwin('overlaps', published('set_overlaps.tsv')),
    leadingEdges: published('leading_edges.gmt'),
    lostSymbols: published('lost_symbols.tsv'),
    skippedSets: published('skipped_sets.tsv'),
    scores: { ...published('set_scores.tsv'), optional: true },
    notes: { file: 'notes.json' },
  },
  skip({ geneSets: { files, builtIn } }) {
    return files.length + builtIn.length === 0 ? 'the study names no `gene_sets`' : undefined;
  },
  selectParams: ({ geneSets, setOptions, differential, reading }, contrast) => ({
    ...setOptions,
    files: geneSets.files.map((file) => basename(file)),
    builtIn: geneSets.builtIn,
    alpha: differential.alpha,
    request: designRequestOf(differential, contrast),
    sampleColumn: reading.sampleColumn,
    exclude: contrast.exclude,
  }),
  async run(context) {
    const { keepNotes } = await import('../noted-stage.ts');
    const { enrichStudyContrast } = await import('./enrich-study-contrast.ts');
    await keepNotes(context, enrichStudyContrast);
  },
};
