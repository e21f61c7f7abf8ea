import { createHash } from 'node:crypto';
import { deflateRaw } from 'pako';
import { formatSums } from '../engine/reproduce.ts';
import { version } from '../version.ts';
import { bytesAt } from './platform/store.ts';
import type { Published } from './run-study.ts';

/** What a run writes down of itself, beside sums of its files. */
export interface Described {
  /** All settings with their defaults, by paths from the folder of the description. */
  readonly params: unknown;
  /** The table of notes. */
  readonly notes: string;
}

/**
 * One archive of all results, of the study file and of the files that it names: unpacked, `seedrank run study.yml` gives the same
 * bytes. Files are dated 1980-01-01, so that equal results give equal archives.
 */
export async function zipResults(
  published: Published,
  given: Iterable<string>,
  home: string,
  described: Described,
): Promise<Uint8Array<ArrayBuffer>> {
  const entries: [name: string, bytes: Uint8Array][] = [];
  const sums: { path: string; sha256: string }[] = [];
  for (const [name, path] of [...published].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const bytes = await bytesAt(path);
    entries.push([`results/${name}`, bytes]);
    sums.push({ path: name, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  const inputs: { path: string; sha256: string }[] = [];
  for (const path of new Set([...given, `${home}/study.yml`])) {
    const bytes = await bytesAt(path);
    const name = path.slice(home.length + 1);
    entries.push([name, bytes]);
    if (path !== `${home}/study.yml`)
      inputs.push({ path: `../../${name}`, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  const text = (name: string, value: string): void => {
    entries.push([`results/pipeline_info/${name}`, new TextEncoder().encode(value)]);
  };
  text('params.json', `${JSON.stringify(described.params, null, 2)}\n`);
  text('notes.tsv', described.notes);
  text('results.sha256', formatSums(sums));
  inputs.sort((a, b) => (a.path < b.path ? -1 : 1));
  text('inputs.sha256', formatSums(inputs));
  text('software_versions.yml', `seedrank: ${version}\nmade in: a browser, by seedrank.html\n`);
  return zip(entries);
}

const JANUARY_1980 = 0x21;
const PACKED = 8;
/** Names in UTF-8. */
const FLAGS = 0x800;

/** An archive after PKWARE's APPNOTE 6.3, without what larger files than 4 GiB need. */
function zip(entries: readonly (readonly [name: string, bytes: Uint8Array])[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes] of entries) {
    const label = new TextEncoder().encode(name);
    const isPacked = /\.gz$/.test(name);
    const data = isPacked ? bytes : deflateRaw(bytes, { level: 4 });
    const common = new DataView(new ArrayBuffer(26));
    common.setUint16(0, 20, true);
    common.setUint16(2, FLAGS, true);
    common.setUint16(4, isPacked ? 0 : PACKED, true);
    common.setUint16(8, JANUARY_1980, true);
    common.setUint32(10, crc32(bytes), true);
    common.setUint32(14, data.length, true);
    common.setUint32(18, bytes.length, true);
    common.setUint16(22, label.length, true);
    const fields = new Uint8Array(common.buffer);
    const local = [Uint8Array.of(0x50, 0x4b, 3, 4), fields, label, data];
    const tail = new DataView(new ArrayBuffer(14));
    tail.setUint32(10, at, true);
    directory.push(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), fields, new Uint8Array(tail.buffer), label);
    parts.push(...local);
    at += local.reduce((sum, { length }) => sum + length, 0);
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x504b0506);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(
    12,
    directory.reduce((sum, { length }) => sum + length, 0),
    true,
  );
  end.setUint32(16, at, true);
  return join([...parts, ...directory, new Uint8Array(end.buffer)]);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const crcTable = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = crcTable[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
