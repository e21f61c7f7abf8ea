import { dirname } from 'node:path';
import type { Executor, StageTask } from '../engine/execute.ts';
import { type AskedWorker, startWorker } from './ask-worker.ts';
import type { GivenFile, Request } from './messages.ts';
import { blobAt, madeFolders, type NamedBlob, pathsBelow, store } from './platform/store.ts';
import { WORK } from './run-study.ts';

type Opened = Extract<Request, { readonly type: 'open' }>;

/** Of files that a stage reads and makes: a worker that has had so much in its memory, which only its end gives back, is ended. */
const MANY_BYTES = 8e6;

/**
 * Runs stages over files of the store in workers of their own. A worker is started when none is idle and serves one small stage
 * after another; files cross as blobs, which are not copied. `given` tells what the user has given.
 */
export function stageWorkers(opened: Opened, given: () => readonly GivenFile[]): Executor {
  const idle: AskedWorker[] = [];
  /** What each worker that lives was given. */
  const known = new Map<AskedWorker, readonly GivenFile[]>();

  async function start(): Promise<AskedWorker> {
    const worker = startWorker(opened.program, () => known.delete(worker));
    known.set(worker, []);
    await worker.ask({ ...opened, kept: [] });
    return worker;
  }

  function end(worker: AskedWorker): void {
    known.delete(worker);
    worker.end({ bug: 'the worker was ended' });
  }

  return {
    async execute(task, emit) {
      const worker = idle.pop() ?? (await start());
      const files = given();
      let bytes = Number.POSITIVE_INFINITY;
      try {
        if (known.get(worker) !== files) await worker.ask({ type: 'give', files });
        known.set(worker, files);
        const read = readBy(task);
        const made = (await worker.ask({ type: 'execute', task, ...read }, (event) => {
          if (event.type === 'progress' || event.type === 'note') emit(event);
        })) as readonly NamedBlob[];
        for (const [path, content] of made) store.set(path, content);
        bytes = [...read.files, ...made].reduce((sum, [, { size }]) => sum + size, 0);
      } finally {
        if (bytes < MANY_BYTES) idle.push(worker);
        else end(worker);
      }
    },
    async close() {
      for (const worker of known.keys()) end(worker);
    },
  };
}

/** The files that other stages made and this one reads, and its folders. */
function readBy({ inputs, outputs }: StageTask): {
  readonly files: readonly NamedBlob[];
  readonly folders: readonly string[];
} {
  const paths = Object.values(inputs).flatMap((input) => {
    if (input === null) return [];
    return typeof input === 'string' ? [input] : [...(input instanceof Map ? input.values() : input)];
  });
  const made = paths.filter((path) => path.startsWith(`${WORK}/`));
  const files = made.flatMap((path) => (store.has(path) ? [path] : pathsBelow(path)));
  const roots = [...made, ...Object.values(outputs).map(dirname)];
  const folders = [...madeFolders].filter((folder) => roots.some((root) => `${folder}/`.startsWith(`${root}/`)));
  return { files: files.map((path) => [path, blobAt(path)] as const), folders };
}
