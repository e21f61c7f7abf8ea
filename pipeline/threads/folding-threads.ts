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

/** A sequence goes to the first thread that has little to do; one thread computes in place. Faults: rules that contradict themselves. */
export function foldingThreads(rules: FoldingRules, threads: number): FoldingThreads {
  let isPlain = false;
  const { fold, close } = threads === 1 ? inPlace(rules) : inWorkers(rules, threads);
  return {
    async fold(task) {
      const answer = await fold(task);
      isPlain ||= answer.isPlain;
      return answer;
    },
    notes: () => (isPlain ? [PLAIN] : []),
    close,
  };
}

const PLAIN =
  'WebAssembly got no memory (ulimit -v), so sequences were folded by the plain recursions: the same probabilities, some hundred times slower';

type Folding = Pick<FoldingThreads, 'fold' | 'close'>;

function inPlace(rules: FoldingRules): Folding {
  let folder: UnpairedFolder | undefined;
  return {
    async fold(task) {
      folder ??= new UnpairedFolder(rules);
      return doFoldingTask(folder, task);
    },
    close: async () => {},
  };
}

function inWorkers(rules: FoldingRules, threads: number): Folding {
  const queue: WaitingTask<FoldingTask, FoldingAnswer>[] = [];
  const workers: TaskThread<FoldingTask, FoldingAnswer>[] = [];
  return {
    fold(task) {
      while (workers.length < threads) {
        workers.push(new TaskThread('./folding-worker.js', queue, (one: FoldingTask) => [one], rules));
      }
      return new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject });
        for (const worker of workers) worker.takeTasks();
      });
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
