/**
 * Mean log2 repression by one site of a type: Grimson et al. 2007, doi:10.1016/j.molcel.2007.06.017. `site` is one of
 * which a table does not say the type.
 */
const repression: ReadonlyMap<string, number> = new Map([
  ['8mer', 0.31],
  ['7mer-m8', 0.161],
  ['7mer-A1', 0.099],
  ['site', 0.161],
]);

/**
 * What one site counts for in a search over all families: its usual repression. 6mers and rarer types count nothing, as
 * every long 3' UTR has some of every family.
 */
export function siteStrength(type: string): number {
  return repression.get(type) ?? 0;
}

/** What a gene counts for by the sum of the strengths of its sites: the square root, as more sites add less and less. */
export function geneWeight(strength: number): number {
  return Math.sqrt(strength);
}
