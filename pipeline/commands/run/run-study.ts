import { constants } from 'node:os';
import { type Claim, claimResults } from '../../engine/workspace.ts';
import { formatCommandLine, reportOf, runOne } from '../../runs/run-one.ts';
import { stageThreads } from '../../runs/stage-threads.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print } from '../../ui/console.ts';
import { openView } from '../../ui/view.ts';
import { availableThreads } from '../inputs/available-threads.ts';
import { openStudy, type StudyOptions } from '../inputs/open-study.ts';

/** Runs a study and returns the exit code. */
export async function run(file: string | undefined, options: StudyOptions): Promise<number> {
  const { threads = availableThreads(), unlock } = readOptions('run', options);
  const opened = await openStudy(file, options, 'run');
  const view = openView({ json: options.json === true });
  let claim: Claim | undefined;
  const stop = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void => {
    // What is finished is in its place already, so there is nothing to wait for.
    try {
      view({ type: 'run-stopped', signal });
      claim?.release();
    } finally {
      process.exit(128 + constants.signals[signal]);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  const executor = stageThreads();
  try {
    const { exitCode, summary } = await runOne(opened, {
      executor,
      threads,
      emit: view,
      commandLine: formatCommandLine(process.argv.slice(2)),
      until: options.until,
      claim(workspace) {
        claim = claimResults(workspace, { downHost: unlock });
        return claim;
      },
    });
    // A page that this run did not bring up to date would show other results.
    const report = options.until === undefined || options.until === 'report' ? reportOf(opened) : undefined;
    if (summary.ok && options.json !== true && report !== undefined) {
      print(`report: ${report}`);
      const lacking = opened.instances.find(({ id }) => id === 'targets')?.skipped;
      if (lacking !== undefined) print(`it has no targets: ${lacking}`);
    }
    return exitCode;
  } finally {
    await executor.close();
  }
}
