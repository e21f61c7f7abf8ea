import type { Column } from '../tables/read-table.ts';
import { embeddedJson, embeddedScript, type Html, html, trusted } from './html.ts';
import { reportPayload } from './payload.ts';
import type { ContrastResult, ReportData } from './report-data.ts';
import { allFigures, type ContrastFigures, drawFigures, type ReportFigures } from './report-figures.ts';
import { answerSection } from './sections/answer.ts';
import { candidatesSection } from './sections/candidates.ts';
import { expressionSection } from './sections/expression.ts';
import { methodsSection } from './sections/methods.ts';
import { qualitySection } from './sections/quality.ts';
import { targetsSection } from './sections/targets.ts';
import { styleSheet } from './style-sheet.ts';

/** Text of the scripts that make the page live; it is complete without them. */
export interface ReportScripts {
  /** `dist/echarts.min.js` of the package echarts. */
  readonly echarts: string;
  /** The compiled files named in `clientScripts`, in that order. */
  readonly client: readonly string[];
}

/** Files of `src/report/client`, compiled: each a script of its own. */
export const clientScripts: readonly string[] = ['contrast-switch.js', 'candidate-table.js', 'live-figures.js'];

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
  const figures = drawFigures(data);
  return {
    page: renderPage(data, figures, scripts).text,
    figures: allFigures(figures).map(({ name, svg, table }) => ({ name, svg, table })),
  };
}

function renderPage(data: ReportData, figures: ReportFigures, scripts: ReportScripts): Html {
  const several = data.contrasts.length > 1;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${data.study.name} – seedrank</title>
<style>${trusted(styleSheet)}</style>
</head>
<body>
<a class="skip" href="#main">To the results</a>
<header class="bar"><div class="bar-inner"><b>seedrank</b>${several ? contrastSwitch(data.contrasts) : undefined}${contents(data.contrasts[0])}</div></header>
<main id="main">
${data.contrasts.map((contrast, k) => contrastBlock(contrast, resultSections(data, contrast, figures.contrasts[k] as ContrastFigures)))}
${qualitySection(figures.quality, data.notes)}
${data.contrasts.map((contrast) => contrastBlock(contrast, candidatesSection(contrast)))}
${methodsSection(data)}
</main>
<footer>Made by seedrank. Figures: Apache ECharts. This file is complete: it can be kept, sent and opened without a network.</footer>
${scriptElements(data.contrasts, figures, scripts)}
</body>
</html>
`;
}

/** The parts of a contrast are shown and hidden together. */
function contrastBlock(contrast: ContrastResult, content: Html | readonly Html[] | undefined): Html | undefined {
  return content && html`<div data-contrast-block="${contrast.id}">${content}</div>`;
}

function resultSections(data: ReportData, contrast: ContrastResult, figures: ContrastFigures): Html[] {
  return [
    answerSection(data, contrast, figures.siteEcdf),
    targetsSection(data, contrast),
    expressionSection(contrast, figures),
  ].filter((section) => section !== undefined);
}

function contrastSwitch(contrasts: readonly ContrastResult[]): Html {
  return html`<div class="switch needs-script" role="group" aria-label="Contrast" hidden>${contrasts.map(({ id, target, reference }) => html`<button type="button" data-contrast-choice="${id}">${target} against ${reference}</button>`)}</div>`;
}

/** Links to the sections; the switch of contrasts keeps those of the shown contrast. */
function contents(first: ContrastResult | undefined): Html {
  const link = (section: string, name: string) =>
    html`<a href="#${section}-${first?.id}" data-section="${section}">${name}</a>`;
  return html`<nav aria-label="Sections">${first?.targets && link('targets', 'Targets')}${link('expression', 'Expression')}<a href="#quality">Quality</a>${first?.ranking && link('candidates', 'Candidates')}<a href="#methods">Methods</a></nav>`;
}

function scriptElements(
  contrasts: readonly ContrastResult[],
  figures: ReportFigures,
  { echarts, client }: ReportScripts,
): Html {
  return html`<script type="application/json" id="payload">${embeddedJson(reportPayload(contrasts, figures))}</script>
<script type="module">${embeddedScript(echarts)}</script>
${client.map((code) => html`<script type="module">${embeddedScript(code)}</script>\n`)}`;
}
