import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { Fault } from '../../src/fault.ts';
import { isProcessAlive, processStart } from './process-alive.ts';

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Start of the process in ticks after boot, where known. */
  readonly start: string | undefined;
  /** ISO 8601, for the reader of a message. */
  readonly since: string;
}

/** A results folder belongs to one process at a time. */
export interface Lock {
  release(): void;
}

/** Takes the lock file, from a dead process if need be; a living owner is a Fault that names it. */
export function acquireLock(path: string): Lock {
  const owner: Owner = {
    pid: process.pid,
    host: hostname(),
    start: processStart(process.pid),
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(owner)}\n`;
  const draft = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, text);
  try {
    while (!link(draft, path)) {
      const holder = read(path);
      if (holder === undefined) continue;
      if (isHeld(holder.text)) throw heldBy(path, holder.text);
      removeDead(path, holder.text);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release() {
      if (read(path)?.text === text) rmSync(path, { force: true });
    },
  };
}

/** A link appears with its content or not at all, and fails when the name is taken. */
function link(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): { readonly text: string } | undefined {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

function isHeld(text: string): boolean {
  const owner = parseOwner(text);
  if (owner === undefined) return false;
  if (owner.host !== hostname()) return true;
  if (!isProcessAlive(owner.pid)) return false;
  const start = processStart(owner.pid);
  return start === undefined || owner.start === undefined || start === owner.start;
}

/** A removal takes microseconds: one that lasts this long belongs to a process that died in it. */
const longestRemovalMs = 5000;

/**
 * Removes the lock of a dead owner. Only who has made the folder beside it may do so: of two that find the same dead lock,
 * the slower could otherwise remove the fresh lock of the faster.
 */
function removeDead(path: string, deadText: string): void {
  const permission = `${path}.removal`;
  try {
    mkdirSync(permission);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = statSync(permission, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > longestRemovalMs)
      rmSync(permission, { recursive: true, force: true });
    return;
  }
  try {
    if (read(path)?.text === deadText) rmSync(path, { force: true });
  } finally {
    rmSync(permission, { recursive: true, force: true });
  }
}

function heldBy(path: string, text: string): Fault {
  const owner = parseOwner(text);
  return new Fault({
    code: 'RESULTS_LOCKED',
    message: 'another run is writing into this results folder',
    file: path,
    found: `process ${owner?.pid} on ${owner?.host}, since ${owner?.since}`,
    hint:
      owner?.host === hostname()
        ? 'wait until it has finished, stop it, or give another folder with --out'
        : `wait until it has finished; if that machine is down, delete ${path}`,
  });
}
