import { relative } from 'node:path';
import { Fault } from '../../src/fault.ts';
import { loadKnownMirnas } from '../../src/mirna/families/known-mirnas.ts';
import { expandGraph, upTo } from '../engine/graph.ts';
import { graph } from '../graph.ts';
import { draftStudy } from '../study/draft-study.ts';
import { loadStudy } from '../study/load.ts';
import { mapPaths, type StudyKey } from '../study/options/option-table.ts';
import type { Flags } from '../study/options/read-options.ts';
import { formatYaml } from '../study/yaml-source.ts';
import type { Answer, Ran, Request, Understood } from './messages.ts';
import { ASSETS } from './platform/module.ts';
import { store } from './platform/store.ts';
import { type KeptResult, type Published, runStudy } from './run-study.ts';
import { zipResults } from './zip-results.ts';

/** The worker of the page: it has all files, and runs studies over them. */

/** Where files that the user gives lie, the study file among them. */
const HOME = '/study';
const STUDY = `${HOME}/study.yml`;

const scope = globalThis as unknown as {
  onmessage: (event: { readonly data: Request & { readonly id: number } }) => void;
  postMessage(answer: Answer): void;
};

const kept = new Map<string, KeptResult>();
const contents = new Map<string, string>();
let published: Published = new Map();
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
    for (const { path, blob, content } of request.files) {
      store.set(path, blob);
      contents.set(path, content);
    }
    return;
  }
  if (request.type === 'draft') return understand(request.flags);
  if (request.type === 'run') return run(id, request.text, request.until);
  return new Blob([await zipResults(published, contents.keys(), HOME)]);
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

async function run(id: number, text: string, until: string | undefined): Promise<Ran> {
  store.set(STUDY, encode(text));
  const { study, origins } = await loadStudy(STUDY, {}, HOME);
  const before = new Set(kept.keys());
  const all = expandGraph(graph, study);
  const ran = await runStudy(
    study.name,
    until === undefined ? all : upTo(all, until),
    origins,
    kept,
    (path) => contents.get(path) ?? path,
    (event) => {
      scope.postMessage({ type: 'event', id, event });
      // As stages end, so that the page has what is done when the user stops the worker.
      for (const [key, result] of kept) {
        if (before.has(key)) continue;
        before.add(key);
        scope.postMessage({ type: 'kept', result: asBlobs(result) });
      }
    },
  );
  if (until === undefined) published = ran.published;
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
