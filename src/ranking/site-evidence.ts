/** A seed site of the miRNA in the 3' UTR of a gene; positions are 1-based and inclusive. */
export interface GeneSite {
  /** `8mer`, `7mer-m8`, `7mer-A1` or `6mer`. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Site types that carry evidence, the strongest first. */
export const evidenceTypes = ['8mer', '7mer-m8', '7mer-A1', '6mer'] as const;

/**
 * Mean repression by one site, in -log2 units, for the three longer types (Grimson et al. 2007,
 * doi:10.1016/j.molcel.2007.06.017, multiple regression over eleven transfections). The 6mer, which they leave out, is
 * given half of the weakest of them.
 */
const repressionBySite: ReadonlyMap<string, number> = new Map([
  ['8mer', 0.31],
  ['7mer-m8', 0.161],
  ['7mer-A1', 0.099],
  ['6mer', 0.05],
]);

/**
 * Evidence of the sites of a gene: the sum of the mean repressions of its sites (sites act independently, Grimson et al.
 * 2007, figure 2). 0 without a site; types that are not listed count nothing.
 */
export function siteEvidence(sites: readonly GeneSite[]): number {
  let evidence = 0;
  for (const { type } of sites) evidence += repressionBySite.get(type) ?? 0;
  return evidence;
}

/** The strongest type among the sites of a gene; undefined without a site that carries evidence. */
export function strongestType(sites: readonly GeneSite[]): string | undefined {
  return evidenceTypes.find((type) => sites.some((site) => site.type === type));
}

/** Number of sites of a type. */
export function countType(sites: readonly GeneSite[], type: string): number {
  return sites.reduce((count, site) => count + (site.type === type ? 1 : 0), 0);
}

/** `8mer:512-519;6mer:88-93`, the strongest type first, each type by position. */
export function listPositions(sites: readonly GeneSite[]): string {
  return byStrength(sites)
    .map(({ type, start, end }) => `${type}:${start}-${end}`)
    .join(';');
}

/** `an 8mer site (position 512) and two 6mer sites (88, 140)`; at most three positions a type. */
export function describeSites(sites: readonly GeneSite[]): string {
  const parts: string[] = [];
  for (const type of new Set(byStrength(sites).map((site) => site.type))) {
    const starts = sites.filter((site) => site.type === type).map(({ start }) => start);
    const shown = starts.sort((a, b) => a - b).slice(0, 3);
    const more = starts.length > shown.length ? `, and ${starts.length - shown.length} more` : '';
    const word = parts.length === 0 ? (starts.length === 1 ? 'position ' : 'positions ') : '';
    parts.push(`${quantity(type, starts.length)} (${word}${shown.join(', ')}${more})`);
  }
  const last = parts.pop() ?? 'no site';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

function quantity(type: string, count: number): string {
  if (count === 1) return `${type.startsWith('8') ? 'an' : 'a'} ${type} site`;
  return `${words[count] ?? count} ${type} sites`;
}

function byStrength(sites: readonly GeneSite[]): GeneSite[] {
  const strength = (type: string): number => repressionBySite.get(type) ?? 0;
  return [...sites].sort((a, b) => strength(b.type) - strength(a.type) || a.start - b.start);
}
