import { formatCount, formatFixed, formatSigned } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { BatchRecurringGene, BatchReportData } from './batch-data.ts';

/** Rows that stand in the page; the table beside it has all. */
const SHOWN = 100;
/** With more rankings than this, cells of their own would be too narrow to read. */
const COLUMNS = 60;
/** With more than this, cells tell the direction by a sign and the change by their color, and the number is pointed at. */
const NUMBERED_COLUMNS = 12;
/** Names of rankings that a row lists, where they have no columns. */
const LISTED = 6;
/** The fold change from which a cell has its full color. */
const FULL_COLOR = 3;

/** Genes that several studies name as candidates; undefined where there is none. */
export function recurringSection(data: BatchReportData): Html | undefined {
  const { lists, recurring } = data;
  if (recurring.length === 0) return undefined;
  const names = listNames(data);
  const shown = recurring.slice(0, SHOWN);
  const inCells = lists.length <= COLUMNS;
  const part =
    shown.length < recurring.length
      ? `The first ${formatCount(shown.length)} of ${formatCount(recurring.length)}; all stand in batch/recurring_candidates.tsv.`
      : '';
  return html`
<section aria-labelledby="recurring">
<h2 id="recurring">Recurring candidates</h2>
<div class="table-tools needs-script" hidden><label>Search <input type="search" data-search="recurring-table" placeholder="gene" autocomplete="off" spellcheck="false"></label><output data-count="recurring-table"></output></div>
<div class="table-frame" tabindex="0" role="region" aria-label="Table of recurring candidates"><table class="batch-table recurring${names.length > NUMBERED_COLUMNS && inCells ? ' compact' : ''}" id="recurring-table">
<caption>Genes that are candidates in at least two studies, those of most studies first. ${inCells ? 'Each cell is a ranking that has the gene as a candidate; the deeper its color, the larger the log₂ fold change: blue down, orange up. A head sorts by its ranking.' : ''} ${part}</caption>
<thead><tr><th scope="col">gene</th><th scope="col" class="number">studies</th><th scope="col" class="number">best rank</th><th scope="col" class="number">mean log₂ fold change</th>${
    inCells
      ? names.map((name) => html`<th scope="col" class="list-name"><span>${name}</span></th>`)
      : html`<th scope="col">where</th>`
  }</tr></thead>
<tbody>${shown.map((gene) => geneRow(gene, names, inCells))}</tbody>
</table></div>
</section>`;
}

function geneRow(gene: BatchRecurringGene, names: readonly string[], inCells: boolean): Html {
  const { geneId, geneName, studies, bestRank, log2FoldChange, places } = gene;
  const title = geneName === '' || geneName === geneId ? undefined : html`<span class="note">${geneId}</span>`;
  return html`<tr><th scope="row">${geneName || geneId} ${title}</th><td class="number" data-value="${studies}">${formatCount(studies)}</td><td class="number" data-value="${bestRank}">${formatCount(bestRank)}</td><td class="number" data-value="${log2FoldChange}">${formatSigned(log2FoldChange, 2)}</td>${inCells ? names.map((_, list) => placeCell(gene, list, names.length <= NUMBERED_COLUMNS)) : html`<td class="names">${whereWords(places, names)}</td>`}</tr>`;
}

function placeCell({ places }: BatchRecurringGene, list: number, isNumbered: boolean): Html {
  const place = places.find((other) => other.list === list);
  if (place === undefined) return html`<td class="cell" data-value="NaN"></td>`;
  const { log2FoldChange, rank } = place;
  const share = Math.min(1, Math.abs(log2FoldChange) / FULL_COLOR);
  return html`<td class="cell ${log2FoldChange < 0 ? 'down' : 'up'}" data-value="${log2FoldChange}" style="--share:${share.toFixed(2)}" title="log₂ fold change ${formatSigned(log2FoldChange, 2)}, rank ${formatCount(rank)}">${isNumbered ? formatFixed(log2FoldChange, 1) : log2FoldChange < 0 ? '▼' : '▲'}</td>`;
}

function whereWords(places: BatchRecurringGene['places'], names: readonly string[]): string {
  const words = places.slice(0, LISTED).map(({ list }) => names[list] as string);
  const more = places.length - words.length;
  return more > 0 ? `${words.join(', ')} and ${formatCount(more)} more` : words.join(', ');
}

/** A study with one ranking is called by its name alone. */
function listNames({ lists }: BatchReportData): string[] {
  return lists.map(({ study, contrast }) =>
    lists.filter((other) => other.study === study).length > 1 ? `${study}: ${contrast}` : study,
  );
}
