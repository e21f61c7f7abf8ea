import type { RankedGene } from '../../ranking/rank-targets.ts';
import type { SetMovement } from '../../ranking/shift/set-movement.ts';

const BETS = 10;

/**
 * Where targets clearly move as a set but no gene passes the rate: the first genes of the ranking with a site, and the
 * false discovery rate that they have as a list (the mean of 1 - posterior). Undefined where there are candidates, or
 * where the set does not move as it should.
 */
export function describeBestBets(
  genes: readonly RankedGene[],
  { outcome }: Pick<SetMovement, 'outcome'>,
): string | undefined {
  if (outcome !== 'worked' || genes.some((gene) => gene.class === 'candidate')) return undefined;
  const bets = genes.filter((gene) => gene.class !== 'intended_target' && !Number.isNaN(gene.qValue)).slice(0, BETS);
  if (bets.length === 0) return undefined;
  const rate = bets.reduce((sum, { posterior }) => sum + 1 - posterior, 0) / bets.length;
  return `No gene passes the rate, but the set moves. Best bets: ${bets.map(({ geneId }) => geneId).join(', ')}; ${Math.round(100 * rate)} % of these are expected to be false.`;
}
