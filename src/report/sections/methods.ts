import { type Html, html } from '../html.ts';
import type { NameValue } from '../report-data.ts';
import type { StudySection, StudyView } from '../section.ts';

/** How it was done, with which parameters and versions, and how to do it again. */
export const methodsSection: StudySection = {
  id: 'methods',
  title: 'Methods',
  scope: 'study',
  render: renderMethods,
};

function renderMethods({ data }: StudyView): Html {
  const { methods, citations, parameters, provenance, skipped, study } = data;
  return html`
${methods.map((paragraph) => html`<p class="prose">${paragraph}</p>`)}
${skipped.map(({ stage, why }) => html`<p class="prose">The stage ${stage} was skipped: ${why}</p>`)}
${citations.length > 0 ? html`<h3>References</h3><ul class="prose">${citations.map(({ label, title, doi }) => html`<li>${label}. <cite>${title}</cite>. <a href="https://doi.org/${doi}">doi:${doi}</a></li>`)}</ul>` : undefined}
<div class="columns">
${listing('Study', [{ name: 'design', value: study.design }, ...(study.mirna ? [{ name: study.mirna.name, value: `5′-${study.mirna.sequence}-3′` }] : [])])}
${listing('Parameters', parameters)}
${listing('Provenance', provenance)}
</div>`;
}

function listing(title: string, items: readonly NameValue[]): Html | undefined {
  if (items.length === 0) return undefined;
  return html`<div><h3>${title}</h3><dl class="listing">${items.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></div>`;
}
