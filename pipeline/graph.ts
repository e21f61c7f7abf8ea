import { type Graph, node, type Source } from './engine/graph.ts';
import { ingest } from './stages/ingest.ts';
import { targets } from './stages/targets.ts';
import type { Study } from './study/study.ts';

const file = (key: 'counts' | 'samples' | 'mirnas' | 'utrs'): Source<Study> => ({
  from: 'study',
  key,
  path: (study) => study[key],
});
const output = (stage: string, name: string): Source<Study> => ({ from: 'stage', stage, output: name });

/** The stages of a study and where each takes its inputs from, each after those that it reads. */
export const graph: Graph<Study> = [
  node(ingest, { counts: file('counts'), samples: file('samples'), mirnas: file('mirnas'), utrs: file('utrs') }),
  node(targets, { mirna: output('ingest', 'mirna'), utrs: file('utrs') }),
];
