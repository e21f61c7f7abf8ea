import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Fault } from '../../src/fault.ts';
import { readText } from './files.ts';
import { lifeOf, type ProcessIdentity, thisProcess } from './process-identity.ts';

/** What a lock file says of who holds it; no two claims are equal. */
export interface LockOwner extends ProcessIdentity {
  /** ISO 8601, for the reader of a message; nothing is decided by a clock. */
  readonly since: string;
  readonly claim: string;
}

export interface Lock {
  release(): void;
}

export type LockAttempt = { readonly lock: Lock } | { readonly heldBy: LockOwner };

/**
 * Takes the lock file `path` unless a living process has it.
 *
 * A claim is made by linking a finished file, which appears whole or not at all and fails where the name is taken. The
 * lock of a dead process is never removed, as two that find it at once could remove one another's: its successor is the
 * one file `<path>.after-<hash of the dead claim>`, which only one process can make. That claim counts while the dead one
 * still stands before it, and then replaces it by one rename.
 */
export function tryLock(path: string): LockAttempt {
  const owner: LockOwner = {
    ...thisProcess(),
    since: new Date().toISOString(),
    claim: randomBytes(8).toString('hex'),
  };
  const text = `${JSON.stringify(owner)}\n`;
  const draft = `${path}.draft-${owner.claim}`;
  try {
    for (;;) {
      const last = readChain(path).at(-1);
      const holder = last && livingOwner(last.text);
      if (holder !== undefined) return { heldBy: holder };
      if (!writeDraft(draft, text)) continue;
      const name = last === undefined ? path : successorOf(path, last.text);
      if (!link(draft, name)) continue;
      if (last !== undefined) {
        if (readChain(path).at(-1)?.file !== name) {
          // Another has taken over from the same dead process, and replaced its claim already.
          rmSync(name, { force: true });
          continue;
        }
        renameSync(name, path);
      }
      removeLeftovers(path);
      return { lock: { release: () => release(path, text) } };
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes the lock of a results folder; a living owner is a Fault that names it. */
export function acquireLock(path: string): Lock {
  const attempt = tryLock(path);
  if ('lock' in attempt) return attempt.lock;
  throw new Fault({
    code: 'RESULTS_LOCKED',
    message: 'another run is writing into this results folder',
    file: path,
    found: describeOwner(attempt.heldBy),
    hint:
      lifeOf(attempt.heldBy) === 'alive'
        ? 'wait until it has finished, stop it, or give another folder with --out'
        : `wait until it has finished; if that machine or container is down, delete ${path}`,
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
export function lockHolder(path: string): LockOwner | undefined {
  const last = readChain(path).at(-1);
  return last && livingOwner(last.text);
}

/** Removes what dead processes have left of a lock, given one of its files; that of a living one stays. */
export function clearLock(file: string): void {
  const attempt = tryLock(file.replace(/\.(draft|after)-[0-9a-f]{16}$/, ''));
  if ('lock' in attempt) attempt.lock.release();
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
    const text = readText(file);
    if (text === undefined) return chain;
    chain.push({ file, text });
    file = successorOf(path, text);
  }
}

function successorOf(path: string, text: string): string {
  return `${path}.after-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

function livingOwner(text: string): LockOwner | undefined {
  try {
    const owner = JSON.parse(text) as LockOwner;
    return lifeOf(owner) === 'dead' ? undefined : owner;
  } catch {
    // Half a record, from a machine that went down.
    return undefined;
  }
}

/** False when another process, clearing away its own folders, has found this one empty. */
function writeDraft(draft: string, text: string): boolean {
  mkdirSync(dirname(draft), { recursive: true });
  try {
    writeFileSync(draft, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** False when the name is taken, or the draft was cleared away by one who took it for a dead process's. */
function link(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function release(path: string, text: string): void {
  if (readText(path) === text) rmSync(path, { force: true });
}

/** Drafts and claims of the dead; only who holds the lock may remove them. */
function removeLeftovers(path: string): void {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const file = join(folder, name);
    const text = readText(file);
    if (text !== undefined && livingOwner(text) === undefined) rmSync(file, { force: true });
  }
}
