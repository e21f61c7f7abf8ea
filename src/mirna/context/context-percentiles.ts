import type { ContextRules } from './context-score.ts';

/** Scores of one miRNA's sites, each with the text that is printed. */
export interface PrintedScore {
  readonly value: number;
  readonly text: string;
}

/** Percentile ranks of a site among the sites of its miRNA, 0 (weakest) .. 99. */
export interface PercentileRanks {
  readonly score: number;
  readonly weighted: number;
}

/**
 * Percentile ranks of context scores: floor(100 x number of less favorable sites / number of sites).
 *
 * `targetscan70` ranks like the public program: the two rankings share one counter, a tie takes the rank of its last member,
 * and a site after one that is printed as `0` is not told from it.
 */
export function percentileRanks(
  scores: readonly PrintedScore[],
  weighted: readonly PrintedScore[],
  rules: ContextRules,
): PercentileRanks[] {
  if (rules === 'targetscan70') return sharedCounterRanks(scores, weighted);
  const byScore = ranks(scores);
  const byWeighted = ranks(weighted);
  return scores.map(({ value }, k) => ({ score: byScore.get(value)!, weighted: byWeighted.get(weighted[k]!.value)! }));
}

function ranks(scores: readonly PrintedScore[]): Map<number, number> {
  const rank = new Map<number, number>();
  [...scores]
    .sort((a, b) => b.value - a.value)
    .forEach(({ value }, less) => {
      if (!rank.has(value)) rank.set(value, Math.floor((100 * less) / scores.length));
    });
  return rank;
}

function sharedCounterRanks(scores: readonly PrintedScore[], weighted: readonly PrintedScore[]): PercentileRanks[] {
  const byScore = new Map<string, number>();
  const byWeighted = new Map<string, number>();
  const sorted = [scores, weighted].map((list) => [...list].sort((a, b) => b.value - a.value));
  const differs = (list: readonly PrintedScore[], k: number) => {
    const before = list[k === 0 ? list.length - 1 : k - 1]!;
    return before.text !== '0' && list[k]!.value !== before.value;
  };
  let less = 0;
  for (let k = 0; k < scores.length; k++) {
    [byScore, byWeighted].forEach((rank, which) => {
      if (differs(sorted[which]!, k)) less = k;
      rank.set(sorted[which]![k]!.text, Math.floor((100 * less) / scores.length));
    });
  }
  return scores.map(({ text }, k) => ({ score: byScore.get(text)!, weighted: byWeighted.get(weighted[k]!.text)! }));
}
