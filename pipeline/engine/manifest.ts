import { join } from 'node:path';
import type { Json } from './canonical-json.ts';
import { readJson } from './files.ts';
import { type Fingerprint, resultKey, schemaVersion } from './fingerprint.ts';
import { staysInside } from './inside.ts';
import { isRecord, readSealed, sealRecord } from './sealed.ts';
import type { StageMessage } from './stage.ts';

export type Note = Extract<StageMessage, { readonly type: 'note' }>;

export interface FileContent {
  readonly sha256: string;
  readonly bytes: number;
}

/** A file as the stage wrote it; `packed` is what stands on the disk in its place, where that is compressed. */
export interface KeptFile extends FileContent {
  readonly packed?: FileContent;
}

/** What a finished result says of itself; it holds no time and no path, so equal work gives equal manifests. */
export interface Manifest {
  readonly key: string;
  readonly fingerprint: Fingerprint;
  /** Content of each output: the sha256 of its file, or of the list of its folder's files; null where it was left out. */
  readonly outputs: { readonly [output: string]: string | null };
  /** Every file, by its path inside the result. */
  readonly files: { readonly [path: string]: KeptFile };
  readonly notes: readonly Note[];
}

export const manifestFile = 'manifest.json';

export function formatManifest(manifest: Manifest): string {
  return sealRecord(manifest as unknown as Record<string, Json>);
}

/** The manifest of the result with that key, if it is whole and names files of its own folder only. */
export function readManifest(folder: string, key: string): Manifest | undefined {
  const record = readSealed(join(folder, manifestFile));
  if (record === undefined || record.key !== key) return undefined;
  const { fingerprint, outputs, files, notes } = record;
  if (!isRecord(fingerprint) || fingerprint.schema !== schemaVersion || resultKey(fingerprint as never) !== key)
    return undefined;
  if (!isRecord(outputs) || !isRecord(files) || !Array.isArray(notes)) return undefined;
  const isWhole = Object.entries(files).every(
    ([path, content]) =>
      isRecord(content) &&
      typeof content.sha256 === 'string' &&
      (content.packed === undefined || (isRecord(content.packed) && typeof content.packed.sha256 === 'string')) &&
      staysInside(folder, path),
  );
  return isWhole ? (record as unknown as Manifest) : undefined;
}

/** The sha256 of the files that a result says it holds, in whatever version it was written. */
export function listContents(folder: string): string[] {
  const record = readJson(join(folder, manifestFile));
  const files = isRecord(record) && isRecord(record.files) ? Object.values(record.files) : [];
  return files.flatMap((content) => (isRecord(content) && typeof content.sha256 === 'string' ? [content.sha256] : []));
}
