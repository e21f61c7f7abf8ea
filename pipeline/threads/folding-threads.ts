import type { FoldStretches } from '../../src/mirna/folding/fold-stretches.ts';
import type { FoldingRules } from '../../src/mirna/folding/folding-rules.ts';
import { UnpairedFolder } from '../../src/mirna/folding/unpaired-folder.ts';
import { doFoldingTask, type FoldingAnswer, type FoldingTask } from './folding-tasks.ts';
import { TaskThread, type WaitingTask } from './task-threads.ts';

/** Folds sequences; what one gets does not depend on the number of threads. */
export interface FoldingThreads {
  fold(task: FoldingTask): Promise<FoldingAnswer>;
  /** Why folding was slow, if it was: to be told to the user. */
  notes(): readonly string[];
  close(): Promise<void>;
}

/** nt that are folded in place before threads are started: fewer are done before those would have begun. */
const IN_PLACE = 50_000;
/** nt that a stretch depends on. */
const STRETCH = 150;

/**
 * A sequence goes to the first thread that has little to do; one thread, and little work, computes in place. Faults: rules that
 * contradict themselves.
 */
export function foldingThreads(rules: FoldingRules, threads: number): FoldingThreads {
  const queue: WaitingTask<FoldingTask, FoldingAnswer>[] = [];
  const workers: TaskThread<FoldingTask, FoldingAnswer>[] = [];
  let folder: UnpairedFolder | undefined;
  let [begun, isPlain] = [0, false];
  const foldHere = async (task: FoldingTask) => {
    folder ??= new UnpairedFolder(rules);
    return doFoldingTask(folder, task);
  };
  const foldThere = (task: FoldingTask) => {
    while (workers.length < threads) {
      workers.push(new TaskThread('./folding-worker.js', queue, (one: FoldingTask) => [one], rules));
    }
    return new Promise<FoldingAnswer>((resolve, reject) => {
      queue.push({ task, resolve, reject });
      for (const worker of workers) worker.takeTasks();
    });
  };
  return {
    async fold(task) {
      begun += task.stretches ? STRETCH * task.stretches.ends.length : task.sequence.length;
      const answer = await (threads === 1 || begun < IN_PLACE ? foldHere(task) : foldThere(task));
      isPlain ||= answer.isPlain;
      return answer;
    },
    notes: () => (isPlain ? [PLAIN] : []),
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

const PLAIN =
  'WebAssembly got no memory (ulimit -v), so sequences were folded by the plain recursions: the same probabilities, some hundred times slower';

/** Folds stretches for the scores of sites on these threads. */
export function foldStretchesOn(threads: FoldingThreads): FoldStretches {
  return async (sequence, ends, length) => (await threads.fold({ sequence, stretches: { ends, length } })).printed;
}
