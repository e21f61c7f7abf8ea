import type { KeptCurves } from '../../artifacts/curve-file.ts';
import type { CutCurves } from './cut-curves.ts';
import type { Cohort, Endpoint } from './join-cohort.ts';

/** Curves of a gene as JSON: what is drawn, and what it was made from. */
export function curvesFile(curves: CutCurves, cohort: Cohort, endpoint: Endpoint): string {
  return `${JSON.stringify(keptCurves(curves, cohort, endpoint), null, 1)}\n`;
}

/** Curves of a gene with null for numbers that are not known. */
export function keptCurves(curves: CutCurves, cohort: Cohort, endpoint: Endpoint): KeptCurves {
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  const numbers = (values: ArrayLike<number>) => Array.from(values, orNull);
  return {
    gene: curves.geneId,
    cohort: cohort.name,
    endpoint: endpoint.name,
    unit: endpoint.unit,
    cuts: curves.cuts,
    logRank: { chiSquared: orNull(curves.chiSquared), p: orNull(curves.pvalue), note: curves.note },
    restrictedTo: curves.restrictedTo,
    atRiskTimes: curves.ticks,
    groups: curves.groups.map(({ name, curve, median, restrictedMean, atRisk }) => ({
      name,
      patients: curve.n,
      events: curve.events,
      median: { time: orNull(median.time), lower: orNull(median.lower), upper: orNull(median.upper) },
      restrictedMean: { mean: restrictedMean.mean, standardError: restrictedMean.error },
      atRisk: numbers(atRisk),
      time: numbers(curve.time),
      survival: numbers(curve.survival),
      lower: numbers(curve.lower),
      upper: numbers(curve.upper),
      numberAtRisk: numbers(curve.atRisk),
      died: numbers(curve.died),
      censored: numbers(curve.censored),
    })),
  };
}
