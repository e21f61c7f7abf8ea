import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Fault } from '../../src/fault.ts';
import { systemFault } from '../engine/system-fault.ts';
import { findInputs } from './find-files.ts';

/** Where an output goes, links followed: a name on disk that may not be there yet. */
export interface OutputPlace {
  /** As the user wrote it. */
  readonly path: string;
  /** The file that is written, whose folder exists. */
  readonly target: string;
  /** Pipes and devices are written to as they are: renaming a file over /dev/null would replace it. */
  readonly isStream: boolean;
  /** Tells whether two paths are one file: device and inode where it is there, else its folder's and its name. */
  readonly identity: string;
}

/** /dev/stdout is a regular file when the shell redirects it to one; /dev/shm is a folder like any other. */
const STREAM = /^\/(proc|dev\/(?!shm\/))/;
/** As Linux allows. */
const MOST_LINKS = 40;

/** Finds where an output goes; a `Fault` where nothing can be written. */
async function placeOutput(path: string): Promise<OutputPlace> {
  if (STREAM.test(resolve(path))) return { path, target: path, isStream: true, identity: resolve(path) };
  const target = await followLinks(path);
  const there = await stat(target).catch(() => undefined);
  if (there?.isDirectory()) {
    throw new Fault({
      code: 'OUTPUT_IS_FOLDER',
      message: 'a folder stands where a file is to be written',
      file: path,
      hint: 'Name a file in it.',
    });
  }
  const isStream = there !== undefined && !there.isFile();
  const identity =
    there === undefined ? `${await identify(dirname(target))}/${basename(target)}` : `${there.dev}:${there.ino}`;
  return { path, target, isStream, identity };
}

/**
 * Finds the places of all outputs of a command before any work is done. Two outputs that are one file, and an output that is
 * an input, or lies in a folder that is read and is there already, are a `Fault`.
 */
export async function placeOutputs(
  paths: readonly string[],
  inputs: readonly (string | undefined)[] = [],
): Promise<readonly OutputPlace[]> {
  const places: OutputPlace[] = [];
  for (const path of paths) places.push(await placeOutput(path));
  for (const [at, { identity, path, isStream }] of places.entries()) {
    const twin = places.findIndex((other) => other.identity === identity);
    if (twin === at || isStream) continue;
    throw new Fault({
      code: 'OUTPUT_TWICE',
      message: 'two outputs are the same file',
      file: path,
      found: paths[twin],
      hint: 'Give each output a name of its own.',
    });
  }
  for (const input of inputs) if (input !== undefined) await refuseInput(input, places);
  return places;
}

/** `input` is a file, a folder or a pattern of files, as the user wrote it. */
async function refuseInput(input: string, places: readonly OutputPlace[]): Promise<void> {
  // A folder or pattern that cannot be read is told of when it is read.
  const found = await findInputs(input).catch(() => []);
  const isFolder = found.some(({ searched }) => searched);
  const folder = isFolder ? (await realpath(input)) + sep : undefined;
  for (const { name } of found.flatMap(({ files }) => files)) {
    const there = await stat(name).catch(() => undefined);
    const same = places.find(({ identity, isStream }) => !isStream && identity === `${there?.dev}:${there?.ino}`);
    if (same !== undefined) throw inputFault(same.path, name === input || isFolder ? input : name, isFolder);
  }
  for (const { path, target, isStream } of places) {
    if (folder === undefined || isStream || !target.startsWith(folder)) continue;
    if ((await stat(target).catch(() => undefined)) !== undefined) throw inputFault(path, input, isFolder);
  }
}

function inputFault(path: string, input: string, isFolder: boolean): Fault {
  return new Fault({
    code: 'OUTPUT_IS_INPUT',
    message: 'the output would replace a file that is read',
    file: path,
    found: isFolder ? `a file in ${input}` : `the same file as ${input}`,
    expected: 'a file that is not among the inputs',
    hint: 'Give the output another name.',
  });
}

/** The file behind all links, also where the last of them points to nothing yet. */
async function followLinks(path: string): Promise<string> {
  let current = resolve(path);
  for (let link = 0; link < MOST_LINKS; link++) {
    const folder = await realpath(dirname(current)).catch((error: unknown) => {
      throw folderFault(error, path, dirname(current));
    });
    current = join(folder, basename(current));
    const isLink = (await lstat(current).catch(() => undefined))?.isSymbolicLink() ?? false;
    if (!isLink) return current;
    current = resolve(folder, await readlink(current));
  }
  throw new Fault({
    code: 'OUTPUT_LINKS',
    message: 'the links of this path lead in a circle',
    file: path,
    hint: 'Name the file itself.',
  });
}

async function identify(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder);
  return `${dev}:${ino}`;
}

function folderFault(error: unknown, path: string, folder: string): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return systemFault(error) ?? error;
  const isHome = /^~(\/|$)/.test(path);
  return new Fault({
    code: 'OUTPUT_NO_FOLDER',
    message: 'the folder to write into does not exist',
    file: path,
    found: folder,
    hint: isHome
      ? 'The shell has not replaced ~ by your home folder: write the path without quotes, or in full.'
      : 'Create the folder, or correct the path.',
  });
}
