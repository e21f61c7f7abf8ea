import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../engine/canonical-json.ts';
import type { RunEvent } from '../../engine/events.ts';
import { upTo } from '../../engine/graph.ts';
import { writeProvenance } from '../../engine/provenance.ts';
import { informationFolder } from '../../engine/results.ts';
import { runStudy } from '../../engine/runner.ts';
import { isSystemFault } from '../../engine/system-fault.ts';
import { fileTimestamp, openTrace } from '../../engine/trace.ts';
import { claimResults } from '../../engine/workspace.ts';
import { stageThreads } from '../../executors/stage-threads.ts';
import { locateEvent } from '../../study/locate-fault.ts';
import { print } from '../../ui/console.ts';
import { openView } from '../../ui/view.ts';
import { version } from '../../version.ts';
import type { StudyOptions } from '../study-options.ts';
import { openStudy } from './open-study.ts';
import { readThreads } from './read-threads.ts';

/** Runs a study and returns the exit code. */
export async function run(file: string | undefined, options: StudyOptions): Promise<number> {
  const threads = readThreads(options.threads);
  const { study, origins, instances, workspace, force } = await openStudy(file, options);
  const view = openView({ json: options.json === true });
  const trace = openTrace(join(study.out, informationFolder, `execution_trace_${fileTimestamp(new Date())}.txt`));
  const events: RunEvent[] = [];
  const claim = claimResults(workspace);
  const executor = stageThreads();
  const stop = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void => {
    // What is finished is in its place already, so there is nothing to wait for.
    view({ type: 'run-stopped', signal });
    claim.release();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  try {
    const summary = await runStudy({
      study,
      instances,
      wanted: options.until === undefined ? undefined : upTo(instances, options.until),
      workspace,
      executor,
      threads,
      force,
      emit(event) {
        const located = locateEvent(event, origins);
        events.push(located);
        trace(located);
        view(located);
      },
    });
    if (summary.ok) {
      const versions = { seedrank: version, Node: process.versions.node };
      writeProvenance(workspace, { instances, params: study as unknown as Json, versions });
    }
    const report = join(study.out, 'report.html');
    if (summary.ok && options.json !== true && existsSync(report)) print(`report: ${report}`);
    return exitCode(events);
  } finally {
    await executor.close();
    claim.release();
  }
}

/** 0 when all is done, 2 when nothing can be made of the input, 1 when a stage failed otherwise or some contrasts did. */
function exitCode(events: readonly RunEvent[]): number {
  const failures = events.filter((event) => event.type === 'stage-failed');
  if (failures.length === 0) return 0;
  const done = events.filter(
    ({ type }) => type === 'stage-finished' || type === 'stage-fresh' || type === 'stage-reused',
  );
  const someContrastDone = done.some((event) => 'stage' in event && event.stage.includes('['));
  const unusable = failures.every(({ fault }) => fault !== undefined && !isSystemFault(fault));
  return unusable && !someContrastDone ? 2 : 1;
}
