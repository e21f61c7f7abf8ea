import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { identifyFile, isSettled, openDigests } from '../../../pipeline/engine/digests.ts';
import { readSealed, sealRecord } from '../../../pipeline/engine/sealed.ts';
import { fc } from '../../seeded-examples.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'seedrank-digests-'));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('digests of files', () => {
  it('are those of the content after any edits, also within a tick of the clock, in this process or the next', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'dd'), fc.constantFrom('ask', 'next', 'past', 'none')),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(steps, (edits) => {
        const root = folder();
        const [file, cache] = [join(root, 'file'), join(root, 'digests.json')];
        let digests = openDigests(cache);
        for (const [text, then] of edits) {
          writeFileSync(file, text);
          // An editor or `cp -p` that puts an old time on the new content.
          if (then === 'past') utimesSync(file, 1, 1);
          if (then !== 'none') expect(digests.of(file)).toBe(sha256(text));
          if (then !== 'next') continue;
          digests.save();
          digests = openDigests(cache);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are remembered by size, times and inode once these have settled, and read again when asked', async () => {
    const root = folder();
    const [file, cache] = [join(root, 'file'), join(root, 'digests.json')];
    writeFileSync(file, 'one');
    await setTimeout(150);
    const first = openDigests(cache);
    expect(first.of(file)).toBe(sha256('one'));
    first.save();
    const known = JSON.parse(readFileSync(cache, 'utf8')) as Record<string, object>;
    expect(known[file]).toEqual({ ...identifyFile(file), sha256: sha256('one') });
    // As if the content had changed behind all of them, as a failing disk does.
    writeFileSync(cache, sealRecord({ [file]: { ...known[file], sha256: sha256('two') } }));
    expect(openDigests(cache).of(file)).toBe(sha256('two'));
    expect(openDigests(cache, { reread: true }).of(file)).toBe(sha256('one'));
  });

  it('are kept beside those that another process saves meanwhile', async () => {
    const root = folder();
    const cache = join(root, 'digests.json');
    const files = ['one', 'two', 'three'].map((name) => join(root, name));
    for (const file of files) writeFileSync(file, file);
    await setTimeout(150);
    const processes = files.map(() => openDigests(cache));
    for (const [index, digests] of processes.entries()) digests.of(files[index] as string);
    for (const digests of processes) digests.save();
    expect(Object.keys(readSealed(cache) ?? {}).sort()).toEqual([...files].sort());
  });

  it('of large files are made with turns for others, and missing ones are left to who reads them', async () => {
    const root = folder();
    const file = join(root, 'large');
    writeFileSync(file, Buffer.alloc(40 << 20, 'x'));
    utimesSync(file, 1, 1);
    await setTimeout(150);
    const digests = openDigests(join(root, 'digests.json'));
    let turns = 0;
    const counter = setInterval(() => turns++, 0);
    await digests.prepare([file, join(root, 'missing')]);
    clearInterval(counter);
    expect(turns).toBeGreaterThan(0);
    expect(digests.of(file)).toBe(sha256('x'.repeat(40 << 20)));
    expect(digests.holds(join(root, 'missing'), { sha256: '' })).toBe(false);
    expect(digests.holds(file, { sha256: sha256('x'.repeat(40 << 20)), bytes: statSync(file).size })).toBe(true);
  });
});

it('times have settled once any later change would show in them', () => {
  const at = (mtimeMs: number, ctimeMs: number) => ({
    size: '1',
    inode: '1',
    mtimeNs: String(BigInt(mtimeMs) * 1_000_000n + 5n),
    ctimeNs: String(BigInt(ctimeMs) * 1_000_000n + 5n),
  });
  expect(isSettled(at(1000, 1000), 1050)).toBe(false);
  expect(isSettled(at(1000, 1000), 1200)).toBe(true);
  // An old modification time on a file that was written a moment ago.
  expect(isSettled(at(1000, 9000), 9050)).toBe(false);
  // From the future: the clock was set back.
  expect(isSettled(at(99_000, 99_000), 9000)).toBe(false);
  // A file system that counts whole seconds, or two.
  const coarse = { size: '1', inode: '1', mtimeNs: '4000000000', ctimeNs: '4000000000' };
  expect(isSettled(coarse, 5500)).toBe(false);
  expect(isSettled(coarse, 6200)).toBe(true);
});
