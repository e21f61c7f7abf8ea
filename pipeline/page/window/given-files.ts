import type { GivenFile } from '../messages.ts';
import { guessRole, headOf } from './file-roles.ts';

/** A file of the user, and what it is in the study. */
export interface RoledFile extends GivenFile {
  readonly name: string;
  role: string;
}

const HOME = '/study';
let count = 0;

export async function takeFile(name: string, blob: Blob): Promise<RoledFile> {
  const clean = name.replace(/^\/+/, '');
  const role = guessRole(clean, await headOf(blob));
  return { name: clean, path: `${HOME}/${clean}`, blob, content: `${clean} #${++count}`, role };
}

/** All files of what was dropped, folders with what they hold. */
export async function filesOfDrop(transfer: DataTransfer): Promise<(readonly [name: string, file: File])[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return [...transfer.files].map((file) => [file.name, file] as const);
  return (await Promise.all(entries.map(filesOfEntry))).flat();
}

async function filesOfEntry(entry: FileSystemEntry): Promise<(readonly [name: string, file: File])[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return file.name.startsWith('.') ? [] : [[entry.fullPath, file]];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesOfEntry))).flat();
}

/** What the roles of files say under the keys of a study file; several count files are named by their folder. */
export function flagsOf(files: readonly RoledFile[]): { [key: string]: unknown } {
  const flags: { [key: string]: unknown } = {};
  for (const { path, role } of files) {
    if (role === 'study' || role === 'other') continue;
    if (role === 'gene_sets') flags.gene_sets = [...((flags.gene_sets as string[]) ?? []), path];
    else if (role === 'counts' && flags.counts !== undefined) flags.counts = sharedFolder(String(flags.counts), path);
    else flags[role] = path;
  }
  return flags;
}

function sharedFolder(a: string, b: string): string {
  const [first, second] = [a.split('/'), b.split('/').slice(0, -1)];
  let shared = 0;
  while (shared < second.length && first[shared] === second[shared]) shared++;
  return first.slice(0, shared).join('/');
}
