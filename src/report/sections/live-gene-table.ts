import { formatCount } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { TableColumn } from '../tables/table-columns.ts';

/** The frame of the table of all genes in a view, which a script fills: a grid, or on a narrow screen a list. */
export function liveGeneTable(view: string, genes: number, note: string, columns: readonly TableColumn[]): Html {
  const chooser = columns.map(
    ({ name, label, hint }) =>
      html`<div><label><input type="checkbox" value="${name}" autocomplete="off"> ${label}</label> <span class="note">${hint}</span></div>`,
  );
  return html`<div class="gene-table needs-script" data-gene-table="${view}" data-columns="${JSON.stringify(columns)}" hidden>
<p class="prose">All ${formatCount(genes)} genes. ${note} Filters of numbers take <code>&lt; 0.05</code>, <code>&gt;= 1</code>, <code>-2..-1</code> or <code>|x| &gt; 1</code>; what a column says stands under <i>Columns</i> and at its head. A row that is pressed marks its gene in the plots; the arrow keys go on from there.</p>
<div class="table-tools"><label>Search <input type="search" data-part="search" placeholder="in all text" autocomplete="off" spellcheck="false"></label>
<label class="narrow-only">Sort <select data-part="sort">${columns.map(({ name, label }) => html`<option value="${name}">${label}</option>`)}</select></label>
<details class="chooser"><summary>Columns</summary><div data-part="chooser">${chooser}</div></details>
<button type="button" data-part="reset">Show all genes</button>
<span class="exports">Export what is shown <button type="button" data-part="csv" title="For Excel: gene names stay as they are">CSV</button> <button type="button" data-part="tsv" title="For programs">TSV</button></span>
<output data-part="count"></output></div>
<ul class="active-filters" data-part="filters" aria-label="Filters in force" hidden></ul>
<p class="filter-problem" data-part="problem" role="alert" hidden></p>
<div data-part="grid" aria-label="All genes"></div>
<ol class="gene-list" data-part="list" hidden></ol><button type="button" data-part="more" hidden>Show more genes</button>
<p class="chosen-gene" data-part="card" aria-live="polite"></p>
</div>`;
}
