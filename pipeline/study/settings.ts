import { portablePath } from '../engine/portable-path.ts';
import { mapPaths, type StudyKey } from './options/option-table.ts';

/** Every setting of a study, with its default filled in, by the keys of a study file. Paths are absolute. */
export type Settings = { readonly [Key in StudyKey]?: unknown };

/** Settings with paths that do not depend on where the study was named. */
export function resolvePaths(settings: Settings, pathOf: (key: StudyKey, path: string) => string): Settings {
  return mapAll(settings, pathOf);
}

/**
 * The same settings as a study file in `folder` that can be run again. Paths are relative while they stay inside
 * `project`, so that the two can be moved together, and absolute beyond it.
 */
export function settingsFrom(folder: string, project: string, settings: Settings): Settings {
  return mapAll(settings, (_, path) => portablePath(folder, project, path));
}

function mapAll(settings: Settings, map: (key: StudyKey, path: string) => string): Settings {
  const mapped: { [Key in StudyKey]?: unknown } = { ...settings };
  for (const [key, value] of Object.entries(settings) as [StudyKey, unknown][]) {
    mapped[key] = mapPaths(key, value, (path) => map(key, path));
  }
  return mapped;
}
