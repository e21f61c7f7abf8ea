import type { MirnaNote } from './describe-mirna.ts';
import type { Mirna } from './mirna.ts';

/** The first miRNA of each sequence. */
export function onceASequence<M extends Mirna>(mirnas: Iterable<M>): readonly M[] {
  const first = new Map<string, M>();
  for (const mirna of mirnas) if (!first.has(mirna.sequence)) first.set(mirna.sequence, mirna);
  return [...first.values()];
}

/** miRNAs, each sequence once, under the name that came first; notes say what was merged and which share their sites. */
export function mergeMirnas(mirnas: readonly Mirna[]): {
  readonly mirnas: readonly Mirna[];
  readonly notes: MirnaNote[];
} {
  const bySequence = new Map<string, Mirna>();
  const bySeed = new Map<string, Mirna>();
  const notes = new Set<string>();
  for (const mirna of mirnas) {
    const same = bySequence.get(mirna.sequence);
    if (same !== undefined) {
      notes.add(
        same.name === mirna.name
          ? `${mirna.name} is named more than once: it counts once, with one set of sites`
          : `${mirna.name} has the sequence of ${same.name}: they are one miRNA, ${same.name}, with one set of sites`,
      );
      continue;
    }
    bySequence.set(mirna.sequence, mirna);
    const kin = bySeed.get(mirna.seed);
    if (kin === undefined) bySeed.set(mirna.seed, mirna);
    else
      notes.add(
        `${mirna.name} has the seed of ${kin.name}, ${kin.seed}: genes are ranked by one set of sites for both`,
      );
  }
  return { mirnas: [...bySequence.values()], notes: [...notes].map((text) => ({ level: 'info', text })) };
}
