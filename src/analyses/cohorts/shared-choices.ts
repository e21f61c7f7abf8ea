/** Seed of the random genes that stand beside the candidates: the same in all cohorts, in the verdict, and in the command. */
export const CONTROL_SEED = 2012;

/** So many candidates get curves, the first of the ranking. */
export const DRAWN = 6;
