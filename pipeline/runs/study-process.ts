import { join } from 'node:path';
import { sharedWorkspaces } from '../batch/check-study.ts';
import type { StudyTask } from '../batch/study-task.ts';
import { runInBatch } from './run-in-batch.ts';
import { stageThreads } from './stage-threads.ts';
import type { StudyReply } from './study-processes.ts';

const executor = stageThreads();
const answer = (reply: StudyReply): void => {
  process.send?.(reply);
};
let workspaces: ReturnType<typeof sharedWorkspaces> | undefined;

process.on('message', async (task: StudyTask) => {
  workspaces ??= sharedWorkspaces(join(task.batchOut, 'work'));
  const emit = (event: Extract<StudyReply, { type: 'event' }>['event']): void => answer({ type: 'event', event });
  answer({ type: 'ended', failures: await runInBatch(task, workspaces, executor, emit) });
});

// A terminal sends its signals to all processes at once; the parent alone decides, and ends this one by disconnecting.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
