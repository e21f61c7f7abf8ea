import type { Effect } from '../../ranking/changes/effect.ts';
import type { SiteShift } from '../../ranking/shift/site-shift.ts';
import type { RankAnswer } from './rank-genes.ts';

/** The one-sided p-value below which genes with sites move as a set. */
const SET_ALPHA = 0.01;

/** What a ranking says in a few lines: candidates, how genes with sites move, and whether to trust it. */
export function summarizeRanking(
  { genes, worked }: RankAnswer,
  shifts: readonly SiteShift[],
  { fdr, effect }: { readonly fdr: number; readonly effect: Effect },
): string {
  const candidates = genes.filter((gene) => gene.class === 'candidate').length;
  const tested = genes.filter(({ posterior }) => !Number.isNaN(posterior)).length;
  const lines = [`${candidates} candidates at a false discovery rate of ${fdr} among ${tested} tested genes`];
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
  if (worked < 0.5) {
    const towards = effect === 'overexpression' ? 'down' : 'up';
    const asSet = any !== undefined && any.matched.rankSumP < SET_ALPHA;
    lines.push(
      asSet
        ? `as a set, genes with sites go ${towards}; by how much is too little to tell which of them are targets (probability that their changes stand out ${worked.toFixed(2)})`
        : `genes with sites do not go ${towards} (probability that the experiment worked ${worked.toFixed(2)}): treat candidates with caution`,
    );
  }
  return lines.join('\n');
}

function shortP(p: number): string {
  return p >= 0.001 ? String(Number(p.toPrecision(2))) : p.toExponential(1);
}
