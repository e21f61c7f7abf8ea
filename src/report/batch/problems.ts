import { type Html, html } from '../html.ts';
import type { BatchProblem, BatchReportData } from './batch-data.ts';

/** What went wrong, with its place and its cure; undefined where nothing did. */
export function problemsSection({ studies }: BatchReportData): Html | undefined {
  const troubled = studies.filter(({ problems }) => problems.length > 0);
  if (troubled.length === 0) return undefined;
  return html`
<section aria-labelledby="problems">
<h2 id="problems">Problems</h2>
<ul class="problems">${troubled.map(({ name, problems }) => html`<li><h3>${name}</h3>${problems.map(describe)}</li>`)}</ul>
</section>`;
}

function describe({ code, stage, message, place, found, expected, hint }: BatchProblem): Html {
  const line = (name: string, value: string | undefined) =>
    value === undefined || value === '' ? undefined : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<p><strong>${message}</strong></p><dl class="listing">${line('stage', stage)}${line('where', place)}${line('found', found)}${line('expected', expected)}${line('cure', hint)}${line('code', code)}</dl>`;
}
