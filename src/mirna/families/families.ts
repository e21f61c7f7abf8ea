import { conservedHumanMirnas } from './conserved-families.ts';
import { speciesOf } from './describe-mirna.ts';
import { builtInSpecies, loadKnownMirnas } from './known-mirnas.ts';
import { type Mirna, parseMirna } from './mirna.ts';
import { nameSpecies } from './species.ts';

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

export interface CandidateMirnas {
  readonly mirnas: readonly Mirna[];
  /** Which these are, where they are not the conserved human ones. */
  readonly note?: string | undefined;
}

/**
 * The built-in miRNAs whose families may explain what changes in the species of the perturbed miRNAs: those of conserved
 * families; all of them where no conservation is known, so that a family is told by its seed alone; the conserved human ones
 * where the species is not built in, or none is named.
 */
export async function loadCandidateMirnas(perturbed: readonly Mirna[]): Promise<CandidateMirnas> {
  const species = perturbed.map(speciesOf).find((code) => code !== undefined && builtInSpecies.includes(code)) ?? 'hsa';
  if (species === 'hsa') return { mirnas: conservedMirnas() };
  const known = await loadKnownMirnas(species);
  const conserved = known.filter(({ conservation }) => (conservation ?? 0) >= 1);
  if (conserved.length > 0) {
    return { mirnas: conserved, note: `seed families: the conserved ones of ${nameSpecies(species)}` };
  }
  return { mirnas: known, note: `seed families: all of ${nameSpecies(species)}, told by the seed alone` };
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
