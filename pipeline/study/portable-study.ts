import { sep } from 'node:path';
import { mapPaths, type StudyKey } from './options/option-table.ts';
import type { Settings } from './settings.ts';

/** A study file that can be run wherever its input files are laid beside it. */
export interface PortableStudy {
  /** JSON with every setting. */
  readonly text: string;
  /** What a file is called in it: the path of one that a setting names, or that lies in a folder that one names. */
  nameOf(path: string): string;
}

/** Of the machine, not of the study. */
const LOCAL = /^(out|slurm_.*)$/;

/** Names each file by as many parts of the end of its path as tell it from the others: where the study lies does not show. */
export function portableStudy(settings: Settings): PortableStudy {
  const kept = Object.entries(settings).filter(([key]) => !LOCAL.test(key)) as [StudyKey, unknown][];
  const paths = new Set<string>();
  for (const [key, value] of kept) {
    mapPaths(key, value, (path) => {
      paths.add(path);
      return path;
    });
  }
  const names = shortestEnds([...paths]);
  const mapped = kept.map(([key, value]) => [key, mapPaths(key, value, (path) => names.get(path) ?? path)]);
  return {
    text: `${JSON.stringify(Object.fromEntries(mapped), null, 2)}\n`,
    nameOf(path) {
      const own = names.get(path);
      if (own !== undefined) return own;
      const folder = [...paths].find((one) => path.startsWith(one + sep));
      if (folder === undefined) return path.split(sep).at(-1) ?? path;
      return `${names.get(folder)}${path.slice(folder.length).replaceAll(sep, '/')}`;
    },
  };
}

function shortestEnds(paths: readonly string[]): Map<string, string> {
  const parts = paths.map((path) => path.split(sep).filter((part) => part !== ''));
  const endOf = (index: number, length: number): string => parts[index]!.slice(-length).join('/');
  return new Map(
    paths.map((path, index) => {
      let length = 1;
      const isShared = () => parts.some((_, other) => other !== index && endOf(other, length) === endOf(index, length));
      while (length < parts[index]!.length && isShared()) length++;
      return [path, endOf(index, length)];
    }),
  );
}
