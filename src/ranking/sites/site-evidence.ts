/** A seed site of the miRNA in the 3' UTR of a gene. */
export interface GeneSite {
  /** `8mer`, `7mer-m8`, `7mer-A1`, `6mer` or a rarer type; `site` where a table does not say. */
  readonly type: string;
  /** 1-based and inclusive; NaN where a table does not say. */
  readonly start: number;
  readonly end: number;
  /** Whether the site is conserved among species, where that is known. */
  readonly conserved?: boolean | undefined;
  /** Context score, negative where repression is expected. */
  readonly contextScore?: number | undefined;
  /** Minimum free energy of the duplex. */
  readonly energyKcalPerMol?: number | undefined;
  /** Whose site it is, where sites of several miRNAs are looked at together. */
  readonly mirna?: string | undefined;
}

/** Site types that carry evidence, the strongest first. */
export const evidenceTypes = ['8mer', '7mer-m8', '7mer-A1', '6mer'] as const;

/** The strongest type among the sites; undefined if none of them carries evidence. */
export function strongestType(sites: readonly GeneSite[]): (typeof evidenceTypes)[number] | undefined {
  return evidenceTypes.find((type) => sites.some((site) => site.type === type));
}

/** Number of sites of a type. */
export function countType(sites: readonly GeneSite[], type: string): number {
  let count = 0;
  for (const site of sites) if (site.type === type) count++;
  return count;
}

/** Number of conserved sites; NaN where of no site it is known whether it is. */
export function countConserved(sites: readonly GeneSite[]): number {
  let count = 0;
  let isKnown = sites.length === 0;
  for (const { conserved } of sites) {
    if (conserved === undefined) continue;
    isKnown = true;
    if (conserved) count++;
  }
  return isKnown ? count : Number.NaN;
}

/** `8mer:512-519;6mer:88-93`, the strongest type first, each type by position; `8mer` where the place is not known. */
export function listPositions(sites: readonly GeneSite[]): string {
  return byStrength(sites)
    .map(({ type, start, end }) => (Number.isNaN(start) ? type : `${type}:${start}-${end}`))
    .join(';');
}

/** The miRNA of each site in the order of `listPositions`. */
export function listMirnas(sites: readonly GeneSite[]): string {
  return byStrength(sites)
    .map(({ mirna = 'NA' }) => mirna)
    .join(';');
}

/** `a conserved 8mer site (position 512) and two 6mer sites (88, 140)`; at most three positions a type. */
export function describeSites(sites: readonly GeneSite[]): string {
  const parts: string[] = [];
  const groups = new Map<string, GeneSite[]>();
  for (const site of byStrength(sites)) {
    const kind = `${site.conserved ? 'conserved ' : ''}${site.type === 'site' ? '' : `${site.type} `}`;
    const key = `${kind}\t${site.mirna ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [site]);
    else group.push(site);
  }
  for (const [key, members] of groups) {
    const [kind, mirna] = key.split('\t') as [string, string];
    const of = mirna === '' ? '' : ` of ${mirna}`;
    parts.push(quantity(kind, members.length) + of + describePlaces(members, parts.length === 0));
  }
  const last = parts.pop() ?? 'no site';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

const SHOWN_POSITIONS = 3;

function describePlaces(sites: readonly GeneSite[], first: boolean): string {
  const starts = sites.map(({ start }) => start).filter((start) => !Number.isNaN(start));
  if (starts.length === 0) return '';
  const shown = starts.sort((a, b) => a - b).slice(0, SHOWN_POSITIONS);
  const more = starts.length > shown.length ? `, and ${starts.length - shown.length} more` : '';
  const word = first ? (starts.length === 1 ? 'position ' : 'positions ') : '';
  return ` (${word}${shown.join(', ')}${more})`;
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** `an 8mer site`, `two conserved sites` */
function quantity(name: string, count: number): string {
  if (count === 1) return `${/^[8aeiou]/.test(name) ? 'an' : 'a'} ${name}site`;
  return `${words[count] ?? count} ${name}sites`;
}

function byStrength(sites: readonly GeneSite[]): readonly GeneSite[] {
  if (sites.length < 2) return sites;
  const order: readonly string[] = evidenceTypes;
  const place = ({ type }: GeneSite): number => (order.indexOf(type) + order.length + 1) % (order.length + 1);
  return [...sites].sort((a, b) => place(a) - place(b) || a.start - b.start || 0);
}
