import pLimit from 'p-limit';
import { Fault } from '../../src/fault.ts';
import { decide, digestInputs, type Workspace } from './decide.ts';
import type { Emit, RunEvent } from './events.ts';
import type { Executor } from './execute.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Instance } from './graph.ts';
import { runInstance } from './run-instance.ts';
import type { StudyShape } from './stage.ts';
import type { Manifest } from './store.ts';
import { systemFault } from './system-fault.ts';

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
  /** Read every byte of inputs and results again instead of trusting sizes and times. */
  readonly reread?: boolean | undefined;
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
  const limit = pLimit(threads);
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
      const fault = (error instanceof Fault ? error : systemFault(error))?.details;
      const bug = fault === undefined ? ((error as Error).stack ?? String(error)) : undefined;
      emit({ type: 'stage-failed', stage: id, fault, bug, durationMs: performance.now() - begunAt });
      return { state: 'failed', culprit: id };
    }
  }

  async function bringUpToDate(instance: Instance<Study>, manifests: ReadonlyMap<string, Manifest>): Promise<Outcome> {
    const { id, stage } = instance;
    const { digests, store, results } = workspace;
    const inputs: Fingerprint['inputs'] = digestInputs(instance, manifests, digests);
    const force = request.force?.(stage.id) ?? false;
    const decision = decide(instance, inputs, workspace, { force, reread: request.reread ?? false });
    if (decision.action === 'run') {
      const manifest = await limit(() =>
        runInstance(instance, decision, manifests, {
          workspace,
          executor: request.executor,
          threads: Math.max(1, Math.floor(threads / (limit.activeCount + limit.pendingCount))),
          emit,
        }),
      );
      return { state: 'executed', manifest };
    }
    const { manifest } = decision;
    const { key } = manifest;
    for (const note of manifest.notes) if (note.level === 'warning') emit({ ...note, type: 'stage-note', stage: id });
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
