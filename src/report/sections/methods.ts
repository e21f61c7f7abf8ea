import { countOf, withoutTicks } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { NameValue, ReportData, ReportNote } from '../report-data.ts';
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
${reproduce(data)}
${noteList(stageNotes)}`;
}

/** From this page alone: the study file, its inputs by their checksums, and the commands. */
function reproduce({ repetition, provenance }: ReportData): Html {
  const files = html`<p class="prose">For other programs: <code>exports</code> holds ranked lists for GSEA (<code>.rnk</code>), sites as BED, tables for Excel, and sections for MultiQC; <code>tables</code>, <code>ranking</code> and <code>figures</code> hold everything on this page as TSV and SVG. <code>pipeline_info</code> beside them has the runs with their dates, versions and checksums.</p>`;
  if (repetition === undefined) return files;
  const { fileName, study, inputs, version } = repetition;
  const made = provenance.map(({ name, value }) => `${name} ${value}`).join(', ');
  const sums = inputs.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  const commands = `# 1. Save the study file below as ${fileName} and lay the input files beside it, under the names that it gives them.
# 2. Check that they are the same files (the list below saved as inputs.sha256):
sha256sum --check inputs.sha256
# 3. Run with the same version (${version}): equal inputs give equal bytes.
seedrank --version
seedrank run ${fileName}
`;
  return html`<h3 class="spaced">To do it again</h3>
<div class="again"><p class="prose">All that it takes stands in this page. Made by ${made}.</p>
<pre tabindex="0" aria-label="Commands">${commands}</pre>
<details><summary>${fileName}: every setting, also those left at their defaults</summary>${saveButton(fileName, 'again-study')}<pre id="again-study" tabindex="0" aria-label="Study file">${study}</pre></details>
<details><summary>inputs.sha256: ${countOf(inputs.length, 'input file')} and ${inputs.length === 1 ? 'its checksum' : 'their checksums'}</summary>${saveButton('inputs.sha256', 'again-inputs')}<pre id="again-inputs" tabindex="0" aria-label="Checksums">${sums}</pre></details></div>
${files}`;
}

function saveButton(name: string, of: string): Html {
  return html`<p class="needs-script" hidden><button type="button" data-save-text="${of}" data-save-name="${name}">Save as ${name}</button></p>`;
}

function noteList(notes: readonly ReportNote[] = []): Html | undefined {
  if (notes.length === 0) return undefined;
  return html`<h3 class="spaced">What the stages noted</h3>
<dl class="listing stage-notes">${notes.map(({ level, stage, text }) => html`<div><dt>${stage}</dt><dd>${level === 'warning' ? html`<strong>Warning</strong> ` : undefined}${text}</dd></div>`)}</dl>`;
}

function listing(title: string, items: readonly NameValue[]): Html | undefined {
  if (items.length === 0) return undefined;
  return html`<div><h3>${title}</h3><dl class="listing">${items.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></div>`;
}
