import { guessRoles } from '../draft/guess-roles.ts';
import { rememberLast } from '../draft/remember.ts';
import type { Executor } from '../engine/execute.ts';
import { expandGraph } from '../engine/graph.ts';
import { formatNotes, type StageNote } from '../engine/notes-table.ts';
import { graph } from '../graph.ts';
import { loadStudy } from '../study/load.ts';
import { settingsFrom } from '../study/settings.ts';
import { checkBrowser } from './check-browser.ts';
import { executeTask } from './execute-task.ts';
import { failureOf } from './failure.ts';
import type { Answer, Event, GivenFile, Ran, Request } from './messages.ts';
import { ASSETS } from './platform/module.ts';
import { blobAt, store } from './platform/store.ts';
import { type KeptResult, type Published, runStudy } from './run-study.ts';
import { stageWorkers } from './stage-workers.ts';
import { understandForm, understandStudy } from './understand.ts';
import { type Described, zipResults } from './zip-results.ts';

/**
 * The worker of the page: it has all files, and runs studies over them. Stages run in workers of the same text, each of which
 * is asked for one at a time.
 */

/** Where files that the user gives lie, the study file among them. */
const HOME = '/study';
const STUDY = `${HOME}/study.yml`;
const informationFolder = 'pipeline_info';
/** More would take more memory than time: few stages can run at a time. */
const MOST_STAGES = 3;

const scope = globalThis as unknown as {
  readonly navigator: { readonly hardwareConcurrency: number };
  onmessage: (event: { readonly data: Request & { readonly id: number } }) => void;
  postMessage(answer: Answer): void;
};

const kept = new Map<string, KeptResult>();
let given: readonly GivenFile[] = [];
const drafts = rememberLast();
let published: Published = new Map();
let described: Described = { params: {}, notes: '' };
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
    drafts.forget();
    given = request.files;
    for (const { path, blob } of given) store.set(path, blob);
    return;
  }
  if (request.type === 'execute') return executeTask(request, emit);
  if (request.type === 'roles') return guessRoles(given.map(({ path }) => path));
  checkBrowser();
  if (request.type === 'understand') return understandForm(request.flags, HOME, drafts.remember);
  if (request.type === 'understand-study') {
    store.set(STUDY, encode(request.text));
    return understandStudy(STUDY, request.text, HOME, drafts.remember);
  }
  if (request.type === 'run') return run(request.text, emit);
  return new Blob([
    await zipResults(
      published,
      given.map(({ path }) => path),
      HOME,
      described,
    ),
  ]);
}

async function run(text: string, emit: (event: Event) => void): Promise<Ran> {
  drafts.forget();
  store.set(STUDY, encode(text));
  const { study, origins, settings } = await loadStudy(STUDY, {}, HOME);
  const instances = expandGraph(graph, study);
  const notes = new Map<string, StageNote[]>(instances.map(({ id }) => [id, []]));
  const contents = new Map(given.map(({ path, content }) => [path, content]));
  const ran = await runStudy({
    study,
    instances,
    origins,
    kept,
    contentOf: (path) => contents.get(path) ?? path,
    executor: executor!,
    threads: Math.max(1, Math.min(MOST_STAGES, scope.navigator.hardwareConcurrency)),
    emit(event) {
      if (event.type === 'kept') kept.set(event.result.key, event.result);
      if (event.type === 'stage-note') notes.get(event.stage)?.push(event);
      emit(event);
    },
  });
  published = ran.published;
  described = {
    params: settingsFrom(`${study.out}/${informationFolder}`, HOME, settings),
    notes: formatNotes([...notes]),
  };
  return { files: [...ran.published].map(([name, path]) => [name, blobAt(path)] as const), failures: ran.failures };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
