/** Tests of gene sets; the deterministic ones first. */
export type SetTest = 'camera' | 'fry' | 'ora' | 'gsea';

/** What genes are ranked by: a signed statistic of the engine, the signed log10 p-value, or the first where there is one. */
export type RankStatistic = 'auto' | 'stat' | 'signed-p';

/** How single samples are scored. */
export type SampleScore = 'zscore' | 'ssgsea';
