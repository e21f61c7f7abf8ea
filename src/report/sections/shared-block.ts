import { formatCount, formatFixed, formatSigned } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { ContrastResult } from '../report-data.ts';
import type { SharedResults } from '../shared-results.ts';

/** How much is shared with which contrasts, and which genes stand elsewhere since it was taken out. */
export function sharedBlock({ genes }: ContrastResult, { text, contrasts, moved }: SharedResults): Html {
  const number = (value: string) => html`<td class="number">${value}</td>`;
  const others = contrasts.map(
    ({ name, correlation, weight }) =>
      html`<tr><th scope="row" class="name">${name}</th>${number(formatFixed(correlation, 2))}${number(weight === 0 ? 'not used' : formatFixed(weight, 2))}</tr>`,
  );
  const rows = moved.map(
    ({ gene, before, now, taken }) =>
      html`<tr><th scope="row" class="name">${genes.symbol?.[gene] || genes.id[gene]}</th>${number(formatCount(before))}${number(formatCount(now))}${number(formatSigned(genes.log2FoldChange[gene]!, 2))}${number(formatSigned(taken, 2))}</tr>`,
  );
  const movedTable =
    moved.length > 0 &&
    html`<div class="table-frame"><table><caption>Genes of the first places that moved most</caption>
<thead><tr><th scope="col">gene</th><th scope="col" class="number">rank before</th><th scope="col" class="number">rank</th><th scope="col" class="number">log₂ fold change</th><th scope="col" class="number">of it shared</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return html`<h3 class="spaced">What other miRNAs show as well</h3>
<p class="prose">${text.charAt(0).toUpperCase() + text.slice(1)}.</p>
<div class="figures"><div class="table-frame"><table><caption>Contrasts of other miRNAs</caption>
<thead><tr><th scope="col">contrast</th><th scope="col" class="number">correlation</th><th scope="col" class="number">weight</th></tr></thead>
<tbody>${others}</tbody></table></div>${movedTable || undefined}</div>`;
}
