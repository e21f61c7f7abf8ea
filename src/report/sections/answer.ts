import { type Calls, countCalls } from '../contrast-calls.ts';
import { siteEcdfFigure } from '../figures/site-ecdf.ts';
import { countOf, foldWords, formatCount, formatFixed, formatP, formatPercent } from '../format.ts';
import { geneLink } from '../gene-link.ts';
import { type Html, html } from '../html.ts';
import {
  type Candidate,
  type ContrastResult,
  comparedWith,
  type ReportData,
  type SeedResults,
  type StudySummary,
} from '../report-data.ts';
import { siteMap, siteSummary } from '../site-glyphs.ts';
import { hasOverview } from '../views.ts';
import { figureBlock } from './figure-block.ts';
import { backgroundDetails, coverageLine, designSentence, skippedTargets, warningList } from './first-screen.ts';
import type { ContrastSection, ContrastView } from './section.ts';
import { siteVerdict } from './site-verdict.ts';

const TOP_CANDIDATES = 8;

/** What a reader must know, before anything else: how many candidates, whether the experiment worked, and the best. */
export const answerSection: ContrastSection = {
  id: 'answer',
  scope: 'contrast',
  figures: ({ study }, contrast) => [contrast.targets && siteEcdfFigure(study, contrast, contrast.targets)],
  render: renderAnswer,
};

function renderAnswer({ data, contrast, figure }: ContrastView): Html {
  const ecdf = figure('site-ecdf');
  const calls = countCalls(contrast);
  const { ranking } = contrast;
  const design = designSentence(data, contrast);
  return html`
<section class="answer" aria-label="The answer">
<p class="kicker">${data.study.name} · ${comparedWith(contrast, 'against')}${contrast.reference === '0' ? '' : `: ${contrast.reference} is the reference`}<span data-file-date></span></p>
<h1>${headline(data.study, contrast, calls)}</h1>
${warningList(data, [contrast])}
${coverageLine(calls.covered, calls.tested)}
${verdictBlock(data, contrast)}
<dl class="numbers">
${number(calls.tested, 'genes tested', `of ${formatCount(data.study.genes)} in the table`)}
${number(calls.down, 'down', `padj < ${contrast.alpha}`)}
${number(calls.up, 'up', `padj < ${contrast.alpha}`)}
${ranking ? number(ranking.candidates.length, 'candidates', errorWords(data.study, contrast)) : number(data.study.samples.length, 'samples', data.study.design)}
</dl>
${design && html`<p class="design">${design}</p>`}
${hasOverview(data) ? undefined : backgroundDetails(data)}
${
  ecdf && ranking
    ? html`<div class="first-look">${figureBlock(ecdf, { level: 2 })}${topCandidates(contrast, ranking.candidates)}</div>`
    : undefined
}
</section>`;
}

function headline({ mirna }: StudySummary, contrast: ContrastResult, calls: Calls): Html {
  const { ranking } = contrast;
  if (ranking === undefined) {
    const differ = calls.down + calls.up;
    const genes = differ === 0 ? 'No gene differs' : countOf(differ, 'gene differs', 'genes differ');
    return contrast.reference === '0'
      ? html`${genes} in ${contrast.target}`
      : html`${genes} between ${contrast.target} and ${contrast.reference}`;
  }
  const found = ranking.candidates.length;
  return html`${found === 0 ? 'No candidate direct target' : countOf(found, 'candidate direct target')} of <span class="name">${mirna?.name ?? 'the miRNA'}</span>`;
}

function verdictBlock(data: ReportData, contrast: ContrastResult): Html {
  if (contrast.targets === undefined) {
    return skippedTargets(data);
  }
  const { outcome, heading, text } = siteVerdict(data.study, contrast.targets);
  const { seeds } = contrast;
  const agrees = seeds === undefined || seeds.outcome === outcome || seeds.outcome === 'open';
  const words = agrees && seeds ? `${text} ${seeds.text}` : text;
  return html`<p class="verdict ${outcome}"><strong>${heading}</strong> ${warnedOnce(words, contrast)}</p>
${agrees ? undefined : html`<p class="verdict ${seeds.outcome === 'worked' ? 'worked' : 'against'}"><strong>${SEED_HEADINGS[seeds.outcome]}</strong> ${warnedOnce(seeds.text, contrast)}</p>`}`;
}

/** Both verdicts warn of the candidates: once is enough, and not where there are none. */
function warnedOnce(text: string, { ranking }: ContrastResult): string {
  const warnings = [...text.matchAll(/ (?:Take|Treat) (?:the|single) candidates with caution\./g)];
  const kept = ranking?.candidates.length === 0 ? undefined : warnings.at(-1);
  return warnings.reduceRight(
    (rest, one) => (one === kept ? rest : rest.slice(0, one.index) + rest.slice(one.index + one[0].length)),
    text,
  );
}

/** What the search over all seeds says where it differs from the shifts of the sites. */
const SEED_HEADINGS: Readonly<Record<SeedResults['outcome'], string>> = {
  worked: 'Its seed explains the changes best.',
  weak: 'Its seed explains little of the changes.',
  other: 'Another seed explains more of the changes.',
  against: 'Its seed is enriched among the wrong genes.',
  silent: 'No seed explains the changes.',
  open: 'Some seed explains the changes.',
};

/** The error rate of the candidates, as the ranking tells it. */
function errorWords({ effect }: StudySummary, contrast: ContrastResult): string {
  const qvalue = rankingColumn(contrast, 'qvalue');
  const candidates = contrast.ranking?.candidates ?? [];
  if (qvalue === undefined || candidates.length === 0) {
    return `${effect === 'inhibition' ? 'up' : 'down'}, with a site`;
  }
  const worst = candidates.reduce((most, { gene }) => Math.max(most, qvalue[gene] ?? 0), 0);
  return `${formatPercent(worst, worst < 0.1 ? 1 : 0)} of them expected to be false`;
}

/** A column of numbers of the ranking, a row a gene of the result table. */
function rankingColumn({ ranking }: ContrastResult, wanted: string): ArrayLike<number> | undefined {
  const column = ranking?.columns?.find(({ name }) => name === wanted);
  return column && 'numbers' in column ? column.numbers : undefined;
}

function number(value: number, name: string, note: string): Html {
  return html`<div><dt>${name}</dt><dd>${formatCount(value)}</dd><dd class="note">${note}</dd></div>`;
}

function topCandidates(contrast: ContrastResult, candidates: readonly Candidate[]): Html {
  const top = candidates.slice(0, TOP_CANDIDATES);
  return html`
<div class="top-candidates">
<h2 class="title">First candidates${candidates.length > 0 && rankingColumn(contrast, 'posterior') ? html` <span class="probability">and the probability that each is a direct target</span>` : undefined}</h2>
<ol>${top.map(
    (candidate) => html`
<li><span class="gene">${geneLink(contrast.id, contrast.genes, candidate.gene)}${probability(contrast, candidate)}</span>${siteMap(candidate)}<span class="evidence">${evidenceLine(contrast, candidate)}</span></li>`,
  )}
</ol>
${candidates.length > top.length ? html`<p><a href="#table-${contrast.id}">All ${formatCount(candidates.length)} candidates</a></p>` : undefined}
${candidates.length === 0 ? html`<p>No gene with a site moves as targets do beyond what chance explains.</p>` : undefined}
</div>`;
}

function evidenceLine(contrast: ContrastResult, { gene, sites }: Candidate): string {
  const { log2FoldChange, padj } = contrast.genes;
  return `${foldWords(log2FoldChange[gene]!)} (padj ${formatP(padj[gene]!)}), ${siteSummary(sites)}`;
}

/** That the gene is a direct target, beside its name. */
function probability(contrast: ContrastResult, { gene }: Candidate): Html | undefined {
  const posterior = rankingColumn(contrast, 'posterior')?.[gene];
  if (posterior === undefined) return undefined;
  return html` <span class="probability" title="probability of being a direct target">${posterior > 0.995 ? '> 0.99' : formatFixed(posterior, 2)}</span>`;
}
