/**
 * Probabilities that stretches of one length are unpaired, as RNAplfold prints them, wherever that is computed.
 *
 * @param ends last positions of the stretches, 1-based
 * @returns those of the ends whose stretch lies in the sequence
 */
export type FoldStretches = (
  sequence: string,
  ends: readonly number[],
  length: number,
) => Promise<ReadonlyMap<number, number>>;
