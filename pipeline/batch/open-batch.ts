import { basename, extname, join, resolve } from 'node:path';
import { Fault } from '../../src/fault.ts';
import { expandGraph, type Graph, type Instance } from '../engine/graph.ts';
import type { LoadedStudy } from '../study/load.ts';
import { locateFaults } from '../study/locate-fault.ts';
import type { Study } from '../study/study.ts';
import { type BatchInput, findStudies } from './find-studies.ts';
import { slugOf } from './study-slug.ts';
import { loadSource, type StudySource } from './study-source.ts';

/** Many studies that share one folder of results and one store of finished stages. */
export interface Batch {
  /** The name of its folder or table. */
  readonly title: string;
  /** The folder of all: a folder a study, `batch/` with what the batch itself writes, `work/`, `batch.html`. */
  readonly out: string;
  readonly work: string;
  /** The stages of each study. */
  readonly graph: Graph<Study>;
  readonly studies: readonly BatchStudy[];
}

export interface BatchStudy {
  readonly name: string;
  /** In file names: of the study's folder and of the batch's records. */
  readonly slug: string;
  readonly source: StudySource;
  /** Undefined when the study cannot be used. */
  readonly loaded: (LoadedStudy & { readonly instances: readonly Instance<Study>[] }) | undefined;
  /** Why it cannot be used. */
  readonly fault: Fault | undefined;
}

/**
 * Finds and reads the studies of a batch without changing anything. A study that cannot be used is kept with its Fault, as
 * it must not stop the others; two of one name, or with one results folder, are a Fault of the batch.
 */
export async function openBatch(
  input: BatchInput & { readonly out: string | undefined },
  graph: Graph<Study>,
  cwd: string,
): Promise<Batch> {
  const { sources, home } = await findStudies(input, cwd);
  const out = input.out === undefined ? join(home, 'results') : resolve(cwd, input.out);
  const studies: BatchStudy[] = [];
  for (const source of sources) studies.push(await openStudySource(source, out, graph));
  refuseTwice(studies);
  return { title: basename(input.path, extname(input.path)), out, work: join(out, 'work'), graph, studies };
}

/** The results folder of a study that names none. */
export function resultsIn(batchOut: string): (name: string) => string {
  return (name) => join(batchOut, slugOf(name));
}

async function openStudySource(source: StudySource, out: string, graph: Graph<Study>): Promise<BatchStudy> {
  const study = (name: string) => ({ name, slug: slugOf(name), source });
  try {
    const loaded = await loadSource(source, resultsIn(out));
    const instances = locateFaults(loaded.origins, () => expandGraph(graph, loaded.study));
    return { ...study(loaded.study.name), loaded: { ...loaded, instances }, fault: undefined };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...study(source.label), loaded: undefined, fault: error };
  }
}

function refuseTwice(studies: readonly BatchStudy[]): void {
  const byName = new Map<string, BatchStudy>();
  const byFolder = new Map<string, BatchStudy>();
  for (const study of studies) {
    const named = byName.get(study.name);
    if (named !== undefined) {
      throw new Fault({
        code: 'BATCH_NAME_TWICE',
        message: `two studies are called ${study.name}`,
        ...placeOf(study, 'name'),
        found: `the same name as in ${described(named, 'name')}`,
        hint: 'give each study a `name` of its own',
      });
    }
    byName.set(study.name, study);
    const folder = study.loaded?.study.out;
    if (folder === undefined) continue;
    const other = byFolder.get(folder);
    if (other !== undefined) {
      throw new Fault({
        code: 'BATCH_SAME_RESULTS',
        message: `the studies ${other.name} and ${study.name} have the same results folder`,
        ...placeOf(study, 'out'),
        found: folder,
        hint: 'leave `out` away: each study then gets a folder of its own in that of the batch',
      });
    }
    byFolder.set(folder, study);
  }
}

function placeOf({ source, loaded }: BatchStudy, key: 'name' | 'out') {
  const { row, file } = source;
  return loaded?.origins(key) ?? { file: row?.file ?? file, line: row?.line };
}

function described(study: BatchStudy, key: 'name' | 'out'): string {
  const { file, line } = placeOf(study, key);
  return line === undefined ? String(file) : `${file}:${line}`;
}
