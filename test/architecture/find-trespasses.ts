import type { Import, SourceGraph } from './source-graph.ts';

/** What the files of a folder may import of ours. Folders and files by their paths from the root. */
export interface Layer {
  readonly area: string;
  /** Beside the area itself and what all may import; with a file, that file alone. */
  readonly may: readonly string[];
  /** Single files of the area may import more. */
  readonly except?: Readonly<Record<string, readonly string[]>>;
  /** Types may come from anywhere. */
  readonly freeTypes?: true;
  readonly because: string;
}

/** Imports that a layer does not allow, as `file imports target`; also what the layer names that does not exist. */
export function findTrespasses(files: SourceGraph, layer: Layer, anywhere: readonly string[] = []): string[] {
  const { area, may, except = {}, freeTypes } = layer;
  const named = [area, ...may, ...Object.entries(except).flat(2)];
  const missing = named.filter((place) => ![...files.keys()].some((path) => lies(path, place)));
  const trespasses = [...files.values()]
    .filter(({ path }) => lies(path, area))
    .flatMap(({ path, imports }) => {
      const allowed = [area, ...may, ...anywhere, ...(except[path] ?? [])];
      const isAllowed = ({ target, typeOnly }: Import): boolean =>
        !files.has(target) || (freeTypes && typeOnly) || allowed.some((place) => lies(target, place));
      return imports.filter((one) => !isAllowed(one)).map(({ target }) => `${path} imports ${target}`);
    });
  return [
    ...missing.map((place) => `${place} does not exist, so that the rule of ${area} rules nothing`),
    ...trespasses,
  ];
}

function lies(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** Folders with files of which no layer says anything. */
export function foldersWithoutLayer(files: SourceGraph, layers: readonly Layer[]): string[] {
  const folders = [...files.keys()].flatMap((path) =>
    path.split('/').length > 2 ? path.slice(0, path.lastIndexOf('/')) : [],
  );
  return [...new Set(folders)].filter((folder) => !layers.some(({ area }) => lies(folder, area)));
}
