import { createHash } from 'node:crypto';
import { Fault } from '../../src/fault.ts';
import { canonicalJson, type Json } from '../engine/canonical-json.ts';
import { describeTask } from '../engine/describe-task.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Executor } from '../engine/execute.ts';
import { type Instance, nameForPlaces } from '../engine/graph.ts';
import { openSlots } from '../engine/in-order-of-urgency.ts';
import { urgencies } from '../engine/urgency.ts';
import type { Origins } from '../study/load.ts';
import { locateFault } from '../study/locate-fault.ts';
import type { Study } from '../study/study.ts';
import { type Failure, failureOf } from './failure.ts';
import { blobAt, madeFolders, type NamedBlob, pathsBelow, store } from './platform/store.ts';

/** Where results of stages lie. */
export const WORK = '/work';

/** What one stage has made, under a key of all that it depends on: whoever has that key need not run it again. */
export interface KeptResult {
  readonly key: string;
  readonly files: readonly NamedBlob[];
  readonly notes: readonly Extract<RunEvent, { readonly type: 'stage-note' }>[];
}

/** Names of files as users find them, and where they lie in the store. */
export type Published = ReadonlyMap<string, string>;

export type StudyFailure = { readonly stage: string } & Failure;

export interface StudyRun {
  readonly published: Published;
  readonly failures: readonly StudyFailure[];
}

/** What happens in a run; `kept` as stages end, so that what is done outlives a run that is stopped. */
export type StudyEvent = RunEvent | { readonly type: 'kept'; readonly result: KeptResult };

export interface StudyRequest {
  readonly study: Study;
  readonly instances: readonly Instance<Study>[];
  readonly origins: Origins;
  readonly kept: ReadonlyMap<string, KeptResult>;
  /** Names the content of a file that the user gave. */
  readonly contentOf: (path: string) => string;
  readonly executor: Executor;
  /** Stages that may run at a time, each in one thread. */
  readonly threads: number;
  readonly emit: (event: StudyEvent) => void;
}

/**
 * Runs instances of stages over the files of the store, those excepted whose key is among what is kept. A stage that fails keeps
 * back those that read from it, and no other.
 */
export async function runStudy(request: StudyRequest): Promise<StudyRun> {
  const { study, instances, kept, contentOf, executor, threads, emit } = request;
  const keys = new Map<string, string>();
  const failures: StudyFailure[] = [];
  const stages = instances.filter(({ skipped }) => skipped === undefined).map(({ id }) => id);
  emit({ type: 'run-started', study: study.name, results: '', stages, threads });
  const slots = openSlots(threads);
  const urgency = urgencies(instances);
  /** By keys, which two instances may share. */
  const running = new Map<string, Promise<KeptResult>>();
  /** The stage that failed, be it this one or one that it reads from. */
  const culprits = new Map<string, Promise<string | undefined>>();

  async function settle(instance: Instance<Study>): Promise<string | undefined> {
    const { id, skipped, upstream } = instance;
    if (skipped !== undefined) {
      emit({ type: 'stage-skipped', stage: id, reason: skipped });
      return undefined;
    }
    const culprit = (await Promise.all(upstream.map((name) => culprits.get(name)))).find((name) => name !== undefined);
    if (culprit !== undefined) {
      emit({ type: 'stage-blocked', stage: id, by: culprit });
      return culprit;
    }
    try {
      keys.set(id, await bringUpToDate(instance));
      return undefined;
    } catch (error) {
      const failure = locate(failureOf(error), request.origins);
      emit({ type: 'stage-failed', stage: id, fault: undefined, bug: undefined, ...failure, durationMs: 0 });
      failures.push({ stage: id, ...failure });
      return id;
    }
  }

  /** Runs the instance, unless that was done before; gives its key. */
  async function bringUpToDate(instance: Instance<Study>): Promise<string> {
    const { id, stage } = instance;
    const key = keyOf(instance, keys, contentOf);
    const folder = folderOf(stage.id, key);
    const before = kept.get(key) ?? (await running.get(key));
    madeFolders.add(folder);
    for (const { file, folder: isFolder } of Object.values(stage.outputs))
      if (isFolder) madeFolders.add(`${folder}/${file}`);
    if (before === undefined) {
      const made = slots.run(urgency.get(id)!, () => runInstance(instance, key, keys, executor, emit));
      running.set(key, made);
      emit({ type: 'kept', result: await made });
    } else {
      for (const [path, content] of before.files) store.set(path, content);
      emit({ type: 'stage-fresh', stage: id, key });
      for (const note of before.notes) emit(note);
    }
    return key;
  }

  for (const instance of instances) culprits.set(instance.id, settle(instance));
  await Promise.all(culprits.values());
  const published = instances.flatMap((instance) => {
    const key = keys.get(instance.id);
    return key === undefined ? [] : publishedFiles(instance, folderOf(instance.stage.id, key));
  });
  return { published: new Map(published), failures };
}

function locate(failure: Failure, origins: Origins): Failure {
  return 'fault' in failure ? { fault: locateFault(new Fault(failure.fault), origins).details } : failure;
}

function folderOf(stage: string, key: string): string {
  return `${WORK}/${stage}/${key}`;
}

async function runInstance(
  instance: Instance<Study>,
  key: string,
  keys: ReadonlyMap<string, string>,
  executor: Executor,
  emit: (event: RunEvent) => void,
): Promise<KeptResult> {
  const { id, stage } = instance;
  const startedAt = performance.now();
  emit({ type: 'stage-started', stage: id, key, reasons: [], threads: 1 });
  const folder = folderOf(stage.id, key);
  for (const path of pathsBelow(folder)) store.delete(path);
  const notes: KeptResult['notes'][number][] = [];
  const pathOf = ({ instance: from, stage: name, file }: { instance: string; stage: string; file: string }) => {
    const made = keys.get(from);
    const path = `${folderOf(name, made ?? '')}/${file}`;
    return made !== undefined && (store.has(path) || madeFolders.has(path)) ? path : undefined;
  };
  await executor.execute(describeTask(instance, pathOf, folder, 1), (message) => {
    if (message.type === 'note') {
      const note = { ...message, type: 'stage-note', stage: id } as const;
      notes.push(note);
      emit(note);
    } else emit({ ...message, type: 'stage-progress', stage: id });
  });
  const files = pathsBelow(folder).map((path) => [path, blobAt(path)] as const);
  emit({ type: 'stage-finished', stage: id, key, durationMs: performance.now() - startedAt, files: [] });
  return { key, files, notes };
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
    if (isFolder) return pathsBelow(from).map((path) => [target + path.slice(from.length), path]);
    return store.has(from) ? [[target, from]] : [];
  });
}
