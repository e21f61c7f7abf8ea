import { type Html, html } from '../html.ts';
import type { ConsensusResults } from '../report-data.ts';

/** Filled by a script with the gene that is chosen while the view is shown. */
export function geneCardBlock(view: string, alpha: number, consensus?: ConsensusResults | undefined): Html {
  return html`<aside class="gene-card" data-gene-card="${view}" aria-label="The chosen gene" aria-live="polite" tabindex="-1" hidden>
<div><h3 data-card="name"></h3><p class="gene-links" data-card="links"></p><dl data-card="facts"></dl><p data-card="why"></p><p data-card="sets"></p>${consensus && html`<div class="card-engines" data-card="engines" data-alpha="${alpha}" data-engines="${consensus.engines.map(({ name }) => name).join(';')}"></div>`}<div class="card-engines" data-card="contrasts"></div></div>
<div><div class="card-chart" data-card="chart"></div><div data-card="sites"></div></div>
</aside>`;
}
