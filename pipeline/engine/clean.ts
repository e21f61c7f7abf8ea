import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../src/fault.ts';
import { listFiles } from './files.ts';
import { describeOwner, type Lock, lockHolder, tryLock, unlockHint } from './lock.ts';
import { openResults } from './results.ts';
import type { Store } from './store.ts';
import { systemFault } from './system-fault.ts';
import { cleaningLock, readUsers } from './users.ts';
import { openWorkspace, resultsLock } from './workspace.ts';

/** A kept result, as the store names it. */
export interface KeptResult {
  readonly stage: string;
  readonly key: string;
}

export interface CleanReport {
  readonly removed: readonly (KeptResult & { readonly bytes: number })[];
  readonly kept: number;
  readonly freedBytes: number;
  /** The results folders whose needs were asked for. */
  readonly users: readonly string[];
}

export interface CleanRequest {
  readonly workFolder: string;
  /** What studies need by their present inputs and settings, beside what is published. */
  readonly needed: readonly KeptResult[];
  /** Results folders to ask beside those that are registered in the work folder. */
  readonly resultsFolders: readonly string[];
  /** Only say what would be removed. */
  readonly dryRun: boolean;
  /** A machine that is down for good: what its runs have locked counts for nothing. */
  readonly downHost?: string | undefined;
}

/**
 * Removes from a work folder every result that is neither published in a results folder of its users nor named as needed.
 * A Fault when a run is writing into one of them; a run that starts meanwhile is refused until this is done.
 */
export function cleanWork(request: CleanRequest): CleanReport {
  const { workFolder, dryRun, downHost } = request;
  if (!existsSync(workFolder)) return { removed: [], kept: 0, freedBytes: 0, users: [] };
  if (dryRun) return removeUnneeded(request);
  try {
    const lock = claimCleaning(workFolder, downHost);
    try {
      return removeUnneeded(request);
    } finally {
      lock.release();
    }
  } catch (error) {
    throw systemFault(error, workFolder) ?? error;
  }
}

function claimCleaning(workFolder: string, downHost: string | undefined): Lock {
  const attempt = tryLock(cleaningLock(workFolder), { downHost });
  if ('lock' in attempt) return attempt.lock;
  throw new Fault({
    code: 'WORK_BEING_CLEANED',
    message: 'this folder is being cleaned already',
    file: workFolder,
    found: describeOwner(attempt.heldBy),
    hint: `wait until that has finished${unlockHint(attempt.heldBy)}`,
  });
}

function removeUnneeded({ workFolder, needed, resultsFolders, dryRun, downHost }: CleanRequest): CleanReport {
  const users = [...new Set([...readUsers(workFolder), ...resultsFolders])].sort();
  for (const user of users) if (!dryRun) refuseWhileWritten(user, downHost);
  const { store, digests } = openWorkspace(users[0] ?? workFolder, workFolder);
  const wanted = new Set(needed.map(nameOf));
  for (const user of users) {
    for (const { key, fingerprint } of openResults(user, digests, store).published.values()) {
      wanted.add(nameOf({ stage: fingerprint.stage, key }));
    }
  }
  const all = store.list();
  const removed = all
    .filter((result) => !wanted.has(nameOf(result)))
    .map((result) => ({ ...result, bytes: sizeOf(store, result) }));
  if (!dryRun) {
    for (const { stage, key } of removed) store.discard(stage, key);
    store.collectGarbage();
    store.removeIfEmpty();
  }
  const freedBytes = removed.reduce((sum, { bytes }) => sum + bytes, 0);
  return { removed, kept: all.length - removed.length, freedBytes, users };
}

function refuseWhileWritten(resultsFolder: string, downHost: string | undefined): void {
  const owner = lockHolder(resultsLock(resultsFolder), { downHost });
  if (owner === undefined) return;
  throw new Fault({
    code: 'WORK_IN_USE',
    message: 'a run is using the kept results',
    file: resultsFolder,
    found: describeOwner(owner),
    hint: `clean when it has finished${unlockHint(owner)}; nothing was removed`,
  });
}

function nameOf({ stage, key }: KeptResult): string {
  return `${stage}/${key}`;
}

function sizeOf(store: Store, { stage, key }: KeptResult): number {
  const folder = store.folder(stage, key);
  return listFiles(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
