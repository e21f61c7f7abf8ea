import { engineCallsFigure } from '../figures/engine-calls.ts';
import { engineChangesFigure, enginePairs, pairName } from '../figures/engine-changes.ts';
import { countOf, formatCount, formatP, formatPercent, formatSigned, listWords } from '../format.ts';
import { type Html, html } from '../html.ts';
import { type ConsensusResults, type ContrastResult, geneName } from '../report-data.ts';
import { figureBlock } from './figure-block.ts';
import type { ContrastSection, ContrastView } from './section.ts';

/** Genes that are listed of those that engines differ in. */
const LISTED = 12;

/** Where several engines agree, and why they differ where they do. */
export const consensusSection: ContrastSection = {
  id: 'consensus',
  title: 'Agreement of engines',
  scope: 'contrast',
  figures: (_, contrast) => {
    const { consensus } = contrast;
    if (consensus === undefined) return [];
    const pairs = enginePairs(consensus);
    return [engineCallsFigure(contrast, consensus), ...pairs.map((pair) => engineChangesFigure(contrast, pair))];
  },
  render: renderConsensus,
};

function renderConsensus({ contrast, figure }: ContrastView): Html | undefined {
  const { consensus } = contrast;
  if (consensus === undefined) return undefined;
  const names = ['engine-calls', ...enginePairs(consensus).map(pairName)];
  return html`
<p class="prose">${consensusSentence(contrast, consensus)}</p>
<div class="figures">${names.map((name) => figureBlock(figure(name)))}</div>
${causeTable(consensus)}
${differingTable(contrast, consensus)}`;
}

function consensusSentence({ alpha, id }: ContrastResult, { engines, agreement }: ConsensusResults): Html {
  const count = (kind: string) => agreement.filter((one) => one === kind).length;
  const [all, some, opposed] = [count('all'), count('some'), count('opposed')];
  const called = all + some + opposed;
  const names = listWords(engines.map(({ name }) => name));
  const file = html`<a href="tables/consensus/${id}.consensus.tsv">${id}.consensus.tsv</a>`;
  const first = engines[0]!.name;
  const rest = html`This report ranks by ${first}; nothing is averaged over engines, whose numbers stand beside one another in ${file}.`;
  if (called === 0) return html`None of ${names} calls a gene at a false discovery rate of ${alpha}. ${rest}`;
  const directions =
    opposed === 0
      ? 'None is called in opposed directions.'
      : `${countOf(opposed, 'gene is', 'genes are')} called in opposed directions.`;
  return html`Of ${countOf(called, 'gene')} that any of ${names} calls at a false discovery rate of ${alpha}, all call ${formatCount(all)} (${formatPercent(all / called)}) in the same direction, and some of them ${formatCount(some)}. ${directions} ${rest}`;
}

const CAUSE_WORDS: Readonly<Record<string, string>> = {
  outlier: "a count is an outlier by Cook's distance",
  low_count: 'mean count below 10',
  dispersion_far_from_trend: 'its dispersion is more than two standard deviations from the trend',
  near_the_rate: 'all adjusted p-values lie within a factor of two of the rate',
  none_found: 'no single cause found',
};

/** How many of the genes that engines differ in have each cause; a gene may have several. */
function causeTable({ engines, causes }: ConsensusResults): Html | undefined {
  const counts = new Map<string, number>();
  const differing = causes.filter((cause) => cause !== 'NA');
  for (const cause of differing) for (const one of cause.split(';')) counts.set(one, (counts.get(one) ?? 0) + 1);
  if (counts.size === 0) return undefined;
  const words = (code: string) => {
    const [kind, engine] = code.split(':');
    const name = engines.find((one) => one.engine === engine)?.name;
    return kind === 'filtered' ? `left out by ${name} for low counts` : (CAUSE_WORDS[code] ?? code);
  };
  const order = [...counts].sort(
    ([a, m], [b, n]) => Number(a === 'none_found') - Number(b === 'none_found') || n - m || (a < b ? -1 : 1),
  );
  const unseen = engines.some(({ engine }) => engine === 'deseq2')
    ? ''
    : '. Outliers and dispersions were not looked at, as DESeq2 is not among the engines';
  return html`<h3 class="spaced">Why they differ</h3>
<div class="table-frame"><table class="plain">
<caption>What was found at the ${countOf(differing.length, 'gene')} that engines differ in; a gene may have several causes${unseen}</caption>
<thead><tr><th scope="col">found</th><th scope="col" class="number">genes</th><th scope="col" class="number">share</th></tr></thead>
<tbody>${order.map(([code, count]) => html`<tr><th scope="row">${words(code)}</th><td class="number">${formatCount(count)}</td><td class="number">${formatPercent(count / differing.length)}</td></tr>`)}</tbody>
</table></div>`;
}

/** The differing genes with the least adjusted p-value in any engine: of each engine its change and adjusted p-value. */
function differingTable({ genes }: ContrastResult, consensus: ConsensusResults): Html | undefined {
  const { engines, causes, why } = consensus;
  const least = (gene: number) =>
    Math.min(...engines.map(({ padj }) => (Number.isNaN(padj[gene]!) ? Number.POSITIVE_INFINITY : padj[gene]!)));
  const rows = [...causes.keys()]
    .filter((gene) => causes[gene] !== 'NA')
    .sort((a, b) => least(a) - least(b) || a - b)
    .slice(0, LISTED);
  if (rows.length === 0) return undefined;
  return html`<h3 class="spaced">The clearest differences</h3>
<div class="table-frame"><table class="plain consensus">
<caption>Genes that engines differ in, the least adjusted p-value first: log₂ fold change and adjusted p-value of each engine, bold where it calls the gene</caption>
<thead><tr><th rowspan="2" scope="col">gene</th>${engines.map(({ name }) => html`<th colspan="2" scope="colgroup" class="over">${name}</th>`)}<th rowspan="2" scope="col">what was found</th></tr>
<tr>${engines.map(() => html`<th scope="col" class="number">change</th><th scope="col" class="number">padj</th>`)}</tr></thead>
<tbody>${rows.map(
    (gene) =>
      html`<tr><th scope="row" class="name">${geneName(genes, gene)}</th>${engines.map((one) => engineCells(one, gene))}<td class="why">${why[gene]}</td></tr>`,
  )}</tbody>
</table></div>`;
}

function engineCells({ log2FoldChange, padj, calls }: ConsensusResults['engines'][number], gene: number): Html {
  const p = formatP(padj[gene]!);
  return html`<td class="number">${formatSigned(log2FoldChange[gene]!, 2)}</td><td class="number">${calls[gene] === 0 ? p : html`<strong>${p}</strong>`}</td>`;
}
