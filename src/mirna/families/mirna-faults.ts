import { Fault } from '../../fault.ts';
import { nearestNames } from '../../text/nearest-names.ts';
import { showMirna } from './describe-mirna.ts';
import { builtInSpecies } from './known-mirnas.ts';
import type { Mirna } from './mirna.ts';
import { isMember, parseCopy, parseName, stemOf } from './mirna-name.ts';
import { indexNames } from './name-index.ts';
import { knownSpecies, nameSpecies } from './species.ts';

const MAX_SHOWN = 8;
const MAX_NEAR = 5;

/** Lists what a name may mean; `why` follows the name in the message. */
export function ambiguousMirna(
  query: string,
  candidates: readonly Mirna[],
  why = `names ${candidates.length} miRNAs`,
): Fault {
  const seeds = new Set(candidates.map(({ seed }) => seed)).size;
  const agreement = candidates.length < 2 ? '' : seeds === 1 ? '; the seeds agree' : '; the seeds differ';
  return new Fault({
    code: 'MIRNA_AMBIGUOUS',
    option: 'mirna',
    message: `"${query}" ${why}`,
    found: listSome(candidates.map(showMirna)) + agreement,
    expected: 'one miRNA',
    hint: 'Give the full name with species and arm, the accession (MIMAT...) or the sequence.',
  });
}

/** A hairpin has two arms, of different seeds. */
export function hairpinAccession(query: string): Fault {
  return new Fault({
    code: 'MIRNA_HAIRPIN',
    option: 'mirna',
    message: `${query} is the accession of a hairpin, from which mature miRNAs of both arms come`,
    found: query,
    expected: 'the accession of a mature miRNA (MIMAT...)',
    hint: 'Give the mature miRNA by its name with the arm (-5p or -3p), its accession or its sequence.',
  });
}

export interface WhereSought {
  /** miRNAs of the species that is meant, or of the file. */
  readonly sought: readonly Mirna[];
  /** Lists of miRNAs of all species, to say which of them have the name. */
  readonly others: readonly (readonly Mirna[])[];
}

/** An unknown name: near names, and which other species have it, with their sequences and whether their seeds agree. */
export function unknownMirna(query: string, { sought, others }: WhereSought): Fault {
  const { species, body } = parseName(query);
  const elsewhere = findNamesakes(query, others);
  if (species !== undefined && !knownSpecies().has(species)) return unknownSpecies(query, species, elsewhere);
  const near = nearNames(body, sought);
  const expected = [
    ...(near.length > 0 ? [`near names: ${near.join(', ')}`] : []),
    ...(elsewhere.length > 0 ? [`of other species: ${showBySequence(elsewhere)}`] : []),
  ];
  const isBuiltIn = species === undefined || builtInSpecies.includes(species);
  const isPlant = species !== undefined && knownSpecies().get(species)!.isPlant;
  return new Fault({
    code: species !== undefined && (elsewhere.length > 0 || !isBuiltIn) ? 'MIRNA_SPECIES' : 'MIRNA_UNKNOWN',
    option: 'mirna',
    message: isBuiltIn
      ? `there is no miRNA "${query}"`
      : `"${query}" is of ${nameSpecies(species)}, whose miRNAs are not built in`,
    found: query,
    expected: expected.join('; ') || undefined,
    hint: `Give a name with its species, as hsa-miR-9-5p, an accession (MIMAT...), the sequence, or a file of miRNAs that has it.${isPlant ? PLANT : ''}`,
  });
}

const PLANT = ' miRNAs of plants find targets by nearly complete pairing, so that rules of seeds do not fit them.';

function unknownSpecies(query: string, species: string, elsewhere: readonly Mirna[]): Fault {
  const near = nearestNames(species, [...builtInSpecies, ...knownSpecies().keys()], 3);
  return new Fault({
    code: 'MIRNA_SPECIES',
    option: 'mirna',
    message: `"${species}" of "${query}" is no species of miRBase`,
    found: query,
    expected: [
      ...(near.length > 0 ? [near.map((code) => `${code} (${nameSpecies(code)})`).join(', ')] : []),
      ...(elsewhere.length > 0 ? [showBySequence(elsewhere)] : []),
    ].join('; '),
    hint: 'Correct the prefix of the name, or leave it out.',
  });
}

/** miRNAs of other species with the same body; else, where these are none, with the same stem. */
function findNamesakes(query: string, others: readonly (readonly Mirna[])[]): readonly Mirna[] {
  const { species, body } = parseName(query);
  const stem = stemOf((parseCopy(body)?.body ?? body).replace(/\*$/, ''));
  const find = (wanted: string) =>
    others.flatMap((list) => indexNames(list).byStem.get(wanted) ?? []).filter((entry) => entry.species !== species);
  const same = find(stemOf(body)).filter((entry) => entry.body === body);
  const found = same.length > 0 ? same : find(stem);
  return [...new Map(found.map(({ mirna }) => [mirna.name, mirna])).values()];
}

/** `hsa-miR-9-5p, mmu-miR-9-5p UCUUUGG... (seed CUUUGGU)`, one entry a sequence, and whether the seeds agree. */
function showBySequence(mirnas: readonly Mirna[]): string {
  const groups = new Map<string, Mirna[]>();
  for (const mirna of mirnas) groups.set(mirna.sequence, [...(groups.get(mirna.sequence) ?? []), mirna]);
  const shown = [...groups.values()].map((group) =>
    [...group.slice(0, -1).map(({ name }) => name), showMirna(group.at(-1)!)].join(', '),
  );
  const seeds = new Set(mirnas.map(({ seed }) => seed)).size;
  const agreement = mirnas.length === 1 ? '' : seeds === 1 ? '; the seeds agree' : '; the seeds differ';
  return listSome(shown) + agreement;
}

/** Other arms and letters of the same number, then names of few other letters. */
function nearNames(body: string, mirnas: readonly Mirna[]): string[] {
  const nameOf = new Map(indexNames(mirnas).all.map((entry) => [entry.body, entry.mirna.name]));
  const stem = stemOf(body);
  const number = /^(?:mir|let)\d+/.exec(body)?.[0];
  const bodies = [...nameOf.keys()];
  const near = [
    ...bodies.filter((one) => stemOf(one) === stem),
    ...bodies.filter((one) => stemOf(one) === number || isMember(one, body)),
    ...nearestNames(body, bodies, MAX_NEAR),
  ];
  return [...new Set(near)].slice(0, MAX_NEAR).map((one) => nameOf.get(one)!);
}

function listSome(shown: readonly string[]): string {
  const more = shown.length > MAX_SHOWN ? ` and ${shown.length - MAX_SHOWN} more` : '';
  return shown.slice(0, MAX_SHOWN).join('; ') + more;
}
