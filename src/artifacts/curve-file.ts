import { defineJsonList } from './json-codec.ts';

/** A curve of a group of patients; null where a number is not known, as a median that is not reached. */
export interface KeptCurve {
  readonly name: string;
  readonly patients: number;
  readonly events: number;
  readonly median: { readonly time: number | null; readonly lower: number | null; readonly upper: number | null };
  readonly restrictedMean: { readonly mean: number; readonly standardError: number };
  /** At `KeptCurves.atRiskTimes`. */
  readonly atRisk: readonly (number | null)[];
  readonly time: readonly (number | null)[];
  readonly survival: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly numberAtRisk: readonly (number | null)[];
  readonly died: readonly (number | null)[];
  readonly censored: readonly (number | null)[];
}

/** Curves of one gene in one cohort: what is drawn, and what it was made from. */
export interface KeptCurves {
  readonly gene: string;
  readonly cohort: string;
  readonly endpoint: string;
  readonly unit?: string | undefined;
  readonly cuts: readonly number[];
  readonly logRank: { readonly chiSquared: number | null; readonly p: number | null; readonly note: string };
  readonly restrictedTo: number;
  readonly atRiskTimes: readonly number[];
  readonly groups: readonly KeptCurve[];
}

/** `tables/patients/CONTRAST.COHORT.curves.json` */
export const curveFile = defineJsonList<KeptCurves>('Kaplan-Meier curves of the first candidates in a cohort.', {
  gene: { kind: 'text', meaning: 'the gene' },
  cohort: { kind: 'text', meaning: 'name of the cohort' },
  endpoint: { kind: 'text', meaning: 'name of the endpoint' },
  unit: { kind: 'text', meaning: 'unit of the times', absent: 'it is not known' },
  cuts: { kind: 'list', meaning: 'expression at which patients were cut into groups' },
  logRank: { kind: 'object', meaning: 'test of the groups; of a searched cut corrected for the search' },
  restrictedTo: { kind: 'number', meaning: 'time to which restricted means go' },
  atRiskTimes: { kind: 'list', meaning: 'times at which numbers at risk are given' },
  groups: { kind: 'list', meaning: 'curve, median, restricted mean and numbers at risk of each group' },
});
