import { type DuplexJob, DuplexSearch } from '../../src/mirna/duplex/duplex-job.ts';
import { noRoom } from '../../src/wasm/no-room.ts';
import { type BatchResult, type DuplexTask, searchBatch, type TargetBatch } from './duplex-batch.ts';
import { TaskThread, type WaitingTask } from './task-threads.ts';

/** Hybridizes batches; results come in the order in which batches were given. */
export interface DuplexThreads {
  /** Takes a miRNA for all batches that follow. */
  begin(job: DuplexJob): void;
  search(batch: TargetBatch, draws: boolean): Promise<BatchResult>;
  close(): Promise<void>;
}

/** A batch goes to the first thread that has little to do; one thread computes in place. */
export function duplexThreads(threads: number): DuplexThreads {
  return threads === 1 ? inPlace() : inWorkers(threads);
}

function inPlace(): DuplexThreads {
  const search = openSearch();
  return {
    begin: (job) => search.begin(job),
    search: async (batch, draws) => searchBatch(search, { batch, draws }),
    close: async () => {},
  };
}

function openSearch(): DuplexSearch {
  try {
    return new DuplexSearch();
  } catch (error) {
    throw noRoom(error);
  }
}

/** A batch, with the miRNA it is for. */
interface BatchTask {
  readonly job: DuplexJob;
  readonly task: DuplexTask;
}

function inWorkers(threads: number): DuplexThreads {
  const queue: WaitingTask<BatchTask, BatchResult>[] = [];
  const workers = Array.from({ length: threads }, () => {
    let known: DuplexJob | undefined;
    return new TaskThread('./duplex-worker.js', queue, ({ job, task }: BatchTask): DuplexTask[] => {
      const isKnown = job === known;
      known = job;
      return isKnown ? [task] : [{ job }, task];
    });
  });
  let current: DuplexJob | undefined;
  return {
    begin(job) {
      current = job;
    },
    search(batch, draws) {
      if (!current) throw new Error('a search needs a miRNA');
      const job = current;
      return new Promise((resolve, reject) => {
        queue.push({ task: { job, task: { batch, draws } }, resolve, reject });
        for (const worker of workers) worker.takeTasks();
      });
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
