import { formatCount, formatP, formatSigned } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { SiteShift } from '../report-data.ts';
import type { ContrastSection, ContrastView } from '../section.ts';
import { siteMark } from '../site-glyphs.ts';

/** How each site type moved, in numbers; and the genes that have one half of the evidence only. */
export const targetsSection: ContrastSection = {
  id: 'targets',
  title: 'Targets',
  scope: 'contrast',
  render: renderTargets,
};

function renderTargets({ data: { study }, contrast: { targets, ranking } }: ContrastView): Html | undefined {
  if (targets === undefined) return undefined;
  const rows = targets.overall ? [...targets.shifts, targets.overall] : targets.shifts;
  return html`
<div class="table-frame"><table class="plain">
<caption>Genes by the strongest ${study.mirna?.name ?? 'miRNA'} site in their 3′ UTR, compared with genes without a site</caption>
<thead><tr><th scope="col">strongest site</th><th scope="col" class="number">genes</th><th scope="col" class="number">shift of the median (log₂)</th><th scope="col" class="number">rank-sum p</th><th scope="col" class="number">K-S p</th></tr></thead>
<tbody>${rows.map(shiftRow)}</tbody>
</table></div>
${ranking && ranking.others.length > 0 ? html`<p>Not candidates: ${ranking.others.map(({ genes, reason }, i) => `${i > 0 ? '; ' : ''}${formatCount(genes)} genes ${reason}`)}.</p>` : undefined}`;
}

function shiftRow({ type, genes, medianShift, rankSumP, ksP }: SiteShift): Html {
  const name = type === 'any' ? html`any site` : html`${siteMark(type)} ${type}`;
  const p = (value: number | undefined) => (value === undefined ? '–' : formatP(value));
  return html`<tr><th scope="row">${name}</th><td class="number">${formatCount(genes)}</td><td class="number">${formatSigned(medianShift, 3)}</td><td class="number">${p(rankSumP)}</td><td class="number">${p(ksP)}</td></tr>`;
}
