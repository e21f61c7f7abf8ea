import { isScoredType, type ScoredType } from '../mirna/context/context-coefficients.ts';
import { type PercentileRanks, percentileRanks } from '../mirna/context/context-percentiles.ts';
import {
  accessibleEnd,
  type ContextRules,
  type ContextScore,
  contextScore,
  type UtrContext,
} from '../mirna/context/context-score.ts';
import type { Mirna } from '../mirna/families/mirna.ts';
import { formatFixed } from '../text/printf-decimal.ts';
import type { PredictedSite, SearchedFamily, UtrPrediction } from './predict-sites.ts';
import { printedPct, scoreText } from './targetscan-tables.ts';

/** A site scored for one miRNA of its family. */
export interface ScoredSite {
  readonly gene: string;
  readonly family: SearchedFamily;
  readonly site: PredictedSite;
  readonly mirna: Mirna;
  readonly score: ContextScore;
}

/** Species whose sites the public TargetScan 7.0 program scores. */
const targetScanSpecies: ReadonlySet<number> = new Set([10090, 10116, 13616, 8364, 9031, 9544, 9598, 9606, 9615, 9913]);

/**
 * Scores the sites of one 3' UTR for every miRNA that their family has in their species.
 *
 * @param targetAbundance log10 of the number of sites by seed, where known
 */
export async function scoreUtr(
  gene: string,
  prediction: UtrPrediction,
  contextOf: (species: number) => Promise<UtrContext>,
  targetAbundance: ReadonlyMap<string, number> | undefined,
  rules: ContextRules,
): Promise<ScoredSite[]> {
  const wanted = [...scorableSites(prediction, rules)];
  for (const species of new Set(wanted.map(({ site }) => site.species))) {
    const context = await contextOf(species);
    const ends = wanted.filter(({ site }) => site.species === species).map((one) => accessibleEnd(one, rules));
    await context.prepareUnpaired?.(ends);
  }
  const scored: ScoredSite[] = [];
  for (const { family, site, mirnas, type, start } of wanted) {
    const context = await contextOf(site.species);
    const pct = printedPct(site);
    for (const mirna of mirnas) {
      const abundance = targetAbundance?.get(mirna.seed);
      const score = contextScore({ type, start, end: site.end, pct }, mirna, context, abundance, rules);
      scored.push({ gene, family, site, mirna, score });
    }
  }
  return scored;
}

/** A site of a type and a species that are scored, and the miRNAs that it is scored for. */
interface ScorableSite {
  readonly family: SearchedFamily;
  readonly site: PredictedSite;
  readonly mirnas: readonly Mirna[];
  readonly type: ScoredType;
  readonly start: number;
}

function* scorableSites({ families }: UtrPrediction, rules: ContextRules): Generator<ScorableSite> {
  for (const { family, sites } of families) {
    for (const site of sites) {
      const { type, start, species } = site;
      const mirnas = family.mirnas.get(species);
      if (!mirnas || !isScoredType(type) || (rules === 'targetscan70' && !targetScanSpecies.has(species))) continue;
      yield { family, site, mirnas, type, start };
    }
  }
}

/** What the rank of a site depends on. */
export interface RankableScore extends Pick<ContextScore, 'score' | 'weighted' | 'isWeakest'> {
  /** Its name. */
  readonly mirna: string;
}

/** Percentile ranks of scores among those of the same miRNA, in the order of the scores. */
export function rankScores(scores: readonly RankableScore[], rules: ContextRules): PercentileRanks[] {
  const byMirna = new Map<string, number[]>();
  scores.forEach(({ mirna }, k) => {
    const list = byMirna.get(mirna);
    if (list) list.push(k);
    else byMirna.set(mirna, [k]);
  });
  const ranks: PercentileRanks[] = new Array(scores.length);
  for (const indices of byMirna.values()) {
    const own = indices.map((k) => scores[k]!);
    const ranked = percentileRanks(
      own.map((score) => ({ value: score.score, text: scoreText(score) })),
      own.map(({ weighted }) => ({ value: weighted, text: formatFixed(weighted, 4) })),
      rules,
    );
    indices.forEach((k, i) => {
      ranks[k] = ranked[i]!;
    });
  }
  return ranks;
}
