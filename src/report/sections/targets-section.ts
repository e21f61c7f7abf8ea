import { siteMapsFigure } from '../figures/site-maps.ts';
import { wordLandscapeFigure } from '../figures/word-landscape-figure.ts';
import { formatCount, formatP, formatSigned } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { RankingResults, ReportMirna, SeedFamily, SeedResults, TargetResults } from '../report-data.ts';
import { siteMark } from '../site-glyphs.ts';
import type { SiteShift } from '../site-shift.ts';
import { closeUps } from './close-ups.ts';
import { figureBlock } from './figure-block.ts';
import type { ContrastSection, ContrastView } from './section.ts';
import { sharedBlock } from './shared-block.ts';

/** How each site type moved, which seeds explain the changes, and the sites of the first candidates one by one. */
export const targetsSection: ContrastSection = {
  id: 'targets',
  title: 'Targets',
  scope: 'contrast',
  figures: (_, contrast) => [contrast.seeds && wordLandscapeFigure(contrast, contrast.seeds), siteMapsFigure(contrast)],
  render: renderTargets,
};

function renderTargets({ data: { study }, contrast, figure }: ContrastView): Html | undefined {
  const { targets, ranking, seeds } = contrast;
  if (targets === undefined && seeds === undefined) return undefined;
  return html`
${targets && shiftTable(targets, study.mirna)}
${ranking && notCandidates(ranking)}
${contrast.shared && sharedBlock(contrast, contrast.shared)}
<div class="figures">${seeds && figureBlock(figure('landscape'))}${figureBlock(figure('site-maps'))}</div>
${seeds && familyTable(seeds)}
${ranking && closeUps(contrast, ranking)}`;
}

function shiftTable({ shifts, strong, overall }: TargetResults, mirna: ReportMirna | undefined): Html {
  const rows = [...shifts, ...[strong, overall].filter((shift) => shift !== undefined)];
  const matched = rows.some((shift) => shift.matched !== undefined);
  const against = matched
    ? html`<tr><th rowspan="2" scope="col">strongest site</th><th rowspan="2" scope="col" class="number">genes</th><th colspan="3" scope="colgroup" class="over">against all genes without a site</th><th colspan="4" scope="colgroup" class="over">against matched genes without a site</th></tr>
<tr>${SHIFT_HEADS}<th scope="col" class="number">shift</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number">rank-sum p</th><th scope="col" class="number">K-S p</th></tr>`
    : html`<tr><th scope="col">strongest site</th><th scope="col" class="number">genes</th>${SHIFT_HEADS}</tr>`;
  return html`
<div class="table-frame"><table class="plain">
<caption>Genes by the strongest ${mirna?.name ?? 'miRNA'} site in their 3′ UTR, compared with genes without a site: shift of the median log₂ fold change, one-sided tests${matched ? '. Matched genes are alike in expression and 3′ UTR' : ''}</caption>
<thead>${against}</thead>
<tbody>${rows.map((shift) => shiftRow(shift, matched))}</tbody>
</table></div>`;
}

const SHIFT_HEADS = html`<th scope="col" class="number">shift</th><th scope="col" class="number">rank-sum p</th><th scope="col" class="number">K-S p</th>`;

function shiftRow({ type, genes, medianShift, rankSumP, ksP, matched }: SiteShift, hasMatched: boolean): Html {
  const name =
    type === 'any' ? html`any site` : type === '7 or 8 nt' ? html`any of 7 or 8 nt` : html`${siteMark(type)} ${type}`;
  const cell = (text: string) => html`<td class="number">${text}</td>`;
  const p = (value: number | undefined) => cell(value === undefined ? '–' : formatP(value));
  const interval = matched && `${formatSigned(matched.ciLow, 2)} to ${formatSigned(matched.ciHigh, 2)}`;
  const second =
    hasMatched &&
    html`${cell(matched ? formatSigned(matched.medianShift, 3) : '–')}${cell(interval ?? '–')}${p(matched?.rankSumP)}${p(matched?.ksP)}`;
  return html`<tr><th scope="row">${name}</th>${cell(formatCount(genes))}${cell(formatSigned(medianShift, 3))}${p(rankSumP)}${p(ksP)}${second || undefined}</tr>`;
}

function notCandidates({ others }: RankingResults): Html | undefined {
  if (others.length === 0) return undefined;
  return html`<p class="prose">Not candidates: ${others.map(({ genes, reason }, i) => `${i > 0 ? '; ' : ''}genes that ${reason} (${formatCount(genes)})`)}.</p>`;
}

/** Families that are listed in each direction, besides that of the miRNA. */
const FAMILIES = 5;

function familyTable({ text, families, top }: SeedResults): Html | undefined {
  if (top.length === 0) return undefined;
  const listed = top.filter(({ rank, sought }) => rank <= FAMILIES || sought);
  const columns = (['down', 'up'] as const).map((direction) => {
    const rows = listed.filter((family) => family.direction === direction).sort((a, b) => a.rank - b.rank);
    return html`<div class="table-frame"><table><caption>Most enriched among ${direction}-regulated genes</caption>
<thead><tr><th scope="col" class="number">rank</th><th scope="col">family</th><th scope="col">seed</th><th scope="col" class="number">genes</th><th scope="col" class="number">z</th><th scope="col" class="number">padj</th></tr></thead>
<tbody>${rows.map(familyRow)}</tbody></table></div>`;
  });
  return html`<h3 class="spaced">Which seed explains the changes</h3>
<p class="prose">${text} Tried: ${formatCount(families)} families, by the excess of change of genes with their 7- and 8-base sites over genes that are alike.</p>
<div class="figures">${columns}</div>`;
}

function familyRow({ name, seed, sought, rank, genes, z, padj, log10P, members }: SeedFamily): Html {
  const others = members.length > 1 ? html` <span class="note">and ${members.length - 1} more</span>` : undefined;
  // Of p-values that underflow the unadjusted logarithm is known; it is a bound good to a factor of the families tried.
  const p = formatP(padj, padj === 0 ? log10P : undefined);
  return html`<tr${sought ? html` class="sought"` : undefined}><td class="number">${rank}</td><th scope="row" class="name"${members.length > 1 ? html` title="${members.join(', ')}"` : undefined}>${name}${others}</th><td><code>${seed}</code></td><td class="number">${formatCount(genes)}</td><td class="number">${formatSigned(z, 1)}</td><td class="number">${p}</td></tr>`;
}
