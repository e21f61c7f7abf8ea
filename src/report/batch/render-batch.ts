import { countOf, formatCount } from '../format.ts';
import { embeddedScript, type Html, html } from '../html.ts';
import { pageHead, type Sha256 } from '../page-head.ts';
import type { BatchReportData, BatchStudyState } from './batch-data.ts';
import { batchStyles } from './batch-styles.ts';
import { problemsSection } from './problems.ts';
import { recurringSection } from './recurring.ts';
import { studiesSection } from './studies.ts';

/**
 * The page over all studies of a batch: one file that needs no network, reads well without scripts, and links to the report
 * of each study. Equal data give equal bytes. `script` is the compiled `client/batch-tables.js`, which sorts and searches.
 */
export function renderBatch(data: BatchReportData, script: string, sha256: Sha256): string {
  const code = embeddedScript(script);
  const problems = problemsSection(data);
  const recurring = recurringSection(data);
  const page = html`<!doctype html>
<html lang="en">
${pageHead({ title: `${data.title} – seedrank batch`, styles: batchStyles, scripts: [code], sha256 })}
<body>
<a class="skip" href="#main">To the results</a>
<header class="bar"><div class="bar-inner"><b>seedrank</b><nav aria-label="Sections">${problems && html`<a href="#problems">Problems</a>`}<a href="#studies">Studies</a>${recurring && html`<a href="#recurring">Recurring candidates</a>`}</nav></div></header>
<main id="main">
${answer(data)}
${problems}
${studiesSection(data)}
${recurring}
</main>
<footer>Made by seedrank. This file is complete: it can be kept, sent and opened without a network; its links lead to the reports of the studies beside it.</footer>
<script type="module">${code}</script>
</body>
</html>
`;
  return page.text;
}

/** How many studies are done, and what they found, before anything else. */
function answer({ title, studies, lists, recurring }: BatchReportData): Html {
  const contrasts = studies.flatMap((study) => study.contrasts);
  const candidates = contrasts.reduce((sum, contrast) => sum + (contrast.candidates ?? 0), 0);
  const changed = contrasts.reduce((sum, { down, up }) => sum + down + up, 0);
  const done = studies.filter(({ state }) => state === 'done').length;
  const [first] = recurring;
  return html`
<section class="answer" aria-label="The answer">
<p class="kicker">${title} · ${countOf(studies.length, 'study', 'studies')}</p>
<h1>${headline(done, studies.length)}</h1>
<p class="verdict ${done === studies.length ? 'worked' : 'against'}">${verdict(studies.map(({ state }) => state))}${
    first === undefined
      ? undefined
      : html` <b>${first.geneName || first.geneId}</b> is a candidate in ${formatCount(first.studies)} of them${recurring.length > 1 ? html`, and ${countOf(recurring.length - 1, 'more gene recurs', 'more genes recur')}` : undefined}.`
  }</p>
<dl class="numbers">
${number(done, 'done', `of ${formatCount(studies.length)}`)}
${number(contrasts.length, contrasts.length === 1 ? 'contrast' : 'contrasts', `${formatCount(changed)} changed genes in all`)}
${number(candidates, 'candidates', `in ${countOf(lists.length, 'ranking')}`)}
${number(recurring.length, 'recurring', 'candidates of two studies or more')}
</dl>
</section>`;
}

function headline(done: number, all: number): string {
  if (done === all) return all === 1 ? 'The study is done' : `All ${formatCount(all)} studies are done`;
  return `${formatCount(done)} of ${countOf(all, 'study', 'studies')} ${done === 1 ? 'is' : 'are'} done`;
}

/** What the states are called when they are counted, in the order in which they are told. */
const STATES: readonly (readonly [BatchStudyState, string])[] = [
  ['failed', 'failed'],
  ['stale', 'stale'],
  ['running', 'running'],
  ['queued', 'in the queue'],
  ['new', 'not run yet'],
];

function verdict(states: readonly BatchStudyState[]): Html {
  const parts = STATES.flatMap(([state, words]) => {
    const count = states.filter((other) => other === state).length;
    return count === 0 ? [] : [`${formatCount(count)} ${words}`];
  });
  return parts.length === 0
    ? html`<strong>Every study is up to date with its files.</strong>`
    : html`<strong>Not done: ${parts.join(', ')}.</strong> Run the same command again: it does only what is not done.`;
}

function number(value: number, name: string, note: string): Html {
  return html`<div><dt>${name}</dt><dd>${formatCount(value)}</dd><dd class="note">${note}</dd></div>`;
}
