import type { TissueComparison } from '../../analyses/cohorts/compare-tissues.ts';
import type { CutCurves, GroupOfPatients } from '../../analyses/cohorts/cut-curves.ts';
import type { PooledGene } from '../../analyses/cohorts/pool-genes.ts';
import { formatFixed, pEquals } from '../format.ts';
import type { Figure } from './figure.ts';
import { forestFigure } from './forest-figure.ts';
import { survivalCurvesFigure } from './survival-curves-figure.ts';

/** The curves of a gene in a cohort, with medians and the log-rank test in a sentence. */
export function cutCurvesFigure(
  { geneId, groups, ticks, pvalue, note }: CutCurves,
  {
    cohort,
    endpoint,
    unit,
    name,
  }: { readonly cohort: string; readonly endpoint: string; readonly unit: string | undefined; readonly name: string },
): Figure {
  const medians = groups.map((group) => `${group.name} ${medianText(group, unit)}`).join(', ');
  return survivalCurvesFigure({
    name,
    gene: geneId,
    cohort,
    endpoint,
    unit,
    curves: groups.map(({ name: group, curve, median, atRisk }) => ({
      name: `${group} ${geneId}`,
      n: curve.n,
      events: curve.events,
      median: median.time,
      time: curve.time,
      survival: curve.survival,
      lower: curve.lower,
      upper: curve.upper,
      censored: curve.censored,
      atRisk,
    })),
    ticks,
    finding: `Median: ${medians}. Log-rank test${note === '' ? '' : ', corrected for the search of the cut'}: ${pEquals(pvalue)}.`,
  });
}

function medianText({ median }: GroupOfPatients, unit: string | undefined): string {
  return Number.isNaN(median.time)
    ? 'not reached'
    : `${formatFixed(median.time, 1)}${unit === undefined ? '' : ` ${unit}`}`;
}

/** What the cohorts say of a gene in tumors, and together. */
export function tumorForestFigure(
  gene: string,
  comparisons: readonly TissueComparison[],
  { pooled }: PooledGene,
  name: string,
): Figure {
  const found = comparisons.flatMap(({ cohort, genes }) => {
    const one = genes.find(({ geneId }) => geneId === gene);
    return one === undefined || Number.isNaN(one.standardError) ? [] : [{ cohort, ...one }];
  });
  const precision = found.map(({ standardError }) => 1 / (standardError ** 2 + (pooled.tau2 || 0)));
  const total = precision.reduce((sum, value) => sum + value, 0);
  const rows = found.map(({ cohort, difference, low, high, tumors, normals }, at) => ({
    label: `${cohort} (${tumors} / ${normals})`,
    estimate: difference,
    low,
    high,
    weight: precision[at]! / total,
  }));
  const { estimate, lower, upper, p } = pooled.random;
  return forestFigure({
    name,
    title: `${gene} in tumors against normal tissue`,
    description: `Log2 differences of ${gene} between tumors and normal samples (numbers of both in parentheses) with 95 % limits, and their pool by random effects.`,
    finding: `Together ${formatFixed(estimate, 2)} (${formatFixed(lower, 2)} to ${formatFixed(upper, 2)}), ${pEquals(p)}.`,
    axis: `log₂ difference of ${gene}, tumor over normal`,
    isRatio: false,
    rows: [...rows, { label: 'together', estimate, low: lower, high: upper }],
  });
}
