import * as math from '../../stats/math/portable.ts';
import { curvesName, drawnCurves, forestName, patientFigures } from '../figures/patient-figures.ts';
import { countOf, formatCount, formatFixed, formatP, formatSigned } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { JudgedRow, Judgement, PatientAnswer, PatientResults } from '../patient-results.ts';
import { figureBlock } from './figure-block.ts';
import type { ContrastSection, ContrastView } from './section.ts';

/** Whether candidates are lower in tumors and tied to survival, and how often chance looks so. */
export const patientsSection: ContrastSection = {
  id: 'patients',
  title: 'From candidates to patients',
  link: 'Patients',
  scope: 'contrast',
  figures: (_, { id, patients }) => (patients === undefined ? [] : patientFigures(id, patients)),
  render: renderPatients,
};

function renderPatients({ contrast: { id, patients }, figure }: ContrastView): Html | undefined {
  if (patients === undefined) return undefined;
  const { findings, questions, notes } = patients;
  const forests = questions.map((question) => figureBlock(figure(forestName(question))));
  const curves = drawnCurves(patients).map((one) => figureBlock(figure(curvesName(one))));
  return html`
<ul class="prose">${findings.map((text) => html`<li>${asSentence(text)}</li>`)}</ul>
${verdictTable(patients)}
<p class="prose">Supported or contradicted needs a 95 % interval that excludes no effect and a false discovery rate of at most 5 % over all candidates; the sign decides which. This rule was fixed before looking. Associations in patients do not say what causes what. All candidates and controls are in <code>tables/patients/${id}.verdict.tsv</code>.</p>
<div class="figures">${forests}</div>
<div class="figures">${curves}</div>
<details class="set-notes"><summary>What was understood of the cohorts</summary>${notes.map((note) => html`<p>${note}.</p>`)}</details>`;
}

function verdictTable({ questions, rows, candidates }: PatientResults): Html {
  const hasSets = rows.some(({ sets }) => sets !== undefined);
  const more = candidates > rows.length ? `The first ${rows.length} of ${countOf(candidates, 'candidate')}. ` : '';
  return html`
<div class="table-frame" tabindex="0" role="region" aria-label="Verdicts"><table class="sets">
<caption>${more}Log2 difference in tumors, hazard ratio of one standard deviation, each with its 95 % interval, n, and adjusted p-value; where inconclusive, the effect that would have been found with a probability of 80 %</caption>
<thead><tr><th scope="col">gene</th><th scope="col">experiment</th><th scope="col">sites</th>${questions.map((question) => html`<th scope="col">${inWords(question)}</th>`)}${hasSets ? html`<th scope="col">gene sets</th>` : undefined}</tr></thead>
<tbody>${rows.map((row) => verdictRow(row, questions, hasSets))}</tbody>
</table></div>`;
}

/** `tumor_normal: supported for ...` in the words of the table. */
function asSentence(finding: string): string {
  const text = finding.replace(/^([^: ]+(?::adjusted)?)(?=:)/, inWords);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function inWords(question: string): string {
  if (question === 'tumor_normal') return 'tumor against normal';
  return question.replace(/:adjusted$/, ', adjusted');
}

function verdictRow(
  { gene, experiment, log2FoldChange, sites, sets = [], answers }: JudgedRow,
  questions: readonly string[],
  hasSets: boolean,
): Html {
  return html`
<tr><th scope="row">${gene}</th><td>${word(experiment)} <span class="note">${formatSigned(log2FoldChange, 2)}</span></td><td>${word(sites)}</td>${answers.map((answer, at) => answerCell(answer, questions[at]!))}${hasSets ? html`<td class="edge">${sets.join(', ') || '–'}</td>` : undefined}</tr>`;
}

function word(judgement: Judgement): Html {
  return judgement === 'supported' || judgement === 'contradicted' ? html`<b>${judgement}</b>` : html`${judgement}`;
}

function answerCell(answer: PatientAnswer, question: string): Html {
  const { judgement, estimate, low, high, fdr, n, cohorts, detectable, whyNot } = answer;
  if (judgement === 'not testable') return html`<td>${judgement}<br><span class="note">${whyNot}</span></td>`;
  const isRatio = question !== 'tumor_normal';
  const shown = (value: number) => (isRatio ? formatFixed(math.exp(value), 2) : formatSigned(value, 2));
  const from = cohorts > 1 ? `, ${countOf(cohorts, 'cohort')}` : '';
  const other =
    judgement === 'inconclusive'
      ? html`<br><span class="note">detectable: ${isRatio ? `${formatFixed(math.exp(-detectable), 2)} or ${formatFixed(math.exp(detectable), 2)}` : `±${formatFixed(detectable, 2)}`}</span>`
      : undefined;
  return html`<td>${word(judgement)}<br><span class="note">${shown(estimate)} (${shown(low)} to ${shown(high)}), n ${formatCount(n)}${from}, fdr ${formatP(fdr)}</span>${other}</td>`;
}
