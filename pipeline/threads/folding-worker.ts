import { parentPort, workerData } from 'node:worker_threads';
import type { FoldingRules } from '../../src/mirna/folding/folding-rules.ts';
import { UnpairedFolder } from '../../src/mirna/folding/unpaired-folder.ts';
import { doFoldingTask, type FoldingTask } from './folding-tasks.ts';

/** A thread that folds sequences; started by foldingThreads. */
const folder = new UnpairedFolder(workerData as FoldingRules);
parentPort?.on('message', (task: FoldingTask) => parentPort?.postMessage(doFoldingTask(folder, task)));
