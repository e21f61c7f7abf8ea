import { rankAverage } from '../stats/ranks/ranks.ts';
import type { Contrast } from './changes/effect.ts';
import { repressionSign } from './changes/effect.ts';
import type { GeneSite } from './sites/site-evidence.ts';

/** `posterior` is ours; the others are what is commonly done, for comparison. */
export const rankers = ['posterior', 'soft', 'rra', 'rank-sum', 'signed-p', 'fold-change', 'filter', 'sites'] as const;

export type Ranker = (typeof rankers)[number];

/** Added to genes with a site by a hard filter: no score is as large. */
const FIRST = 1e6;

/**
 * Scores by a ranker, [genes], the largest first; NaN for untested genes.
 *
 * signed-p: s = sign(repression) (-log10 p). fold-change: the repression. sites: their number. filter: genes with a site
 * first, by s. rank-sum: the two ranks (by s, by number of sites) summed. rra: robust rank aggregation of the two, rho =
 * min(1 - (1 - r(1))^2, r(2)^2), negated (Kolde et al. 2012, doi:10.1093/bioinformatics/btr709). soft: sign(s) sqrt|s| +
 * 0.25 with a site.
 */
export function scoreBy(
  ranker: Ranker,
  own: Float64Array,
  { changes, effect }: Contrast,
  sites: ReadonlyMap<string, readonly GeneSite[]>,
): Float64Array {
  if (ranker === 'posterior') return own;
  const { geneIds, log2FoldChange, logPvalue } = changes;
  const sign = repressionSign(effect);
  const repression = log2FoldChange.map((change) => sign * change);
  const signedP = logPvalue.map((logP, gene) => Math.sign(repression[gene]!) * (-logP / Math.LN10));
  const number = Float64Array.from(geneIds, (id) => sites.get(id)?.length ?? 0);
  switch (ranker) {
    case 'signed-p':
      return signedP;
    case 'fold-change':
      return maskUntested(repression, signedP);
    case 'sites':
      return maskUntested(number, signedP);
    case 'filter':
      return signedP.map((score, gene) => score + (number[gene]! > 0 ? FIRST : 0));
    case 'soft':
      return signedP.map(
        (score, gene) => Math.sign(score) * Math.sqrt(Math.abs(score)) + (number[gene]! > 0 ? 0.25 : 0),
      );
    case 'rank-sum':
      return aggregate(signedP, number, (a, b) => -(a + b));
    case 'rra':
      return aggregate(signedP, number, (a, b) => -Math.min(1 - (1 - Math.min(a, b)) ** 2, Math.max(a, b) ** 2));
  }
}

function maskUntested(values: Float64Array, tested: Float64Array): Float64Array {
  return values.map((value, gene) => (Number.isNaN(tested[gene]!) ? Number.NaN : value));
}

/** Combines the two ranks of each tested gene, in (0, 1], the best smallest. */
function aggregate(a: Float64Array, b: Float64Array, combine: (a: number, b: number) => number): Float64Array {
  const tested = Uint32Array.from(a.keys()).filter((gene) => !Number.isNaN(a[gene]!));
  const ranksOf = (values: Float64Array): Float64Array =>
    rankAverage(Float64Array.from(tested, (gene) => -values[gene]!)).ranks;
  const ofA = ranksOf(a);
  const ofB = ranksOf(b);
  const scores = new Float64Array(a.length).fill(Number.NaN);
  tested.forEach((gene, k) => {
    scores[gene] = combine(ofA[k]! / tested.length, ofB[k]! / tested.length);
  });
  return scores;
}
