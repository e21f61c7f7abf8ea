import { isScoredType, type ScoredType } from '../mirna/context/context-coefficients.ts';
import type { Mirna } from '../mirna/families/mirna.ts';
import { findSites, type NamedSeed } from '../mirna/sites/utr-scanner.ts';
import { expectedChange, type MessageLengths, siteWeight } from './expected-change.ts';
import type { ScoredSite } from './score-sites.ts';
import { compareText } from './site-rows.ts';
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
  /** See `siteWeight`. */
  readonly weight: number;
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

/** Message of which only the 3' UTR may be known; `length`: of that, nt; `coding`: upper-case RNA letters. */
export interface Message {
  readonly id: string;
  readonly length: number;
  readonly coding: string | undefined;
}

/** The canonical sites in the coding sequence of a message, miRNA by miRNA; none where that is not known. */
export function findCodingSites({ id, length, coding }: Message, mirnas: readonly NamedSeed[]): CodingSite[] {
  if (coding === undefined) return [];
  const lengths: MessageLengths = { utr: length, coding: coding.length };
  return mirnas.flatMap((mirna) =>
    findSites(coding, mirna, { firstStart: 1 }).flatMap(({ type, start, end }) => {
      if (!isScoredType(type)) return [];
      const weight = siteWeight({ type, region: 'coding' }, lengths);
      return [{ utr: id, mirna: mirna.name, type, start, end, weight, change: expectedChange([weight]) }];
    }),
  );
}

/** Order of the table: by 3' UTR, position and miRNA. */
export function compareCodingSites(a: CodingSite, b: CodingSite): number {
  return compareText(a.utr, b.utr) || a.start - b.start || a.end - b.end || compareText(a.mirna, b.mirna);
}

/** Finds the sites in the coding sequence of a message, where that is known, and weighs those of the whole message. */
export function findMessageSites(
  message: Message,
  scored: readonly ScoredSite[],
  mirnas: readonly Mirna[],
): MessageSites {
  const { length, coding } = message;
  const lengths: MessageLengths = { utr: length, coding: coding?.length };
  const codingSites = findCodingSites(message, mirnas);
  const expectedChanges = new Map(
    mirnas.map(({ name }) => {
      const inUtr = scored.flatMap(({ mirna, site: { type, start, end }, score }) => {
        if (mirna.name !== name || !isScoredType(type)) return [];
        return [siteWeight(weighUtrSite({ type, start, end }, length, score), lengths)];
      });
      const inCoding = codingSites.filter(({ mirna }) => mirna === name).map(({ weight }) => weight);
      return [name, expectedChange([...inUtr, ...inCoding])] as const;
    }),
  );
  return { codingLength: coding?.length, codingSites, expectedChanges };
}
