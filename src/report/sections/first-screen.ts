import { adjustedShape } from '../figures/pvalue-histogram.ts';
import { isWrongShape, shapeWords } from '../figures/pvalue-shape.ts';
import { countOf, formatCount, formatPercent, listWords, withoutTicks } from '../format.ts';
import { type Html, html } from '../html.ts';
import { type ContrastResult, comparedWith, type ReportData, type ReportNote } from '../report-data.ts';

/** Below this share of tested genes with a known 3' UTR a reader is warned. */
const WELL_COVERED = 0.7;
/** Names of groups that are longer together are left to the table. */
const LONGEST_GROUPS = 90;

/** What a reader must know before any result; `contrasts` are those in question. */
export function warningList({ notes }: ReportData, contrasts: readonly ContrastResult[]): Html | undefined {
  const warnings = [...notes.filter(({ level }) => level === 'warning'), ...shapeWarnings(contrasts)];
  if (warnings.length === 0) return undefined;
  return html`<ul class="notes first-warnings">${warnings.map(({ stage, text }) => html`<li class="warning"><strong>Warning</strong> <span class="stage">${stage}</span> ${text}</li>`)}</ul>`;
}

/** Contrasts whose p-values are not distributed as those of a sound test are. */
export function shapeWarnings(contrasts: readonly ContrastResult[]): ReportNote[] {
  return contrasts
    .map((contrast) => ({ contrast, shape: adjustedShape(contrast) }))
    .filter(({ shape }) => isWrongShape(shape))
    .map(({ contrast, shape }) => ({
      level: 'warning',
      stage: `p-values of ${comparedWith(contrast, 'against')}`,
      text: shapeWords[shape],
    }));
}

/** Of how many tested genes sites could be known. */
export function coverageLine(covered: number | undefined, tested: number): Html | undefined {
  if (covered === undefined || tested === 0) return undefined;
  const share = covered / tested;
  if (covered === tested)
    return html`<p class="coverage">All ${formatCount(tested)} tested genes have a known 3′ UTR.</p>`;
  const words = html`${formatCount(covered)} of ${formatCount(tested)} tested genes (${formatPercent(share)}) have a known 3′ UTR; the others cannot be judged.`;
  return share < WELL_COVERED
    ? html`<p class="coverage poor"><strong>Most is not known:</strong> ${words} A gene that is no candidate may still be a target.</p>`
    : html`<p class="coverage">${words}</p>`;
}

/** Why no targets were searched, and what would change that. */
export function skippedTargets({ skipped }: ReportData): Html {
  return html`${skipped.map(({ stage, why }) => html`<p class="verdict skipped"><strong>No ${stage}.</strong> They were not searched: ${withoutTicks(why)}.${/\butrs\b/.test(why) ? html` Genes that change are shown; which of them are direct targets needs 3′ UTRs: a FASTA file as <code>utrs</code>, or <code>genome</code> and <code>annotation</code>, from which they are cut.` : undefined}</p>`)}`;
}

/** What is compared with what, as a sentence. */
export function designSentence({ study }: ReportData, contrast: ContrastResult): string | undefined {
  const { variable, target, reference, leftOut } = contrast;
  if (reference === '0' || study.samples.length === 0) return undefined;
  const used = study.samples.filter(
    ({ name, values }) => leftOut === undefined || !leftOut.values.includes(values[leftOut.column] ?? name),
  );
  const of = (level: string) => countOf(used.filter(({ values }) => values[variable] === level).length, 'sample');
  const others = termsBeside(contrast.design ?? study.design, variable);
  const allowing = others.length === 0 ? '' : `, allowing for ${listWords(others)}`;
  const without =
    leftOut === undefined ? '' : ` Left out: samples whose ${leftOut.column} is ${listWords(leftOut.values)}.`;
  return `${target} (${of(target)}) is compared with ${reference} (${of(reference)}) by ${variable}${allowing}; a positive change is higher in ${target}.${without}`;
}

/** Terms of a formula but the variable and what has no meaning to a reader: `batch`, `the interaction condition:time`. */
function termsBeside(formula: string, variable: string): string[] {
  const [, right = ''] = /~(.*)/s.exec(formula) ?? [];
  return right
    .split('+')
    .map((term) => term.trim())
    .filter((term) => term !== '' && term !== variable && !/^[01]$/.test(term))
    .map((term) => (/[:*]/.test(term) ? `the interaction ${term}` : term));
}

/** The samples by group, and what was understood of the files: folded, as it is looked up rather than read. */
export function backgroundDetails(data: ReportData): Html | undefined {
  const { stageNotes = [], study } = data;
  const understood = stageNotes.filter(({ stage }) => stage === 'ingest' || stage === 'targets');
  const parts = [
    study.samples.length === 0 ? undefined : sampleTable(data),
    understood.length === 0
      ? undefined
      : html`<details><summary>What was understood and assumed of the files</summary><ul class="prose">${understood.map(({ text }) => html`<li>${text}</li>`)}</ul></details>`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : html`<div class="background">${parts}</div>`;
}

function sampleTable({ study, contrasts, quality }: ReportData): Html {
  const { samples, variables } = study;
  const main = contrasts[0]?.variable ?? variables[0] ?? '';
  const sizes = new Map<string, number>();
  for (const { values } of samples) sizes.set(values[main] ?? '', (sizes.get(values[main] ?? '') ?? 0) + 1);
  const named = listWords([...sizes].map(([level, count]) => `${level} ${formatCount(count)}`));
  const groups = named.length > LONGEST_GROUPS ? `${formatCount(sizes.size)} groups by ${main}` : named;
  const reads = quality?.librarySizes;
  return html`<details class="sample-table"><summary>${countOf(samples.length, 'sample')}${variables.includes(main) ? `: ${groups}` : ''}</summary>
<div class="table-frame" tabindex="0" role="region" aria-label="Samples"><table class="plain"><thead><tr><th scope="col">sample</th>${variables.map((name) => html`<th scope="col">${name}</th>`)}${reads && html`<th scope="col" class="number">reads in genes</th>`}</tr></thead>
<tbody>${samples.map(({ name, values }, k) => html`<tr><th scope="row">${name}</th>${variables.map((variable) => html`<td>${values[variable] ?? ''}</td>`)}${reads && html`<td class="number">${formatCount(reads[k]!)}</td>`}</tr>`)}</tbody></table></div></details>`;
}
