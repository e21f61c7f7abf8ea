import { Worker } from 'node:worker_threads';
import { type DuplexJob, DuplexSearch } from '../../src/mirna/duplex/duplex-job.ts';
import { noRoom } from '../../src/wasm/no-room.ts';
import { type BatchResult, type DuplexTask, searchBatch, type TargetBatch } from './duplex-batch.ts';

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

/** A batch that waits for a thread, with the miRNA it is for. */
interface WaitingBatch {
  readonly job: DuplexJob;
  readonly task: DuplexTask;
  resolve(result: BatchResult): void;
  reject(error: unknown): void;
}

/** Batches that a thread holds: the next is there when it has finished one. */
const HELD = 2;

function inWorkers(threads: number): DuplexThreads {
  const queue: WaitingBatch[] = [];
  const workers = Array.from({ length: threads }, () => new DuplexWorker(queue));
  let current: DuplexJob | undefined;
  return {
    begin(job) {
      current = job;
    },
    search(batch, draws) {
      if (!current) throw new Error('a search needs a miRNA');
      const job = current;
      return new Promise((resolve, reject) => {
        queue.push({ job, task: { batch, draws }, resolve, reject });
        for (const worker of workers) worker.takeBatches();
      });
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

/** A thread that takes batches from a queue that all share. */
class DuplexWorker {
  readonly #worker = new Worker(new URL('./duplex-worker.js', import.meta.url));
  readonly #queue: WaitingBatch[];
  readonly #held: WaitingBatch[] = [];
  #job: DuplexJob | undefined;

  constructor(queue: WaitingBatch[]) {
    this.#queue = queue;
    this.#worker.on('message', (result: BatchResult) => {
      this.#held.shift()!.resolve(result);
      this.takeBatches();
    });
    this.#worker.on('error', (error) => {
      for (const { reject } of [...this.#held.splice(0), ...queue.splice(0)]) reject(noRoom(error));
    });
  }

  takeBatches(): void {
    while (this.#held.length < HELD) {
      const next = this.#queue.shift();
      if (!next) return;
      if (next.job !== this.#job) this.#worker.postMessage({ job: next.job } satisfies DuplexTask);
      this.#job = next.job;
      this.#worker.postMessage(next.task);
      this.#held.push(next);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
