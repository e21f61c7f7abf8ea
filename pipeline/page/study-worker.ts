import { Fault } from '../../src/fault.ts';
import { guessRoles } from '../draft/guess-roles.ts';
import { rememberLast } from '../draft/remember.ts';
import { expandGraph } from '../engine/graph.ts';
import { formatNotes, type StageNote } from '../engine/notes-table.ts';
import { graph } from '../graph.ts';
import { loadStudy } from '../study/load.ts';
import { settingsFrom } from '../study/settings.ts';
import { checkBrowser } from './check-browser.ts';
import type { Answer, Ran, Request } from './messages.ts';
import { ASSETS } from './platform/module.ts';
import { store } from './platform/store.ts';
import { type KeptResult, type Published, runStudy } from './run-study.ts';
import { understandForm, understandStudy } from './understand.ts';
import { type Described, zipResults } from './zip-results.ts';

/** The worker of the page: it has all files, and runs studies over them. */

/** Where files that the user gives lie, the study file among them. */
const HOME = '/study';
const STUDY = `${HOME}/study.yml`;
const informationFolder = 'pipeline_info';

const scope = globalThis as unknown as {
  onmessage: (event: { readonly data: Request & { readonly id: number } }) => void;
  postMessage(answer: Answer): void;
};

const kept = new Map<string, KeptResult>();
const contents = new Map<string, string>();
const drafts = rememberLast();
let published: Published = new Map();
let described: Described = { params: {}, notes: '' };
/** One request at a time: a draft that comes while a study runs waits for its end. */
let queue: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data: { id, ...request } }) => {
  queue = queue
    .then(() => answer(id, request as Request))
    .then(
      (result) => scope.postMessage({ type: 'done', id, result }),
      (error: unknown) => {
        if (error instanceof Fault) scope.postMessage({ type: 'failed', id, fault: error.details });
        else
          scope.postMessage({
            type: 'failed',
            id,
            bug: error instanceof Error ? (error.stack ?? error.message) : String(error),
          });
      },
    );
};

async function answer(id: number, request: Request): Promise<unknown> {
  if (request.type === 'open') {
    for (const [name, text] of request.assets) store.set(`${ASSETS}/${name}`, encode(text));
    for (const result of request.kept) {
      kept.set(result.key, result);
      for (const [path, content] of result.files) store.set(path, content);
    }
    return;
  }
  if (request.type === 'give') {
    for (const path of contents.keys()) store.delete(path);
    contents.clear();
    drafts.forget();
    for (const { path, blob, content } of request.files) {
      store.set(path, blob);
      contents.set(path, content);
    }
    return;
  }
  if (request.type === 'roles') return guessRoles([...contents.keys()]);
  checkBrowser();
  if (request.type === 'understand') return understandForm(request.flags, HOME, drafts.remember);
  if (request.type === 'understand-study') {
    store.set(STUDY, encode(request.text));
    return understandStudy(STUDY, request.text, HOME, drafts.remember);
  }
  if (request.type === 'run') return run(id, request.text);
  return new Blob([await zipResults(published, contents.keys(), HOME, described)]);
}

async function run(id: number, text: string): Promise<Ran> {
  drafts.forget();
  store.set(STUDY, encode(text));
  const { study, origins, settings } = await loadStudy(STUDY, {}, HOME);
  const instances = expandGraph(graph, study);
  const notes = new Map<string, StageNote[]>(instances.map(({ id }) => [id, []]));
  const before = new Set(kept.keys());
  const ran = await runStudy(
    study.name,
    instances,
    origins,
    kept,
    (path) => contents.get(path) ?? path,
    (event) => {
      scope.postMessage({ type: 'event', id, event });
      if (event.type === 'stage-note') notes.get(event.stage)?.push(event);
      // As stages end, so that the page has what is done when the user stops the worker.
      for (const [key, result] of kept) {
        if (before.has(key)) continue;
        before.add(key);
        scope.postMessage({ type: 'kept', result: asBlobs(result) });
      }
    },
  );
  published = ran.published;
  described = {
    params: settingsFrom(`${study.out}/${informationFolder}`, HOME, settings),
    notes: formatNotes([...notes]),
  };
  const files = [...ran.published].map(([name, path]) => [name, asBlob(path)] as const);
  return { files, failures: ran.failures };
}

function asBlob(path: string): Blob {
  const entry = store.get(path)!;
  return entry instanceof Blob ? entry : new Blob([entry]);
}

function asBlobs({ key, files, notes }: KeptResult): KeptResult {
  return { key, notes, files: files.map(([path]) => [path, asBlob(path)] as const) };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
