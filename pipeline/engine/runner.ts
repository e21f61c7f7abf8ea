import { setImmediate } from 'node:timers/promises';
import { Fault } from '../../src/fault.ts';
import { type Decision, decide, digestInputs, type Workspace } from './decide.ts';
import type { Emit, RunEvent } from './events.ts';
import type { Executor } from './execute.ts';
import { resultKey } from './fingerprint.ts';
import { filesRead, type Instance } from './graph.ts';
import { openSlots } from './in-order-of-urgency.ts';
import type { Manifest } from './manifest.ts';
import { openRunInputs } from './run-inputs.ts';
import { runInstance } from './run-instance.ts';
import type { StudyShape } from './stage.ts';
import { systemFault } from './system-fault.ts';
import { urgencies } from './urgency.ts';

export interface RunRequest<Study extends StudyShape> {
  readonly study: Study;
  /** All instances of the study. */
  readonly instances: readonly Instance<Study>[];
  /** Those to bring up to date; all by default. */
  readonly wanted?: readonly Instance<Study>[] | undefined;
  readonly workspace: Workspace;
  readonly executor: Executor;
  readonly threads: number;
  readonly force?: ((stageId: string) => boolean) | undefined;
  readonly emit: Emit;
}

export type RunSummary = Extract<RunEvent, { readonly type: 'run-finished' }>;

type Outcome =
  | { readonly state: 'executed' | 'reused' | 'fresh'; readonly manifest: Manifest }
  | { readonly state: 'skipped' }
  | { readonly state: 'failed' | 'blocked'; readonly culprit: string };

/**
 * Brings the results of a study up to date: runs what has no result for its present inputs and parameters, publishes what
 * has one, and carries on with what does not depend on a failure. The caller holds the lock of the results folder.
 */
export async function runStudy<Study extends StudyShape>(request: RunRequest<Study>): Promise<RunSummary> {
  const { study, instances, workspace, threads, emit } = request;
  const wanted = request.wanted ?? instances;
  const startedAt = performance.now();
  emit({
    type: 'run-started',
    study: study.name,
    results: workspace.results.root,
    stages: wanted.map(({ id }) => id),
    threads,
  });
  workspace.results.refuseForeign(wanted);
  await workspace.digests.prepare(filesRead(wanted));
  const slots = openSlots(threads);
  const urgency = urgencies(wanted);
  const runInputs = openRunInputs(workspace.digests);
  const outcomes = new Map<string, Promise<Outcome>>();

  async function settle(instance: Instance<Study>): Promise<Outcome> {
    const { id } = instance;
    if (instance.skipped !== undefined) {
      emit({ type: 'stage-skipped', stage: id, reason: instance.skipped });
      return { state: 'skipped' };
    }
    const manifests = new Map<string, Manifest>();
    for (const upstreamId of instance.upstream) {
      const outcome = await (outcomes.get(upstreamId) as Promise<Outcome>);
      if ('culprit' in outcome) {
        emit({ type: 'stage-blocked', stage: id, by: outcome.culprit });
        return { state: 'blocked', culprit: outcome.culprit };
      }
      if ('manifest' in outcome) manifests.set(upstreamId, outcome.manifest);
    }
    const begunAt = performance.now();
    try {
      return await bringUpToDate(instance, manifests);
    } catch (error) {
      const fault = (error instanceof Fault ? error : systemFault(error, workspace.store.root))?.details;
      const bug = fault === undefined ? ((error as Error).stack ?? String(error)) : undefined;
      emit({ type: 'stage-failed', stage: id, fault, bug, durationMs: performance.now() - begunAt });
      return { state: 'failed', culprit: id };
    }
  }

  async function bringUpToDate(instance: Instance<Study>, manifests: ReadonlyMap<string, Manifest>): Promise<Outcome> {
    // A run that finds everything done has no other place where a signal is heard.
    await setImmediate();
    const { stage } = instance;
    const watched = runInputs.watch(instance);
    const inputs = digestInputs(instance, manifests, workspace.digests);
    const look = (): Decision => decide(instance, inputs, workspace, { force: request.force?.(stage.id) ?? false });
    const decision = look();
    if (decision.action !== 'run') return take(instance, decision);
    const claim = await workspace.store.claim(stage.id, resultKey(decision.fingerprint));
    try {
      // Another run, with the same results kept, may have made it meanwhile.
      const again = look();
      if (again.action !== 'run') return take(instance, again);
      const manifest = await slots.run(urgency.get(instance.id)!, () => {
        const share = Math.max(1, Math.floor(threads / slots.busy));
        return runInstance(instance, again, manifests, { ...request, threads: share, watched });
      });
      return { state: 'executed', manifest };
    } finally {
      claim?.release();
    }
  }

  /** Uses a result that is there. */
  function take(instance: Instance<Study>, decision: Exclude<Decision, { readonly action: 'run' }>): Outcome {
    const { id, stage } = instance;
    const { store, results } = workspace;
    const { manifest } = decision;
    const { key, notes } = manifest;
    for (const note of notes) if (note.level === 'warning') emit({ ...note, type: 'stage-note', stage: id });
    if (decision.action === 'none') {
      emit({ type: 'stage-fresh', stage: id, key });
      return { state: 'fresh', manifest };
    }
    const files = results.publish(instance, manifest, store.folder(stage.id, key));
    emit({ type: 'stage-reused', stage: id, key, reasons: decision.reasons, files });
    return { state: 'reused', manifest };
  }

  for (const instance of wanted) outcomes.set(instance.id, settle(instance));
  const states = (await Promise.all(outcomes.values())).map(({ state }) => state);
  const count = (state: Outcome['state']): number => states.filter((other) => other === state).length;
  const ok = count('failed') + count('blocked') === 0;
  if (ok) {
    const current = new Set(instances.filter(({ skipped }) => skipped === undefined).map(({ id }) => id));
    for (const stage of workspace.results.retire((id) => current.has(id))) emit({ type: 'result-retired', stage });
  }
  const summary: RunSummary = {
    type: 'run-finished',
    ok,
    executed: count('executed'),
    reused: count('reused'),
    fresh: count('fresh'),
    skipped: count('skipped'),
    failed: count('failed'),
    blocked: count('blocked'),
    durationMs: performance.now() - startedAt,
  };
  emit(summary);
  return summary;
}
