import type { KeptCurves } from '../artifacts/curve-file.ts';

export type Judgement = 'supported' | 'contradicted' | 'inconclusive' | 'not testable';

/** What cohorts of patients say of the candidates of a contrast. */
export interface PatientResults {
  /** The assumption, then how many are supported among candidates and controls, a sentence a question. */
  readonly findings: readonly string[];
  /** What was understood of the cohorts. */
  readonly notes: readonly string[];
  /** `tumor_normal`, `OS`, `OS:adjusted`. */
  readonly questions: readonly string[];
  /** The first candidates, in the order of the ranking. */
  readonly rows: readonly JudgedRow[];
  readonly candidates: number;
  /** Kaplan-Meier curves of the first of them. */
  readonly curves: readonly KeptCurves[];
}

export interface JudgedRow {
  readonly gene: string;
  readonly experiment: Judgement;
  readonly log2FoldChange: number;
  readonly sites: Judgement;
  /** Empty: in none; undefined: no sets were tested. */
  readonly sets: readonly string[] | undefined;
  /** One a question. */
  readonly answers: readonly PatientAnswer[];
}

/** Of a question; NaN where it could not be tested. */
export interface PatientAnswer {
  readonly judgement: Judgement;
  /** Log2 difference, or log hazard ratio of one standard deviation. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly fdr: number;
  readonly cohorts: number;
  readonly n: number;
  readonly detectable: number;
  readonly whyNot: string;
}
