import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Json } from './canonical-json.ts';
import type { Digests } from './digests.ts';
import { copyFilesAtomic, listFiles, ownerOfDraft, sync, syncTree } from './files.ts';
import { type Fingerprint, isResultKey, resultKey } from './fingerprint.ts';
import { lookAt, removeLink, staysInside } from './inside.ts';
import { clearLock, type Lock, waitForLock } from './lock.ts';
import {
  formatManifest,
  type KeptFile,
  listContents,
  type Manifest,
  manifestFile,
  type Note,
  readManifest,
} from './manifest.ts';
import { packedName, packFile } from './packed.ts';
import { lifeOfToken, processToken } from './process-identity.ts';
import type { OutputSpec } from './stage.ts';
import { usersFolder } from './users.ts';

export type Lookup =
  | { readonly state: 'found'; readonly manifest: Manifest }
  | { readonly state: 'absent' }
  | { readonly state: 'damaged'; readonly file: string };

/**
 * Finished results, one folder each: `<stage>/<key>/`. A folder appears by one rename when it is whole, is never written
 * again, and is named by all that decided its content.
 */
export interface Store {
  readonly root: string;
  /** Looks whether a result is there and its files are what its manifest says. */
  find(stage: string, key: string): Lookup;
  folder(stage: string, key: string): string;
  /**
   * The right to make a result, after waiting for another run of this machine that makes the same one. Undefined when a
   * run elsewhere has it: both make it then, and the first to finish wins.
   */
  claim(stage: string, key: string): Promise<Lock | undefined>;
  /** An empty folder to write into, on the same file system. */
  openStaging(): string;
  /**
   * Syncs what was staged, writes its manifest last, and renames it into place. Outputs that no stage reads, by `isRead`, are
   * kept compressed where that pays: they lie in the results folder too, for people. As the stage wrote them they are moved to
   * `plain`, a staging folder, under the same names.
   */
  commit(
    staging: string,
    fingerprint: Fingerprint,
    outputs: Readonly<Record<string, OutputSpec>>,
    notes: readonly Note[],
    isRead: (output: string) => boolean,
    plain: string,
  ): Manifest;
  /**
   * The path of a file or folder of a result, as the stage wrote it. What is kept compressed, since no stage read it when it was
   * made, is unpacked into `scratch`.
   */
  open(manifest: Manifest, file: string, scratch: () => string): string;
  /** Removes what was staged by a stage that failed. */
  abandon(staging: string): void;
  /** Takes a result away: a damaged one, or one to be made anew. */
  discard(stage: string, key: string): void;
  /** Whether some file of a result that is kept has this content. */
  knows(sha256: string): boolean;
  /** The results that are kept, as `stage` and `key`. */
  list(): { readonly stage: string; readonly key: string }[];
  /** Removes what processes that are gone have staged or claimed. */
  collectGarbage(): void;
  /** Removes the folders that hold nothing. */
  removeIfEmpty(): void;
}

const stagingPrefix = '.tmp-';
const claimsFolder = '.locks';

export function openStore(root: string, digests: Digests): Store {
  const folder = (stage: string, key: string): string => join(root, stage, key);
  let known: ReadonlySet<string> | undefined;

  function openStaging(): string {
    const path = join(root, `${stagingPrefix}${randomBytes(4).toString('hex')}-${processToken()}`);
    mkdirSync(path, { recursive: true });
    return path;
  }

  return {
    root,
    folder,
    openStaging,

    find(stage, key) {
      const place = folder(stage, key);
      if (!staysInside(root, `${stage}/${key}`)) return { state: 'damaged', file: stage };
      const manifest = readManifest(place, key);
      if (manifest === undefined) return lookAt(place) ? { state: 'damaged', file: manifestFile } : { state: 'absent' };
      const damaged = Object.entries(manifest.files).find(([file, content]) =>
        content.packed === undefined
          ? !digests.holds(join(place, file), content)
          : !digests.holds(join(place, packedName(file)), content.packed),
      );
      return damaged === undefined ? { state: 'found', manifest } : { state: 'damaged', file: damaged[0] };
    },

    claim: (stage, key) => waitForLock(join(root, claimsFolder, `${stage}-${key}`)),

    commit(staging, fingerprint, outputs, notes, isRead, plain) {
      const read = Object.entries(outputs).flatMap(([name, { file }]) => (isRead(name) ? [file] : []));
      const contentOf = (path: string) => ({ sha256: digests.of(path), bytes: statSync(path).size });
      const files: Record<string, KeptFile> = {};
      for (const file of listFiles(staging)) {
        const path = join(staging, file);
        const content = contentOf(path);
        const isNeeded = read.some((output) => isWithin(file, output));
        const isPacked = !isNeeded && packFile(path, join(plain, file));
        files[file] = isPacked ? { ...content, packed: contentOf(packedName(path)) } : content;
      }
      syncTree(staging);
      const key = resultKey(fingerprint);
      const manifest: Manifest = {
        key,
        fingerprint,
        outputs: digestOutputs(fingerprint, outputs, files),
        files,
        notes,
      };
      writeFileSync(join(staging, manifestFile), formatManifest(manifest), { flush: true });
      sync(staging);
      const parent = join(root, fingerprint.stage);
      if (moveInto(staging, parent, key)) {
        for (const [file, { sha256, packed }] of Object.entries(files)) {
          if (packed === undefined) digests.learn(join(parent, key, file), sha256);
          else digests.learn(join(parent, key, packedName(file)), packed.sha256);
        }
      } else rmSync(staging, { recursive: true, force: true });
      sync(parent);
      sync(root);
      return manifest;
    },

    open({ key, fingerprint, files }, file, scratch) {
      const place = folder(fingerprint.stage, key);
      const own = Object.entries(files).filter(([path]) => isWithin(path, file));
      if (own.every(([, { packed }]) => packed === undefined)) return join(place, file);
      const unpacked = scratch();
      copyFilesAtomic(
        own.map(([path, { packed }]) => ({
          from: join(place, path),
          to: join(unpacked, path),
          isPacked: packed !== undefined,
        })),
      );
      return join(unpacked, file);
    },

    abandon(staging) {
      rmSync(staging, { recursive: true, force: true });
    },

    discard(stage, key) {
      const parent = join(root, stage);
      // What it points to stays.
      if (removeLink(parent)) return;
      const place = folder(stage, key);
      if (lookAt(place) === undefined) return;
      // Out of its place by one rename first: a half-removed result must not be found.
      const trash = openStaging();
      renameSync(place, join(trash, key));
      rmSync(trash, { recursive: true, force: true });
    },

    list() {
      return foldersIn(root)
        .filter((name) => !name.startsWith('.'))
        .flatMap((stage) => foldersIn(join(root, stage)).map((key) => ({ stage, key })))
        .filter(({ key }) => isResultKey(key));
    },

    knows(sha256) {
      known ??= new Set(this.list().flatMap(({ stage, key }) => listContents(folder(stage, key))));
      return known.has(sha256);
    },

    collectGarbage() {
      removeLink(join(root, claimsFolder));
      for (const folder of [root, join(root, usersFolder)]) {
        for (const name of namesIn(folder)) {
          const owner = ownerOfStaging(name) ?? ownerOfDraft(name);
          if (owner !== undefined && lifeOfToken(owner) === 'dead')
            rmSync(join(folder, name), { recursive: true, force: true });
        }
      }
      for (const name of namesIn(join(root, claimsFolder))) clearLock(join(root, claimsFolder, name));
    },

    removeIfEmpty() {
      for (const name of namesIn(root)) {
        if (ownerOfStaging(name) === undefined) removeFolderIfEmpty(join(root, name));
      }
      removeFolderIfEmpty(root);
    },
  };
}

/** Whether a file is an output, or one in the folder that an output is. */
function isWithin(file: string, output: string): boolean {
  return file === output || file.startsWith(`${output}/`);
}

function ownerOfStaging(name: string): string | undefined {
  return name.startsWith(stagingPrefix) ? name.slice(stagingPrefix.length + 9) : undefined;
}

/**
 * Renames a folder into its place. False when another process has put the same result there meanwhile: its bytes are as
 * good as ours.
 */
function moveInto(folder: string, parent: string, name: string): boolean {
  for (;;) {
    mkdirSync(parent, { recursive: true });
    try {
      renameSync(folder, join(parent, name));
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
      // Another process that clears away its own folders may have found this one empty.
      if (code !== 'ENOENT' || !existsSync(folder)) throw error;
    }
  }
}

/** Removes a folder that holds nothing; leaves any other alone. */
export function removeFolderIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
  }
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function digestOutputs(
  { stage }: Fingerprint,
  outputs: Readonly<Record<string, OutputSpec>>,
  files: Manifest['files'],
): Manifest['outputs'] {
  const digests: Record<string, string | null> = {};
  const expected = new Set<string>();
  for (const [name, { file, folder, optional }] of Object.entries(outputs)) {
    const own = folder ? Object.keys(files).filter((path) => path.startsWith(`${file}/`)) : [file];
    for (const path of own) expected.add(path);
    const content: Record<string, Json> = {};
    for (const path of own) {
      const digest = files[path]?.sha256;
      if (digest !== undefined) content[path] = digest;
    }
    const written = Object.keys(content).length > 0;
    if (!written && !optional) throw new Error(`stage ${stage} did not write its output ${name} (${file})`);
    digests[name] = !written ? null : folder ? sha256(canonicalJson(content)) : (files[file]?.sha256 ?? null);
  }
  const stray = Object.keys(files).find((path) => !expected.has(path));
  if (stray !== undefined) throw new Error(`stage ${stage} wrote ${stray}, which is none of its outputs`);
  return digests;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
