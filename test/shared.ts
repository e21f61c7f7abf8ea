import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The reference data of the workplace; absent on a stranger's clone. */
const beside = (folder: string): string => fileURLToPath(new URL(folder, import.meta.url));
// From the sources, or from dist/test.
const root =
  process.env.SEEDRANK_SHARED ??
  [beside('../../shared'), beside('../../../shared')].find(existsSync) ??
  beside('../../shared');

export const hasShared = existsSync(`${root}/oracles`);

/** Appended to the title of a suite that needs the reference data, so that a skip says why. */
export const whyShared = hasShared ? '' : ' (skipped: ../shared with the reference outputs is absent)';

export function sharedPath(...parts: string[]): string {
  return [root, ...parts].join('/');
}
