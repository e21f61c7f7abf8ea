import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import { formatCount, formatFixed, formatP, formatSigned } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { PackableColumn } from '../packed-columns.ts';
import { type Candidate, type ContrastResult, comparedWith, geneName } from '../report-data.ts';
import { siteMap, siteSummary } from '../site-glyphs.ts';
import { geneColumns, nameColumns } from '../tables/gene-columns.ts';
import { tableColumns } from '../tables/table-columns.ts';
import { liveGeneTable } from './live-gene-table.ts';
import type { ContrastSection, ContrastView } from './section.ts';

/** Rows of the still table, for paper and for readers without scripts; the files beside the page have all. */
const STILL_ROWS = 50;

/** All genes, as a table that sorts, filters and exports where scripts run; the first candidates where they do not. */
export const geneTableSection: ContrastSection = {
  id: 'table',
  title: 'All genes',
  scope: 'contrast',
  render: renderTable,
};

function renderTable({ contrast }: ContrastView): Html {
  const present = [...nameColumns(contrast), ...geneColumns(contrast)];
  const note = `Fold changes: ${comparedWith(contrast, 'over')}.`;
  return html`${liveGeneTable(contrast.id, contrast.genes.id.length, note, tableColumns(present.map(describe)))}
<div data-still-table="${contrast.id}" class="still-table">${stillTable(contrast)}</div>`;
}

function describe(column: PackableColumn): { readonly name: string; readonly isText: boolean } {
  return { name: column.name, isText: 'text' in column };
}

function stillTable(contrast: ContrastResult): Html {
  const { ranking } = contrast;
  return ranking === undefined || ranking.candidates.length === 0
    ? html`<div class="table-frame"><table>${changesHead(contrast)}<tbody>${mostSignificant(contrast).map((gene) => html`<tr>${changeCells(contrast, gene)}</tr>`)}</tbody></table></div>`
    : html`<div class="table-frame" tabindex="0" role="region" aria-labelledby="table-${contrast.id}"><table class="candidates">
<caption>${caption(contrast)}</caption>
<thead><tr><th scope="col" class="number">rank</th>${CHANGE_HEADS}<th scope="col">sites</th><th scope="col">why</th></tr></thead>
<tbody>${ranking.candidates.slice(0, STILL_ROWS).map((candidate) => candidateRow(contrast, candidate))}</tbody>
</table></div>`;
}

const CHANGE_HEADS = html`<th scope="col">gene</th><th scope="col" class="number">log₂ fold change</th><th scope="col" class="number">padj</th><th scope="col" class="number">mean count</th>`;

function changesHead(contrast: ContrastResult): Html {
  return html`<caption>The ${STILL_ROWS} genes with the least p-values. Fold changes: ${comparedWith(contrast, 'over')}.</caption>
<thead><tr>${CHANGE_HEADS}</tr></thead>`;
}

function mostSignificant({ genes: { pvalue, logPvalue } }: ContrastResult): number[] {
  // One zero, as if it had no sign.
  const keys = (logPvalue ?? pvalue).map((key) => key + 0);
  return [...orderAscending(keys).subarray(0, STILL_ROWS)].filter((gene) => !Number.isNaN(keys[gene]!));
}

function caption(contrast: ContrastResult): string {
  const all = contrast.ranking?.candidates.length ?? 0;
  const part = all > STILL_ROWS ? `The first ${STILL_ROWS} of ${formatCount(all)} candidates` : 'All candidates';
  return `${part}: genes that move as expected and have a site, the best first. Fold changes: ${comparedWith(contrast, 'over')}. The files beside this page hold all genes.`;
}

function changeCells({ genes }: ContrastResult, gene: number): Html {
  const { log2FoldChange, padj, baseMean } = genes;
  return html`<th scope="row">${geneName(genes, gene)}</th><td class="number">${formatSigned(log2FoldChange[gene]!, 2)}</td><td class="number">${formatP(padj[gene]!)}</td><td class="number">${formatFixed(baseMean[gene]!, 1)}</td>`;
}

function candidateRow(contrast: ContrastResult, candidate: Candidate): Html {
  const { gene, rank, sites, utrLength, transcript, evidence } = candidate;
  const of = transcript === undefined ? '' : ` of ${transcript}`;
  return html`
<tr><td class="number">${rank}</td>${changeCells(contrast, gene)}<td>${siteMap(candidate)}<span class="note">${siteSummary(sites)} in ${formatCount(utrLength)} nt${of}</span></td><td class="why">${evidence}</td></tr>`;
}
