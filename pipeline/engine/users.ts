import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { readJson, writeFileIfChanged } from './files.ts';
import { removeLink } from './inside.ts';

/** A work folder may serve many results folders; each has a file here that says where it is. */
export const usersFolder = '.users';

/** In a work folder, while unneeded results are removed from it. */
export function cleaningLock(workFolder: string): string {
  return join(workFolder, '.cleaning.lock');
}

/** Notes that a results folder needs what is kept in a work folder. */
export function registerUser(workFolder: string, resultsFolder: string): void {
  removeLink(join(workFolder, usersFolder));
  writeFileIfChanged(
    fileOf(workFolder, resultsFolder),
    `${JSON.stringify({ results: place(workFolder, resultsFolder) })}\n`,
  );
}

export function forgetUser(workFolder: string, resultsFolder: string): void {
  rmSync(fileOf(workFolder, resultsFolder), { force: true });
}

/** The results folders that need what is kept in a work folder, as far as they still exist. */
export function readUsers(workFolder: string): string[] {
  const folder = join(workFolder, usersFolder);
  if (!existsSync(folder)) return [];
  const users = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => (readJson(join(folder, name)) as { readonly results?: unknown } | null | undefined)?.results)
    .filter((results) => typeof results === 'string')
    .map((results) => resolve(workFolder, results));
  return [...new Set(users)].filter((results) => existsSync(results)).sort();
}

function fileOf(workFolder: string, resultsFolder: string): string {
  const name = createHash('sha256').update(place(workFolder, resultsFolder)).digest('hex').slice(0, 16);
  return join(workFolder, usersFolder, `${name}.json`);
}

/** Relative where the work folder is inside the results folder, as both are then moved together. */
function place(workFolder: string, resultsFolder: string): string {
  const inside = relative(workFolder, resultsFolder);
  return /^\.\.([/\\]\.\.)*$/.test(inside) ? inside : resolve(resultsFolder);
}
