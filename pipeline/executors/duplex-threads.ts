import { Worker } from 'node:worker_threads';
import { type DuplexJob, DuplexSearch, duplexRow, duplexText } from '../../src/mirna/duplex-job.ts';

/** Targets as base codes 5'->3'. */
export interface TargetBatch {
  readonly ids: readonly string[];
  readonly bases: readonly Uint8Array[];
}

/** What a thread is asked: a miRNA, then batches of targets. */
export type DuplexTask = { readonly job: DuplexJob } | { readonly batch: TargetBatch; readonly draws: boolean };

/** Rows of the table and drawings, each ending with a line feed. */
export interface BatchResult {
  readonly rows: string;
  readonly drawings: string;
  readonly hits: number;
}

export function searchBatch(search: DuplexSearch, task: DuplexTask): BatchResult {
  if ('job' in task) {
    search.begin(task.job);
    return { rows: '', drawings: '', hits: 0 };
  }
  const hits = task.batch.ids.flatMap((id, k) => search.find(id, task.batch.bases[k]!));
  return {
    rows: hits.map((hit) => `${duplexRow(hit)}\n`).join(''),
    drawings: task.draws ? hits.map((hit) => `${duplexText(hit)}\n`).join('') : '',
    hits: hits.length,
  };
}

/** Hybridizes batches; results come in the order in which batches were given. */
export interface DuplexThreads {
  /** Takes a miRNA for all batches that follow. */
  begin(job: DuplexJob): void;
  search(batch: TargetBatch, draws: boolean): Promise<BatchResult>;
  close(): Promise<void>;
}

/** Batches go round the threads; one thread computes in place. */
export function duplexThreads(threads: number): DuplexThreads {
  return threads === 1 ? inPlace() : inWorkers(threads);
}

function inPlace(): DuplexThreads {
  const search = new DuplexSearch();
  return {
    begin: (job) => search.begin(job),
    search: async (batch, draws) => searchBatch(search, { batch, draws }),
    close: async () => {},
  };
}

function inWorkers(threads: number): DuplexThreads {
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./duplex-worker.js', import.meta.url));
    const waiting: { resolve(result: BatchResult): void; reject(error: Error): void }[] = [];
    worker.on('message', (result: BatchResult) => waiting.shift()?.resolve(result));
    worker.on('error', (error) => {
      for (const { reject } of waiting.splice(0)) reject(error);
    });
    const ask = (task: DuplexTask) =>
      new Promise<BatchResult>((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(task);
      });
    return { worker, ask };
  });
  let next = 0;
  return {
    begin(job) {
      for (const { ask } of workers) void ask({ job });
    },
    search: (batch, draws) => workers[next++ % threads]!.ask({ batch, draws }),
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
