import type { PercentileRanks } from '../mirna/context/context-percentiles.ts';
import type { ContextRules, ContextScore } from '../mirna/context/context-score.ts';
import type { SiteDuplex } from '../mirna/duplex/site-duplex.ts';
import type { SiteType } from '../mirna/sites/noncanonical-sites.ts';
import type { PredictedSite } from './predict-sites.ts';
import { rankScores, type ScoredSite } from './score-sites.ts';

/** A row of the table of sites. */
export interface SiteRow {
  /** The 3' UTR by its name in the file. */
  readonly utr: string;
  readonly mirna: string;
  readonly type: SiteType;
  readonly start: number;
  readonly end: number;
  readonly species: number;
  /** What an alignment says; undefined for types that are not grouped over species. */
  readonly predicted?: PredictedSite | undefined;
  readonly score?: ScoredRow | undefined;
  readonly duplex?: SiteDuplex | undefined;
}

/** What is kept of a score. */
export interface ScoredRow extends Pick<ContextScore, 'score' | 'weighted' | 'isWeakest' | 'air' | 'unpaired'> {
  readonly missing: string;
  /** Percentiles, once all sites are known. */
  ranks?: PercentileRanks;
}

/** What needs files beside the 3' UTRs. */
const optional: readonly (readonly [name: string, isKnown: (score: ContextScore) => boolean])[] = [
  ['accessibility', ({ contributions }) => contributions.accessibility !== undefined],
  ['orf_length', ({ contributions }) => contributions.orfLength !== undefined],
  ['orf_8mers', ({ contributions }) => contributions.orf8mers !== undefined],
  ['target_abundance', ({ contributions }) => contributions.targetAbundance !== undefined],
  ['air', ({ hasIsoforms }) => hasIsoforms],
  ['pct', ({ contributions }) => contributions.pct !== undefined],
];

/** The features a score was made without, joined by commas; `none` if all are in it. */
function missingFeatures(score: ContextScore): string {
  const missing = optional.filter(([, isKnown]) => !isKnown(score)).map(([name]) => name);
  return missing.length === 0 ? 'none' : missing.join(',');
}

/** Where a site lies. */
export function placeOf({ type, start, end, species }: Pick<SiteRow, 'type' | 'start' | 'end' | 'species'>) {
  return { type, start, end, species };
}

/** What is kept of a scored site: tens of thousands must fit in memory. Without an alignment there is nothing to predict. */
export function scoredRow(
  { gene, site, mirna, score }: ScoredSite,
  isAligned: boolean,
  duplex: SiteDuplex | undefined,
): RowWithScore {
  const { score: value, weighted, isWeakest, air, unpaired } = score;
  return {
    utr: gene,
    mirna: mirna.name,
    ...placeOf(site),
    predicted: isAligned ? site : undefined,
    score: { score: value, weighted, isWeakest, air, unpaired, missing: missingFeatures(score) },
    duplex,
  };
}

export interface RowWithScore extends SiteRow {
  readonly score: ScoredRow;
}

/** Gives each row its percentiles among all. */
export function rankRows(rows: readonly RowWithScore[], rules: ContextRules): void {
  const ranks = rankScores(
    rows.map(({ mirna, score: { score, weighted, isWeakest } }) => ({ mirna, score, weighted, isWeakest })),
    rules,
  );
  rows.forEach(({ score }, k) => {
    score.ranks = ranks[k]!;
  });
}

/** Order of the table of sites: by 3' UTR, position, miRNA and species. */
export function compareSites(a: SiteRow, b: SiteRow): number {
  return (
    compareText(a.utr, b.utr) ||
    a.start - b.start ||
    a.end - b.end ||
    compareText(a.mirna, b.mirna) ||
    a.species - b.species
  );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
