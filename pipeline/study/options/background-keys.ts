/** The keys of a table of `background` in a study file. */
export const backgroundKeys = ['table', 'mirna', 'effect'] as const;
