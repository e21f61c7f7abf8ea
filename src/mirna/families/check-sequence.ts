import { Fault } from '../../fault.ts';
import { reverseComplement } from '../sequences/nucleotides.ts';
import { type MirnaNote, showMirna } from './describe-mirna.ts';
import { onceASequence } from './merge-mirnas.ts';
import type { Mirna } from './mirna.ts';

/** Mature miRNAs have 15 to 34 nt in miRBase 22, 99.7 % of them at most 26; hairpins have more. */
const LONGEST_USUAL = 26;
const SHORTEST_HAIRPIN = 40;
/** So many nt do not agree with a miRNA by chance: 7,000 miRNAs have about 60,000 words of this length of 268 million. */
const SURE_LENGTH = 14;
const MAX_SHOWN = 3;

/** Whether `checkLength` has something to say. */
export function isLong({ sequence }: Mirna): boolean {
  return sequence.length > LONGEST_USUAL;
}

/** Warns of lengths that mature miRNAs do not have. Fault: a hairpin, of at least 40 nt. */
export function checkLength(mirna: Mirna, known: readonly Mirna[]): MirnaNote[] {
  const { name, sequence } = mirna;
  if (sequence.length >= SHORTEST_HAIRPIN) throw hairpinSequence(sequence, known);
  if (!isLong(mirna)) return [];
  const text = `${name} has ${sequence.length} nt: mature miRNAs have at most about ${LONGEST_USUAL}`;
  return [{ level: 'warning', text }];
}

/**
 * Says of a sequence which known miRNA it is like: the reverse complement of one, as an inhibitor is, or one that is begun
 * or ended elsewhere, whichever agrees in more nt; else which one shares its seed.
 */
export function compareSequence(mirna: Mirna, known: readonly Mirna[]): MirnaNote[] {
  const { name, sequence, seed } = mirna;
  const [kin, agree] = findOverlap(sequence, known);
  const [target, pair] = findOverlap(reverseComplement(sequence), known);
  const notes: MirnaNote[] = [];
  if (target !== undefined && pair >= agree) notes.push(inhibitorNote(mirna, target));
  if (kin !== undefined && agree >= pair) {
    const seeds = kin.seed === seed ? 'the seeds agree' : `the seeds differ, this one is ${seed}`;
    notes.push({ level: 'warning', text: `${name} is ${showMirna(kin)} begun or ended elsewhere: ${seeds}` });
  }
  if (notes.length > 0) return notes;
  const family = known.find((one) => one.seed === seed);
  const shared = family === undefined ? 'none of them shares its seed' : `it shares the seed of ${family.name}`;
  return [{ level: 'info', text: `${name} is the sequence of no miRNA that is built in; ${shared}` }];
}

/** Warns of a sequence that a known miRNA pairs with all along, also where it is that of another known one. */
export function checkInhibitor(mirna: Mirna, known: readonly Mirna[]): MirnaNote[] {
  const [target] = findOverlap(reverseComplement(mirna.sequence), known);
  return target === undefined ? [] : [inhibitorNote(mirna, target)];
}

function inhibitorNote({ name }: Mirna, target: Mirna): MirnaNote {
  const text = `${name} is the reverse complement of ${showMirna(target)}, as an inhibitor is: if it was one, name the miRNA that it inhibits, with the effect inhibition`;
  return { level: 'warning', text };
}

/** The known miRNA that holds most of the sequence, or is held by it, and how many nt they share. */
function findOverlap(sequence: string, known: readonly Mirna[]): readonly [Mirna | undefined, nt: number] {
  let best: Mirna | undefined;
  let most = SURE_LENGTH - 1;
  for (const mirna of known) {
    const nt = Math.min(sequence.length, mirna.sequence.length);
    if (nt > most && (mirna.sequence.includes(sequence) || sequence.includes(mirna.sequence))) {
      best = mirna;
      most = nt;
    }
  }
  return [best, best === undefined ? 0 : most];
}

function hairpinSequence(sequence: string, known: readonly Mirna[]): Fault {
  const inside = onceASequence(known.filter((mirna) => sequence.includes(mirna.sequence)));
  const shown = inside.slice(0, MAX_SHOWN);
  return new Fault({
    code: 'MIRNA_HAIRPIN',
    option: 'mirna',
    message: `a sequence of ${sequence.length} nt is a hairpin or longer, not a mature miRNA`,
    found: sequence,
    expected:
      shown.length === 0
        ? "the mature sequence 5'->3', of usually 20 to 24 nt"
        : `one of what it holds: ${shown.map(showMirna).join('; ')}`,
    hint: "Give the name or the sequence of the mature miRNA: its seed is counted from its own 5' end.",
  });
}
