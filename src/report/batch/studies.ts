import { formatCount, formatP } from '../format.ts';
import { type Html, html } from '../html.ts';
import { comparedWith } from '../report-data.ts';
import type { BatchContrastResult, BatchReportData, BatchStudyResult, BatchStudyState } from './batch-data.ts';

/** A sign and a word for each state: never color alone. */
const STATES: Readonly<Record<BatchStudyState, { readonly sign: string; readonly words: string }>> = {
  done: { sign: '✓', words: 'done' },
  failed: { sign: '✕', words: 'failed' },
  stale: { sign: '↻', words: 'stale' },
  new: { sign: '○', words: 'not run' },
  queued: { sign: '…', words: 'queued' },
  running: { sign: '▸', words: 'running' },
};

/** One row a contrast, and one for each study that has none to show. */
export function studiesSection({ studies }: BatchReportData): Html {
  const most = Math.max(1, ...studies.flatMap(({ contrasts }) => contrasts.flatMap(({ down, up }) => [down, up])));
  const withSeeds = studies.some(({ contrasts }) => contrasts.some(({ seed }) => seed !== undefined));
  const headers: readonly (readonly [name: string, numeric: boolean])[] = [
    ['study', false],
    ['state', false],
    ['contrast', false],
    ['microRNA', false],
    ['genes tested', true],
    ['down', true],
    ['', false],
    ['up', false],
    ['candidates', true],
    ['first candidates', false],
    ...(withSeeds ? ([['most enriched seed', false]] as const) : []),
  ];
  return html`
<section aria-labelledby="studies">
<h2 id="studies">Studies</h2>
<div class="table-tools needs-script" hidden><label>Search <input type="search" data-search="studies-table" placeholder="study, gene or microRNA" autocomplete="off" spellcheck="false"></label><output data-count="studies-table"></output></div>
<div class="table-frame" tabindex="0" role="region" aria-label="Table of the studies"><table class="batch-table" id="studies-table">
<caption>Each contrast of each study: genes that change, on one scale for all, and the candidates among them. A name leads to the report of its study.</caption>
<thead><tr>${headers.map(([name, numeric]) => (name === '' ? html`<td class="bars"></td>` : html`<th scope="col" class="${numeric ? 'number' : ''}">${name}</th>`))}</tr></thead>
<tbody>${studies.map((study) => studyRows(study, most, withSeeds))}</tbody>
</table></div>
</section>`;
}

function studyRows(study: BatchStudyResult, most: number, withSeeds: boolean): readonly Html[] {
  const { sign, words } = STATES[study.state];
  const start = html`<th scope="row">${study.report === undefined ? study.name : html`<a href="${study.report}">${study.name}</a>`}</th><td class="state ${study.state}"><span aria-hidden="true">${sign}</span> ${words}</td>`;
  if (study.contrasts.length === 0) {
    return [
      html`<tr>${start}<td colspan="${withSeeds ? 9 : 8}" class="note">${study.problems[0]?.message ?? study.note}</td></tr>`,
    ];
  }
  return study.contrasts.map((contrast) => html`<tr>${start}${contrastCells(study, contrast, most, withSeeds)}</tr>`);
}

function contrastCells(
  { mirnas }: BatchStudyResult,
  { target, reference, tested, down, up, candidates, firstCandidates, seed }: BatchContrastResult,
  most: number,
  withSeeds: boolean,
): Html {
  const number = (value: number) => html`<td class="number" data-value="${value}">${formatCount(value)}</td>`;
  return html`<td>${comparedWith({ target, reference }, 'against')}</td><td class="mirna">${mirnas.join(', ')}</td>${number(tested)}${number(down)}<td class="bars">${bars(down, up, most)}</td><td data-value="${up}">${formatCount(up)}</td>${candidates === undefined ? html`<td class="number" data-value="NaN">–</td>` : number(candidates)}<td class="names">${firstCandidates.join(', ')}</td>${
    withSeeds
      ? html`<td>${seed && html`${seed.label}${seed.padj === undefined ? undefined : html` <span class="note">(padj ${formatP(seed.padj)})</span>`}<span class="note seed-verdict">${seed.verdict}</span>`}</td>`
      : undefined
  }`;
}

/** Genes down to the left, up to the right, as lengths; the numbers stand beside. */
function bars(down: number, up: number, most: number): Html {
  const width = (genes: number): string => ((56 * genes) / most).toFixed(1);
  return html`<svg width="120" height="12" viewBox="-60 0 120 12" aria-hidden="true"><rect class="bar-down" x="-${width(down)}" y="1" width="${width(down)}" height="10"/><rect class="bar-up" x="0" y="1" width="${width(up)}" height="10"/><path d="M0 0V12"/></svg>`;
}
