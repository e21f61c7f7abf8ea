import type { GeneResults } from '../engines/gene-results.ts';
import { fillDoubles, placesWhere } from '../stats/columns/fill-columns.ts';
import * as math from '../stats/math/portable.ts';
import { takeInOrder } from '../stats/ranks/order-ascending.ts';
import { type BackgroundTrend, type DriftTraits, fitBackgroundTrend } from './changes/background-trend.ts';
import { type Effect, repressionSign } from './changes/effect.ts';
import { centerOf, usableErrors } from './changes/effect-sizes.ts';
import { errorScale } from './changes/error-scale.ts';
import type { RankingPriors } from './model/ranking-priors.ts';
import { fitTwoGroups, type TwoGroupFit } from './model/two-group-model.ts';

/** What one contrast says of its tested genes. */
export interface Assessment {
  readonly effect: Effect;
  /** [tested] rows of the table of changes. */
  readonly rows: Uint32Array;
  /** [tested] */
  readonly fit: TwoGroupFit;
  /** [tested] standard errors of the log2 fold changes, scaled by `errorScale`. */
  readonly standardErrors: Float64Array;
  /** [genes of the table] how genes drift that are no targets. */
  readonly trend: BackgroundTrend;
  /** [genes of the table] place among the tested genes, -1 for genes without estimate or p-value. */
  readonly placeOf: Int32Array;
}

/**
 * Fits the two-group model to the tested genes of a contrast.
 *
 * `strength` [genes of the table]: of their sites; `siteless` [genes of the table]: 1 where no site is known;
 * `traits` [genes of the table]: what genes may drift with.
 */
export function assessGenes(
  changes: GeneResults,
  effect: Effect,
  strength: Float64Array,
  siteless: Uint8Array,
  traits: DriftTraits,
  priors: RankingPriors,
): Assessment {
  const errors = usableErrors(changes);
  const trend = fitBackgroundTrend(changes.log2FoldChange, errors, siteless, traits);
  const rows = placesWhere(errors.length, (row) => !Number.isNaN(errors[row]!));
  const placeOf = new Int32Array(errors.length).fill(-1);
  rows.forEach((row, place) => {
    placeOf[row] = place;
  });
  const sign = repressionSign(effect);
  const repression = fillDoubles(rows.length, (place) => {
    const row = rows[place]!;
    return sign * (changes.log2FoldChange[row]! - trend.expected[row]!);
  });
  const given = takeInOrder(errors, rows);
  const without = new Uint8Array(rows.length).map((_, place) => siteless[rows[place]!]!);
  const center = centerOf(repression, given, (place) => without[place] === 1);
  const centered = repression.map((value) => value - center);
  const scale = errorScale(centered, given, without);
  const own = given.map((error, place) => math.hypot(error * scale, trend.error[rows[place]!]!));
  const fit = fitTwoGroups(
    {
      repression: centered,
      standardError: own,
      strength: takeInOrder(strength, rows),
      siteless: without,
    },
    priors,
  );
  return { effect, rows, fit, standardErrors: own, trend, placeOf };
}

/** What all contrasts together say of a gene. */
export interface GeneAssessment {
  /** Probability of being a direct target. */
  readonly posterior: number;
  /** Probability by the sites alone. */
  readonly priorProbability: number;
  /** log10 likelihood ratio of the changes, target against background. */
  readonly logRatio: number;
  /** Mean repression, log2, if it is a target and if it is none. */
  readonly repressionIfTarget: number;
  readonly repressionIfNot: number;
}

/**
 * Combines contrasts for one gene, given its row in each: the likelihood ratios multiply, effects are averaged by
 * precision. Contrasts are taken to be independent given whether the gene is a target; such that share controls are not
 * quite, and make posteriors bolder than they should be. Undefined if no contrast tested the gene.
 */
export function combineAssessments(
  assessments: readonly Assessment[],
  rows: readonly number[],
): GeneAssessment | undefined {
  let tested = 0;
  let [prior, logRatio, total, ifTarget, ifNot, posterior] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < assessments.length; i++) {
    const { fit, standardErrors, placeOf } = assessments[i]!;
    const row = rows[i] ?? -1;
    const place = row < 0 ? -1 : placeOf[row]!;
    if (place < 0) continue;
    tested++;
    const precision = 1 / standardErrors[place]! ** 2;
    prior += fit.priorProbability[place]!;
    logRatio += fit.logRatio[place]!;
    ifTarget += precision * fit.repressionIfTarget[place]!;
    ifNot += precision * fit.repressionIfNot[place]!;
    total += precision;
    posterior = fit.posterior[place]!;
  }
  if (tested === 0) return undefined;
  const priorProbability = prior / tested;
  return {
    posterior: tested === 1 ? posterior : 1 / (1 + math.exp(-(logOdds(priorProbability) + logRatio))),
    priorProbability,
    logRatio: logRatio / Math.LN10,
    repressionIfTarget: ifTarget / total,
    repressionIfNot: ifNot / total,
  };
}

export function logOdds(probability: number): number {
  return math.log(probability / (1 - probability));
}
