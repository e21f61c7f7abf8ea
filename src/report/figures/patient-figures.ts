import type { KeptCurve, KeptCurves } from '../../artifacts/curve-file.ts';
import * as math from '../../stats/math/portable.ts';
import { safeName } from '../../text/safe-names.ts';
import { countOf, formatFixed, pEquals } from '../format.ts';
import type { PatientResults } from '../patient-results.ts';
import type { Figure } from './figure.ts';
import { type ForestRow, forestFigure } from './forest-figure.ts';
import { survivalCurvesFigure } from './survival-curves-figure.ts';

/** Curves that a page draws; those of further candidates are in the tables. */
const MOST_CURVES = 8;
const MOST_ROWS = 15;

/** Forest plots of the first candidates, one a question that is not adjusted, and curves of the first of them. */
export function patientFigures(contrast: string, results: PatientResults): Figure[] {
  const questions = results.questions.map((question, at) => ({ question, at }));
  const forests = questions
    .filter(({ question }) => !question.endsWith(':adjusted'))
    .flatMap(({ question, at }) => candidateForest(contrast, results, question, at) ?? []);
  return [...forests, ...drawnCurves(results).map((curves) => curvesFigure(contrast, curves))];
}

export function drawnCurves({ curves }: PatientResults): readonly KeptCurves[] {
  return curves.slice(0, MOST_CURVES);
}

export function forestName(question: string): string {
  return `patients-${safeName(question)}`;
}

export function curvesName({ gene, endpoint, cohort }: KeptCurves): string {
  return `survival-${safeName(`${gene}.${endpoint}.${cohort}`)}`;
}

function candidateForest(contrast: string, { rows }: PatientResults, question: string, at: number): Figure | undefined {
  const isRatio = question !== 'tumor_normal';
  const shown = (value: number) => (isRatio ? math.exp(value) : value);
  const drawn = rows.slice(0, MOST_ROWS).flatMap(({ gene, answers }): ForestRow[] => {
    const { estimate, low, high, cohorts, n } = answers[at]!;
    if (Number.isNaN(estimate)) return [];
    const label = `${gene} (${n})`;
    return [{ label, estimate: shown(estimate), low: shown(low), high: shown(high), weight: cohorts > 1 ? 0.4 : 0.2 }];
  });
  if (drawn.length === 0) return undefined;
  const supported = rows.filter(({ answers }) => answers[at]!.judgement === 'supported').length;
  const subject = isRatio ? `${question} and the first candidates` : 'The first candidates in tumors';
  const measure = isRatio ? 'hazard ratio of one standard deviation' : 'log₂ difference, tumor over normal';
  return forestFigure({
    name: `${contrast}.${forestName(question)}`,
    title: subject,
    description: `Estimates with 95 % intervals (not adjusted for the number of candidates), ${isRatio ? 'each gene alone' : 'tumors against normal tissue'}; numbers of samples in parentheses, larger marks where cohorts are pooled by random effects.`,
    finding: `${supported} of the first ${countOf(rows.length, 'candidate')} supported at a false discovery rate of 5 % over all candidates.`,
    axis: measure,
    isRatio,
    rows: drawn,
  });
}

function curvesFigure(contrast: string, kept: KeptCurves): Figure {
  const { gene, cohort, endpoint, unit, groups, atRiskTimes, logRank } = kept;
  const medians = groups.map((group) => `${group.name} ${medianText(group, unit)}`).join(', ');
  return survivalCurvesFigure({
    name: `${contrast}.${curvesName(kept)}`,
    gene,
    cohort,
    endpoint,
    unit,
    curves: groups.map((group) => ({
      name: `${group.name} ${gene}`,
      n: group.patients,
      events: group.events,
      median: orNaN(group.median.time),
      time: group.time.map(orNaN),
      survival: group.survival.map(orNaN),
      lower: group.lower.map(orNaN),
      upper: group.upper.map(orNaN),
      censored: group.censored.map(orNaN),
      atRisk: group.atRisk.map(orNaN),
    })),
    ticks: atRiskTimes,
    finding: `Cut at the median. Median survival: ${medians}. Log-rank test, this gene alone: ${pEquals(orNaN(logRank.p))}.`,
  });
}

function medianText({ median }: KeptCurve, unit: string | undefined): string {
  if (median.time === null) return 'not reached';
  return `${formatFixed(median.time, 1)}${unit === undefined ? '' : ` ${unit}`}`;
}

function orNaN(value: number | null): number {
  return value ?? Number.NaN;
}
