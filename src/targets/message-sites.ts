import { isScoredType, type ScoredType } from '../mirna/context/context-coefficients.ts';
import type { Mirna } from '../mirna/families/mirna.ts';
import { findSites } from '../mirna/sites/utr-scanner.ts';
import { expectedChange, type MessageLengths, siteWeight } from './expected-change.ts';
import type { ScoredSite } from './score-sites.ts';
import { weighUtrSite } from './weigh-sites.ts';

/** A site of a miRNA in a coding sequence. */
export interface CodingSite {
  /** The 3' UTR of the message, by its name. */
  readonly utr: string;
  readonly mirna: string;
  readonly type: ScoredType;
  /** In the coding sequence, 1-based, inclusive. */
  readonly start: number;
  readonly end: number;
  /** What it is expected to do by itself, log2. */
  readonly change: number;
}

/** What is known of the sites of a message beside those in its 3' UTR. */
export interface MessageSites {
  /** nt; undefined where the coding sequence is not known. */
  readonly codingLength: number | undefined;
  readonly codingSites: readonly CodingSite[];
  /** By miRNA, log2: what its sites in 3' UTR and coding sequence are expected to do together. */
  readonly expectedChanges: ReadonlyMap<string, number>;
}

/** Message of which only the 3' UTR may be known; `sequence`, `coding`: upper-case RNA letters. */
export interface Message {
  readonly id: string;
  readonly sequence: string;
  readonly coding: string | undefined;
}

/** Finds the canonical sites in the coding sequence of a message, where that is known, and weighs those of the whole message. */
export function findMessageSites(
  { id, sequence, coding }: Message,
  scored: readonly ScoredSite[],
  mirnas: readonly Mirna[],
): MessageSites {
  const lengths: MessageLengths = { utr: sequence.length, coding: coding?.length };
  const codingSites: CodingSite[] = [];
  const expectedChanges = new Map<string, number>();
  for (const mirna of mirnas) {
    const weights: number[] = [];
    for (const one of scored) {
      if (one.mirna.name !== mirna.name || !isScoredType(one.site.type)) continue;
      const { type, start, end } = one.site;
      weights.push(siteWeight(weighUtrSite({ type, start, end }, sequence, one.score.pairing.score), lengths));
    }
    for (const { type, start, end } of coding === undefined ? [] : findSites(coding, mirna, { firstStart: 1 })) {
      if (!isScoredType(type)) continue;
      const weight = siteWeight({ type, region: 'coding' }, lengths);
      weights.push(weight);
      codingSites.push({ utr: id, mirna: mirna.name, type, start, end, change: expectedChange([weight]) });
    }
    expectedChanges.set(mirna.name, expectedChange(weights));
  }
  return { codingLength: coding?.length, codingSites, expectedChanges };
}
