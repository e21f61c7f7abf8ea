import { formatCount, formatFixed, formatP, formatSigned } from '../format.ts';
import { type Html, html } from '../html.ts';
import { type Candidate, type ContrastResult, geneName } from '../report-data.ts';
import type { ContrastSection, ContrastView } from '../section.ts';
import { siteMap, siteSummary } from '../site-glyphs.ts';

/** Rows that stand in the page; the file beside it has all. */
const SHOWN = 500;

const COLUMNS: ReadonlyArray<{ readonly name: string; readonly numeric: boolean }> = [
  { name: 'rank', numeric: true },
  { name: 'gene', numeric: false },
  { name: 'score', numeric: true },
  { name: 'log₂ fold change', numeric: true },
  { name: 'padj', numeric: true },
  { name: 'mean count', numeric: true },
  { name: 'sites', numeric: false },
  { name: 'why', numeric: false },
];

/** The candidates as a table that sorts and searches where scripts run, and reads well where they do not. */
export const tableSection: ContrastSection = {
  id: 'table',
  title: 'Candidates',
  scope: 'contrast',
  render: renderTable,
};

function renderTable({ contrast }: ContrastView): Html | undefined {
  const { id, ranking } = contrast;
  if (ranking === undefined) return undefined;
  const { candidates } = ranking;
  const shown = candidates.slice(0, SHOWN);
  return html`
<div class="table-tools needs-script" hidden><label>Search <input type="search" data-search="rows-${id}" placeholder="gene, site or reason" autocomplete="off" spellcheck="false"></label><output data-count="rows-${id}"></output></div>
<div class="table-frame" tabindex="0" role="region" aria-labelledby="table-${id}"><table class="candidates" id="rows-${id}" data-contrast="${id}">
<caption>${caption(contrast, shown.length)}</caption>
<thead><tr>${COLUMNS.map(({ name, numeric }, i) => html`<th scope="col" class="${numeric ? 'number' : ''}"${i === 0 ? html` aria-sort="ascending"` : undefined}>${name}</th>`)}</tr></thead>
<tbody>${shown.map((candidate) => candidateRow(contrast, candidate))}</tbody>
</table></div>
<p class="needs-script" hidden><button type="button" data-show-all="rows-${id}">Show all</button></p>`;
}

function caption({ ranking, target, reference }: ContrastResult, shown: number): string {
  const all = ranking?.candidates.length ?? 0;
  const part =
    shown < all
      ? `The first ${formatCount(shown)} of ${formatCount(all)} candidates; all stand in the candidates table beside this page.`
      : '';
  return `Genes that move as expected and have a site, the best first. Fold changes are ${target} over ${reference}. ${part}`;
}

function candidateRow({ genes }: ContrastResult, candidate: Candidate): Html {
  const { gene, rank, score, sites, utrLength, evidence } = candidate;
  const number = (value: number, text: string) => html`<td class="number" data-value="${value}">${text}</td>`;
  const padj = genes.padj[gene]!;
  return html`
<tr data-gene="${gene}">${number(rank, String(rank))}<th scope="row">${geneName(genes, gene)}</th>${number(score, formatFixed(score, 2))}${number(genes.log2FoldChange[gene]!, formatSigned(genes.log2FoldChange[gene]!, 2))}${number(padj, formatP(padj))}${number(genes.baseMean[gene]!, formatCount(genes.baseMean[gene]!))}<td data-value="${sites.length}">${siteMap(candidate)}<span class="note">${siteSummary(sites)} in ${formatCount(utrLength)} nt</span></td><td class="why">${evidence}</td></tr>`;
}
