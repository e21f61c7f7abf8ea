import { dirname } from 'node:path';
import type { SourceGraph } from './source-graph.ts';

/** Who needs whom, by name. */
export type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** The files that each file imports, for their types alone too: a type that two files share belongs in a third. */
export function needsOfFiles(files: SourceGraph): Needs {
  return new Map(
    [...files].map(([path, { imports }]) => [
      path,
      new Set(imports.map(({ target }) => target).filter((target) => files.has(target))),
    ]),
  );
}

/**
 * The folders that the files of each folder import from. A file beside the areas (`src/fault.ts`) stands for itself, and
 * what is generated for a folder belongs to it.
 */
export function needsOfFolders(files: Needs): Needs {
  const needs = new Map<string, Set<string>>();
  for (const [path, targets] of files) {
    const folder = folderOf(path);
    const found = needs.get(folder) ?? new Set();
    for (const target of targets) if (folderOf(target) !== folder) found.add(folderOf(target));
    needs.set(folder, found);
  }
  return needs;
}

function folderOf(path: string): string {
  return path.split('/').length === 2 ? path : dirname(path).replace(/\/generated$/, '');
}

/** Groups of which each member needs each other, directly or not (strongly connected components; Tarjan 1972), sorted. */
export function findCircles(needs: Needs): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circles: string[][] = [];
  const visit = (name: string): void => {
    order.set(name, order.size);
    lowest.set(name, order.get(name)!);
    open.push(name);
    isOpen.add(name);
    for (const needed of needs.get(name) ?? []) {
      if (!order.has(needed)) visit(needed);
      if (isOpen.has(needed)) lowest.set(name, Math.min(lowest.get(name)!, lowest.get(needed)!));
    }
    if (lowest.get(name) !== order.get(name)) return;
    const circle = open.splice(open.indexOf(name));
    for (const member of circle) isOpen.delete(member);
    if (circle.length > 1 || needs.get(name)?.has(name)) circles.push(circle.sort());
  };
  for (const name of needs.keys()) if (!order.has(name)) visit(name);
  return circles.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

/** A shortest way round: `a -> b -> a`. */
export function describeCircle(circle: readonly string[], needs: Needs): string {
  const [start = ''] = circle;
  const before = new Map<string, string>();
  const reached = [start];
  for (const name of reached) {
    for (const needed of needs.get(name) ?? []) {
      if (!circle.includes(needed) || before.has(needed)) continue;
      before.set(needed, name);
      if (needed !== start) reached.push(needed);
    }
  }
  const way = [start];
  do way.unshift(before.get(way[0]!)!);
  while (way[0] !== start);
  return way.join(' -> ');
}
