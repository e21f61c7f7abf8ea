import { formatCount, formatP } from '../format.ts';
import { type Html, html } from '../html.ts';
import { comparedWith } from '../report-data.ts';
import type {
  BatchContrastResult,
  BatchReportData,
  BatchSeed,
  BatchStudyResult,
  BatchStudyState,
} from './batch-data.ts';

/** A sign and a word for each state: never color alone. */
const STATES: Readonly<Record<BatchStudyState, { readonly sign: string; readonly words: string }>> = {
  done: { sign: '✓', words: 'done' },
  failed: { sign: '✕', words: 'failed' },
  stale: { sign: '↻', words: 'stale' },
  new: { sign: '○', words: 'not run' },
  queued: { sign: '…', words: 'queued' },
  running: { sign: '▸', words: 'running' },
};

/** What the search over all seeds says of the perturbed miRNA, in few words. */
const OUTCOMES: Readonly<Record<NonNullable<BatchSeed['outcome']>, string>> = {
  worked: 'the perturbed one comes first',
  weak: 'the perturbed one is weak',
  other: 'another explains more',
  against: 'the perturbed one is on the wrong side',
  silent: 'none explains the changes',
  open: 'no miRNA was named',
};

/** One row a contrast, and one for each study that has none to show; what tells whether it worked stands first. */
export function studiesSection({ studies }: BatchReportData): Html {
  const contrasts = studies.flatMap((study) => study.contrasts);
  const most = Math.max(1, ...contrasts.flatMap(({ down, up }) => [down, up]));
  const withSeeds = contrasts.some(({ seed }) => seed !== undefined);
  const headers: readonly (readonly [name: string, numeric: boolean])[] = [
    ['study', false],
    ['state', false],
    ...(withSeeds ? ([['most enriched seed', false]] as const) : []),
    ['microRNA', false],
    ['candidates', true],
    ['first candidates', false],
    ['down', true],
    ['', false],
    ['up', false],
    ['tested', true],
  ];
  const states = studies.map(({ state }) => [state, STATES[state].words] as const);
  const mirnas = studies.map((study) => [mirnaWords(study), mirnaWords(study)] as const);
  const outcomes = contrasts.flatMap(({ seed }) =>
    seed?.outcome ? [[seed.outcome, OUTCOMES[seed.outcome]] as const] : [],
  );
  return html`
<section aria-labelledby="studies">
<h2 id="studies">Studies</h2>
<div class="table-tools needs-script" hidden><label>Search <input type="search" data-search="studies-table" placeholder="study, gene or microRNA" autocomplete="off" spellcheck="false"></label>${choice('State', 'state', states)}${choice('microRNA', 'mirna', mirnas)}${choice('Seed', 'outcome', outcomes)}<output data-count="studies-table"></output></div>
<div class="table-frame" tabindex="0" role="region" aria-label="Table of the studies"><table class="batch-table studies" id="studies-table">
<caption>Each contrast of each study: the seed that explains the changes best, the candidates, and the genes that change, on one scale for all. A name leads to the report of its study; a head sorts.</caption>
<thead><tr>${headers.map(([name, numeric]) => (name === '' ? html`<td class="bars"></td>` : html`<th scope="col" class="${numeric ? 'number' : ''}">${name}</th>`))}</tr></thead>
<tbody>${studies.map((study) => studyRows(study, most, withSeeds))}</tbody>
</table></div>
</section>`;
}

/** A choice among the values that occur, where there are several. */
function choice(
  label: string,
  key: string,
  values: readonly (readonly [value: string, words: string])[],
): Html | undefined {
  const options = new Map(values.filter(([value]) => value !== ''));
  if (options.size < 2) return undefined;
  return html`<label>${label} <select data-filter="studies-table" data-key="${key}"><option value="">all</option>${[...options].map(([value, words]) => html`<option value="${value}">${words}</option>`)}</select></label>`;
}

function mirnaWords({ mirnas }: BatchStudyResult): string {
  return mirnas.join(', ');
}

function studyRows(study: BatchStudyResult, most: number, withSeeds: boolean): readonly Html[] {
  const { sign, words } = STATES[study.state];
  const name = study.report === undefined ? html`${study.name}` : html`<a href="${study.report}">${study.name}</a>`;
  const state = html`<td class="state ${study.state}"><span aria-hidden="true">${sign}</span> ${words}</td>`;
  const keys = html` data-state="${study.state}" data-mirna="${mirnaWords(study)}"`;
  if (study.contrasts.length === 0) {
    return [
      html`<tr${keys}><th scope="row">${name}</th>${state}<td colspan="${withSeeds ? 8 : 7}" class="note">${study.problems[0]?.message ?? study.note}</td></tr>`,
    ];
  }
  return study.contrasts.map(
    (contrast) =>
      html`<tr${keys} data-outcome="${contrast.seed?.outcome ?? ''}"><th scope="row">${name} <span class="note">${comparedWith(contrast, 'against')}</span></th>${state}${contrastCells(study, contrast, most, withSeeds)}</tr>`,
  );
}

function contrastCells(
  study: BatchStudyResult,
  { tested, down, up, candidates, firstCandidates, seed }: BatchContrastResult,
  most: number,
  withSeeds: boolean,
): Html {
  const number = (value: number) => html`<td class="number" data-value="${value}">${formatCount(value)}</td>`;
  return html`${withSeeds ? seedCell(seed) : undefined}<td class="mirna">${mirnaWords(study)}</td>${candidates === undefined ? html`<td class="number" data-value="NaN">–</td>` : number(candidates)}<td class="names">${firstCandidates.join(', ')}</td>${number(down)}<td class="bars">${bars(down, up, most)}</td><td data-value="${up}">${formatCount(up)}</td>${number(tested)}`;
}

/** Sorted by its p-value. */
function seedCell(seed: BatchSeed | undefined): Html {
  if (seed === undefined) return html`<td data-value="NaN">–</td>`;
  const { label, padj, outcome, verdict } = seed;
  const words = [
    ...(padj === undefined ? [] : [`padj ${formatP(padj)}`]),
    ...(outcome ? [OUTCOMES[outcome]] : [verdict]),
  ];
  return html`<td class="seed" data-value="${padj ?? Number.NaN}" title="${verdict}">${label} <span class="note seed-verdict ${outcome ?? ''}">${words.filter((one) => one !== '').join(', ')}</span></td>`;
}

/** Genes down to the left, up to the right, as lengths; the numbers stand beside. */
function bars(down: number, up: number, most: number): Html {
  const width = (genes: number): string => ((56 * genes) / most).toFixed(1);
  return html`<svg width="120" height="12" viewBox="-60 0 120 12" aria-hidden="true"><rect class="bar-down" x="-${width(down)}" y="1" width="${width(down)}" height="10"/><rect class="bar-up" x="0" y="1" width="${width(up)}" height="10"/><path d="M0 0V12"/></svg>`;
}
