import { dirname, join } from 'node:path';
import { Fault } from '../../src/fault.ts';
import type { Workspace } from './decide.ts';
import { type Digests, openDigests } from './digests.ts';
import { makeFolders } from './files.ts';
import { acquireLock, describeOwner, type LockOptions, lockHolder, unlockHint } from './lock.ts';
import { informationFolder, openResults } from './results.ts';
import { openStore, removeFolderIfEmpty } from './store.ts';
import { systemFault } from './system-fault.ts';
import { cleaningLock, forgetUser, registerUser } from './users.ts';

export interface WorkspaceOptions {
  /** Trust no remembered digest: every file is read once more. */
  readonly reread?: boolean | undefined;
  /** Of the same work folder, where several workspaces of one process use it. */
  readonly digests?: Digests | undefined;
}

/** Opens, without creating anything, the results folder and the folder that keeps finished results. */
export function openWorkspace(
  resultsFolder: string,
  workFolder: string,
  { reread, digests = openDigests(digestsFile(workFolder), { reread }) }: WorkspaceOptions = {},
): Workspace {
  const store = openStore(workFolder, digests);
  return { digests, store, results: openResults(resultsFolder, digests, store) };
}

export function digestsFile(workFolder: string): string {
  return join(workFolder, 'digests.json');
}

/** In a results folder, while it is written. */
export function resultsLock(resultsFolder: string): string {
  return join(resultsFolder, '.seedrank.lock');
}

/** The right to write into a results folder. */
export interface Claim {
  /**
   * Gives it back; folders that the run made and left empty disappear, so that a refused input leaves no trace. Never
   * throws: what is lost where the disk is full is only remembered digests.
   */
  release(): void;
}

/** Creates the results folder if need be, locks it, and clears away what dead runs left. */
export function claimResults({ results, store, digests }: Workspace, options: LockOptions = {}): Claim {
  const { root } = results;
  try {
    const firstCreated = makeFolders(root);
    const lock = acquireLock(resultsLock(root), options);
    try {
      // In this order, as `clean` looks for runs only after it has locked the work folder: one of both sees the other.
      registerUser(store.root, root);
      refuseWhileCleaned(store.root, options);
      store.collectGarbage();
      results.collectGarbage(store.root);
    } catch (error) {
      lock.release();
      throw error;
    }
    return {
      release() {
        attempt(() => {
          if (results.published.size > 0) digests.save();
        });
        attempt(() => lock.release());
        attempt(() => {
          if (results.published.size === 0) forgetUser(store.root, root);
          store.removeIfEmpty();
          removeFolderIfEmpty(join(root, informationFolder));
          if (firstCreated === undefined) return;
          for (let folder = root; folder.length >= firstCreated.length; folder = dirname(folder)) {
            removeFolderIfEmpty(folder);
          }
        });
      },
    };
  } catch (error) {
    throw systemFault(error, root) ?? error;
  }
}

function refuseWhileCleaned(workFolder: string, options: LockOptions): void {
  const lock = cleaningLock(workFolder);
  const cleaner = lockHolder(lock, options);
  if (cleaner === undefined) return;
  throw new Fault({
    code: 'WORK_BEING_CLEANED',
    message: "'seedrank clean' is removing results that no study needs from this folder",
    file: lock,
    found: describeOwner(cleaner),
    hint: `run again when it has finished${unlockHint(cleaner)}`,
  });
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {}
}
