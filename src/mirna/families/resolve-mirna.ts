import { checkInhibitor, checkLength, compareSequence, isLong } from './check-sequence.ts';
import { BUILT_IN, describeMirna, type MirnaNote, speciesOf } from './describe-mirna.ts';
import { findNamed, type NamedMirna } from './find-named.ts';
import { builtInSpecies, loadAllKnownMirnas, loadKnownMirnas } from './known-mirnas.ts';
import { mergeMirnas } from './merge-mirnas.ts';
import { type Mirna, parseMirna } from './mirna.ts';
import { hairpinAccession, unknownMirna } from './mirna-faults.ts';
import { parseName } from './mirna-name.ts';
import { readSequence, type TypedSequence } from './read-sequence.ts';
import { nameSpecies } from './species.ts';

/** miRNAs of the user's own, which are searched first. */
export interface GivenMirnas {
  readonly mirnas: readonly Mirna[];
  /** The file that they are from, in notes. */
  readonly file: string;
}

export interface ResolvedMirnas {
  /** Each sequence once. */
  readonly mirnas: readonly Mirna[];
  readonly notes: readonly MirnaNote[];
}

/**
 * Finds miRNAs by name, accession or sequence, and says of each its species, sequence and seed.
 *
 * A name may be spelled as one likes (`mir-9-5p`, `MIR9`, `hsa.miR.9.5p`); the species that it says is never left. The given
 * miRNAs are searched first, then those of miRBase 22 for the species of the name (human, mouse, rat, zebrafish, fly, worm;
 * human where it says none and none are given). A sequence (see `readSequence`) of a known miRNA gets its name back.
 * Faults: an unknown name (near names, and the same one of other species, are shown), one that may mean several miRNAs, a
 * hairpin, a sequence of less than 8 nt or with other letters.
 */
export async function resolveMirnas(texts: readonly string[], given?: GivenMirnas): Promise<ResolvedMirnas> {
  const resolved: NamedMirna[] = [];
  for (const text of texts) resolved.push(await resolveOne(text.trim(), given));
  const merged = mergeMirnas(resolved.map(({ mirna }) => mirna));
  const notes = [...resolved.flatMap((one) => one.notes), ...merged.notes];
  return { mirnas: merged.mirnas, notes: [...new Map(notes.map((note) => [note.text, note])).values()] };
}

/** The one miRNA of `resolveMirnas`, without its notes. */
export async function resolveMirna(text: string, given?: GivenMirnas): Promise<Mirna> {
  return (await resolveOne(text.trim(), given)).mirna;
}

async function resolveOne(query: string, given: GivenMirnas | undefined): Promise<NamedMirna> {
  const typed = readSequence(query);
  if (typed !== undefined) return resolveSequence(typed, given);
  if (/^MI\d{7}$/i.test(query)) throw hairpinAccession(query);
  const own = given === undefined ? undefined : findNamed(query, given.mirnas);
  if (own !== undefined) return describeGiven(own, given!);
  return resolveBuiltIn(query, given);
}

async function describeGiven({ mirna, notes }: NamedMirna, { file }: GivenMirnas): Promise<NamedMirna> {
  const odd = isLong(mirna) ? checkLength(mirna, await loadAllKnownMirnas()) : [];
  const differs = await compareWithBuiltIn(mirna, file);
  return { mirna, notes: [...notes, ...describeMirna(mirna, `from ${file}`), ...odd, ...differs] };
}

/** Warns where a file has another sequence under the name than miRBase. */
async function compareWithBuiltIn(mirna: Mirna, file: string): Promise<MirnaNote[]> {
  const builtIn = await loadKnownMirnas(speciesOf(mirna) ?? '');
  const same = builtIn.find(({ name }) => name === mirna.name);
  if (same === undefined || same.sequence === mirna.sequence) return [];
  const seeds = same.seed === mirna.seed ? 'the seeds agree' : 'the seeds differ';
  const text = `${file} and miRBase 22 differ in ${mirna.name}: there it is ${same.sequence} (seed ${same.seed}), ${seeds}`;
  return [{ level: 'warning', text }];
}

async function resolveBuiltIn(query: string, given: GivenMirnas | undefined): Promise<NamedMirna> {
  const { species } = parseName(query);
  const isAccession = /^MIMAT\d+$/i.test(query);
  const isOfFile = given !== undefined && species === undefined && !isAccession;
  const sought = isOfFile
    ? given.mirnas
    : isAccession
      ? await loadAllKnownMirnas()
      : await loadKnownMirnas(species ?? builtInSpecies[0]!);
  const found = isOfFile ? undefined : findNamed(query, sought);
  if (found === undefined) {
    throw unknownMirna(query, { sought, others: [given?.mirnas ?? [], await loadAllKnownMirnas()] });
  }
  const { mirna } = found;
  const notes = [...found.notes];
  if (given !== undefined) {
    const text = `${given.file} has no ${query}: ${mirna.name} of ${nameSpecies(speciesOf(mirna)!)} is taken, ${BUILT_IN}`;
    notes.push({ level: 'warning', text });
  } else if (species === undefined && !isAccession) {
    notes.push({ level: 'info', text: `"${query}" says no species: it is read as ${nameSpecies(builtInSpecies[0]!)}` });
  }
  return { mirna, notes: [...notes, ...describeMirna(mirna, BUILT_IN)] };
}

async function resolveSequence({ rna, notes }: TypedSequence, given: GivenMirnas | undefined): Promise<NamedMirna> {
  const typed = parseMirna(rna, rna);
  const builtIn = await loadAllKnownMirnas();
  const own = given?.mirnas.find((mirna) => mirna.sequence === rna);
  const same = builtIn.filter((mirna) => mirna.sequence === rna);
  const mirna = own ?? same[0];
  if (mirna === undefined) {
    const known = [...(given?.mirnas ?? []), ...builtIn];
    const odd = [...checkLength(typed, known), ...compareSequence(typed, known)];
    return { mirna: typed, notes: [...notes, ...describeMirna(typed, undefined), ...odd] };
  }
  const others = same.filter(({ name }) => name !== mirna.name).map(({ name }) => name);
  const shared = others.length === 0 ? '' : `, also of ${others.join(', ')}`;
  return {
    mirna,
    notes: [
      ...notes,
      { level: 'info', text: `the sequence ${rna} is that of ${mirna.name}${shared}` },
      ...describeMirna(mirna, own === undefined ? BUILT_IN : `from ${given!.file}`),
      ...checkInhibitor(mirna, builtIn),
    ],
  };
}
