/** A node of a syntax tree, as ESTree names its parts. */
export interface Syntax {
  readonly type?: string;
  readonly [part: string]: unknown;
}

/** Visits every node of a tree, with the nodes above it, the nearest first. */
export function walkSyntax(tree: unknown, visit: (node: Syntax, above: readonly Syntax[]) => void): void {
  const walk = (node: unknown, above: readonly Syntax[]): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const child of node) walk(child, above);
      return;
    }
    const syntax = node as Syntax;
    visit(syntax, above);
    for (const child of Object.values(syntax)) walk(child, [syntax, ...above]);
  };
  walk(tree, []);
}
