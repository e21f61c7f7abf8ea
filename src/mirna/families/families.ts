import { conservedHumanMirnas } from './conserved-families.ts';
import { type Mirna, parseMirna } from './mirna.ts';

export interface ConservedMirna extends Mirna {
  /** 2 broadly conserved among vertebrates, 1 conserved among mammals. */
  readonly conservation: 1 | 2;
}

/** miRNAs that share nt 2-8. */
export interface MirnaFamily {
  /** Its own name, or that of its first member. */
  readonly name: string;
  readonly seed: string;
  readonly members: readonly Mirna[];
}

let builtIn: readonly ConservedMirna[] | undefined;

/** The built-in human miRNAs of conserved families, ordered by name (source: conserved-families.ts). */
export function conservedMirnas(): readonly ConservedMirna[] {
  builtIn ??= conservedHumanMirnas
    .trim()
    .split('\n')
    .map((row) => {
      const [name, accession, sequence, conservation] = row.split(' ') as [string, string, string, string];
      return { ...parseMirna(name, sequence, { accession }), conservation: conservation === '2' ? 2 : 1 };
    });
  return builtIn;
}

/** Groups miRNAs by seed (nt 2-8); families and members keep the order of first appearance. */
export function groupByFamily(mirnas: Iterable<Mirna>): MirnaFamily[] {
  const members = new Map<string, Mirna[]>();
  for (const mirna of mirnas) {
    const family = members.get(mirna.seed);
    if (family) family.push(mirna);
    else members.set(mirna.seed, [mirna]);
  }
  return [...members].map(([seed, list]) => ({ name: list[0]!.name, seed, members: list }));
}
