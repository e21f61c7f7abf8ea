import { matchControls } from '../../verdict/match-controls.ts';
import type { RankingValues } from '../ranking/ranking-values.ts';

/** Genes that are looked up in patients; rows of the ranking. */
export interface JudgedGenes {
  /** In the order of the ranking. */
  readonly candidates: readonly number[];
  /** Random expressed genes, one matched in level for each candidate; fewer where genes give out. */
  readonly controls: readonly number[];
  readonly notes: readonly string[];
}

/** What a gene of a ranking is called in the matrices of cohorts: its symbol, else its id. */
export function judgedName({ geneIds, names }: RankingValues, row: number): string {
  return names?.[row] || geneIds[row]!;
}

/** The candidates of a ranking, and as many random tested genes that are no candidates, matched for mean expression; the same seed draws the same. */
export function chooseJudgedGenes(ranking: RankingValues, seed: number): JudgedGenes {
  const { geneIds, classes, baseMean, pvalue } = ranking;
  const all = geneIds.map((_, row) => row);
  const candidates = all.filter((row) => classes[row] === 'candidate');
  const taken = new Set(candidates.map((row) => judgedName(ranking, row)));
  const isLevelKnown = baseMean.some((level) => !Number.isNaN(level));
  const isCandidate = (row: number) => classes[row] === 'candidate';
  const levels = Float64Array.from(all, (row) => {
    const isDrawn = !Number.isNaN(pvalue[row]!) && (isCandidate(row) || !taken.has(judgedName(ranking, row)));
    return isDrawn ? (isLevelKnown ? baseMean[row]! : 0) : Number.NaN;
  });
  const controls = matchControls(levels, candidates, seed);
  const matched = isLevelKnown ? 'nearest to them in mean expression' : 'of any level, as mean expression is not known';
  return {
    candidates,
    controls,
    notes: [
      `${controls.length} controls beside ${candidates.length} candidates: random tested genes ${matched} (seed ${seed})`,
    ],
  };
}
