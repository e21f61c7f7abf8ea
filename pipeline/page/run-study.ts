import { createHash } from 'node:crypto';
import { Fault, type FaultDetails } from '../../src/fault.ts';
import { canonicalJson, type Json } from '../engine/canonical-json.ts';
import { describeTask } from '../engine/describe-task.ts';
import type { RunEvent } from '../engine/events.ts';
import { inlineExecutor } from '../engine/execute.ts';
import { type Instance, nameForPlaces } from '../engine/graph.ts';
import { graph } from '../graph.ts';
import type { Origins } from '../study/load.ts';
import { locateEvent } from '../study/locate-fault.ts';
import type { Study } from '../study/study.ts';
import { type Entry, madeFolders, store } from './platform/store.ts';

/** What one stage has made, under a key of all that it depends on: whoever has that key need not run it again. */
export interface KeptResult {
  readonly key: string;
  readonly files: readonly (readonly [path: string, content: Entry])[];
  readonly notes: readonly Extract<RunEvent, { readonly type: 'stage-note' }>[];
}

/** Names of files as users find them, and where they lie in the store. */
export type Published = ReadonlyMap<string, string>;

export interface StudyRun {
  readonly published: Published;
  readonly failures: readonly { readonly stage: string; readonly fault?: FaultDetails; readonly bug?: string }[];
}

const executor = inlineExecutor(graph.map(({ stage }) => stage));

/**
 * Runs instances of stages over the files of the store, those excepted whose key is among what is kept. `contentOf` names the
 * content of a file that the user gave. A stage that fails keeps back those that read from it, and no other.
 */
export async function runStudy(
  name: string,
  instances: readonly Instance<Study>[],
  origins: Origins,
  kept: Map<string, KeptResult>,
  contentOf: (path: string) => string,
  emit: (event: RunEvent) => void,
): Promise<StudyRun> {
  const keys = new Map<string, string>();
  const published = new Map<string, string>();
  const failures: StudyRun['failures'][number][] = [];
  const stages = instances.filter(({ skipped }) => skipped === undefined).map(({ id }) => id);
  emit({ type: 'run-started', study: name, results: '', stages, threads: 1 });
  for (const instance of instances) {
    const { id, stage, skipped } = instance;
    if (skipped !== undefined) {
      emit({ type: 'stage-skipped', stage: id, reason: skipped });
      continue;
    }
    if (instance.upstream.some((name) => !keys.has(name))) continue;
    const key = keyOf(instance, keys, contentOf);
    const folder = `/work/${stage.id}/${key}`;
    const before = kept.get(key);
    try {
      if (before === undefined) kept.set(key, await runInstance(instance, key, keys, folder, emitLocated));
      else {
        for (const [path, content] of before.files) store.set(path, content);
        emit({ type: 'stage-fresh', stage: id, key });
        for (const note of before.notes) emit(note);
      }
    } catch (error) {
      const fault = error instanceof Fault ? error.details : undefined;
      const bug =
        fault !== undefined ? undefined : error instanceof Error ? (error.stack ?? error.message) : String(error);
      const event = locateEvent({ type: 'stage-failed', stage: id, fault, bug, durationMs: 0 }, origins);
      emit(event);
      if (event.type === 'stage-failed')
        failures.push({ stage: id, ...(event.fault && { fault: event.fault }), ...(bug !== undefined && { bug }) });
      continue;
    }
    keys.set(id, key);
    for (const [name, path] of publishedFiles(instance, folder)) published.set(name, path);
  }
  return { published, failures };

  function emitLocated(event: RunEvent): void {
    emit(locateEvent(event, origins));
  }
}

async function runInstance(
  instance: Instance<Study>,
  key: string,
  keys: ReadonlyMap<string, string>,
  folder: string,
  emit: (event: RunEvent) => void,
): Promise<KeptResult> {
  const { id, stage } = instance;
  const startedAt = performance.now();
  emit({ type: 'stage-started', stage: id, key, reasons: [], threads: 1 });
  for (const path of filesBelow(folder)) store.delete(path);
  madeFolders.add(folder);
  for (const { file, folder: isFolder } of Object.values(stage.outputs))
    if (isFolder) madeFolders.add(`${folder}/${file}`);
  const notes: KeptResult['notes'][number][] = [];
  const pathOf = ({ instance: from, stage: name, file }: { instance: string; stage: string; file: string }) => {
    const path = `/work/${name}/${keys.get(from)}/${file}`;
    return keys.has(from) && (store.has(path) || madeFolders.has(path)) ? path : undefined;
  };
  await executor.execute(describeTask(instance, pathOf, folder, 1), (message) => {
    if (message.type === 'note') {
      const note = { ...message, type: 'stage-note', stage: id } as const;
      notes.push(note);
      emit(note);
    } else emit({ ...message, type: 'stage-progress', stage: id });
  });
  const files = filesBelow(folder).map((path) => [path, store.get(path) as Entry] as const);
  emit({ type: 'stage-finished', stage: id, key, durationMs: performance.now() - startedAt, files: [] });
  return { key, files, notes };
}

function filesBelow(folder: string): string[] {
  return [...store.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();
}

/** A name for all that the result of an instance depends on. */
function keyOf(
  { stage, params, inputs }: Instance<Study>,
  keys: ReadonlyMap<string, string>,
  contentOf: (path: string) => string,
): string {
  const read = inputs.map(({ name, files, produced }) => [
    name,
    files.map(({ path }) => [path, contentOf(path)]),
    produced.map(({ instance, output, place }) => [place, output, keys.get(instance) ?? null]),
  ]);
  const text = canonicalJson({ stage: stage.id, version: stage.version, params, read } as Json);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function publishedFiles({ stage, places }: Instance<Study>, folder: string): [name: string, path: string][] {
  return Object.values(stage.outputs).flatMap(({ file, folder: isFolder, publish }): [string, string][] => {
    if (publish === undefined) return [];
    const target = nameForPlaces(publish, places);
    const from = `${folder}/${file}`;
    if (isFolder) return filesBelow(from).map((path) => [target + path.slice(from.length), path]);
    return store.has(from) ? [[target, from]] : [];
  });
}
