import type { KnownMirna } from './known-mirnas.ts';
import type { Mirna } from './mirna.ts';
import { parseName } from './mirna-name.ts';
import { knownSpecies, nameSpecies } from './species.ts';

/** What the user should know of how a miRNA was read; a warning where something is probably not as meant. */
export interface MirnaNote {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** The species that a name says, by its code. */
export function speciesOf({ name }: Mirna): string | undefined {
  return parseName(name).species;
}

/** `hsa-miR-9-5p UCUUUGGUUAUCUAGCUGUAUGA (seed CUUUGGU)`. */
export function showMirna({ name, sequence, seed }: Mirna): string {
  return `${name} ${sequence} (seed ${seed})`;
}

/** Says which miRNA is meant: name, sequence, seed, species, its family, and where it comes from. */
export function describeMirna(mirna: KnownMirna | Mirna, source: string | undefined): MirnaNote[] {
  const { name, sequence, seed } = mirna;
  const code = speciesOf(mirna);
  const parts = [
    name,
    ...(name === sequence ? [] : [sequence]),
    `seed ${seed}`,
    code === undefined ? 'of no named species' : nameSpecies(code),
    ...(source === undefined ? [] : [source]),
    ...familyOf(mirna, source),
  ];
  const notes: MirnaNote[] = [{ level: 'info', text: `miRNA: ${parts.join(', ')}` }];
  if (code !== undefined && knownSpecies().get(code)?.isPlant) {
    const text = `${name} is of a plant, ${nameSpecies(code)}: miRNAs of plants find targets by nearly complete pairing, so that rules of seeds do not fit`;
    notes.push({ level: 'warning', text });
  }
  return notes;
}

const conservations: Readonly<Record<string, string>> = {
  '2': 'its family is broadly conserved among vertebrates',
  '1': 'its family is conserved among mammals',
  '0': 'its family is poorly conserved',
  '-1': 'its family is poorly conserved',
};

function familyOf(mirna: KnownMirna | Mirna, source: string | undefined): string[] {
  if (source !== BUILT_IN) return [];
  const conservation = 'conservation' in mirna ? mirna.conservation : undefined;
  return [conservations[String(conservation)] ?? 'its family is told by the seed alone'];
}

/** The source of miRNAs that no file has given. */
export const BUILT_IN = 'built in from miRBase 22';
