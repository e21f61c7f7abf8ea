import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Json } from '../../pipeline/engine/canonical-json.ts';
import { listFiles } from '../../pipeline/engine/files.ts';
import { resultKey } from '../../pipeline/engine/fingerprint.ts';
import { formatManifest, type Manifest, manifestFile } from '../../pipeline/engine/manifest.ts';

/** In what an older version of the program may have left its results. */
export const olderStores = ['older stages', 'an older layout', 'records without seals'] as const;
export type OlderStore = (typeof olderStores)[number];

interface PublishedRecord {
  schema: number;
  stages: Record<string, { key: string; fingerprint: Json; files: Record<string, string> }>;
}

/**
 * Makes finished results what an older version would have left: other bytes in every file of a part of the stages, the first
 * of which stands at `share` of them, with records that agree, in the store and for what is published.
 */
export function makeOlder(results: string, kind: OlderStore, share: number): void {
  const work = join(results, 'work');
  const recordPath = join(results, 'pipeline_info/published.json');
  const record = JSON.parse(readFileSync(recordPath, 'utf8')) as PublishedRecord;
  const manifests = listFiles(work).filter((file) => basename(file) === manifestFile);
  for (const file of manifests.slice(Math.floor(share * manifests.length))) {
    const folder = dirname(join(work, file));
    const manifest = JSON.parse(readFileSync(join(folder, manifestFile), 'utf8')) as Manifest & { seal?: string };
    const { fingerprint } = manifest;
    const isLayout = kind === 'an older layout';
    const old = isLayout
      ? { ...fingerprint, schema: fingerprint.schema - 1 }
      : { ...fingerprint, version: fingerprint.version - 1 };
    const key = resultKey(old);
    const renewed = new Map<string, string>();
    const contents = Object.entries(manifest.files).map(([path, { sha256 }]) => {
      const place = join(folder, path);
      appendFileSync(place, 'as it was\n');
      const now = sha256Of(place);
      renewed.set(sha256, now);
      return [path, { sha256: now, bytes: statSync(place).size }] as const;
    });
    const text = formatManifest({ ...manifest, key, fingerprint: old, files: Object.fromEntries(contents) });
    const { seal: _, ...unsealed } = JSON.parse(text) as Record<string, Json>;
    writeFileSync(join(folder, manifestFile), kind === 'records without seals' ? JSON.stringify(unsealed) : text);
    const place = join(dirname(folder), key);
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
    for (const entry of Object.values(record.stages)) {
      if (entry.key !== manifest.key) continue;
      entry.key = key;
      entry.fingerprint = old as unknown as Json;
      for (const [path, sha256] of Object.entries(entry.files)) {
        appendFileSync(join(results, path), 'as it was\n');
        entry.files[path] = renewed.get(sha256) as string;
      }
    }
    if (isLayout) record.schema = old.schema;
  }
  writeFileSync(recordPath, JSON.stringify(record));
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
