import type { ContrastResult, ReportData, StudySummary } from './report-data.ts';
import { comparedWith } from './report-data.ts';

/** What stands for all contrasts of a study where one of them would be named; no contrast can be called so. */
export const OVERVIEW = ':all';

/** A study of several contrasts has a page for all of them beside those of each. */
export function hasOverview({ contrasts }: ReportData): boolean {
  return contrasts.length > 1;
}

/** The study as one of its contrasts sees it: with the miRNA and the effect of that. */
export function studyOf({ study }: ReportData, { effect, mirna }: ContrastResult): StudySummary {
  return { ...study, ...(effect && { effect }), ...(mirna && { mirna }) };
}

/** Names of the contrasts, as short as tells them apart: without the reference where all have the same. */
export function contrastNames(contrasts: readonly ContrastResult[]): string[] {
  const targets = contrasts.map(({ target }) => target);
  const isEnough = new Set(contrasts.map(({ reference }) => reference)).size === 1 && isUnique(targets);
  return contrasts.map((contrast) => (isEnough ? contrast.target : comparedWith(contrast, 'against')));
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
