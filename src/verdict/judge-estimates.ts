import { normalUpperQuantile } from '../stats/distributions/normal.ts';
import { adjustPValues } from '../stats/ranks/p-adjust.ts';

/** What one kind of evidence says of a candidate. */
export type Judgement = 'supported' | 'contradicted' | 'inconclusive' | 'not testable';

/** An estimate of one kind of evidence for one candidate, on a scale on which 0 is no effect; NaN where there is none. */
export interface Estimate {
  /** Log2 difference, log hazard ratio, ... */
  readonly estimate: number;
  readonly standardError: number;
  /** The interval that goes with the test, 95 % unless the rule says otherwise. */
  readonly low: number;
  readonly high: number;
  /** Two-sided. */
  readonly pvalue: number;
  /** p-value adjusted over a larger family than the candidates, which is then taken as it is: that of all tested genes. */
  readonly adjusted?: number | undefined;
  /** Why there is no estimate, where there is none: `the gene is not in the matrix`. */
  readonly whyNot?: string | undefined;
}

export interface Verdict {
  readonly judgement: Judgement;
  /** p-value adjusted over all candidates that could be tested (Benjamini and Hochberg); NaN where this one could not. */
  readonly adjusted: number;
  /** The smallest effect that would have been found with a probability of 80 %; NaN where nothing could be tested. */
  readonly detectable: number;
  /** Why nothing could be tested, where nothing could. */
  readonly whyNot?: string | undefined;
}

export interface JudgeOptions {
  /** Rate of false discoveries over the candidates. Default 0.05. */
  readonly rate?: number | undefined;
  /** The sign that a direct target should have: -1 lower in tumors or a lower hazard at high expression, 1 the other way. */
  readonly expected: 1 | -1;
}

const POWER = 0.8;
const LEVEL = 0.05;

/**
 * Judges one kind of evidence for all candidates by a rule that is fixed before looking: supported or contradicted where the
 * interval excludes no effect *and* the p-value, adjusted over all candidates that could be tested (or as it comes), is at most the rate; by the
 * sign of the estimate; inconclusive otherwise; not testable where there is no estimate.
 *
 * Detectable effect: (z_{0.975} + z_{0.8}) SE, what a two-sided test at 5 % finds with power 80 %.
 * The expected share of wrong signs or true nulls among those supported or contradicted is at most the rate where the tests are
 * independent or positively dependent (Benjamini and Hochberg 1995, Benjamini and Yekutieli 2001).
 */
export function judgeEstimates(estimates: readonly Estimate[], options: JudgeOptions): Verdict[] {
  const { expected, rate = LEVEL } = options;
  const testable = estimates.map(isTestable);
  const pvalues = Float64Array.from(estimates, ({ pvalue }, i) => (testable[i] === true ? pvalue : Number.NaN));
  const adjusted = adjustPValues(pvalues, 'BH');
  const multiple = normalUpperQuantile(LEVEL / 2) + normalUpperQuantile(1 - POWER);
  return estimates.map((one, i) => {
    if (testable[i] !== true) {
      const whyNot = one.whyNot ?? 'there is no estimate';
      return { judgement: 'not testable', adjusted: Number.NaN, detectable: Number.NaN, whyNot };
    }
    const excludesNone = one.low > 0 || one.high < 0;
    const fdr = one.adjusted ?? adjusted[i]!;
    const isDecided = excludesNone && fdr <= rate;
    const judgement = isDecided
      ? Math.sign(one.estimate) === expected
        ? 'supported'
        : 'contradicted'
      : 'inconclusive';
    return { judgement, adjusted: fdr, detectable: multiple * one.standardError };
  });
}

function isTestable({ estimate, standardError, low, high, pvalue }: Estimate): boolean {
  return (
    Number.isFinite(estimate) &&
    standardError > 0 &&
    Number.isFinite(standardError) &&
    low <= high &&
    pvalue >= 0 &&
    pvalue <= 1
  );
}
