import { withoutTicks } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { NameValue, ReportNote } from '../report-data.ts';
import type { StudySection, StudyView } from './section.ts';

/** How it was done, with which parameters and versions, and how to do it again. */
export const methodsSection: StudySection = {
  id: 'methods',
  title: 'Methods',
  scope: 'study',
  render: renderMethods,
};

function renderMethods({ data }: StudyView): Html {
  const { methods, citations, parameters, provenance, skipped, stageNotes, study } = data;
  return html`
${methods.map((paragraph) => html`<p class="prose">${paragraph}</p>`)}
${skipped.map(({ stage, why }) => html`<p class="prose">The stage ${stage} was left out: ${withoutTicks(why)}.</p>`)}
${citations.length > 0 ? html`<h3 class="spaced">References</h3><ul class="prose">${citations.map(({ label, title, doi }) => html`<li>${label}. <cite>${title}</cite>. <a href="https://doi.org/${doi}">doi:${doi}</a></li>`)}</ul>` : undefined}
<div class="columns">
${listing('Study', [...(study.design === '' ? [] : [{ name: 'design', value: study.design }]), ...(study.mirna ? [{ name: study.mirna.name, value: `5′-${study.mirna.sequence}-3′` }] : [])])}
${listing('Parameters', parameters)}
${listing('Versions', provenance)}
</div>
${reproduce}
${noteList(stageNotes)}`;
}

/** The folder `pipeline_info` stands beside the page; each run writes it anew. */
const reproduce = html`<h3 class="spaced">To do it again</h3>
<p class="prose"><code>seedrank run pipeline_info/params.json</code> repeats this study: <a href="pipeline_info/params.json">params.json</a> is a study file with every setting, also those left at their defaults. Unchanged inputs give the same bytes. <a href="pipeline_info/reproduce.sh">reproduce.sh</a> first checks the inputs against <a href="pipeline_info/inputs.sha256">inputs.sha256</a>; all files are described in <a href="ro-crate-metadata.json">ro-crate-metadata.json</a>, versions in <a href="pipeline_info/software_versions.yml">software_versions.yml</a>, the stages in <a href="pipeline_info/pipeline_dag.svg">pipeline_dag.svg</a>.</p>
<p class="prose">For other programs: <code>exports</code> holds ranked lists for GSEA (<code>.rnk</code>), sites as BED, tables for Excel, and sections for MultiQC; <code>tables</code>, <code>ranking</code> and <code>figures</code> hold everything on this page as TSV and SVG.</p>`;

function noteList(notes: readonly ReportNote[] = []): Html | undefined {
  if (notes.length === 0) return undefined;
  return html`<h3 class="spaced">What the stages noted</h3>
<dl class="listing stage-notes">${notes.map(({ level, stage, text }) => html`<div><dt>${stage}</dt><dd>${level === 'warning' ? html`<strong>Warning</strong> ` : undefined}${text}</dd></div>`)}</dl>`;
}

function listing(title: string, items: readonly NameValue[]): Html | undefined {
  if (items.length === 0) return undefined;
  return html`<div><h3>${title}</h3><dl class="listing">${items.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></div>`;
}
