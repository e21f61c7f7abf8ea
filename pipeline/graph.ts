import { type Graph, node, type Source } from './engine/graph.ts';
import { ingest } from './stages/ingest.ts';
import { targets } from './stages/targets.ts';
import type { Study } from './study/study.ts';

const files = (key: 'counts' | 'samples' | 'mirnas' | 'utrs'): Source<Study> => ({
  from: 'study',
  key,
  paths: (study) => [study[key] ?? []].flat(),
});
const output = (stage: string, name: string): Source<Study> => ({ from: 'stage', stage, output: name });

/** The stages of a study and where each takes its inputs from, each after those that it reads. */
export const graph: Graph<Study> = [
  node(ingest, { counts: files('counts'), samples: files('samples'), mirnas: files('mirnas'), utrs: files('utrs') }),
  node(targets, { mirna: output('ingest', 'mirna'), utrs: files('utrs') }),
];
