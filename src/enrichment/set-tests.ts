/** Tests of gene sets, the deterministic ones first; in this order sets are ordered by the first that can be made. */
export type SetTest = (typeof setTests)[number];

export const setTests = ['camera', 'fry', 'ora', 'gsea'] as const;

/** What genes are ranked by: a signed statistic of the engine, the signed log10 p-value, or the first where there is one. */
export type RankStatistic = 'auto' | 'stat' | 'signed-p';

/** How single samples are scored. */
export type SampleScore = 'zscore' | 'ssgsea';
