import type { DrawnFigure } from '../figures/figure.ts';
import { type Html, html } from '../html.ts';
import type { ReportNote } from '../report-data.ts';
import { figureBlock } from './figure-block.ts';

/** The samples, and what the stages had to say. */
export function qualitySection(figures: readonly DrawnFigure[], notes: readonly ReportNote[]): Html {
  const ordered = [...notes].sort((a, b) => Number(b.level === 'warning') - Number(a.level === 'warning'));
  return html`
<section aria-labelledby="quality">
<h2 id="quality">Quality</h2>
${ordered.length > 0 ? html`<ul class="notes">${ordered.map(({ level, stage, text }) => html`<li class="${level}"><strong>${level === 'warning' ? 'Warning' : 'Note'}</strong> <span class="stage">${stage}</span> ${text}</li>`)}</ul>` : undefined}
<div class="figures">${figures.map((figure) => figureBlock(figure))}</div>
</section>`;
}
