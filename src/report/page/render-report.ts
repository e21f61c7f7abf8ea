import type { Column } from '../../formats/delimited/read-table.ts';
import { embeddedJson, embeddedScript, type Html, html } from '../html.ts';
import { pageHead, type Sha256 } from '../page-head.ts';
import { type ContrastResult, comparedWith, type ReportData } from '../report-data.ts';
import { answerSection } from '../sections/answer.ts';
import { consensusSection } from '../sections/consensus-section.ts';
import { expressionSection } from '../sections/expression.ts';
import { fitSection } from '../sections/fit-section.ts';
import { geneTableSection } from '../sections/gene-table-section.ts';
import { methodsSection } from '../sections/methods.ts';
import { patientsSection } from '../sections/patients-section.ts';
import { qualitySection } from '../sections/quality-section.ts';
import type { ReportSection } from '../sections/section.ts';
import { setsSection } from '../sections/sets-section.ts';
import { targetsSection } from '../sections/targets-section.ts';
import { figureTables } from '../tables/figure-tables.ts';
import { countBlocks, geneBlocks } from '../tables/page-blocks.ts';
import { reportPayload } from '../tables/payload.ts';
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
  'contrast-switch.js',
  'table-cells.js',
  'gene-table.js',
  'gene-search.js',
  'gene-card.js',
  'set-links.js',
  'live-figures.js',
  'figure-downloads.js',
];

/** In the order of the page. */
export const sections: readonly ReportSection[] = [
  answerSection,
  targetsSection,
  setsSection,
  patientsSection,
  expressionSection,
  consensusSection,
  qualitySection,
  fitSection,
  geneTableSection,
  methodsSection,
];

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
  const several = data.contrasts.length > 1;
  const code = [scripts.echarts, scripts.tabulator, ...scripts.client].map(embeddedScript);
  return html`<!doctype html>
<html lang="en">
${pageHead({ title: `${data.study.name} – seedrank`, scripts: code, sha256: scripts.sha256 })}
<body>
<a class="skip" href="#main">To the results</a>
<header class="bar"><div class="bar-inner"><b>seedrank</b>${several ? contrastSwitch(data.contrasts) : undefined}${contents(data.contrasts[0], drawn)}${geneSearch()}</div></header>
<main id="main">
${drawn.map(sectionElement)}
</main>
<footer>Made by seedrank. Figures: Apache ECharts. This file is complete: it can be kept, sent and opened without a network.${licenseTexts(scripts)}</footer>
${dataElements(data, drawn, scripts)}
${code.map((text) => html`<script type="module">${text}</script>\n`)}
</body>
</html>
`;
}

/** The section under its heading; sections of one contrast are shown and hidden together. */
function sectionElement({ section, contrast, content }: DrawnSection): Html {
  const anchor = anchorOf(section, contrast);
  const block = contrast ? html` data-contrast-block="${contrast.id}"` : undefined;
  if (section.title === undefined)
    return html`<div${block}>${content}</div>
`;
  return html`
<section aria-labelledby="${anchor}"${block}>
<h2 id="${anchor}">${section.title}</h2>
${content}
</section>
`;
}

function anchorOf({ id }: ReportSection, contrast: ContrastResult | undefined): string {
  return contrast ? `${id}-${contrast.id}` : id;
}

function contrastSwitch(contrasts: readonly ContrastResult[]): Html {
  return html`<div class="switch needs-script" role="group" aria-label="Contrast" hidden>${contrasts.map((contrast) => html`<button type="button" data-contrast-choice="${contrast.id}">${comparedWith(contrast, 'against')}</button>`)}</div>`;
}

/** Finds a gene of the shown contrast and selects it in plots and table. */
function geneSearch(): Html {
  return html`<form class="gene-search needs-script" role="search" hidden><label><span>Find a gene</span> <input type="search" data-gene-search list="gene-names" placeholder="Find a gene" autocomplete="off" spellcheck="false"></label><datalist id="gene-names"></datalist><output data-gene-found></output></form>`;
}

/** Links to the sections; the switch of contrasts keeps those of the shown contrast. */
function contents(first: ContrastResult | undefined, drawn: readonly DrawnSection[]): Html {
  const links = drawn
    .filter(({ section, contrast }) => section.title !== undefined && (contrast === undefined || contrast === first))
    .map(({ section, contrast }) => {
      const follows = contrast && html` data-section="${section.id}"`;
      return html`<a href="#${anchorOf(section, contrast)}"${follows}>${section.link ?? section.title}</a>`;
    });
  return html`<nav aria-label="Sections">${links}</nav>`;
}

/** What those who pass the page on must pass on with it. */
function licenseTexts({ licenses }: ReportScripts): Html {
  return html`<details class="licenses"><summary>Licenses of the libraries in this file</summary>${licenses.map(
    ({ name, text }) => html`<h2>${name}</h2><pre>${text}</pre>`,
  )}</details>`;
}

function dataElements(data: ReportData, drawn: readonly DrawnSection[], { gzip }: ReportScripts): Html {
  const figures = drawn.flatMap((one) => one.figures);
  const inPage = figureTables(figures, new Map(data.contrasts.map(({ id, genes }) => [id, genes.id.length])), gzip);
  const blocks = [...geneBlocks(data.contrasts, gzip), ...countBlocks(data.counts, gzip), ...inPage.blocks];
  return html`${blocks.map(
    ({ name, text }) => html`<script type="text/plain" id="block-${name}">${text}</script>
`,
  )}<script type="application/json" id="payload">${embeddedJson(reportPayload(data, figures, inPage.tables))}</script>`;
}
