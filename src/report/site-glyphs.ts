import type { SeedSiteType } from '../mirna/sites/site-types.ts';
import { formatCount } from './format.ts';
import { type Html, html } from './html.ts';
import { colors, siteStyles, useColorVariables } from './palette.ts';
import { type Candidate, type CandidateSite, siteTypes } from './report-data.ts';
import type { CanonicalSiteType } from './site-shift.ts';

const MAP_WIDTH = 150;
const MAP_HEIGHT = 18;
const MARGIN = 7;
const MIDDLE = MAP_HEIGHT / 2;

/** Color and shape of a site; types beyond the canonical four look like the weakest. */
function styleOf(type: SeedSiteType): { color: string; symbol: string } {
  return siteStyles[type as CanonicalSiteType] ?? siteStyles['6mer'];
}

/** Where a position of a 3' UTR lies on a map so wide. */
export function placeOnMap(position: number, utrLength: number, width: number): number {
  return MARGIN + (position / Math.max(1, utrLength)) * (width - 2 * MARGIN);
}

/** A 3' UTR as a line, its sites as marks of their type at their places. */
export function siteMap({ sites, utrLength }: Candidate, width = MAP_WIDTH): Html {
  const at = ({ start }: CandidateSite) => placeOnMap(start, utrLength, width);
  // The strongest are drawn last, so that they lie on top.
  const marks = strongestFirst(sites)
    .reverse()
    .map((site) => mark(site.type, at(site), MIDDLE));
  return html`<svg class="site-map" viewBox="0 0 ${width} ${MAP_HEIGHT}" width="${width}" height="${MAP_HEIGHT}" role="img" aria-label="${siteWords(sites)} in a 3′ UTR of ${formatCount(utrLength)} nt"><path class="utr" d="M${MARGIN - 6} ${MIDDLE}H${width - 1}"/>${marks}</svg>`;
}

/** One mark alone, for legends and lists. */
export function siteMark(type: SeedSiteType): Html {
  return html`<svg class="site-mark" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">${mark(type, 7, 7)}</svg>`;
}

/** `8mer at 312, 6mer at 1,045`. */
function siteWords(sites: readonly CandidateSite[]): string {
  return sites.map(({ type, start }) => `${type} at ${formatCount(start)}`).join(', ');
}

/** `8mer ×2, 6mer`, strongest first. */
export function siteSummary(sites: readonly CandidateSite[]): string {
  return [...new Set([...siteTypes, ...sites.map(({ type }) => type)])]
    .map((type) => ({ type, number: sites.filter((site) => site.type === type).length }))
    .filter(({ number }) => number > 0)
    .map(({ type, number }) => (number === 1 ? type : `${type} ×${number}`))
    .join(', ');
}

/** Sites of one type stay in their order. */
export function strongestFirst<Site extends CandidateSite>(sites: readonly Site[]): Site[] {
  return [...sites].sort((a, b) => strength(b) - strength(a));
}

function strength({ type }: CandidateSite): number {
  const index = siteTypes.indexOf(type as CanonicalSiteType);
  return index === -1 ? -siteTypes.length : -index;
}

const SHAPES: Readonly<Record<string, string>> = {
  diamond: 'M0-6L5 0L0 6L-5 0Z',
  triangle: 'M0-5L5 4.5H-5Z',
  rect: 'M-4-4H4V4H-4Z',
  circle: 'M-4 0A4 4 0 1 1 4 0A4 4 0 1 1-4 0Z',
};

function mark(type: SeedSiteType, x: number, y: number): Html {
  const { color, symbol } = styleOf(type);
  return html`<path d="${SHAPES[symbol]}" transform="translate(${Math.round(x * 10) / 10} ${y})" fill="${useColorVariables(color)}" stroke="${useColorVariables(colors.paper)}" stroke-width=".8"/>`;
}
