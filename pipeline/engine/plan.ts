import { decide, digestFiles, digestInputs, labelInputs, type Workspace } from './decide.ts';
import { schemaVersion } from './fingerprint.ts';
import type { Instance } from './graph.ts';
import type { Manifest } from './manifest.ts';
import { explainChange, type Reason } from './reason.ts';
import type { StudyShape } from './stage.ts';

export type PlannedStage = { readonly id: string } & (
  | { readonly action: 'skip'; readonly reason: string }
  | { readonly action: 'none' | 'publish'; readonly key: string; readonly reasons: readonly Reason[] }
  | { readonly action: 'run'; readonly reasons: readonly Reason[] }
  /** Depends on whether the results of `after` come out different. */
  | { readonly action: 'wait'; readonly after: readonly string[] }
);

export interface PlanOptions {
  readonly force: (stageId: string) => boolean;
}

/** What a run would do, without doing any of it. */
export function planRun<Study extends StudyShape>(
  instances: readonly Instance<Study>[],
  workspace: Workspace,
  options: PlanOptions,
): PlannedStage[] {
  const manifests = new Map<string, Manifest>();
  const pending = new Set<string>();
  return instances.map((instance): PlannedStage => {
    const { id, stage, skipped } = instance;
    if (skipped !== undefined) return { id, action: 'skip', reason: skipped };
    const after = instance.upstream.filter((upstream) => pending.has(upstream));
    if (after.length > 0) {
      pending.add(id);
      const reasons = options.force(stage.id) ? [forced] : ownChanges(instance, workspace);
      return reasons.length > 0 ? { id, action: 'run', reasons } : { id, action: 'wait', after };
    }
    const inputs = digestInputs(instance, manifests, workspace.digests);
    const decision = decide(instance, inputs, workspace, { force: options.force(stage.id) });
    if (decision.action === 'run') {
      pending.add(id);
      return { id, action: 'run', reasons: decision.reasons };
    }
    const { action, manifest } = decision;
    manifests.set(id, manifest);
    return { id, action, key: manifest.key, reasons: action === 'none' ? [] : decision.reasons };
  });
}

const forced: Reason = { kind: 'forced' };

/** What is known to have changed for an instance of which some inputs are still to come. */
function ownChanges<Study extends StudyShape>(instance: Instance<Study>, { digests, results }: Workspace): Reason[] {
  const { stage, params } = instance;
  const before = results.published.get(instance.id)?.fingerprint;
  if (before === undefined) return [{ kind: 'first-run' }];
  const inputs = { ...before.inputs };
  for (const input of instance.inputs) if (input.files.length > 0) inputs[input.name] = digestFiles(input, digests);
  const after = { schema: schemaVersion, stage: stage.id, version: stage.version, params, inputs };
  return explainChange(before, after, labelInputs(instance));
}
