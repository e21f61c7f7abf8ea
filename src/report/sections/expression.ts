import { type Html, html } from '../html.ts';
import type { ContrastResult } from '../report-data.ts';
import type { ContrastFigures } from '../report-figures.ts';
import { figureBlock } from './figure-block.ts';

/** Volcano, MA plot, p-values and dispersions of one contrast. */
export function expressionSection({ id }: ContrastResult, figures: ContrastFigures): Html {
  return html`
<section aria-labelledby="expression-${id}">
<h2 id="expression-${id}">Differential expression</h2>
<div class="table-tools needs-script" hidden><label>Find a gene in the plots <input type="search" data-find="${id}" autocomplete="off" spellcheck="false"></label><output data-found="${id}"></output></div>
<div class="figures">${figureBlock(figures.volcano)}${figureBlock(figures.meanDifference)}${figureBlock(figures.pvalues)}${figures.dispersion && figureBlock(figures.dispersion)}</div>
</section>`;
}
