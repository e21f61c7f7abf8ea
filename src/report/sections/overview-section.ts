import { countCalls } from '../contrast-calls.ts';
import { changeCorrelationFigure } from '../figures/change-correlation-figure.ts';
import { sharedGenesFigure } from '../figures/shared-genes-figure.ts';
import { countOf, formatCount, formatP, formatPercent, formatSigned, listWords } from '../format.ts';
import { geneLink } from '../gene-link.ts';
import { type Html, html } from '../html.ts';
import type { Candidate, CombinedResults, ContrastResult, ReportData, SeedResults } from '../report-data.ts';
import { siteMap, siteSummary } from '../site-glyphs.ts';
import { contrastNames, OVERVIEW, studyOf } from '../views.ts';
import { figureBlock } from './figure-block.ts';
import { backgroundDetails, coverageLine, skippedTargets, warningList } from './first-screen.ts';
import type { StudySection, StudyView } from './section.ts';

const TOP_CANDIDATES = 10;
const FIRST_NAMES = 4;

/** The answer of all contrasts together, and what each of them says: what a study of several opens on. */
export const overviewSection: StudySection = {
  id: 'overview',
  scope: 'overview',
  figures: ({ contrasts, comparison }) =>
    comparison === undefined
      ? []
      : [
          sharedGenesFigure(contrasts, comparison.candidates, {
            name: 'shared-candidates',
            title: 'Candidates that contrasts share',
            genes: 'candidates',
          }),
          sharedGenesFigure(contrasts, comparison.significant, {
            name: 'shared-genes',
            title: 'Changed genes that contrasts share',
            genes: 'changed genes',
          }),
          changeCorrelationFigure(contrasts, comparison.correlations),
        ],
  render: renderOverview,
};

function renderOverview({ data, figure }: StudyView): Html {
  const { study, contrasts, combined } = data;
  const figures = ['shared-candidates', 'shared-genes', 'change-correlation'].map((name) => figureBlock(figure(name)));
  return html`
<section class="answer" aria-label="The answer">
<p class="kicker">${study.name} · ${countOf(contrasts.length, 'contrast')}<span data-file-date></span></p>
<h1>${headline(data)}</h1>
${warningList(data, contrasts)}
${combined ? combinedWords(data, combined) : html`<p class="coverage">${separateWords(data)}</p>`}
${data.skipped.length > 0 ? skippedTargets(data) : undefined}
${backgroundDetails(data)}
</section>
${combined && topCandidates(data, combined)}
<section aria-labelledby="contrasts">
<h2 id="contrasts">Contrasts</h2>
${contrastTable(data)}
<div class="figures overview-figures">${figures}</div>
</section>`;
}

function headline({ study, contrasts, combined }: ReportData): Html {
  const mirna = html`<span class="name">${study.mirna?.name ?? 'the miRNA'}</span>`;
  if (combined !== undefined) {
    const found = combined.candidates.length;
    return html`${found === 0 ? 'No candidate direct target' : countOf(found, 'candidate direct target')} of ${mirna}, by ${countOf(combined.contrasts.length, 'contrast')} together`;
  }
  if (contrasts.every(({ ranking }) => ranking === undefined))
    return html`${countOf(contrasts.length, 'contrast')} of ${study.name}`;
  const any = new Set(contrasts.flatMap(({ ranking }) => (ranking?.candidates ?? []).map(({ gene }) => gene))).size;
  return html`${countOf(any, 'candidate')} in at least one of ${countOf(contrasts.length, 'contrast')}`;
}

function combinedWords({ contrasts }: ReportData, { contrasts: ids, fdr, candidates, columns }: CombinedResults): Html {
  const names = contrastNames(contrasts);
  const together = ids.map((id) => names[contrasts.findIndex((one) => one.id === id)] ?? id);
  const [first] = contrasts;
  const calls = first && countCalls(first);
  const qValues = columns?.find(({ name }) => name === 'qvalue');
  const worst =
    qValues !== undefined && 'numbers' in qValues
      ? candidates.reduce((most, { gene }) => Math.max(most, qValues.numbers[gene] ?? 0), 0)
      : undefined;
  return html`${calls && coverageLine(calls.covered, calls.tested)}
<p class="verdict ${candidates.length > 0 ? 'worked' : ''}"><strong>Ranked together: ${listWords(together)}.</strong> A target moves as it should in each of them; genes are ordered by what all say at once${worst === undefined || candidates.length === 0 ? '' : `, ${formatPercent(worst, worst < 0.1 ? 1 : 0)} of the candidates expected to be false`} (chosen rate ${formatPercent(fdr)}). Contrasts of one study may share samples, so that their evidence is not wholly independent.</p>`;
}

function separateWords({ contrasts }: ReportData): string {
  return `The contrasts are ranked one by one: choose one above or in the table below. Contrasts of one miRNA can be ranked together with the key combine of the study file (${contrasts
    .slice(0, 2)
    .map(({ id }) => id)
    .join(', ')}, ...).`;
}

function topCandidates(data: ReportData, { candidates, contrasts: ids, columns }: CombinedResults): Html {
  const { contrasts } = data;
  const names = contrastNames(contrasts);
  const shown = ids.flatMap((id) => {
    const k = contrasts.findIndex((one) => one.id === id);
    return k === -1 ? [] : [{ number: k + 1, name: names[k]!, genes: contrasts[k]!.genes }];
  });
  const first = contrasts[0]!.genes;
  const posteriors = columns?.find(({ name }) => name === 'posterior');
  const probability = (gene: number): string => {
    const value = posteriors !== undefined && 'numbers' in posteriors ? posteriors.numbers[gene] : undefined;
    return value === undefined || Number.isNaN(value) ? '–' : value > 0.995 ? '> 0.99' : value.toFixed(2);
  };
  const row = (candidate: Candidate): Html => {
    const { gene, rank, sites } = candidate;
    return html`<tr><td class="number" data-label="rank">${rank}</td><th scope="row">${geneLink(OVERVIEW, first, gene)}</th><td class="number" data-label="probability">${probability(gene)}</td>${shown.map(({ name, genes }) => html`<td class="number" data-label="${name}">${formatSigned(genes.log2FoldChange[gene]!, 2)} <span class="note">${formatP(genes.padj[gene]!)}</span></td>`)}<td data-label="sites">${siteMap(candidate)} <span class="note">${siteSummary(sites)}</span></td></tr>`;
  };
  if (candidates.length === 0)
    return html`<p>No gene with a site moves as targets do in these contrasts beyond what chance explains.</p>`;
  return html`<h2 class="title">First candidates of all together</h2>
<div class="table-frame" tabindex="0" role="region" aria-label="First candidates of all together"><table class="plain combined stacked">
<caption>With the log₂ fold change in each contrast and, in gray, its adjusted p-value. Probability: of being a direct target, given all</caption>
<thead><tr><th scope="col" class="number">rank</th><th scope="col">gene</th><th scope="col" class="number">probability</th>${shown.map(({ number, name }) => html`<th scope="col" class="number wrapped"><span class="contrast-number">${number}</span> ${name}</th>`)}<th scope="col">sites</th></tr></thead>
<tbody>${candidates.slice(0, TOP_CANDIDATES).map(row)}</tbody></table></div>
<p><a href="#table-${OVERVIEW}">All ${countOf(candidates.length, 'candidate')}, and all other genes</a></p>`;
}

const SEED_WORDS: Readonly<Record<SeedResults['outcome'], string>> = {
  worked: 'its seed comes first',
  weak: 'its seed explains little',
  other: 'another seed explains more',
  against: 'its seed is on the wrong side',
  silent: 'no seed explains the changes',
  open: 'no miRNA was named',
};

function contrastTable(data: ReportData): Html {
  const { contrasts, study } = data;
  const names = contrastNames(contrasts);
  const isShort = contrasts.every(({ target }, k) => names[k] === target && contrasts[k]!.reference !== '0');
  const against = isShort ? `All against ${contrasts[0]!.reference}. ` : '';
  const hasRanking = contrasts.some(({ ranking }) => ranking !== undefined);
  const hasSeeds = contrasts.some(({ seeds }) => seeds !== undefined);
  const own = contrasts.map((contrast) => studyOf(data, contrast));
  const hasMirnas = own.some(({ mirna }) => mirna?.name !== study.mirna?.name);
  const hasEffects = new Set(own.map(({ effect }) => effect)).size > 1;
  const cell = (label: string, value: number | undefined) =>
    html`<td class="number" data-label="${label}">${value === undefined ? '–' : formatCount(value)}</td>`;
  const row = (contrast: ContrastResult, k: number): Html => {
    const { tested, down, up } = countCalls(contrast);
    const first = contrast.ranking?.candidates.slice(0, FIRST_NAMES) ?? [];
    return html`<tr><td class="number contrast-number">${k + 1}</td><th scope="row"><a href="#answer-${contrast.id}">${names[k]!}</a></th>${hasMirnas ? html`<td data-label="miRNA">${own[k]!.mirna?.name ?? '–'}</td>` : undefined}${hasEffects ? html`<td data-label="effect">${own[k]!.effect}</td>` : undefined}${cell('tested', tested)}${cell('down', down)}${cell('up', up)}${hasRanking ? html`${cell('candidates', contrast.ranking?.candidates.length)}<td class="edge" data-label="first candidates"><span>${first.map(({ gene }) => html`${geneLink(data.comparison ? OVERVIEW : contrast.id, contrast.genes, gene)} `)}</span></td>` : undefined}${hasSeeds ? html`<td data-label="seed"><span>${seedWords(contrast)}</span></td>` : undefined}</tr>`;
  };
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Table of the contrasts"><table class="contrasts stacked">
<caption>${against}Numbers stand for the contrasts in the figures below. Down and up: genes at padj &lt; ${contrasts[0]!.alpha}</caption>
<thead><tr><th scope="col" class="number">#</th><th scope="col">contrast</th>${hasMirnas ? html`<th scope="col">miRNA</th>` : undefined}${hasEffects ? html`<th scope="col">effect</th>` : undefined}<th scope="col" class="number">tested</th><th scope="col" class="number">down</th><th scope="col" class="number">up</th>${hasRanking ? html`<th scope="col" class="number">candidates</th><th scope="col">first candidates</th>` : undefined}${hasSeeds ? html`<th scope="col">seed</th>` : undefined}</tr></thead>
<tbody>${contrasts.map(row)}</tbody></table></div>`;
}

/** The verdict on the seeds, and the family that comes first where it is not the perturbed one. */
function seedWords({ seeds }: ContrastResult): Html {
  if (seeds === undefined) return html`–`;
  const best = [...seeds.top].sort((a, b) => a.log10P - b.log10P)[0];
  const named =
    best !== undefined && seeds.outcome !== 'silent'
      ? html` <span class="note">${best.name}, padj ${formatP(best.padj, best.padj === 0 ? best.log10P : undefined)}</span>`
      : undefined;
  return html`${SEED_WORDS[seeds.outcome]}${named}`;
}
