import { accessibilityMap } from '../accessibility-map.ts';
import { countOf, formatCount, formatFixed, formatPercent, formatSigned } from '../format.ts';
import { type Html, html, trusted } from '../html.ts';
import {
  type Candidate,
  type ContrastResult,
  geneName,
  type RankingResults,
  type SiteCloseUp,
} from '../report-data.ts';
import { siteMap, siteMark, strongestFirst } from '../site-glyphs.ts';

/** Candidates that are shown, and sites of each. */
const CARDS = 6;
const DUPLEXES = 2;

/** The first candidates one by one: map of the 3' UTR, and its strongest sites with what is known of them and their duplex. */
export function closeUps(contrast: ContrastResult, { candidates }: RankingResults): Html | undefined {
  const shown = candidates.filter((candidate) => candidate.closeUps !== undefined).slice(0, CARDS);
  if (shown.length === 0) return undefined;
  return html`<h3 class="spaced">The first candidates, site by site</h3>
<p class="prose">The ${DUPLEXES} strongest sites of each, and the most stable duplex that the miRNA forms there (target above, miRNA below; lines are Watson-Crick pairs, dots G:U).${shown.some(({ accessibility }) => accessibility) ? ' The curve is how likely the 14 nt about each place of the 3′ UTR are unpaired, from 0.0001 to 1, and thin lines mark the sites.' : ''} All sites and duplexes are in <code>tables/targets</code>.</p>
<div class="close-ups">${shown.map((candidate) => card(contrast, candidate))}</div>`;
}

function card({ id, genes }: ContrastResult, candidate: Candidate): Html {
  const { gene, rank, evidence, closeUps: sites = [], utrLength, transcript } = candidate;
  const of = transcript === undefined ? '' : ` of ${transcript}`;
  const shown = strongestFirst(sites).slice(0, DUPLEXES);
  const left = sites.length - shown.length;
  return html`
<article class="close-up" aria-labelledby="close-up-${id}-${rank}">
<h4 id="close-up-${id}-${rank}"><span class="rank">${rank}</span> ${geneName(genes, gene)} <span class="note">3′ UTR${of}, ${formatCount(utrLength)} nt</span></h4>
${siteMap(candidate, 320)}
${accessibilityMap(candidate, genes.id[gene]!, 320)}
<p class="evidence">${evidence}</p>
${shown.map(siteBlock)}
${left > 0 ? html`<p class="note">and ${countOf(left, 'more site')}</p>` : undefined}
</article>`;
}

function siteBlock(site: SiteCloseUp): Html {
  return html`<div class="site"><p>${siteMark(site.type)} <b>${site.type}</b> at ${formatCount(site.start)}–${formatCount(site.end)} <span class="note">${facts(site).join(', ')}</span></p>
<div class="duplex">${trusted(site.drawing)}</div></div>`;
}

function facts({ contextScore, accessibility, conserved, pct, energyKcalPerMol }: SiteCloseUp): string[] {
  return [
    ...(Number.isNaN(energyKcalPerMol) ? [] : [`${formatFixed(energyKcalPerMol, 1)} kcal/mol`]),
    ...(Number.isNaN(contextScore) ? [] : [`context++ ${formatSigned(contextScore, 2)}`]),
    ...(Number.isNaN(accessibility) ? [] : [`unpaired ${formatPercent(accessibility, accessibility < 0.01 ? 2 : 1)}`]),
    ...(conserved === undefined ? [] : [conserved ? 'conserved' : 'not conserved']),
    ...(Number.isNaN(pct) ? [] : [`PCT ${formatPercent(pct)}`]),
  ];
}
