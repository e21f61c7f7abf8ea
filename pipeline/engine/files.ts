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
import { basename, dirname, join, relative } from 'node:path';
import type { Json } from './canonical-json.ts';

/** Files are written under this name first, so that a file under its own name is always whole. */
function draftOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.seedrank-${process.pid}`);
}

/** The process whose draft this is, by the name of the file; undefined for all other files. */
export function ownerOfDraft(name: string): number | undefined {
  const pid = /^\..+\.seedrank-(\d+)$/.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
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
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileAtomic(path, text);
}

/** Puts a copy of a file in place at once (sharing blocks where the file system can). */
export function copyFileAtomic(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  const draft = draftOf(to);
  try {
    copyFileSync(from, draft, constants.COPYFILE_FICLONE);
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** The JSON in a file, or undefined when there is none that can be read. */
export function readJson(path: string): Json | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as Json;
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

/** All files below a folder, as sorted paths relative to it with `/` between the parts. */
export function listFiles(folder: string): string[] {
  const files: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isDirectory()) files.push(relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  }
  return files.sort();
}
