import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDigests } from '../../../pipeline/engine/digests.ts';
import { copyFilesAtomic, listFiles } from '../../../pipeline/engine/files.ts';
import { resultKey, schemaVersion } from '../../../pipeline/engine/fingerprint.ts';
import { readPacked } from '../../../pipeline/engine/packed.ts';
import { openStore } from '../../../pipeline/engine/store.ts';

const fingerprint = { schema: schemaVersion, stage: 'stage', version: 1, params: null, inputs: {} };
const key = resultKey(fingerprint);
const outputs = {
  read: { file: 'read.tsv' },
  shown: { file: 'shown.tsv' },
  figures: { file: 'figures', folder: true as const },
};
const table = Array.from({ length: 3000 }, (_, row) => `gene${row}\t${Math.sin(row)}\n`).join('');
const files = {
  'read.tsv': table,
  'shown.tsv': table,
  'figures/large.svg': table.repeat(2),
  'figures/small.svg': 'small',
  // As good as random: nothing is won by packing it again.
  'figures/page.html': gzipSync(table).toString('base64'),
};

function storeWith(isRead: (output: string) => boolean) {
  const root = mkdtempSync(join(tmpdir(), 'seedrank-packed-'));
  const digests = openDigests(join(root, 'digests.json'));
  const store = openStore(root, digests);
  const staging = store.openStaging();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(staging, file)), { recursive: true });
    writeFileSync(join(staging, file), text);
  }
  const plain = store.openStaging();
  const manifest = store.commit(staging, fingerprint, outputs, [], isRead, plain);
  return { store, manifest, plain, folder: store.folder('stage', key) };
}

describe('a result that is kept', () => {
  const packed = storeWith((output) => output === 'read');

  it('lies there compressed where no stage reads it and that pays, and says the same of its content', () => {
    const names = listFiles(packed.folder);
    expect(names).toEqual([
      'figures/large.svg.packed',
      'figures/page.html',
      'figures/small.svg',
      'manifest.json',
      'read.tsv',
      'shown.tsv.packed',
    ]);
    const plain = storeWith(() => true);
    expect(listFiles(plain.folder).filter((file) => file.endsWith('.packed'))).toEqual([]);
    expect(packed.manifest.outputs).toEqual(plain.manifest.outputs);
    for (const [file, { sha256, bytes }] of Object.entries(plain.manifest.files))
      expect(packed.manifest.files[file], file).toMatchObject({ sha256, bytes });
  });

  it('is published, and given to a stage that comes to read it, as it was written', () => {
    const { store, manifest, folder } = packed;
    const scratch = mkdtempSync(join(tmpdir(), 'seedrank-scratch-'));
    const copies = Object.entries(manifest.files).map(([file, { packed }]) => ({
      from: join(folder, file),
      to: join(scratch, 'published', file),
      isPacked: packed !== undefined,
    }));
    copyFilesAtomic(copies);
    for (const [file, text] of Object.entries(files))
      expect(readFileSync(join(scratch, 'published', file), 'utf8')).toBe(text);
    const unused = () => {
      throw new Error('nothing is to be unpacked');
    };
    expect(store.open(manifest, 'read.tsv', unused)).toBe(join(folder, 'read.tsv'));
    expect(
      readFileSync(
        store.open(manifest, 'shown.tsv', () => scratch),
        'utf8',
      ),
    ).toBe(table);
    const figures = store.open(manifest, 'figures', () => scratch);
    expect(listFiles(figures)).toEqual(['large.svg', 'page.html', 'small.svg']);
    expect(readFileSync(join(figures, 'large.svg'), 'utf8')).toBe(table.repeat(2));
  });

  it('leaves the files that it has compressed to be moved to where people look', () => {
    const { plain } = packed;
    expect(listFiles(plain)).toEqual(['figures/large.svg', 'shown.tsv']);
    const to = join(mkdtempSync(join(tmpdir(), 'seedrank-moved-')), 'shown.tsv');
    copyFilesAtomic([{ from: join(plain, 'shown.tsv'), to, isSpare: true }]);
    expect(readFileSync(to, 'utf8')).toBe(table);
    expect(listFiles(plain)).toEqual(['figures/large.svg']);
  });

  it('is read where an earlier version has compressed it by gzip', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'seedrank-gzip-')), 'old.tsv');
    writeFileSync(`${path}.packed`, gzipSync(table));
    expect(Buffer.from(readPacked(path)).toString()).toBe(table);
  });

  it('is damaged where a byte of what is compressed has changed, or it is gone', () => {
    expect(packed.store.find('stage', key).state).toBe('found');
    const path = join(packed.folder, 'shown.tsv.packed');
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);
    expect(packed.store.find('stage', key)).toEqual({ state: 'damaged', file: 'shown.tsv' });
  });
});
