import { parentPort } from 'node:worker_threads';
import { gsea } from '../../src/enrichment/sets/gsea.ts';
import type { GseaTask } from './gsea-threads.ts';

/** A thread that tests one part of the sets; started by gseaOnThreads. */
parentPort?.on('message', ({ ranked, sets, options }: GseaTask) => {
  parentPort?.postMessage(gsea(ranked, sets, options));
});
