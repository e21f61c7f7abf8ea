import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Workspace } from './decide.ts';
import { openDigests } from './digests.ts';
import { acquireLock } from './lock.ts';
import { informationFolder, openResults } from './results.ts';
import { openStore, removeFolderIfEmpty } from './store.ts';
import { systemFault } from './system-fault.ts';

/** Opens, without creating anything, the results folder and the folder that keeps finished results. */
export function openWorkspace(resultsFolder: string, workFolder: string): Workspace {
  const digests = openDigests(join(workFolder, 'digests.json'));
  return { digests, store: openStore(workFolder, digests), results: openResults(resultsFolder, digests) };
}

/** The right to write into a results folder. */
export interface Claim {
  /** Gives it back; folders that the run made and left empty disappear, so that a refused input leaves no trace. */
  release(): void;
}

/** Creates the results folder if need be, locks it, and clears away what dead runs left. */
export function claimResults({ results, store, digests }: Workspace): Claim {
  const { root } = results;
  try {
    const firstCreated = mkdirSync(root, { recursive: true });
    const lock = acquireLock(join(root, '.seedrank.lock'));
    store.collectGarbage();
    results.collectGarbage(store.root);
    return {
      release() {
        if (results.published.size > 0) digests.save();
        lock.release();
        store.removeIfEmpty();
        removeFolderIfEmpty(join(root, informationFolder));
        if (firstCreated === undefined) return;
        for (let folder = root; folder.length >= firstCreated.length; folder = dirname(folder)) {
          removeFolderIfEmpty(folder);
        }
      },
    };
  } catch (error) {
    throw systemFault(error) ?? error;
  }
}
