import { inlineExecutor } from '../engine/execute.ts';
import type { StageMessage } from '../engine/stage.ts';
import { graph } from '../graph.ts';
import type { Request } from './messages.ts';
import { blobAt, madeFolders, type NamedBlob, store } from './platform/store.ts';

const executor = inlineExecutor(graph.map(({ stage }) => stage));

/** Runs one stage in this worker, which forgets its files afterwards; gives those that it made. */
export async function executeTask(
  { task, files, folders }: Extract<Request, { readonly type: 'execute' }>,
  emit: (message: StageMessage) => void,
): Promise<readonly NamedBlob[]> {
  const lasting = new Set(store.keys());
  for (const [path, content] of files) store.set(path, content);
  for (const folder of folders) madeFolders.add(folder);
  const read = new Set(store.keys());
  try {
    await executor.execute(task, emit);
    const made = [...store.keys()].filter((path) => !read.has(path)).sort();
    return made.map((path) => [path, blobAt(path)]);
  } finally {
    for (const path of store.keys()) if (!lasting.has(path)) store.delete(path);
    madeFolders.clear();
  }
}
