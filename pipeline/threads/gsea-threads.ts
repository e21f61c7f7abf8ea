import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { divideBySize, type GseaOptions, type GseaResult, gsea, type RunGsea } from '../../src/enrichment/sets/gsea.ts';
import type { RankedList } from '../../src/enrichment/sets/ranked-list.ts';

export interface GseaTask {
  readonly ranked: RankedList;
  readonly sets: readonly Int32Array[];
  readonly options: GseaOptions;
}

/** With fewer sets, a thread costs more than it saves. */
const SETS_A_THREAD = 100;

/** GSEA on threads, of which the calling one is the first; what a set gets does not depend on their number. */
export function gseaOnThreads(threads: number): RunGsea {
  return async (ranked, sets, options) => {
    const wanted = Math.max(1, Math.min(threads, Math.floor(sets.length / SETS_A_THREAD)));
    const parts = divideBySize(
      sets.map(({ length }) => length),
      wanted,
    ).filter(({ length }) => length > 0);
    const tasks = parts.map((part) => ({ ranked, sets: Array.from(part, (i) => sets[i]!), options }));
    const workers = tasks.slice(1).map((task) => startTask(task));
    try {
      const answers = workers.map(({ answer }) => answer);
      // A thread that breaks down is told of when this one has done its part.
      const others = Promise.allSettled(answers);
      const own = tasks.slice(0, 1).map((task) => gsea(task.ranked, task.sets, task.options));
      await others;
      const found = [...own, ...(await Promise.all(answers))];
      const results: GseaResult[] = new Array(sets.length);
      for (const [k, part] of parts.entries()) {
        for (const [i, set] of part.entries()) results[set] = found[k]![i]!;
      }
      return results;
    } finally {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    }
  };
}

function startTask(task: GseaTask): { readonly worker: Worker; readonly answer: Promise<GseaResult[]> } {
  const worker = new Worker(new URL('./gsea-worker.js', import.meta.url));
  worker.postMessage(task);
  // `once` fails with the error of the thread, if that comes first.
  return { worker, answer: once(worker, 'message').then(([found]) => found as GseaResult[]) };
}
