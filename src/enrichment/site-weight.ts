/** Mean log2 repression by one site of a type: Grimson et al. 2007, doi:10.1016/j.molcel.2007.06.017. */
const repression: Readonly<Record<string, number>> = { '8mer': 0.31, '7mer-m8': 0.161, '7mer-A1': 0.099, '6mer': 0 };

/**
 * What one site counts for in a search over all families: its usual repression. A 6mer counts nothing, as every long 3'
 * UTR has some of every family; a site whose type is not known counts as a 7mer-m8.
 */
export function siteStrength(type: string): number {
  return repression[type] ?? repression['7mer-m8']!;
}

/** What a gene counts for by the sum of the strengths of its sites: the square root, as more sites add less and less. */
export function geneWeight(strength: number): number {
  return Math.sqrt(strength);
}
