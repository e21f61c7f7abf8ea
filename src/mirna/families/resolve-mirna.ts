import { Fault } from '../../fault.ts';
import { nearestNames } from '../../text/nearest-names.ts';
import { toRna } from '../sequences/nucleotides.ts';
import { conservedMirnas } from './families.ts';
import { type Mirna, parseMirna } from './mirna.ts';

const SPECIES_PREFIX = /^[a-z]{3,4}-(?=mir|let|lin|bantam)/;
const MAX_SHOWN = 8;
const MAX_NEAR = 5;

/** One spelling of a name: lower case, no species, no hyphen after `mir` or `let` (`hsa-miR-9-5p` -> `mir9-5p`). */
function normalizeName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^microrna/, 'mir')
    .replace(SPECIES_PREFIX, '')
    .replace(/^(mir|let)-/, '$1');
}

/**
 * Finds a miRNA by name, alias, accession or sequence.
 *
 * Accepted: the exact name, any spelling of it (`mir-9`, `miR-9`, `hsa-miR-9`, `MIR9` when only one arm is known), the
 * accession, or a sequence of A C G U T with at least 8 letters (a known mature sequence gets its name back).
 * `available` is searched first; the built-in conserved human miRNAs second.
 * Faults: an ambiguous name (the candidates are listed), an unknown name (near names are suggested).
 */
export function resolveMirna(text: string, available: readonly Mirna[] = []): Mirna {
  const query = text.trim();
  if (/^[acgut]{5,}$/i.test(query)) return resolveSequence(query, available);
  const candidates = findNamed(query, available) ?? findNamed(query, conservedMirnas());
  if (candidates === undefined) throw unknownMirna(query, [...available, ...conservedMirnas()]);
  if (candidates.length > 1) throw ambiguousMirna(query, candidates);
  return candidates[0]!;
}

function resolveSequence(query: string, available: readonly Mirna[]): Mirna {
  const rna = toRna(query);
  const known = [...available, ...conservedMirnas()].find((mirna) => mirna.sequence === rna);
  return known ?? parseMirna(rna, rna);
}

/** The miRNAs that a name means, the most exact reading first; undefined if none. */
function findNamed(query: string, mirnas: readonly Mirna[]): readonly Mirna[] | undefined {
  const wanted = normalizeName(query);
  const readings: ((mirna: Mirna) => boolean)[] = [
    (mirna) => mirna.name === query,
    (mirna) => mirna.accession?.toLowerCase() === query.toLowerCase(),
    (mirna) => mirna.name.toLowerCase() === query.toLowerCase(),
    (mirna) => normalizeName(mirna.name) === wanted,
    (mirna) => stemOf(normalizeName(mirna.name)) === wanted,
    (mirna) => isMemberName(normalizeName(mirna.name), wanted),
  ];
  for (const matches of readings) {
    const found = mirnas.filter(matches);
    if (found.length > 0) return found;
  }
  return undefined;
}

/** `mir200` or `mir200-3p` names the members `mir200a-3p`, `mir200b-3p`. */
function isMemberName(name: string, wanted: string): boolean {
  const parts = /^((?:mir|let)\d+)(-[35]p)?$/.exec(wanted);
  if (!parts) return false;
  const [, stem, arm = ''] = parts;
  const rest = name.startsWith(stem!) ? name.slice(stem!.length) : undefined;
  return rest !== undefined && /^[a-z]/.test(rest) && rest.endsWith(arm);
}

function ambiguousMirna(query: string, candidates: readonly Mirna[]): Fault {
  return new Fault({
    code: 'MIRNA_AMBIGUOUS',
    option: 'mirna',
    message: `"${query}" names ${candidates.length} miRNAs`,
    found: listNames(candidates.map((mirna) => mirna.name)),
    expected: 'one miRNA',
    hint: 'Give the full name with its arm, the accession (MIMAT...) or the sequence.',
  });
}

function unknownMirna(query: string, mirnas: readonly Mirna[]): Fault {
  const nameOf = new Map(mirnas.map(({ name }) => [normalizeName(name), name]));
  const wanted = normalizeName(query);
  const otherArm = [...nameOf.keys()].filter((name) => stemOf(name) === stemOf(wanted));
  const near = [...new Set([...otherArm, ...nearestNames(wanted, nameOf.keys(), MAX_NEAR)])].slice(0, MAX_NEAR);
  return new Fault({
    code: 'MIRNA_UNKNOWN',
    option: 'mirna',
    message: `there is no miRNA "${query}"`,
    found: query,
    expected: near.length > 0 ? `near names: ${listNames(near.map((name) => nameOf.get(name)!))}` : undefined,
    hint: 'Give a name of your miRNA file or a conserved human miRNA, its accession, or its sequence.',
  });
}

/** A normalized name without its arm. */
function stemOf(name: string): string {
  return name.replace(/-[35]p$/, '');
}

function listNames(names: readonly string[]): string {
  const more = names.length > MAX_SHOWN ? ` and ${names.length - MAX_SHOWN} more` : '';
  return names.slice(0, MAX_SHOWN).join(', ') + more;
}
