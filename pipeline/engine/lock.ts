import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Fault } from '../../src/fault.ts';
import { readText } from './files.ts';
import { lifeOf, lifeOfToken, type ProcessIdentity, processToken, thisProcess } from './process-identity.ts';

/** What a lock file says of who holds it; no two claims are equal. */
export interface LockOwner extends ProcessIdentity {
  /** ISO 8601, for the reader of a message; nothing is decided by a clock. */
  readonly since: string;
  readonly claim: string;
}

export interface Lock {
  release(): void;
}

/** Hexadecimal digits of a claim. */
const claimLength = 16;

export type LockAttempt = { readonly lock: Lock } | { readonly heldBy: LockOwner };

export interface LockOptions {
  /** A machine that the user knows to be down: what its processes hold counts as a dead process's. */
  readonly downHost?: string | undefined;
}

/**
 * Takes the lock file `path` unless a living process has it.
 *
 * A claim is made by linking a finished file, which appears whole or not at all and fails where the name is taken; on a file
 * system without hard links by renaming a folder that holds that file, which fails where a folder that is not empty, or a
 * file, has the name. The lock of a dead process is never removed, as two that find it at once could remove one another's:
 * its successor is the one name `<path>.after-<hash of the dead claim>`, which only one process can make. That claim counts
 * while the dead one still stands before it, and then replaces its text by one rename.
 */
export function tryLock(path: string, { downHost }: LockOptions = {}): LockAttempt {
  const owner: LockOwner = {
    ...thisProcess(),
    since: new Date().toISOString(),
    claim: randomBytes(claimLength / 2).toString('hex'),
  };
  const text = `${JSON.stringify(owner)}\n`;
  for (;;) {
    const last = readChain(path).at(-1);
    const holder = last && livingOwner(last.text, downHost);
    if (holder !== undefined) return { heldBy: holder };
    const name = last === undefined ? path : successorOf(path, last.text);
    if (!claimName(path, name, text)) continue;
    if (last !== undefined) {
      if (readChain(path).at(-1)?.file !== name) {
        // Another has taken over from the same dead process, and replaced its claim already.
        removeClaim(path, name);
        continue;
      }
      replaceFirst(path, text);
      removeClaim(path, name);
    }
    removeLeftovers(path);
    return {
      lock: {
        release() {
          if (readClaim(path) === text) removeClaim(path, path);
        },
      },
    };
  }
}

/** Takes the lock of a results folder; a living owner is a Fault that names it. */
export function acquireLock(path: string, options: LockOptions = {}): Lock {
  const attempt = tryLock(path, options);
  if ('lock' in attempt) return attempt.lock;
  const { heldBy } = attempt;
  throw new Fault({
    code: 'RESULTS_LOCKED',
    message: 'another run is writing into this results folder',
    file: path,
    found: describeOwner(heldBy),
    hint:
      lifeOf(heldBy) === 'alive'
        ? 'wait until it has finished, stop it, or give another folder with --out'
        : `wait until it has finished${unlockHint(heldBy)}`,
  });
}

const pollMs = 20;

/**
 * Takes the lock as soon as no process of this machine has it. Undefined when one elsewhere has it, whose death could not
 * be noticed.
 */
export async function waitForLock(path: string): Promise<Lock | undefined> {
  for (;;) {
    const attempt = tryLock(path);
    if ('lock' in attempt) return attempt.lock;
    if (lifeOf(attempt.heldBy) === 'elsewhere') return undefined;
    await setTimeout(pollMs);
  }
}

/** Who holds the lock, if it is anyone who may be alive. */
export function lockHolder(path: string, { downHost }: LockOptions = {}): LockOwner | undefined {
  const last = readChain(path).at(-1);
  return last && livingOwner(last.text, downHost);
}

/** Removes what dead processes have left of a lock, given one of its files; that of a living one stays. */
export function clearLock(file: string): void {
  const attempt = tryLock(file.replace(/\.(draft|after)-[0-9a-f]{16}(-\d+-.*)?$/s, ''));
  if ('lock' in attempt) attempt.lock.release();
}

/** What to add to the advice to wait where an owner may be on a machine that will never come back. */
export function unlockHint(owner: LockOwner): string {
  if (lifeOf(owner) === 'alive') return '';
  return `; if that machine or container is down for good, add --unlock ${owner.host}`;
}

export function describeOwner({ pid, host, since }: LockOwner): string {
  return `process ${pid} on ${host}, since ${since}`;
}

interface Claim {
  readonly file: string;
  readonly text: string;
}

/** The first claim and, while a dead one is being replaced, its successors. */
function readChain(path: string): Claim[] {
  const chain: Claim[] = [];
  for (let file = path; ; ) {
    const text = readClaim(file);
    if (text === undefined) return chain;
    chain.push({ file, text });
    file = successorOf(path, text);
  }
}

/** In a claim that is a folder, what one that is a file holds itself. */
const ownerFile = 'owner';

function readClaim(file: string): string | undefined {
  return readText(file) ?? readText(join(file, ownerFile));
}

function successorOf(path: string, text: string): string {
  return `${path}.after-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

function livingOwner(text: string, downHost?: string): LockOwner | undefined {
  try {
    const owner = JSON.parse(text) as LockOwner;
    const life = lifeOf(owner);
    return life === 'dead' || (life === 'elsewhere' && owner.host === downHost) ? undefined : owner;
  } catch {
    // Half a record, from a machine that went down.
    return undefined;
  }
}

/** Lends a name for what is not to be seen half made or half removed. */
function withDraft<Result>(path: string, use: (draft: string) => Result): Result {
  const draft = `${path}.draft-${randomBytes(claimLength / 2).toString('hex')}-${processToken()}`;
  try {
    return use(draft);
  } finally {
    removeTree(draft);
  }
}

/** False when the name is taken, or another process, clearing away its own folders, has found this one empty. */
function claimName(path: string, name: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  return succeeds(['EEXIST', 'ENOENT', 'ENOTEMPTY', 'ENOTDIR'], () => {
    const isLinked = withDraft(path, (draft) => {
      writeFileSync(draft, text);
      return succeeds(withoutLinks, () => linkSync(draft, name));
    });
    if (isLinked) return;
    withDraft(path, (draft) => {
      mkdirSync(draft);
      writeFileSync(join(draft, ownerFile), text);
      renameSync(draft, name);
    });
  });
}

/** What file systems without hard links answer when asked for one. */
const withoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'UNKNOWN'];

/** Puts the text of a successor in the place of the dead claim before it. */
function replaceFirst(path: string, text: string): void {
  withDraft(path, (draft) => {
    writeFileSync(draft, text);
    // A claim that is a folder stays one: a file cannot replace it.
    if (!succeeds(['EISDIR', 'EEXIST', 'ENOTEMPTY', 'EPERM'], () => renameSync(draft, path))) {
      renameSync(draft, join(path, ownerFile));
    }
  });
}

/** Takes a claim out of its place by one rename: a folder is never there without its owner. */
function removeClaim(path: string, name: string): void {
  withDraft(path, (draft) => succeeds(['ENOENT'], () => renameSync(name, draft)));
}

/** Drafts and claims of the dead; only who holds the lock may remove them. */
function removeLeftovers(path: string): void {
  const folder = dirname(path);
  const drafts = `${basename(path)}.draft-`;
  const successors = `${basename(path)}.after-`;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.startsWith(drafts)) {
      if (lifeOfToken(name.slice(drafts.length + claimLength + 1)) === 'dead') removeTree(file);
    } else if (name.startsWith(successors)) {
      const text = readClaim(file);
      if (text !== undefined && livingOwner(text) === undefined) removeTree(file);
    }
  }
}

/** A file that a reader has open may hold its folder up on a network; who takes the lock later removes that. */
function removeTree(path: string): void {
  succeeds(['ENOTEMPTY', 'EBUSY', 'EPERM'], () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }));
}

/** Whether an action succeeds; one that fails in none of these ways throws. */
function succeeds(codes: readonly string[], action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (isAmong(codes, error)) return false;
    throw error;
  }
}

function isAmong(codes: readonly string[], error: unknown): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
