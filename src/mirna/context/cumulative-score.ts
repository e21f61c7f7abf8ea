import * as math from '../../stats/math/portable.ts';

/** A site of a gene for one miRNA, with its scores. */
export interface GeneSite {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  /** Share of transcripts that hold the site, 0..1. */
  readonly air: number;
  readonly weighted: number;
}

export interface GeneScore {
  /** Sum of the context++ scores of all sites. */
  readonly total: number;
  /** Cumulative weighted context++ score. */
  readonly cumulativeWeighted: number;
  readonly sites: number;
}

/**
 * Scores of a gene from the sites of one miRNA. The cumulative weighted score predicts the log2 change of all its
 * transcripts together: from the most distal site to the most proximal one,
 * C_i = C_(i-1) + (1 - 2^score_i)(AIR_i - C_(i-1)), C_0 = 0; the score is log2(1 - C_n).
 * Of overlapping sites only one can be bound: the subset without overlaps whose weighted scores sum to the least counts.
 * Source: Agarwal et al. 2015 (doi:10.7554/eLife.05005), as on the TargetScan site.
 */
export function geneScore(sites: readonly GeneSite[]): GeneScore {
  let repressed = 0;
  for (const { score, air } of withoutOverlaps(sites).reverse()) {
    repressed += (1 - math.pow(2, score)) * (air - repressed);
  }
  return {
    total: sites.reduce((sum, site) => sum + site.score, 0),
    cumulativeWeighted: sites.length === 0 ? 0 : math.log2(1 - repressed),
    sites: sites.length,
  };
}

/** The subset of sites without overlaps with the least sum of weighted scores, ordered by position. */
function withoutOverlaps(sites: readonly GeneSite[]): GeneSite[] {
  const ordered = [...sites].sort((a, b) => a.end - b.end || a.start - b.start);
  interface Choice {
    readonly sum: number;
    readonly site: GeneSite | undefined;
    readonly before: Choice | undefined;
  }
  const best: Choice[] = [{ sum: 0, site: undefined, before: undefined }];
  ordered.forEach((site, k) => {
    let free = k;
    while (free > 0 && ordered[free - 1]!.end >= site.start) free--;
    const taken = { sum: best[free]!.sum + site.weighted, site, before: best[free] };
    best.push(taken.sum < best[k]!.sum ? taken : best[k]!);
  });
  const chosen: GeneSite[] = [];
  for (let choice = best.at(-1); choice?.site; choice = choice.before) chosen.push(choice.site);
  return chosen.reverse();
}
