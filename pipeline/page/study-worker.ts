import { relative } from 'node:path';
import { loadKnownMirnas } from '../../src/mirna/families/known-mirnas.ts';
import type { Executor } from '../engine/execute.ts';
import { expandGraph, upTo } from '../engine/graph.ts';
import { graph } from '../graph.ts';
import { draftStudy } from '../study/draft-study.ts';
import { loadStudy } from '../study/load.ts';
import { mapPaths, type StudyKey } from '../study/options/option-table.ts';
import type { Flags } from '../study/options/read-options.ts';
import { formatYaml } from '../study/yaml-source.ts';
import { checkBrowser } from './check-browser.ts';
import { executeTask } from './execute-task.ts';
import { failureOf } from './failure.ts';
import type { Answer, Event, GivenFile, Ran, Request, Understood } from './messages.ts';
import { ASSETS } from './platform/module.ts';
import { blobAt, store } from './platform/store.ts';
import { type KeptResult, type Published, runStudy } from './run-study.ts';
import { stageWorkers } from './stage-workers.ts';
import { zipResults } from './zip-results.ts';

/**
 * The worker of the page: it has all files, and runs studies over them. Stages run in workers of the same text, each of which
 * is asked for one at a time.
 */

/** Where files that the user gives lie, the study file among them. */
const HOME = '/study';
const STUDY = `${HOME}/study.yml`;
/** More would take more memory than time: few stages can run at a time. */
const MOST_STAGES = 3;

const scope = globalThis as unknown as {
  readonly navigator: { readonly hardwareConcurrency: number };
  onmessage: (event: { readonly data: Request & { readonly id: number } }) => void;
  postMessage(answer: Answer): void;
};

const kept = new Map<string, KeptResult>();
let given: readonly GivenFile[] = [];
let published: Published = new Map();
let executor: Executor | undefined;
/** One request at a time: a draft that comes while a study runs waits for its end. */
let queue: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data: { id, ...request } }) => {
  const emit = (event: Event): void => scope.postMessage({ type: 'event', id, event });
  queue = queue
    .then(() => answer(request as Request, emit))
    .then(
      (result) => scope.postMessage({ type: 'done', id, result }),
      (error: unknown) => scope.postMessage({ type: 'failed', id, failure: failureOf(error) }),
    );
};

async function answer(request: Request, emit: (event: Event) => void): Promise<unknown> {
  if (request.type === 'open') {
    executor = stageWorkers(request, () => given);
    for (const [name, content] of request.assets) store.set(`${ASSETS}/${name}`, content);
    for (const result of request.kept) kept.set(result.key, result);
    return;
  }
  if (request.type === 'give') {
    for (const { path } of given) store.delete(path);
    given = request.files;
    for (const { path, blob } of given) store.set(path, blob);
    return;
  }
  if (request.type === 'execute') return executeTask(request, emit);
  checkBrowser();
  if (request.type === 'draft') return understand(request.flags);
  if (request.type === 'run') return run(request.text, request.until, emit);
  return new Blob([
    await zipResults(
      published,
      given.map(({ path }) => path),
      HOME,
    ),
  ]);
}

async function understand(flags: Flags): Promise<Understood> {
  const mirnas = (await loadKnownMirnas('hsa')).map(({ name }) => name);
  if (flags.counts === undefined) {
    const values = mapAll(flags, (path) => relative(HOME, path));
    return { text: `${formatYaml(values)}\n`, genes: 0, samples: [], columns: [], remarks: [], mirnas, values: flags };
  }
  const { columns, guessed: _, ...draft } = await draftStudy(flags, STUDY);
  return { ...draft, mirnas, columns: [...columns] };
}

function mapAll(flags: Flags, map: (path: string) => string): { readonly [key: string]: unknown } {
  return Object.fromEntries(
    (Object.entries(flags) as [StudyKey, unknown][]).map(([key, value]) => [key, mapPaths(key, value, map)]),
  );
}

async function run(text: string, until: string | undefined, emit: (event: Event) => void): Promise<Ran> {
  store.set(STUDY, encode(text));
  const { study, origins } = await loadStudy(STUDY, {}, HOME);
  const all = expandGraph(graph, study);
  const contents = new Map(given.map(({ path, content }) => [path, content]));
  const ran = await runStudy({
    study,
    instances: until === undefined ? all : upTo(all, until),
    origins,
    kept,
    contentOf: (path) => contents.get(path) ?? path,
    executor: executor!,
    threads: Math.max(1, Math.min(MOST_STAGES, scope.navigator.hardwareConcurrency)),
    emit(event) {
      if (event.type === 'kept') kept.set(event.result.key, event.result);
      emit(event);
    },
  });
  if (until === undefined) published = ran.published;
  return { files: [...ran.published].map(([name, path]) => [name, blobAt(path)] as const), failures: ran.failures };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
