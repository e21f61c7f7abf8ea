import { Fault } from '../../../src/fault.ts';
import { openRecords } from '../../batch/batch-records.ts';
import { checkBatch, type StudyCheck } from '../../batch/check-study.ts';
import { openBatch } from '../../batch/open-batch.ts';
import { graph } from '../../graph.ts';
import { findLostStudies, joinQueue, lookAtQueue } from '../../slurm/queue.ts';
import { openSubmissions } from '../../slurm/submissions.ts';
import { formatFailure } from '../../ui/batch-view.ts';
import { print, printJson, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { visibleLine } from '../../ui/visible-text.ts';
import type { BatchStatusOptions } from './batch-options.ts';

const exitFailed = 1;
const exitStale = 3;

/** Prints how far each study of a batch is. */
export async function batchStatus(path: string, options: BatchStatusOptions): Promise<number> {
  const batch = await openBatch({ path, template: options.template, out: options.out }, graph, process.cwd());
  const checks = await withQueue(batch.out, checkBatch(batch, openRecords(batch.out)));
  const failed = checks.filter((check) => check.state === 'failed');
  const upToDate = checks.every(({ state }) => state === 'done');
  if (options.json) printJson({ results: batch.out, upToDate, studies: checks.map(toJson) });
  else {
    print(formatTable(checks.map(toRow)));
    for (const { study, failures } of failed) {
      print(`\n${visibleLine(study.name)}\n${failures.map(formatFailure).join('\n')}`);
    }
    if (failed.length > 0) print(`\nfailed: ${failed.map(({ study }) => visibleLine(study.name)).join(', ')}`);
  }
  if (failed.length > 0) return exitFailed;
  return options.check && !upToDate ? exitStale : 0;
}

/** What SLURM says of studies that it was given; on a machine without SLURM only the results speak. */
async function withQueue(batchOut: string, checks: readonly StudyCheck[]): Promise<readonly StudyCheck[]> {
  if (openSubmissions(batchOut).length === 0) return checks;
  try {
    const queue = await lookAtQueue(batchOut);
    const lost = await findLostStudies(queue, checks);
    return checks.map((check) => joinQueue(check, queue, lost));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    printNotes([`what SLURM is doing is not known: ${error.message} (${error.details.found})`]);
    return checks;
  }
}

function toRow(check: StudyCheck): string[] {
  return [check.study.name, check.state, 'because' in check ? check.because : ''];
}

function toJson(check: StudyCheck): object {
  const { study, ...state } = check;
  return { name: study.name, results: study.loaded?.study.out, ...state };
}
