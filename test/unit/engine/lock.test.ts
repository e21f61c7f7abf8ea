import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireLock } from '../../../pipeline/engine/lock.ts';
import { Fault } from '../../../src/fault.ts';

const lockFile = (): string => join(mkdtempSync(join(tmpdir(), 'seedrank-lock-')), 'lock');
const owner = (fields: object): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), since: '2026-11-22T10:00:00.000Z', ...fields });

describe('the lock of a results folder', () => {
  it('is given back', () => {
    const path = lockFile();
    acquireLock(path).release();
    acquireLock(path).release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('names the living process that holds it', () => {
    const path = lockFile();
    const lock = acquireLock(path);
    let fault: unknown;
    try {
      acquireLock(path);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).details).toMatchObject({
      code: 'RESULTS_LOCKED',
      file: path,
      found: expect.stringMatching(new RegExp(`^process ${process.pid} on ${hostname()}, since 20`)),
    });
    lock.release();
  });

  it.each([
    ['a process that is gone', owner({ pid: 999_999_999 })],
    ['an earlier process with the same id', owner({ start: '1' })],
    ['half a record', '{"pid": 12'],
  ])('is taken over from %s', (_, text) => {
    const path = lockFile();
    writeFileSync(path, text);
    acquireLock(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(readdirSync(join(path, '..'))).toEqual(['lock']);
  });

  it('is never taken from another machine, whose processes cannot be seen', () => {
    const path = lockFile();
    writeFileSync(path, owner({ pid: 999_999_999, host: 'elsewhere' }));
    expect(() => acquireLock(path)).toThrow(Fault);
  });

  it('is taken from a machine that the user says is down, and from no other', () => {
    const path = lockFile();
    writeFileSync(path, owner({ pid: 999_999_999, host: 'node7' }));
    expect(() => acquireLock(path)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ hint: expect.stringContaining('--unlock node7') }),
      }),
    );
    expect(() => acquireLock(path, { downHost: 'node8' })).toThrow(Fault);
    const lock = acquireLock(path, { downHost: 'node7' });
    // Who says so of this machine does not get what a process here holds.
    expect(() => acquireLock(path, { downHost: hostname() })).toThrow(Fault);
    lock.release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('is not given back by one who no longer holds it', () => {
    const path = lockFile();
    const lock = acquireLock(path);
    writeFileSync(path, owner({ pid: 1 }));
    lock.release();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: 1 });
  });
});
