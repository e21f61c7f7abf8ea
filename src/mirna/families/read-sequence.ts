import { toRna } from '../sequences/nucleotides.ts';
import type { MirnaNote } from './describe-mirna.ts';

/** A sequence as somebody typed or ordered it. */
export interface TypedSequence {
  /** 5'->3', RNA letters in upper case; other letters as they were. */
  readonly rna: string;
  readonly notes: readonly MirnaNote[];
}

const PRIME = "['\u2018\u2019\u2032`\u00b4]";
const FROM_FIVE = new RegExp(`^5(?:${PRIME}-?|-)(?:p-?)?`, 'i');
const FROM_THREE = new RegExp(`^3(?:${PRIME}-?|-)`);
const TO_THREE = new RegExp(`-?3${PRIME}?$`);
const TO_FIVE = new RegExp(`(?:-p)?-?5${PRIME}?$`, 'i');
/** Bases with marks of chemistry before them: m (2'-O-methyl), f (2'-fluoro), d (DNA), r (RNA), + (LNA). */
const BASES = /^(?:[mfdr+]?[ACGUTacgut])+$/;
const MIN_LETTERS = 5;
/** From here on letters are a sequence with a wrong one in it rather than a name. */
const MIN_SPOILT = 12;

/**
 * Reads a sequence: bare, in groups of letters, with its ends (`5'-...-3'`, or `3'-...-5'`, which is turned around), with
 * chemistry (`mU`, `+A`, `*` for phosphorothioates, `/5Phos/`), with an overhang of DNA (`dTdT`, `TT` after RNA), which is
 * left out. Undefined where the text is none, such as a name.
 */
export function readSequence(text: string): TypedSequence | undefined {
  const notes: string[] = [];
  let letters = text
    .trim()
    .replace(/^["]|["]$/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, '')
    .replace(/\/[^/]*\//g, '');
  const isTurned = FROM_THREE.test(letters) && TO_FIVE.test(letters);
  letters = (
    isTurned
      ? letters.replace(FROM_THREE, '').replace(TO_FIVE, '')
      : letters.replace(FROM_FIVE, '').replace(TO_THREE, '')
  ).replace(/[-*]/g, '');
  const isPlain = /^[acgut]+$/i.test(letters);
  if (!isPlain && !BASES.test(letters)) return isSpoilt(letters) ? { rna: toRna(letters), notes: [] } : undefined;
  const core = isTurned ? letters : withoutOverhang(letters);
  if (core !== letters) notes.push(`the overhang ${letters.slice(core.length)} is left out`);
  const bases = isPlain ? core : core.replace(/[mfdr+]/g, '');
  if (bases.length < MIN_LETTERS) return undefined;
  if (bases.length < core.length) notes.push('marks of modified nucleotides are left out');
  if (isTurned) notes.push("it was given 3'->5' and is turned around");
  const rna = toRna(isTurned ? [...bases].reverse().join('') : bases);
  return { rna, notes: notes.map((note) => ({ level: 'info', text: `the sequence ${text.trim()}: ${note}` })) };
}

/** Two nucleotides of DNA at the 3' end of RNA are an overhang of a synthetic duplex. */
function withoutOverhang(letters: string): string {
  const marked = /^(.+)dTdT$/.exec(letters)?.[1];
  if (marked !== undefined && /(?:^|[^d])[ACGU]/i.test(marked)) return marked;
  const plain = /^([ACGU]+)(?:TT|tt)$/.exec(letters)?.[1];
  return plain?.includes('U') ? plain : letters;
}

/** Long, and nearly all letters are bases: meant as a sequence. */
function isSpoilt(letters: string): boolean {
  const bases = letters.match(/[acgut]/gi)?.length ?? 0;
  return /^[a-z]+$/i.test(letters) && letters.length >= MIN_SPOILT && bases >= 0.8 * letters.length;
}
