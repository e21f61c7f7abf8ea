import { type Html, html } from './html.ts';
import { type DifferentialColumns, geneName } from './report-data.ts';

/** The name of a gene, which leads to its card in a view where scripts run; without them to the table of genes. */
export function geneLink(view: string, genes: DifferentialColumns, gene: number): Html {
  return html`<a class="gene-link" href="#table-${view}" data-gene-of="${view}" data-gene-row="${gene}">${geneName(genes, gene)}</a>`;
}
