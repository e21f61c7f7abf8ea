import { leadingEdgeFigure } from '../figures/leading-edges.ts';
import { runningScoreFigure } from '../figures/running-score.ts';
import { setDotFigure } from '../figures/set-dots.ts';
import { readableName } from '../figures/set-names.ts';
import { setNetworkFigure } from '../figures/set-network.ts';
import { countOf, formatCount, formatP, formatPercent, formatSigned, listWords } from '../format.ts';
import { type Html, html } from '../html.ts';
import { type ContrastResult, geneName, NO_SITE } from '../report-data.ts';
import type { GeneSetResult, GeneSetResults, SetLabel } from '../set-results.ts';
import { figureBlock } from './figure-block.ts';
import type { ContrastSection, ContrastView } from './section.ts';

/** Which pathways move, which genes drive them, and whether these are targets. */
export const setsSection: ContrastSection = {
  id: 'sets',
  title: 'Gene sets',
  scope: 'contrast',
  figures: (_, contrast) =>
    contrast.sets === undefined
      ? []
      : [
          setDotFigure(contrast, contrast.sets),
          runningScoreFigure(contrast, contrast.sets),
          leadingEdgeFigure(contrast, contrast.sets),
          setNetworkFigure(contrast, contrast.sets),
        ],
  render: renderSets,
};

/** Genes of a leading edge that are named at once. */
const NAMED = 6;

function renderSets({ contrast, figure }: ContrastView): Html | undefined {
  const { sets } = contrast;
  if (sets === undefined) return undefined;
  return html`
<p class="prose">${answer(contrast, sets)}</p>
${setTable(contrast, sets)}
<div class="figures">${figureBlock(figure('set-dots'))}${figureBlock(figure('running-score'))}</div>
<div class="figures">${figureBlock(figure('leading-edges'))}${figureBlock(figure('set-network'))}</div>
<details class="set-notes"><summary>How the sets were tested</summary>${sets.notes.map((note) => html`<p>${note}.</p>`)}<p>Sets of genes that a pathway drives tell of the expression of these genes, not of the activity of the pathway; in bulk tissue such genes often follow the share of stroma or of other cells. All sets are in <code>tables/sets</code>.</p></details>`;
}

const MOVED_BY: Readonly<Record<SetLabel, string>> = {
  direct: 'its sites',
  downstream: 'downstream',
  both: 'both',
  neither: 'not told',
};

/** Which pathways, driven by which genes, are they targets: in sentences. */
function answer(contrast: ContrastResult, { sets, tested, significant, alpha, first }: GeneSetResults): string {
  const [best] = sets;
  if (best === undefined || significant === 0) {
    return `None of ${countOf(tested, 'gene set')} has an adjusted p-value below ${alpha} (${first}).`;
  }
  const genes = best.leadingEdge.slice(0, 5).map((gene) => geneName(contrast.genes, gene));
  const drivers =
    genes.length === 0 ? '' : `, driven by ${listWords(genes)}${best.leadingEdge.length > 5 ? ' and others' : ''}`;
  return `${formatCount(significant)} of ${countOf(tested, 'gene set')} ${significant === 1 ? 'has' : 'have'} an adjusted p-value below ${alpha} (${first}). The first is ${readableName(best)}, which goes ${goesDown(best) ? 'down' : 'up'}${drivers}. ${targetWords(contrast, best)}`;
}

/** Whether the genes that drive a set are targets. */
function targetWords(contrast: ContrastResult, set: GeneSetResult): string {
  const { targets } = contrast;
  if (targets === undefined || set.leadingEdge.length === 0) return '';
  const withSite = set.leadingEdge.filter((gene) => targets.strongest[gene]! < NO_SITE).length;
  const candidates = set.leadingEdge.filter((gene) => isCandidate(contrast, gene)).length;
  const share = formatPercent(withSite / set.leadingEdge.length);
  const moved: Readonly<Record<SetLabel, string>> = {
    direct: 'its sites explain that it moves',
    downstream: 'it moves beyond what sites explain: downstream of the miRNA',
    both: 'it moves by its sites and beyond them',
    neither: 'what moves it cannot be told',
  };
  const label = set.label === undefined ? '' : `; ${moved[set.label]}`;
  return `Of these ${countOf(set.leadingEdge.length, 'driving gene')} ${formatCount(withSite)} (${share}) have a site and ${formatCount(candidates)} are candidates${label}.`;
}

function isCandidate({ ranking }: ContrastResult, gene: number): boolean {
  return ranking?.candidates.some((candidate) => candidate.gene === gene) ?? false;
}

function goesDown({ cameraT, nes }: GeneSetResult): boolean {
  return (Number.isNaN(cameraT) ? nes : cameraT) < 0;
}

interface SetColumn {
  readonly head: string;
  readonly cell: (set: GeneSetResult) => string;
  readonly isShown: (set: GeneSetResult) => boolean;
}

const number = (head: string, value: (set: GeneSetResult) => number, format: (value: number) => string): SetColumn => ({
  head,
  cell: (set) => format(value(set)),
  isShown: (set) => !Number.isNaN(value(set)),
});

const COLUMNS: readonly SetColumn[] = [
  number('genes', ({ genes }) => genes, formatCount),
  number(
    'camera t',
    ({ cameraT }) => cameraT,
    (t) => formatSigned(t, 1),
  ),
  number('camera p', ({ cameraP }) => cameraP, formatP),
  number('fry p', ({ fryP }) => fryP, formatP),
  number('over-rep. p', ({ oraP }) => oraP, formatP),
  number(
    'NES',
    ({ nes }) => nes,
    (nes) => formatSigned(nes, 2),
  ),
  number('GSEA p', ({ gseaP }) => gseaP, formatP),
  number('candidates', ({ candidates }) => candidates, formatCount),
  number('fdr', ({ fdr }) => fdr, formatP),
];

function setTable(contrast: ContrastResult, { sets, first }: GeneSetResults): Html {
  const columns = COLUMNS.filter(({ isShown }) => sets.some(isShown));
  const hasLabels = sets.some(({ label }) => label !== undefined);
  const heads = columns.map(({ head }) => html`<th scope="col" class="number">${head}</th>`);
  return html`
<div class="table-frame" tabindex="0" role="region" aria-label="Gene sets"><table class="sets">
<caption>The first sets by ${first}; fdr is its adjusted p-value. Names of genes mark them in the plots; bold ones are candidates</caption>
<thead><tr><th scope="col">set</th>${heads}${hasLabels ? html`<th scope="col">moved by</th>` : undefined}<th scope="col">leading edge</th></tr></thead>
<tbody>${sets.map((set, place) => setRow(contrast, set, place, columns, hasLabels))}</tbody>
</table></div>`;
}

function setRow(
  contrast: ContrastResult,
  set: GeneSetResult,
  place: number,
  columns: readonly SetColumn[],
  hasLabels: boolean,
): Html {
  const label = set.label === undefined ? '–' : MOVED_BY[set.label];
  const cells = columns.map(({ cell }) => html`<td class="number">${cell(set)}</td>`);
  return html`
<tr id="set-${contrast.id}-${place}" data-set-of="${contrast.id}" data-set="${set.name}"><th scope="row" class="set-name">${readableName(set)} <span class="note">${set.collection}${readableName(set) === set.name ? '' : ` ${set.name}`}</span></th>${cells}${hasLabels ? html`<td>${label}</td>` : undefined}<td class="edge">${leadingEdge(contrast, set)}</td></tr>`;
}

/** The genes as links that choose them; the later ones folded away. */
function leadingEdge(contrast: ContrastResult, { leadingEdge: genes }: GeneSetResult): Html {
  const links = genes.map((gene) => geneLink(contrast, gene));
  const later = links.slice(NAMED);
  return html`${links.slice(0, NAMED)}${later.length > 0 ? html`<details><summary>${later.length} more</summary>${later}</details>` : undefined}`;
}

function geneLink(contrast: ContrastResult, gene: number): Html {
  const name = geneName(contrast.genes, gene);
  const shown = isCandidate(contrast, gene) ? html`<b>${name}</b>` : html`${name}`;
  return html`<a href="#table-${contrast.id}" data-gene-of="${contrast.id}" data-gene-row="${gene}">${shown}</a> `;
}
