import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Json } from './canonical-json.ts';
import type { Digests } from './digests.ts';
import { copyFilesAtomic, ownerOfDraft, readJson, writeFileAtomic } from './files.ts';
import { type Fingerprint, schemaVersion } from './fingerprint.ts';
import { type Instance, nameForPlaces } from './graph.ts';
import type { Reason } from './reason.ts';
import type { StudyShape } from './stage.ts';
import { type Manifest, removeFolderIfEmpty } from './store.ts';

/** What stands in the results folder on behalf of one instance. */
export interface PublishedResult {
  readonly key: string;
  readonly fingerprint: Fingerprint;
  /** sha256 of each published file, by its path inside the results folder. */
  readonly files: { readonly [path: string]: string };
}

/** The folder that users look into: copies of finished results under names they know, and a record of which. */
export interface Results {
  readonly root: string;
  readonly published: ReadonlyMap<string, PublishedResult>;
  /** Which published files of an instance are no longer there, or no longer what was published. */
  inspect(id: string): Reason[];
  /** Copies what the stage declares public, removes what an earlier result of it left, and records it. Returns the paths. */
  publish<Study extends StudyShape>(instance: Instance<Study>, manifest: Manifest, resultFolder: string): string[];
  /** Removes drafts that a dead run left, outside of `workFolder`; only for who holds the lock. */
  collectGarbage(workFolder: string): void;
  /** Removes the files of instances that the study no longer has. */
  retire(keep: (id: string) => boolean): string[];
}

/** Inside the results folder. */
export const informationFolder = 'pipeline_info';
const recordFile = join(informationFolder, 'published.json');

export function openResults(root: string, digests: Digests): Results {
  const published = readRecord(join(root, recordFile));

  function remove(file: string, sha256: string): void {
    const path = join(root, file);
    // What somebody has edited since is theirs.
    if (!digests.holds(path, { sha256 })) return;
    rmSync(path);
    for (let folder = dirname(path); folder !== root; folder = dirname(folder)) removeFolderIfEmpty(folder);
  }

  function writeRecord(): void {
    const stages = Object.fromEntries([...published].sort(([a], [b]) => (a < b ? -1 : 1)));
    const record = { schema: schemaVersion, stages };
    writeFileAtomic(join(root, recordFile), `${JSON.stringify(record, null, 2)}\n`);
  }

  return {
    root,
    published,

    inspect(id) {
      const reasons: Reason[] = [];
      for (const [file, sha256] of Object.entries(published.get(id)?.files ?? {})) {
        const path = join(root, file);
        if (digests.holds(path, { sha256 })) continue;
        reasons.push({ kind: existsSync(path) ? 'published-changed' : 'published-missing', file });
      }
      return reasons;
    },

    publish(instance, manifest, resultFolder) {
      const files: Record<string, string> = {};
      const missing: { from: string; to: string; sha256: string }[] = [];
      for (const [from, to] of publicFiles(instance, manifest)) {
        const sha256 = manifest.files[from]?.sha256 as string;
        const path = join(root, to);
        if (!digests.holds(path, { sha256 })) missing.push({ from: join(resultFolder, from), to: path, sha256 });
        files[to] = sha256;
      }
      copyFilesAtomic(missing);
      for (const { to, sha256 } of missing) digests.learn(to, sha256);
      // Before the record is written: a run that dies in between finds the old record, and does this again.
      const before = Object.entries(published.get(instance.id)?.files ?? {});
      for (const [file, sha256] of before) if (files[file] === undefined) remove(file, sha256);
      published.set(instance.id, { key: manifest.key, fingerprint: manifest.fingerprint, files });
      writeRecord();
      return Object.keys(files);
    },

    collectGarbage: (workFolder) => removeDrafts(root, workFolder),

    retire(keep) {
      const gone = [...published].filter(([id]) => !keep(id));
      if (gone.length === 0) return [];
      for (const [id, { files }] of gone) {
        for (const [file, sha256] of Object.entries(files)) remove(file, sha256);
        published.delete(id);
      }
      writeRecord();
      return gone.map(([id]) => id);
    },
  };
}

/** Pairs of a path inside the result and the path under which users find it. */
function publicFiles<Study extends StudyShape>(
  { stage, places }: Instance<Study>,
  manifest: Manifest,
): [string, string][] {
  const pairs: [string, string][] = [];
  for (const { file, folder, publish } of Object.values(stage.outputs)) {
    if (publish === undefined) continue;
    const target = nameForPlaces(publish, places);
    for (const path of Object.keys(manifest.files)) {
      if (folder && path.startsWith(`${file}/`)) pairs.push([path, target + path.slice(file.length)]);
      else if (path === file) pairs.push([path, target]);
    }
  }
  return pairs;
}

function removeDrafts(folder: string, except: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && path !== except) removeDrafts(path, except);
    else if (ownerOfDraft(entry.name) !== undefined) rmSync(path, { force: true });
  }
}

function readRecord(path: string): Map<string, PublishedResult> {
  const record = readJson(path) as { readonly schema?: Json; readonly stages?: Json } | undefined;
  if (record?.schema !== schemaVersion || record.stages === undefined) return new Map();
  return new Map(Object.entries(record.stages as unknown as Record<string, PublishedResult>));
}
