import { mkdirSync } from 'node:fs';
import type { Decision, Workspace } from './decide.ts';
import { describeTask } from './describe-task.ts';
import type { Emit, RunEvent } from './events.ts';
import type { Executor } from './execute.ts';
import { resultKey } from './fingerprint.ts';
import type { Instance, ProducedFile } from './graph.ts';
import type { Manifest, Note } from './manifest.ts';
import type { WatchedInputs } from './run-inputs.ts';
import type { StageMessage, StudyShape } from './stage.ts';

export interface Surroundings {
  readonly workspace: Workspace;
  readonly executor: Executor;
  readonly threads: number;
  readonly watched: WatchedInputs;
  /** Whether some stage reads an output. */
  readonly isRead: (stage: string, output: string) => boolean;
  readonly emit: Emit;
}

/** Runs one instance into a staging folder, makes its result permanent, and publishes it. */
export async function runInstance<Study extends StudyShape>(
  instance: Instance<Study>,
  { fingerprint, reasons }: Extract<Decision, { readonly action: 'run' }>,
  manifests: ReadonlyMap<string, Manifest>,
  { workspace, executor, threads, watched, isRead, emit }: Surroundings,
): Promise<Manifest> {
  const { id, stage } = instance;
  const { store, results } = workspace;
  const key = resultKey(fingerprint);
  const startedAt = performance.now();
  emit({ type: 'stage-started', stage: id, key, reasons, threads });

  const staging = store.openStaging();
  const plain = store.openStaging();
  let scratch: string | undefined;
  const openScratch = (): string => {
    scratch ??= store.openStaging();
    return scratch;
  };
  const notes: Note[] = [];
  try {
    const task = describeTask(
      instance,
      (source) => findOutput(source, manifests, workspace, openScratch),
      staging,
      threads,
    );
    for (const [name, { folder }] of Object.entries(stage.outputs)) {
      if (folder) mkdirSync(task.outputs[name] as string, { recursive: true });
    }
    try {
      await executor.execute(task, (message) => {
        if (message.type === 'note') notes.push(message);
        emit(eventOf(message, id));
      });
    } finally {
      // Also after a failure: that an input is gone, or half overwritten, explains what the stage has met.
      watched.check();
      if (scratch !== undefined) store.abandon(scratch);
    }
    // A forced or damaged result gives way only now that its successor is whole.
    const before = store.find(stage.id, key);
    const replaced = before.state === 'damaged' || reasons.some(({ kind }) => kind === 'forced');
    if (replaced) store.discard(stage.id, key);
    const manifest = store.commit(
      staging,
      fingerprint,
      stage.outputs,
      notes,
      (output) => isRead(stage.id, output),
      plain,
    );
    if (before.state === 'found' && !sameOutputs(before.manifest, manifest)) {
      emit({
        type: 'stage-note',
        stage: id,
        level: 'warning',
        text: 'other bytes than before from the same inputs: please report this',
      });
    }
    const files = results.publish(instance, manifest, store.folder(stage.id, key), plain);
    emit({ type: 'stage-finished', stage: id, key, durationMs: performance.now() - startedAt, files });
    return manifest;
  } catch (error) {
    store.abandon(staging);
    throw error;
  } finally {
    store.abandon(plain);
  }
}

/** Where an output of another instance lies in the store. */
function findOutput(
  { instance, output, file }: ProducedFile,
  manifests: ReadonlyMap<string, Manifest>,
  { store }: Workspace,
  openScratch: () => string,
): string | undefined {
  const manifest = manifests.get(instance);
  if (manifest === undefined || manifest.outputs[output] === null) return undefined;
  return store.open(manifest, file, openScratch);
}

function eventOf(message: StageMessage, stage: string): RunEvent {
  return message.type === 'note'
    ? { ...message, type: 'stage-note', stage }
    : { ...message, type: 'stage-progress', stage };
}

function sameOutputs(a: Manifest, b: Manifest): boolean {
  return Object.entries(b.outputs).every(([name, digest]) => a.outputs[name] === digest);
}
