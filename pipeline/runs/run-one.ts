import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../engine/canonical-json.ts';
import type { Workspace } from '../engine/decide.ts';
import type { Emit, RunEvent } from '../engine/events.ts';
import type { Executor } from '../engine/execute.ts';
import { type Instance, upTo } from '../engine/graph.ts';
import { projectOf, writeProvenance } from '../engine/provenance.ts';
import { recordRun } from '../engine/record-run.ts';
import { informationFolder } from '../engine/results.ts';
import { type RunSummary, runStudy } from '../engine/runner.ts';
import { isSystemFault, systemFault } from '../engine/system-fault.ts';
import { type Claim, claimResults } from '../engine/workspace.ts';
import type { LoadedStudy } from '../study/load.ts';
import { locateEvent } from '../study/locate-fault.ts';
import { settingsFrom } from '../study/settings.ts';
import type { Study } from '../study/study.ts';
import { version } from '../version.ts';

/** A study with its results opened. */
export interface RunnableStudy extends LoadedStudy {
  readonly instances: readonly Instance<Study>[];
  readonly workspace: Workspace;
  /** Which stages to run whatever has changed; none by default. */
  readonly force?: (stageId: string) => boolean;
}

export interface RunOneRequest {
  readonly executor: Executor;
  readonly threads: number;
  /** Shown as they come. */
  readonly emit: Emit;
  /** As it was typed, for the record. */
  readonly commandLine: string;
  readonly until?: string | undefined;
  /** Locks the results folder, at once by default; who may exit in the middle keeps what it gives, to give it back. */
  readonly claim?: (workspace: Workspace) => Claim | Promise<Claim>;
}

export interface RunOneResult {
  /** 0 when all is done, 2 when nothing can be made of the input, 1 when a stage failed otherwise or some contrasts did. */
  readonly exitCode: 0 | 1 | 2;
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
}

/** Brings one study up to date under the lock of its results folder, and writes down how. */
export async function runOne(
  { study, origins, settings, instances, workspace, force = () => false }: RunnableStudy,
  { executor, threads, emit, commandLine, until, claim: lock = claimResults }: RunOneRequest,
): Promise<RunOneResult> {
  const events: RunEvent[] = [];
  const startTime = new Date().toISOString();
  const claim = await lock(workspace);
  try {
    const recorder = recordRun(study.name, study.out);
    const tell = (event: RunEvent): void => {
      const located = locateEvent(event, origins);
      events.push(located);
      recorder.record(located);
      emit(located);
    };
    const wanted = until === undefined ? undefined : upTo(instances, until);
    const summary = await runStudy({ study, instances, wanted, workspace, executor, threads, force, emit: tell });
    try {
      recorder.finish();
      // Also after a failure, if something was made with these settings before it; else what is there stays described as it is.
      const isNew = summary.ok || summary.executed + summary.reused > 0;
      if (isNew && workspace.results.published.size > 0) {
        const contrastsFile = settings.contrasts_file as string | undefined;
        writeProvenance(workspace, {
          study: study.name,
          instances,
          params: settingsFrom(join(study.out, informationFolder), projectOf(study.out), settings) as Record<
            string,
            Json
          >,
          furtherFiles: contrastsFile === undefined ? [] : [{ key: 'contrasts_file', path: contrastsFile }],
          version,
          versions: { seedrank: version, Node: process.versions.node },
          commandLine,
          startTime,
          endTime: new Date().toISOString(),
          ok: summary.ok,
        });
      }
    } catch (error) {
      const fault = systemFault(error, join(study.out, informationFolder));
      if (fault === undefined) throw error;
      tell({ type: 'stage-failed', stage: informationFolder, fault: fault.details, bug: undefined, durationMs: 0 });
    }
    return { exitCode: exitCodeOf(events), summary, events };
  } finally {
    claim.release();
  }
}

/** The page to look at, where there is one. */
export function reportOf({ study }: RunnableStudy): string | undefined {
  const report = join(study.out, 'report.html');
  return existsSync(report) ? report : undefined;
}

/** The command as a shell reads it. */
export function formatCommandLine(args: readonly string[]): string {
  const quoted = args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`));
  return ['seedrank', ...quoted].join(' ');
}

function exitCodeOf(events: readonly RunEvent[]): 0 | 1 | 2 {
  const failures = events.filter((event) => event.type === 'stage-failed');
  if (failures.length === 0) return 0;
  const done = events.filter(
    ({ type }) => type === 'stage-finished' || type === 'stage-fresh' || type === 'stage-reused',
  );
  const someContrastDone = done.some((event) => 'stage' in event && event.stage.includes('['));
  const unusable = failures.every(({ fault }) => fault !== undefined && !isSystemFault(fault));
  return unusable && !someContrastDone ? 2 : 1;
}
