import type { Effect } from '../../ranking/changes/effect.ts';
import { judgeMovement, tellingSet } from '../../ranking/shift/set-movement.ts';
import type { SiteShift } from '../../ranking/shift/site-shift.ts';
import { describeBestBets } from './best-bets.ts';
import type { RankAnswer } from './rank-genes.ts';

/** What a ranking says in a few lines: candidates, how genes with sites move, and whether to trust it. */
export function summarizeRanking(
  { genes, intended }: Pick<RankAnswer, 'genes' | 'intended'>,
  shifts: readonly SiteShift[],
  { fdr, effect }: { readonly fdr: number; readonly effect: Effect },
): string {
  const lines = [...intended, describeCoverage(genes, fdr)];
  const [any] = shifts;
  if (any === undefined) lines.push('no tested gene has a site');
  else {
    const shift = any.medianShift.toFixed(3);
    const { matched, orderP: trend } = any;
    const alike = Number.isNaN(matched.rankSumP)
      ? ''
      : `; against genes alike ${matched.medianShift.toFixed(3)}, p ${shortP(matched.rankSumP)}`;
    const stronger = Number.isNaN(trend) ? '' : `; stronger sites more: p ${shortP(trend)}`;
    lines.push(
      `genes with a site: median shift ${shift} (95 % ${any.ciLow.toFixed(3)} to ${any.ciHigh.toFixed(3)}), rank-sum p ${shortP(any.rankSumP)}${alike}${stronger}`,
    );
  }
  const movement = judgeMovement(tellingSet(shifts), { effect });
  lines.push(`${movement.heading} ${movement.text}`);
  const bets = describeBestBets(genes, movement);
  if (bets !== undefined) lines.push(bets);
  return lines.join('\n');
}

/** How many candidates, of how many genes that were tested, and of how many of these sites could be known. */
export function describeCoverage(genes: RankAnswer['genes'], fdr: number): string {
  const tested = genes.filter((gene) => gene.isTested && gene.class !== 'intended_target');
  const candidates = genes.filter((gene) => gene.class === 'candidate').length;
  const judged = tested.filter((gene) => gene.class !== 'cannot_be_judged').length;
  const text = `${candidates} candidates at a false discovery rate of ${fdr} among ${tested.length} tested genes`;
  return judged === tested.length
    ? text
    : `${text}, of which ${judged} have a 3' UTR or sites that are known; the others cannot be judged`;
}

function shortP(p: number): string {
  return p >= 0.001 ? String(Number(p.toPrecision(2))) : p.toExponential(1);
}
