import { isAbsolute, relative, resolve, sep } from 'node:path';

/** `path` as seen from `folder`: relative while both are inside `project`, which may be moved as a whole, else absolute. */
export function portablePath(folder: string, project: string, path: string): string {
  const inside = relative(project, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return resolve(path);
  return relative(folder, path).replaceAll(sep, '/') || '.';
}
