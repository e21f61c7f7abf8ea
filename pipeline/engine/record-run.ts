import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunEvent } from './events.ts';
import { informationFolder } from './results.ts';
import { openTimeline } from './timeline.ts';
import { freeTimestamp, openTrace } from './trace.ts';

/** Writes the execution trace and timeline of one run. */
export interface RunRecorder {
  /** A recorder that cannot write must not stop the run: what it meets is kept for `finish`. */
  record(event: RunEvent): void;
  /** Writes the timeline; throws what the recorder has met. */
  finish(): void;
}

/** Nothing is written for a run in which nothing ran. */
export function recordRun(study: string, resultsFolder: string): RunRecorder {
  const folder = join(resultsFolder, informationFolder);
  const stamp = freeTimestamp(folder, new Date());
  const trace = openTrace(join(folder, `execution_trace_${stamp}.txt`));
  const timeline = openTimeline(() => performance.now());
  const page = join(folder, `execution_timeline_${stamp}.html`);
  let failure: unknown;
  return {
    record(event) {
      timeline.record(event);
      try {
        trace(event);
      } catch (error) {
        failure ??= error;
      }
    },
    finish() {
      if (failure !== undefined) throw failure;
      const text = timeline.render(study);
      if (text === undefined || !trace.begun()) return;
      mkdirSync(dirname(page), { recursive: true });
      writeFileSync(page, text);
    },
  };
}
