import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Json } from './canonical-json.ts';
import { readPacked } from './packed.ts';
import { processToken } from './process-identity.ts';

/** Files are written under this name first, so that a file under its own name is always whole. */
export function draftOf(path: string): string {
  return join(dirname(path), `.${shortened(basename(path))}.seedrank-${processToken()}`);
}

/** Names may have 255 bytes; a long one is told by its digest. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= 100) return name;
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

/** The token of the process whose draft this is, by the name of the file; undefined for all other files. */
export function ownerOfDraft(name: string): string | undefined {
  return /^\..+\.seedrank-(\d+-.*)$/s.exec(name)?.[1];
}

/** Makes a folder and those above it, and gives the first that was not there; says why where it cannot. */
export function makeFolders(path: string): string | undefined {
  try {
    return mkdirSync(path, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // So Node.js 20 calls a read-only file system when it makes several folders.
    let first = resolve(path);
    while (!existsSync(dirname(first))) first = dirname(first);
    mkdirSync(first);
    return makeFolders(path) ?? first;
  }
}

/** Replaces a small file at once: readers see the old text or the new, never a part. */
export function writeFileAtomic(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = draftOf(path);
  try {
    writeFileSync(draft, text, { flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Replaces a small file at once, unless it holds that text already. */
export function writeFileIfChanged(path: string, text: string): void {
  if (readText(path) !== text) writeFileAtomic(path, text);
}

export interface Copy {
  readonly from: string;
  readonly to: string;
  /** `from` is the name of a file that is kept compressed. */
  readonly isPacked?: boolean | undefined;
  /** Nobody needs `from` any more: it may be moved. */
  readonly isSpare?: boolean | undefined;
}

/**
 * Puts copies of files in place (sharing blocks where the file system can): all are written and synced first, so that a
 * full disk leaves every old file as it was.
 */
export function copyFilesAtomic(copies: readonly Copy[]): void {
  const drafts: Copy[] = [];
  try {
    for (const { from, to, isPacked, isSpare } of copies) {
      mkdirSync(dirname(to), { recursive: true });
      const draft = draftOf(to);
      drafts.push({ from: draft, to });
      if (isPacked) writeFileSync(draft, readPacked(from));
      else if (!(isSpare && moveFile(from, draft))) copyFileSync(from, draft, constants.COPYFILE_FICLONE);
      sync(draft);
    }
    for (const { from, to } of drafts) renameSync(from, to);
  } catch (error) {
    for (const { from } of drafts) rmSync(from, { force: true });
    throw error;
  }
}

/** False, with nothing done, where the two names are on different disks. */
function moveFile(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EXDEV') return false;
    throw error;
  }
}

/** The text of a file, or undefined when there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw error;
  }
}

/** The JSON in a file, or undefined when there is none that can be read. */
export function readJson(path: string): Json | undefined {
  const text = readText(path);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** Asks the disk to keep a file, or the names in a folder. */
export function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The same for a folder, all that it holds, and the names therein. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else sync(path);
  }
  sync(folder);
}

/** All files below a folder, as sorted paths relative to it with `/` between the parts. */
export function listFiles(folder: string): string[] {
  const files: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isDirectory()) files.push(relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  }
  return files.sort();
}
