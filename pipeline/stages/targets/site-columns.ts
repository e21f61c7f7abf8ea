import type { Column } from '../../../src/formats/delimited/read-table.ts';
import type { PercentileRanks } from '../../../src/mirna/context/context-percentiles.ts';
import type { ContextRules, ContextScore } from '../../../src/mirna/context/context-score.ts';
import { type SiteType, siteTypes } from '../../../src/mirna/sites/noncanonical-sites.ts';
import type { PredictedSite } from '../../../src/targets/predict-sites.ts';
import { rankScores, type ScoredSite } from '../../../src/targets/score-sites.ts';

/** A row of the table of sites. */
export interface SiteRow {
  readonly gene: string;
  readonly mirna: string;
  readonly type: SiteType;
  readonly start: number;
  readonly end: number;
  readonly species: number;
  /** What an alignment says; undefined for types that are not grouped over species. */
  readonly predicted?: PredictedSite | undefined;
  readonly score?: ScoredRow | undefined;
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
export function scoredRow({ gene, site, mirna, score }: ScoredSite, isAligned: boolean): RowWithScore {
  const { score: value, weighted, isWeakest, air, unpaired } = score;
  return {
    gene,
    mirna: mirna.name,
    ...placeOf(site),
    predicted: isAligned ? site : undefined,
    score: { score: value, weighted, isWeakest, air, unpaired, missing: missingFeatures(score) },
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

export interface SiteColumnChoice {
  readonly isAligned: boolean;
  readonly hasSpecies: boolean;
  readonly hasScores: boolean;
  /** Columns of conservation and accessibility also where nothing is known of them. */
  readonly hasAllColumns?: true;
}

/** Order of the table of sites: by gene, position, miRNA and species. */
export function compareSites(a: SiteRow, b: SiteRow): number {
  return (
    compareText(a.gene, b.gene) ||
    a.start - b.start ||
    a.end - b.end ||
    compareText(a.mirna, b.mirna) ||
    a.species - b.species
  );
}

/** The columns of the table of sites, rows as they are given. */
export function siteColumns(rows: readonly SiteRow[], choice: SiteColumnChoice): Map<string, Column> {
  const columns = new Map<string, Column>();
  const integers = (name: string, value: (row: SiteRow) => number) => columns.set(name, Int32Array.from(rows, value));
  const numbers = (name: string, value: (row: SiteRow) => number | undefined) =>
    columns.set(
      name,
      Float64Array.from(rows, (row) => value(row) ?? Number.NaN),
    );
  const texts = (name: string, value: (row: SiteRow) => string) => columns.set(name, rows.map(value));

  texts('gene_id', ({ gene }) => gene);
  texts('mirna', ({ mirna }) => mirna);
  texts('site_type', ({ type }) => type);
  integers('utr_start', ({ start }) => start);
  integers('utr_end', ({ end }) => end);
  if (choice.hasSpecies) integers('species', ({ species }) => species);
  if (choice.isAligned) {
    numbers('msa_start', ({ predicted }) => predicted?.firstColumn);
    numbers('msa_end', ({ predicted }) => predicted?.lastColumn);
    numbers('group', ({ predicted }) => predicted?.groupNumber);
    texts('group_type', ({ predicted }) => predicted?.group.types.join('+') ?? '');
    texts('group_species', ({ predicted }) => predicted?.group.species.join(' ') ?? '');
  }
  if (choice.isAligned || choice.hasAllColumns) {
    numbers('branch_length', ({ predicted }) => predicted?.branchLength);
    numbers('pct', ({ predicted }) => predicted?.pct && Math.max(0, Math.round(predicted.pct * 1e4) / 1e4));
    texts('conserved', ({ predicted }) => conservedText(predicted));
  }
  if (choice.hasScores) {
    numbers('context_score', ({ score }) => score?.score);
    numbers('context_percentile', ({ score }) => score?.ranks?.score);
    numbers('weighted_score', ({ score }) => score?.weighted);
    numbers('weighted_percentile', ({ score }) => score?.ranks?.weighted);
    numbers('air', ({ score }) => score?.air);
    texts('missing_features', ({ score }) => score?.missing ?? 'NA');
    if (choice.hasAllColumns || rows.some(({ score }) => score?.unpaired !== undefined)) {
      numbers('accessibility', ({ score }) => score?.unpaired);
    }
  }
  return columns;
}

function conservedText(site: PredictedSite | undefined): string {
  if (site?.branchLength === undefined) return 'NA';
  return site.isConserved ? 'yes' : 'no';
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Counts and scores of a gene for a miRNA. */
export interface GeneRow {
  readonly gene: string;
  readonly mirna: string;
  readonly counts: ReadonlyMap<SiteType, number>;
  readonly total: number;
  readonly cumulativeWeighted: number;
  readonly aggregatePct: number | undefined;
}

export function geneColumns(
  rows: readonly GeneRow[],
  types: readonly SiteType[],
  hasScores: boolean,
): Map<string, Column> {
  const columns = new Map<string, Column>([
    ['gene_id', rows.map(({ gene }) => gene)],
    ['mirna', rows.map(({ mirna }) => mirna)],
  ]);
  for (const type of siteTypes.filter((known) => types.includes(known))) {
    columns.set(
      type,
      Int32Array.from(rows, ({ counts }) => counts.get(type) ?? 0),
    );
  }
  if (hasScores) {
    columns.set(
      'total_context_score',
      Float64Array.from(rows, ({ total }) => Number(total.toFixed(3))),
    );
    columns.set(
      'cumulative_weighted_score',
      Float64Array.from(rows, ({ cumulativeWeighted }) => Number(cumulativeWeighted.toFixed(4))),
    );
  }
  if (rows.some(({ aggregatePct }) => aggregatePct !== undefined)) {
    columns.set(
      'aggregate_pct',
      Float64Array.from(rows, ({ aggregatePct = Number.NaN }) => Number(aggregatePct.toFixed(4))),
    );
  }
  return columns;
}
