import type { GeneResults } from '../engines/gene-results.ts';
import * as math from '../stats/math/portable.ts';
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
  /** [genes of the table] place among the tested genes, -1 for genes without estimate or p-value. */
  readonly placeOf: Int32Array;
}

/**
 * Fits the two-group model to the tested genes of a contrast.
 *
 * `strength` [genes of the table]: of their sites; `siteless` [genes of the table]: 1 where no site is known.
 */
export function assessGenes(
  changes: GeneResults,
  effect: Effect,
  strength: Float64Array,
  siteless: Uint8Array,
  priors: RankingPriors,
): Assessment {
  const errors = usableErrors(changes);
  const rows = Uint32Array.from(errors.keys()).filter((row) => !Number.isNaN(errors[row]!));
  const placeOf = new Int32Array(errors.length).fill(-1);
  rows.forEach((row, place) => {
    placeOf[row] = place;
  });
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const sign = repressionSign(effect);
  const repression = pick(changes.log2FoldChange).map((change) => sign * change);
  const given = pick(errors);
  const without = Uint8Array.from(rows, (row) => siteless[row]!);
  const center = centerOf(repression, given, (place) => without[place] === 1);
  const centered = repression.map((value) => value - center);
  const scale = errorScale(centered, given, without);
  const own = given.map((error) => error * scale);
  const fit = fitTwoGroups(
    {
      repression: centered,
      standardError: own,
      strength: pick(strength),
      siteless: without,
    },
    priors,
  );
  return { effect, rows, fit, standardErrors: own, placeOf };
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
  const tested = assessments.flatMap((assessment, i) => {
    const place = rows[i] === undefined || rows[i] < 0 ? -1 : assessment.placeOf[rows[i]]!;
    return place < 0 ? [] : [{ ...assessment, place }];
  });
  const [first] = tested;
  if (first === undefined) return undefined;
  const mean = (weight: (i: number) => number, value: (i: number) => number): number => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < tested.length; i++) {
      sum += weight(i) * value(i);
      total += weight(i);
    }
    return sum / total;
  };
  const of = (
    name: 'priorProbability' | 'logRatio' | 'repressionIfTarget' | 'repressionIfNot' | 'posterior' | 'doubt',
  ) => {
    return (i: number): number => tested[i]!.fit[name][tested[i]!.place]!;
  };
  const precision = (i: number): number => 1 / tested[i]!.standardErrors[tested[i]!.place]! ** 2;
  const priorProbability = mean(() => 1, of('priorProbability'));
  const logRatio = tested.reduce((sum, _, i) => sum + of('logRatio')(i), 0);
  const single = tested.length === 1;
  const odds = single ? math.log(of('posterior')(0)) - math.log(of('doubt')(0)) : logOdds(priorProbability) + logRatio;
  return {
    posterior: single ? of('posterior')(0) : 1 / (1 + math.exp(-odds)),
    priorProbability,
    logRatio: logRatio / Math.LN10,
    repressionIfTarget: mean(precision, of('repressionIfTarget')),
    repressionIfNot: mean(precision, of('repressionIfNot')),
  };
}

export function logOdds(probability: number): number {
  return math.log(probability / (1 - probability));
}
