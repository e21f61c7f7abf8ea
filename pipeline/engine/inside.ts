import { lstatSync, realpathSync, rmSync, type Stats } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/**
 * Whether a path that a record gives, relative to `root` with `/` between its parts, is one of a file in `root`, all links
 * followed. Records lie in folders that are shared or were received from others: what they name outside of their own folder is
 * neither read, written nor removed.
 */
export function staysInside(root: string, path: string): boolean {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part))) return false;
  if (/^[A-Za-z]:/.test(path)) return false;
  try {
    const top = realpathSync(root);
    const place = realpathSync(nearest(join(root, path)));
    return place === top || place.startsWith(top.endsWith(sep) ? top : top + sep);
  } catch (error) {
    // Where there is no root yet, nothing in it leads elsewhere; a link to nothing or in a circle may.
    return nearest(root) !== root && isMissing(error);
  }
}

/** Removes what stands in the place of a folder of our own as a link to another; true if it did. */
export function removeLink(path: string): boolean {
  const isLink = lookAt(path)?.isSymbolicLink() ?? false;
  if (isLink) rmSync(path);
  return isLink;
}

/** What has that name, a link not being followed; undefined where nothing has. */
export function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The path itself, or the nearest folder above it that is there. */
function nearest(path: string): string {
  let place = path;
  while (lookAt(place) === undefined && dirname(place) !== place) place = dirname(place);
  return place;
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}
