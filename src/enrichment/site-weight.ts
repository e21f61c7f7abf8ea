/** Mean log2 repression by one site of a type: Grimson et al. 2007, doi:10.1016/j.molcel.2007.06.017. */
const weights: Readonly<Record<string, number>> = { '8mer': 0.31, '7mer-m8': 0.161, '7mer-A1': 0.099, '6mer': 0 };

/**
 * What a site counts for in a search over all families: its usual repression. A 6mer counts nothing, as every long 3' UTR
 * has some of every family; a site of a type that is not known counts as a 7mer-m8.
 */
export function siteWeight(type: string): number {
  return weights[type] ?? weights['7mer-m8']!;
}
