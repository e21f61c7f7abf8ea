import { normalDensity, normalUpperTail } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import { createRandom } from '../../stats/random/seeded-random.ts';
import { type CutCandidates, type CutRange, largestStatistic, scoreSpread } from './maximally-selected.ts';

/**
 * P(M > m) of a maximally selected statistic by the first-order approximation.
 *
 * 4 phi(m)/m + phi(m) (m - 1/m) ln[most (1 - least) / ((1 - most) least)], between 0 and 1; 1 for m < 1.
 * Source: B. Lausen, M. Schumacher, Biometrics 48 (1992) 73, doi:10.2307/2532740.
 */
export function lausen92(m: number, { least = 0.1, most = 0.9 }: CutRange = {}): number {
  if (m < 1) return 1;
  const density = normalDensity(m);
  const range = math.log((most * (1 - least)) / ((1 - most) * least));
  return Math.min(1, Math.max(0, (4 * density) / m + density * (m - 1 / m) * range));
}

/**
 * P(M > m) by the improved Bonferroni inequality, which takes the sizes of the candidate groups; at most 1 (maxstat prints more).
 *
 * 1 - (Phi(m) - Phi(-m)) + sum over neighbors of exp(-m^2/2) / pi [t - (m^2/4 - 1) t^3/6], t^2 = 1 - m_k (N - m_k+1) / ((N - m_k)
 * m_k+1). Source: B. Lausen, W. Sauerbrei, M. Schumacher, in Computational Statistics (1994) 483; K. J. Worsley, Biometrika 69
 * (1982) 297.
 */
export function lausen94(m: number, { n, sizes }: Pick<CutCandidates, 'n' | 'sizes'>): number {
  let p = 2 * normalUpperTail(m);
  for (let k = 0; k + 1 < sizes.length; k++) {
    const [here, next] = [sizes[k]!, sizes[k + 1]!];
    const t = Math.sqrt(1 - (here * (n - next)) / ((n - here) * next));
    p += (math.exp(-(m * m) / 2) / Math.PI) * (t - ((m * m) / 4 - 1) * (math.cube(t) / 6));
  }
  return Math.min(1, Math.max(0, p));
}

/**
 * P(M >= m) given the scores, from `permutations` shuffles of them: (1 + those as large) / (1 + permutations), never 0.
 *
 * Depends on the seed alone. Source: B. Phipson, G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39 (the 1).
 */
export function permutedP(
  m: number,
  candidates: CutCandidates,
  scores: Float64Array,
  { permutations = 10_000, seed }: { readonly permutations?: number | undefined; readonly seed: number },
): number {
  const random = createRandom(seed);
  const shuffled = Float64Array.from(scores);
  const spread = scoreSpread(scores);
  let asLarge = 1;
  for (let b = 0; b < permutations; b++) {
    random.shuffle(shuffled);
    // Equal statistics may differ in their last bits, being sums in another order.
    if (largestStatistic(candidates, shuffled, spread) >= m * (1 - 1e-12)) asLarge++;
  }
  return asLarge / (permutations + 1);
}
