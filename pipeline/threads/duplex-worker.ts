import { parentPort } from 'node:worker_threads';
import { DuplexSearch } from '../../src/mirna/duplex/duplex-job.ts';
import { type DuplexTask, searchBatch } from './duplex-batch.ts';

/** A thread that hybridizes batches of targets; started by duplexThreads. */
const search = new DuplexSearch();
parentPort?.on('message', (task: DuplexTask) => {
  if ('job' in task) search.begin(task.job);
  else parentPort?.postMessage(searchBatch(search, task));
});
