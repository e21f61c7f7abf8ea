import { Fault } from '../../fault.ts';

/** A rooted tree with branch lengths; nodes are numbered, every parent by `parent[node]`, the root's is -1. */
export interface Phylogeny {
  readonly parent: readonly number[];
  /** Length of the branch above each node, 0 at the root. */
  readonly length: readonly number[];
  readonly leaves: ReadonlyMap<string, number>;
}

/** Reads a tree in Newick form: `((9606:0.1,9598:0.1):0.2,10090:0.5);`, white space and line ends allowed. */
export function parseNewick(text: string, file?: string): Phylogeny {
  const parent: number[] = [-1];
  const length: number[] = [0];
  const leaves = new Map<string, number>();
  const hasChildren = new Set<number>();
  const child = (of: number) => {
    hasChildren.add(of);
    parent.push(of);
    length.push(0);
    return parent.length - 1;
  };
  let node = 0;
  for (const [token] of text.replace(/\s+/g, '').matchAll(/[(),;]|[^(),;]+/g)) {
    if (token === ';') break;
    if (token === '(') node = child(node);
    else if (token === ',') node = child(up(node, parent, file));
    else if (token === ')') node = up(node, parent, file);
    else {
      const [label = '', branch] = token.split(':');
      if (branch !== undefined) length[node] = Number(branch);
      if (Number.isNaN(length[node])) throw badTree(file, token);
      if (label !== '' && !hasChildren.has(node)) leaves.set(label, node);
    }
  }
  if (node !== 0 || leaves.size === 0) throw badTree(file, `${leaves.size} leaves`);
  return { parent, length, leaves };
}

function up(node: number, parent: readonly number[], file: string | undefined): number {
  const above = parent[node]!;
  if (above < 0) throw badTree(file, 'a closing bracket too many');
  return above;
}

function badTree(file: string | undefined, found: string): Fault {
  return new Fault({
    code: 'TREE_NOT_NEWICK',
    message: 'this is no tree in Newick form',
    file,
    found,
    expected: '((9606:0.1,9598:0.1):0.2,10090:0.5);',
    hint: 'Check that this is the tree file.',
  });
}

/**
 * Length of the smallest subtree that joins species: the sum of its branches (branch length score, Friedman et al. 2009,
 * doi:10.1101/gr.082701.108). Species that the tree lacks are left out; fewer than two give 0.
 *
 * Branches are added in the order of TargetScan (each species climbs until it meets what is joined already), from the
 * reference's own line, so that sums agree to the last bit; the subtree begins where the species meet that line.
 */
export function joinedBranchLength(tree: Phylogeny, species: readonly string[], reference: string): number {
  const start = tree.leaves.get(reference);
  if (start === undefined) return 0;
  /** Distance of the reference to each of its ancestors, in climbing order. */
  const line = new Map<number, number>();
  let distance = 0;
  for (let node = start; node >= 0; node = tree.parent[node]!) {
    line.set(node, distance);
    distance += tree.length[node]!;
  }
  const joined = new Set<number>();
  let total = 0;
  for (const name of species) {
    let climbed = 0;
    for (let node = tree.leaves.get(name) ?? -1; node >= 0; node = tree.parent[node]!) {
      if (joined.has(node)) {
        total += climbed;
        break;
      }
      const onLine = line.get(node);
      if (onLine !== undefined) {
        total += onLine + climbed;
        total -= joinLine([...line.keys()], node, joined, line);
        break;
      }
      joined.add(node);
      climbed += tree.length[node]!;
    }
  }
  return total;
}

/** Joins the reference's line from `meeting` down to what is joined already; returns the distance counted before. */
function joinLine(
  nodes: readonly number[],
  meeting: number,
  joined: Set<number>,
  line: ReadonlyMap<number, number>,
): number {
  for (let k = nodes.indexOf(meeting); k >= 0; k--) {
    const node = nodes[k]!;
    if (joined.has(node)) return line.get(node)!;
    joined.add(node);
  }
  return 0;
}
