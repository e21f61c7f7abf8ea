import type { Column } from '../../formats/delimited/read-table.ts';
import { embeddedJson, embeddedScript, type Html, html } from '../html.ts';
import { pageHead, type Sha256 } from '../page-head.ts';
import { comparedWith, type ReportData } from '../report-data.ts';
import { answerSection } from '../sections/answer.ts';
import { consensusSection } from '../sections/consensus-section.ts';
import { expressionSection } from '../sections/expression.ts';
import { fitSection } from '../sections/fit-section.ts';
import { geneTableSection } from '../sections/gene-table-section.ts';
import { methodsSection } from '../sections/methods.ts';
import { overviewSection } from '../sections/overview-section.ts';
import { overviewTableSection } from '../sections/overview-table-section.ts';
import { patientsSection } from '../sections/patients-section.ts';
import { qualitySection } from '../sections/quality-section.ts';
import type { ReportSection } from '../sections/section.ts';
import { setsSection } from '../sections/sets-section.ts';
import { targetsSection } from '../sections/targets-section.ts';
import { figureTables } from '../tables/figure-tables.ts';
import { pageBlocks } from '../tables/page-blocks.ts';
import { reportPayload } from '../tables/payload.ts';
import { hasOverview, OVERVIEW } from '../views.ts';
import { type DrawnSection, drawSections } from './draw-sections.ts';

/** Text of the scripts that make the page live; it is complete without them. */
export interface ReportScripts {
  /** `library/echarts.js`, bundled: the parts of ECharts that figures use. */
  readonly echarts: string;
  /** `dist/js/tabulator.min.js` of the package tabulator-tables. */
  readonly tabulator: string;
  /** The compiled files named in `clientScripts`, in that order. */
  readonly client: readonly string[];
  /** Makes the columns in the page small; the page's script unpacks them with the browser's own decoder. */
  gzip(bytes: Uint8Array): Uint8Array;
  readonly sha256: Sha256;
  /** Of the libraries above. */
  readonly licenses: readonly PageLicense[];
}

/** The whole text under which a part of the page is given to others. */
export interface PageLicense {
  readonly name: string;
  readonly text: string;
}

/** Files of `src/report/client`, compiled: each a script of its own. */
export const clientScripts: readonly string[] = [
  'page-data.js',
  'table-cells.js',
  'page-state.js',
  'view-switch.js',
  'gene-list.js',
  'gene-table.js',
  'gene-search.js',
  'selection.js',
  'gene-links.js',
  'gene-sites.js',
  'gene-card.js',
  'set-links.js',
  'live-figures.js',
  'figure-downloads.js',
];

/** In the order of the page. */
export const sections: readonly ReportSection[] = [
  overviewSection,
  answerSection,
  targetsSection,
  setsSection,
  patientsSection,
  expressionSection,
  consensusSection,
  qualitySection,
  fitSection,
  overviewTableSection,
  geneTableSection,
  methodsSection,
];

/** What code, sections and tables of genes leave of it is for the data of figures; the rest, which is less, makes 5 MB. */
const MOST_CHARACTERS = 4_600_000;

export interface RenderedReport {
  /** The HTML file: needs no network and no other file. */
  readonly page: string;
  /** Every figure of the page as a picture of its own. */
  readonly figures: readonly FigureFile[];
}

export interface FigureFile {
  /** Without extension. */
  readonly name: string;
  readonly svg: string;
  /** What is drawn, as columns. */
  readonly table: ReadonlyMap<string, Column>;
}

/**
 * The report of a study. Its page reads well without scripts; with them figures answer the pointer, the table sorts and
 * searches, and contrasts switch. Equal data give equal bytes.
 */
export function renderReport(data: ReportData, scripts: ReportScripts): RenderedReport {
  const drawn = drawSections(data, sections);
  return {
    page: renderPage(data, drawn, scripts).text,
    figures: drawn.flatMap(({ figures }) => figures.map(({ name, svg, table }) => ({ name, svg, table }))),
  };
}

function renderPage(data: ReportData, drawn: readonly DrawnSection[], scripts: ReportScripts): Html {
  const code = [scripts.echarts, scripts.tabulator, ...scripts.client].map(embeddedScript);
  const shown = drawn.map(sectionElement);
  const room = MOST_CHARACTERS - [...code, ...shown].reduce((sum, { text }) => sum + text.length, 0);
  return html`<!doctype html>
<html lang="en">
${pageHead({ title: `${data.study.name} – seedrank`, scripts: code, sha256: scripts.sha256 })}
<body>
<a class="skip" href="#main">To the results</a>
<header class="bar"><div class="bar-inner"><b>seedrank</b>${hasOverview(data) ? viewSwitch(data) : undefined}${contents(data, drawn)}${geneSearch()}</div></header>
<main id="main">
${selectionBar}
${shown}
</main>
<footer>Made by seedrank. Figures: Apache ECharts. This file is complete: it can be kept, sent and opened without a network.${licenseTexts(scripts)}</footer>
${dataElements(data, drawn, scripts, room)}
${code.map((text) => html`<script type="module">${text}</script>\n`)}
</body>
</html>
`;
}

/** The section under its heading; sections of one view are shown and hidden together. */
function sectionElement({ section, view, content }: DrawnSection): Html {
  const anchor = anchorOf(section, view);
  const block = view === undefined ? undefined : html` data-view="${view}"`;
  if (section.title === undefined)
    return html`<div id="${anchor}"${block}>${content}</div>
`;
  return html`
<section aria-labelledby="${anchor}"${block}>
<h2 id="${anchor}">${section.title}</h2>
${content}
</section>
`;
}

function anchorOf({ id }: ReportSection, view: string | undefined): string {
  return view === undefined ? id : `${id}-${view}`;
}

/** One field however many contrasts there are and however long their names. */
function viewSwitch({ contrasts, combined }: ReportData): Html {
  const options = contrasts.map(
    (contrast, k) => html`<option value="${contrast.id}">${k + 1}  ${comparedWith(contrast, 'against')}</option>`,
  );
  return html`<label class="switch needs-script" hidden><span>Contrast</span> <select data-view-select autocomplete="off"><option value="${OVERVIEW}">${combined ? 'All contrasts together' : 'All contrasts'}</option>${options}</select></label>`;
}

/** Finds a gene of the shown contrast and selects it in plots and table; a list of genes is pasted beside it. */
function geneSearch(): Html {
  return html`<form class="gene-search needs-script" role="search" hidden><label><span>Find a gene</span> <input type="search" data-gene-search list="gene-names" placeholder="Find a gene" autocomplete="off" spellcheck="false"></label><datalist id="gene-names"></datalist><button type="button" data-open-list aria-expanded="false" aria-controls="gene-list-form">Gene list</button><output data-gene-found></output></form>`;
}

/** Says which genes are selected, wherever the reader is, and takes a list of genes. */
const selectionBar = html`<div class="selection needs-script" hidden><form id="gene-list-form" data-list-form hidden><label for="gene-list">Genes to highlight: symbols or ids, separated by spaces, commas or lines</label><textarea id="gene-list" rows="4" spellcheck="false" autocomplete="off"></textarea><button type="submit">Highlight</button> <button type="button" data-close-list>Close</button></form>
<p data-selection-bar role="status" hidden><span data-selection-text></span> <button type="button" data-selection-export>Save their table (TSV)</button> <button type="button" data-selection-clear>Deselect</button></p></div>`;

/** Links to the sections, each for the views that have it; a script shows those of the view. */
function contents(data: ReportData, drawn: readonly DrawnSection[]): Html {
  const opened = hasOverview(data) ? OVERVIEW : data.contrasts[0]?.id;
  const ids = [...new Set(drawn.filter(({ section }) => section.title !== undefined).map(({ section }) => section.id))];
  const links = ids.map((id) => {
    const own = drawn.filter(({ section }) => section.id === id);
    const views = own.flatMap(({ view }) => view ?? []);
    const { section, view } = own.find((one) => one.view === opened) ?? own[0]!;
    const follows = views.length === 0 ? undefined : html` data-section="${id}" data-views="${views.join(' ')}"`;
    return html`<a href="#${anchorOf(section, view)}"${follows}>${section.link ?? section.title}</a>`;
  });
  return html`<nav aria-label="Sections">${links}</nav>`;
}

/** What those who pass the page on must pass on with it. */
function licenseTexts({ licenses }: ReportScripts): Html {
  return html`<details class="licenses"><summary>Licenses of the libraries in this file</summary>${licenses.map(
    ({ name, text }) => html`<h2>${name}</h2><pre>${text}</pre>`,
  )}</details>`;
}

/** Numbers of genes come before the data of figures, which are in files beside the page too. */
function dataElements(data: ReportData, drawn: readonly DrawnSection[], { gzip }: ReportScripts, room: number): Html {
  const figures = drawn.flatMap((one) => one.figures);
  const genes = pageBlocks(data, gzip);
  const left = genes.reduce((rest, { text }) => rest - text.length, room);
  const sizes = new Map(data.contrasts.map(({ id, genes: { id: ids } }) => [id, ids.length]));
  const inPage = figureTables(figures, sizes, gzip, left);
  const blocks = [...genes, ...inPage.blocks];
  return html`${blocks.map(
    ({ name, text }) => html`<script type="text/plain" id="block-${name}">${text}</script>
`,
  )}<script type="application/json" id="payload">${embeddedJson(reportPayload(data, figures, inPage.tables))}</script>`;
}
