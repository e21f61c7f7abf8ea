import type { ConservationModel } from '../mirna/conservation/conservation.ts';
import type { ContextRules, UtrContext } from '../mirna/context/context-score.ts';
import type { SiteDuplex } from '../mirna/duplex/site-duplex.ts';
import type { SeedSiteType } from '../mirna/sites/site-types.ts';
import { createPredictor, type SearchedFamily, type UtrPrediction } from './predict-sites.ts';
import { type ScoredSite, scoreUtr } from './score-sites.ts';
import { type RowWithScore, scoredRow } from './site-rows.ts';

/** A 3' UTR in one species or aligned over several. */
export interface SearchedSequence {
  readonly id: string;
  /** By NCBI taxonomy id: letters, gaps as `-`. */
  readonly rows: ReadonlyMap<number, Uint8Array>;
}

export interface SiteSearchSettings {
  readonly families: readonly SearchedFamily[];
  readonly isAligned: boolean;
  /** Used where 3' UTRs are aligned: sequences of one species say nothing about conservation. */
  readonly conservation: ConservationModel | undefined;
  /** log10 target abundance by seed. */
  readonly targetAbundance: ReadonlyMap<string, number> | undefined;
  readonly rules: ContextRules;
  readonly siteTypes?: readonly SeedSiteType[] | undefined;
  /** Species whose sites are given; all by default. */
  readonly isReported?: ((species: number) => boolean) | undefined;
  /** What scores take from beside a site; without it there are no scores. */
  readonly contextOf?: ((utr: SearchedSequence, species: number) => Promise<UtrContext>) | undefined;
  /** Hybridizes a scored site. */
  readonly hybridize?: ((utr: SearchedSequence, site: ScoredSite) => SiteDuplex) | undefined;
}

/** The sites of one 3' UTR: as they are predicted, and, where scores are asked for, scored, whole and as rows to keep. */
export interface SitesOfUtr {
  readonly prediction: UtrPrediction;
  readonly scored: readonly ScoredSite[];
  readonly rows: readonly RowWithScore[];
}

/** Prepares a search of 3' UTRs one after the other. */
export function createSiteSearch(settings: SiteSearchSettings): (utr: SearchedSequence) => Promise<SitesOfUtr> {
  const { families, isAligned, targetAbundance, rules, siteTypes, isReported, contextOf, hybridize } = settings;
  const model = isAligned ? settings.conservation : undefined;
  const predict = createPredictor(families, model, rules, { siteTypes, isReported });
  return async (utr) => {
    const prediction = predict(utr.rows);
    if (contextOf === undefined) return { prediction, scored: [], rows: [] };
    const context = (species: number) => contextOf(utr, species);
    const scored = await scoreUtr(utr.id, prediction, context, targetAbundance, rules);
    return { prediction, scored, rows: scored.map((site) => scoredRow(site, isAligned, hybridize?.(utr, site))) };
  };
}
