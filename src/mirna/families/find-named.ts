import { type MirnaNote, showMirna } from './describe-mirna.ts';
import type { KnownMirna } from './known-mirnas.ts';
import { onceASequence } from './merge-mirnas.ts';
import type { Mirna } from './mirna.ts';
import { ambiguousMirna } from './mirna-faults.ts';
import { isMember, parseCopy, parseName, stemOf } from './mirna-name.ts';
import { indexNames, type NamedEntry } from './name-index.ts';

export interface NamedMirna {
  readonly mirna: Mirna;
  readonly notes: readonly MirnaNote[];
}

/**
 * The miRNA that a name means among some, the most exact reading first: the name, the accession, another spelling, then
 * old names of an arm (`miR-9*`), names of copies (`miR-9-1-5p`) and names without an arm, each with a note. A reading never
 * leaves the species, arm or number that the name says. Undefined if there is none.
 * Faults: the name may mean several, also where it says no species and the miRNAs are of several.
 */
export function findNamed(query: string, mirnas: readonly Mirna[]): NamedMirna | undefined {
  const index = indexNames(mirnas);
  const exact = index.exact.get(query) ?? index.exact.get(query.toLowerCase());
  if (exact !== undefined) return { mirna: exact, notes: [] };
  const { species, body } = parseName(query);
  const own = species === undefined ? index.all : (index.bySpecies.get(species) ?? []);
  const found =
    readSpelling(query, body, own) ??
    readStar(query, body, own) ??
    readCopy(query, body, own) ??
    readStem(query, body, own);
  const isOfSeveral = [...index.bySpecies.keys()].filter((code) => code !== undefined).length > 1;
  if (found !== undefined && species === undefined && isOfSeveral) {
    const same = parseName(found.mirna.name).body;
    const candidates = own.filter((entry) => entry.body === same).map(({ mirna }) => mirna);
    throw ambiguousMirna(query, candidates, 'says no species, and the miRNAs are of several');
  }
  return found;
}

type Reading = (query: string, body: string, own: readonly NamedEntry[]) => NamedMirna | undefined;

/** The miRNAs whose bodies match, the first of each sequence. */
function withBody(own: readonly NamedEntry[], matches: (body: string) => boolean): readonly Mirna[] {
  return onceASequence(own.filter(({ body }) => matches(body)).map(({ mirna }) => mirna));
}

const noteOf = (level: MirnaNote['level'], text: string): MirnaNote[] => [{ level, text }];

const readSpelling: Reading = (query, body, own) => {
  const found = withBody(own, (one) => one === body);
  if (found.length > 1) throw ambiguousMirna(query, found);
  return found.length === 0 ? undefined : { mirna: found[0]!, notes: [] };
};

/** `miR-9*`, the arm that was thought to be degraded: the other one than the arm whose family is conserved. */
const readStar: Reading = (query, body, own) => {
  if (!body.endsWith('*')) return undefined;
  const arms = withBody(own, (one) => stemOf(one) === body.slice(0, -1));
  if (arms.length === 0) return undefined;
  const main = arms.filter(isConserved);
  const [star] = arms.filter((arm) => !isConserved(arm));
  if (arms.length !== 2 || main.length !== 1) {
    throw ambiguousMirna(query, arms, 'is an old name, of the arm that was thought to be degraded');
  }
  const text = `"${query}" is an old name of the other arm than ${showMirna(main[0]!)}: ${star!.name} is taken`;
  return { mirna: star!, notes: noteOf('warning', text) };
};

/** `miR-9-1`, a hairpin; `miR-9-1-5p`, the arm of a copy of the gene, which has the sequence of the others. */
const readCopy: Reading = (query, body, own) => {
  const copy = parseCopy(body);
  if (copy === undefined) return undefined;
  const found = withBody(own, (one) => (copy.hasArm ? one === copy.body : [copy.body, copy.own].includes(stemOf(one))));
  if (found.length === 0) return undefined;
  if (found.length > 1) {
    throw ambiguousMirna(query, found, 'is a hairpin, one copy of a gene, from which several mature miRNAs come');
  }
  return { mirna: found[0]!, notes: noteOf('info', `"${query}" is a copy of a gene: its miRNA is ${found[0]!.name}`) };
};

/** `miR-9`: the arm whose family is conserved, where it is one; `miR-200` is not one miRNA but several. */
const readStem: Reading = (query, body, own) => {
  const arms = withBody(own, (one) => stemOf(one) === body);
  const main = arms.length === 1 ? arms : arms.filter(isConserved);
  if (main.length === 1) {
    const [mirna] = main as [Mirna];
    const rest = arms.filter((arm) => arm !== mirna).map(showMirna);
    const other = rest.length === 0 ? '' : `, whose family is conserved; the other arm is ${rest.join('; ')}`;
    return {
      mirna,
      notes: noteOf(rest.length === 0 ? 'info' : 'warning', `"${query}" says no arm: ${mirna.name} is taken${other}`),
    };
  }
  if (arms.length > 1) throw ambiguousMirna(query, arms, 'says no arm');
  const members = withBody(own, (one) => isMember(one, body));
  if (members.length > 0) throw ambiguousMirna(query, members, 'is no miRNA by itself, but with a letter');
  return undefined;
};

function isConserved(mirna: KnownMirna | Mirna): boolean {
  return 'conservation' in mirna && (mirna.conservation ?? 0) >= 1;
}
