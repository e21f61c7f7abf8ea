import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as program from '../../pipeline/files/raw-input.ts';
import { unreadable } from '../../pipeline/files/unreadable.ts';
import * as page from '../../pipeline/page/files/raw-input.ts';
import { store } from '../../pipeline/page/platform/store.ts';
import { gzipSync as packedByPage } from '../../pipeline/page/platform/zlib.ts';
import { Fault } from '../../src/fault.ts';
import { gzipFiles } from './gzip-files.ts';

type Side = Pick<typeof page, 'readWhole' | 'inflateWhole' | 'inflateStart' | 'streamRaw'>;

const path = join(mkdtempSync(join(tmpdir(), 'seedrank-gzip-')), 'counts.tsv.gz');
const text = new TextEncoder().encode(
  Array.from({ length: 40_000 }, (_, i) => `gene${i}\t${(i * 7919) % 1013}\t${(i * 104729) % 997}\n`).join(''),
);

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a reader gives: the text by its hash, or the fault that a user sees. */
async function outcomeOf(read: () => Promise<Uint8Array>): Promise<string | object> {
  try {
    return hashOf(await read());
  } catch (error) {
    const fault = unreadable(path, error);
    if (!(fault instanceof Fault)) throw error;
    return fault.details;
  }
}

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function outcomesOf(side: Side): Promise<Record<string, string | object>> {
  const raw = await side.readWhole(path);
  return {
    whole: await outcomeOf(() => side.inflateWhole(raw)),
    start: await outcomeOf(() => side.inflateStart(raw.subarray(0, 5_000))),
    stream: await outcomeOf(() => gather(side.streamRaw(path))),
  };
}

describe('gzip in the page is as in the program', () => {
  it.each(gzipFiles)('$name: the same text, or the same fault', async ({ make, code }) => {
    const raw = make(text);
    writeFileSync(path, raw);
    store.set(path, new Uint8Array(raw));
    const expected = await outcomesOf(program);
    expect(await outcomesOf(page)).toEqual(expected);
    store.set(path, new Blob([new Uint8Array(raw)]));
    expect(await outcomesOf(page)).toEqual(expected);
    if (code === undefined) expect(expected.whole).toBe(hashOf(text));
    else expect(expected.whole).toMatchObject({ code });
  });

  it.each([4, 6] as const)('packs to the bytes of zlib at level %d', (level) => {
    const packed = Buffer.from(packedByPage(text, { level }));
    expect(packed.equals(gzipSync(text, { level }))).toBe(true);
  });
});
