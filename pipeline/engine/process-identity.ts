import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so described that no later one can be mistaken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Where its id counts: the same number may mean another process in another container. */
  readonly namespace?: string | undefined;
  /** Boot of the machine and clock ticks after it, where known: an id is given out again, this is not. */
  readonly start?: string | undefined;
}

/** `elsewhere`: on a machine or in a container whose processes cannot be seen from here. */
export type Life = 'alive' | 'dead' | 'elsewhere';

let own: ProcessIdentity | undefined;

export function thisProcess(): ProcessIdentity {
  own ??= { pid: process.pid, host: hostname(), namespace: pidNamespace(), start: startOf(process.pid) };
  return own;
}

export function lifeOf({ pid, host, namespace, start }: ProcessIdentity): Life {
  const here = thisProcess();
  if (host !== here.host) return 'elsewhere';
  // After a reboot every process of before is dead, whatever its namespace was.
  const sameBoot = start === undefined || bootOf(start) === bootOf(here.start);
  if (sameBoot && namespace !== undefined && namespace !== here.namespace) return 'elsewhere';
  if (!exists(pid)) return 'dead';
  const present = startOf(pid);
  if (present === undefined) return isZombie(pid) ? 'dead' : 'alive';
  return start === undefined || start === present ? 'alive' : 'dead';
}

/** A short name of this process for files that it is writing: they are garbage once it is dead. */
export function processToken(): string {
  const { pid, host, namespace, start } = thisProcess();
  return [pid, shorten(start), namespace?.replace(/\D/g, ''), host].join('-');
}

/** The life of the process whose `processToken` this is. */
export function lifeOfToken(token: string): Life {
  const parsed = /^(\d+)-([0-9a-f]{8})-(\d*)-(.*)$/s.exec(token);
  if (parsed === null) return 'dead';
  const [pid, start, namespace, host] = [Number(parsed[1]), ...parsed.slice(2)];
  const here = thisProcess();
  if (host !== here.host || namespace !== (here.namespace?.replace(/\D/g, '') ?? '')) return 'elsewhere';
  return lifeOf({ pid, host }) === 'alive' && shorten(startOf(pid)) === start ? 'alive' : 'dead';
}

function shorten(start: string | undefined): string {
  return createHash('sha256').update(String(start)).digest('hex').slice(0, 8);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Undefined where the system does not say, and of a process that has ended and only waits to be collected. */
function startOf(pid: number): string | undefined {
  const fields = statOf(pid);
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${bootId()}:${fields[19]}`;
}

function isZombie(pid: number): boolean {
  return ['Z', 'X'].includes(statOf(pid)?.[0] ?? '');
}

/** The fields of /proc/PID/stat from the third, the state, on. */
function statOf(pid: number): string[] | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function bootOf(start: string | undefined): string | undefined {
  return start?.split(':')[0];
}

function bootId(): string {
  return readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function pidNamespace(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
