import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../src/fault.ts';
import type { Digests } from './digests.ts';
import { type Copy, copyFilesAtomic, ownerOfDraft, readJson, writeFileAtomic } from './files.ts';
import { type Fingerprint, resultKey, schemaVersion } from './fingerprint.ts';
import { type Instance, nameForPlaces, publishedFiles } from './graph.ts';
import { lookAt, staysInside } from './inside.ts';
import type { KeptFile, Manifest } from './manifest.ts';
import type { Reason } from './reason.ts';
import { isRecord } from './sealed.ts';
import type { StudyShape } from './stage.ts';
import { removeFolderIfEmpty, type Store } from './store.ts';

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
  /**
   * Copies what the stage declares public, removes what an earlier result of it left, and records it. Returns the paths. What
   * is kept compressed is moved from `plain`, where it lies as the stage wrote it.
   */
  publish<Study extends StudyShape>(
    instance: Instance<Study>,
    manifest: Manifest,
    resultFolder: string,
    plain?: string,
  ): string[];
  /**
   * A Fault, before any work is done, where a file that somebody else has put into the results folder has the name of a result,
   * or where a link would lead what is published out of it.
   */
  refuseForeign<Study extends StudyShape>(instances: readonly Instance<Study>[]): void;
  /** Removes drafts that a dead run left, outside of `workFolder`; only for who holds the lock. */
  collectGarbage(workFolder: string): void;
  /** Removes the files of instances that the study no longer has. */
  retire(keep: (id: string) => boolean): string[];
}

/** Inside the results folder. */
export const informationFolder = 'pipeline_info';
const recordFile = join(informationFolder, 'published.json');
/** What describes a run, beside its record. */
const descriptions = [
  'ro-crate-metadata.json',
  ...[
    'params.json',
    'software_versions.yml',
    'pipeline_dag.mmd',
    'pipeline_dag.svg',
    'notes.tsv',
    'inputs.sha256',
    'results.sha256',
  ].map((name) => `${informationFolder}/${name}`),
];

export function openResults(root: string, digests: Digests, store: Store): Results {
  const { published, written } = readRecord(root);

  function remove(file: string, sha256: string): void {
    const path = join(root, file);
    const isNeeded = [...published.values()].some(({ files }) => files[file] !== undefined);
    // What somebody has edited since is theirs.
    if (isNeeded || !staysInside(root, file) || !digests.holds(path, { sha256 })) return;
    rmSync(path);
    for (let folder = dirname(path); folder !== root; folder = dirname(folder)) removeFolderIfEmpty(folder);
  }

  /** Whether a file is there that is not recorded as ours, and whose content no stage has made. */
  function isForeign(file: string): boolean {
    const path = join(root, file);
    const there = lookAt(path);
    if (there === undefined || written.has(file)) return false;
    return !(there.isFile() && store.knows(digests.of(path)));
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

    publish(instance, manifest, resultFolder, plain) {
      const files: Record<string, string> = {};
      const missing: (Copy & { readonly name: string; readonly sha256: string })[] = [];
      for (const [from, to] of publicFiles(instance, manifest)) {
        const { sha256, packed } = manifest.files[from] as KeptFile;
        const path = join(root, to);
        files[to] = sha256;
        if (digests.holds(path, { sha256 })) continue;
        const spare = packed === undefined || plain === undefined ? undefined : join(plain, from);
        const source = spare ?? join(resultFolder, from);
        const isPacked = packed !== undefined && spare === undefined;
        missing.push({ name: to, from: source, to: path, sha256, isPacked, isSpare: spare !== undefined });
      }
      refuseToWrite(root, Object.keys(files), missing.map(({ name }) => name).filter(isForeign));
      copyFilesAtomic(missing);
      for (const { to, sha256 } of missing) digests.learn(to, sha256);
      // Before the record is written: a run that dies in between finds the old record, and does this again.
      const before = Object.entries(published.get(instance.id)?.files ?? {});
      published.set(instance.id, { key: manifest.key, fingerprint: manifest.fingerprint, files });
      for (const [file, sha256] of before) remove(file, sha256);
      for (const file of Object.keys(files)) written.add(file);
      writeRecord();
      return Object.keys(files);
    },

    refuseForeign(instances) {
      const files = instances.filter(({ skipped }) => skipped === undefined).flatMap(publishedFiles);
      // Where no run has left one of these two or a result that is kept, it has described nothing either.
      const isOurs =
        [recordFile, join(informationFolder, 'reproduce.sh')].some((file) => existsSync(join(root, file))) ||
        files.some((file) => existsSync(join(root, file)) && !isForeign(file));
      const described = isOurs ? [] : descriptions;
      refuseToWrite(root, [...files, ...descriptions], [...files, ...described].filter(isForeign));
    },

    collectGarbage: (workFolder) => removeDrafts(root, workFolder),

    retire(keep) {
      const gone = [...published].filter(([id]) => !keep(id));
      if (gone.length === 0) return [];
      for (const [id] of gone) published.delete(id);
      for (const [, { files }] of gone) for (const [file, sha256] of Object.entries(files)) remove(file, sha256);
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

function refuseToWrite(root: string, files: readonly string[], foreign: readonly string[]): void {
  const outside = files.filter((file) => !staysInside(root, file));
  if (outside.length > 0) {
    throw new Fault({
      code: 'RESULTS_LINK_OUT',
      message: 'a link in the results folder leads out of it, and results would be written there',
      file: join(root, outside[0] as string),
      found: nameSome(outside),
      hint: 'remove the link, or give another folder with --out',
    });
  }
  if (foreign.length === 0) return;
  throw new Fault({
    code: 'RESULTS_FOREIGN',
    message: 'the results folder holds files that no run has written there, under names of results',
    file: root,
    found: nameSome(foreign),
    hint: 'give another folder with --out, or move these files away',
  });
}

function nameSome(files: readonly string[]): string {
  const shown = files.slice(0, 5).join(', ');
  return files.length > 5 ? `${shown} and ${files.length - 5} more` : shown;
}

interface PublishedRecord {
  readonly published: Map<string, PublishedResult>;
  /** What is said to be ours, even where a record is otherwise of no use. */
  readonly written: Set<string>;
}

/** The record of what was published, without what is damaged, of another layout, or outside of the results folder. */
function readRecord(root: string): PublishedRecord {
  const record = readJson(join(root, recordFile));
  const published = new Map<string, PublishedResult>();
  const written = new Set<string>();
  if (!isRecord(record) || !isRecord(record.stages)) return { published, written };
  for (const [id, entry] of Object.entries(record.stages)) {
    if (!isRecord(entry) || !isRecord(entry.files)) continue;
    const files = Object.entries(entry.files);
    const own = files.filter(([file, sha256]) => typeof sha256 === 'string' && staysInside(root, file));
    for (const [file] of own) written.add(file);
    const { key, fingerprint } = entry;
    const isWhole = own.length === files.length && record.schema === schemaVersion && isRecord(fingerprint);
    if (isWhole && resultKey(fingerprint as never) === key) published.set(id, entry as unknown as PublishedResult);
  }
  return { published, written };
}
