import type { SourceGraph } from './source-graph.ts';

/** Files that no entry point or test imports, names or starts, directly or not. */
export function unreachableFiles(files: SourceGraph, entries: readonly string[]): string[] {
  const reached = reach(files, entries);
  return [...files.keys()].filter((path) => !reached.has(path));
}

function reach(files: SourceGraph, entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set(entries.filter((path) => files.has(path)));
  for (const path of reached) {
    const { imports, named } = files.get(path)!;
    for (const target of [...imports.map(({ target }) => target), ...named]) if (files.has(target)) reached.add(target);
  }
  return reached;
}

/**
 * Exports that no other file imports, as `file: name`; types only if their own file does not speak of them either, since
 * what a function takes and gives should have a name for whoever calls it. What entry points export is for others.
 */
export function unusedExports(files: SourceGraph, entries: readonly string[]): string[] {
  const used = new Map<string, Set<string> | 'all'>();
  for (const path of reach(files, entries)) {
    for (const { target, names } of files.get(path)!.imports) {
      const known = used.get(target) ?? new Set();
      used.set(target, known === 'all' || names === 'all' ? 'all' : new Set([...known, ...names]));
    }
  }
  return [...files.values()].flatMap(({ path, text, exports }) => {
    const taken = used.get(path) ?? new Set();
    if (taken === 'all' || entries.includes(path)) return [];
    return exports
      .filter(({ name, typeOnly }) => !taken.has(name) && !(typeOnly && isSpokenOf(name, text)))
      .map(({ name }) => `${path}: ${name}`);
  });
}

function isSpokenOf(name: string, text: string): boolean {
  return [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > 1;
}
