import { requireRows } from '../../arguments.ts';
import type { Note } from '../../design/note.ts';
import { squeezeVariances } from '../../engines/moderation/squeeze-variances.ts';
import * as math from '../../stats/math/portable.ts';
import { describeBackground, meanShift, rankShift, type SetShift } from './camera-ranked.ts';
import { type GeneEffects, geneEffects, type SetExperiment } from './gene-effects.ts';

export interface CameraExperimentOptions {
  /** Correlation of genes within a set, 0.01 by default; `estimated` from the residuals of each set. */
  readonly correlation?: number | 'estimated' | undefined;
  /** Compares ranks instead of values. */
  readonly useRanks?: boolean | undefined;
  /** The prior variance follows the mean expression: for log counts without precision weights. */
  readonly useTrend?: boolean | undefined;
}

export interface CameraShift extends SetShift {
  /** The mean correlation within the set that was allowed for. */
  readonly correlation: number;
}

/**
 * Whether the genes of each set move more than the others, tested on the samples: limma's `camera`.
 *
 * Moderated t of each gene, as normal scores, then as `cameraRanked`; with an estimated correlation the variance inflation
 * is vif = m mean_k (mean_g U_gk)^2 over the standardized residual effects U, and t has min(residual, G - 2) degrees of
 * freedom. `sets`: rows, each once. Domain and faults as `geneEffects`; notes are those of the variance prior.
 * Accuracy: 1e-9 relative to limma 3.54.1. Source: D. Wu, G. K. Smyth, Nucleic Acids Res. 40 (2012) e133,
 * doi:10.1093/nar/gks461.
 */
export function camera(
  experiment: SetExperiment,
  sets: readonly ArrayLike<number>[],
  { correlation = 0.01, useRanks = false, useTrend = false }: CameraExperimentOptions = {},
  notes: Note[] = [],
): CameraShift[] {
  const effects = geneEffects(experiment);
  const { genes, residualDf } = effects;
  requireRows(sets, genes);
  const variances = residualVariances(effects);
  const scores = normalScores(effects, variances, useTrend ? meanExpression(experiment) : undefined, notes);
  const background = describeBackground(scores, useRanks);
  const isEstimated = correlation === 'estimated';
  const df = isEstimated ? Math.min(residualDf, genes - 2) : genes - 2;
  return sets.map((rows) => {
    const size = rows.length;
    const vif = isEstimated ? inflation(effects, variances, rows) : 1 + (size - 1) * correlation;
    const within = isEstimated ? (size > 1 ? (vif - 1) / (size - 1) : Number.NaN) : correlation;
    let sum = 0;
    for (let i = 0; i < size; i++) sum += background.values[rows[i]!]!;
    const shift = useRanks
      ? rankShift(background, size, sum, Math.max(0, size > 1 ? within : 0), isEstimated ? df : undefined)
      : meanShift(background, size, sum / size, Math.max(1, vif), df);
    return { ...shift, correlation: within };
  });
}

/** [genes] mean square of the residual effects. */
export function residualVariances({ genes, columns, residualDf, values }: GeneEffects): Float64Array {
  const variances = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    let sum = 0;
    for (let k = 1; k < columns; k++) sum += values[gene * columns + k]! ** 2;
    variances[gene] = sum / residualDf;
  }
  return variances;
}

/** [genes] */
function meanExpression({ expression: { genes, samples, values } }: SetExperiment): Float64Array {
  const means = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    let sum = 0;
    for (let j = 0; j < samples; j++) sum += values[gene * samples + j]!;
    means[gene] = sum / samples;
  }
  return means;
}

/** [genes] moderated t of the contrast as normal scores. */
function normalScores(
  { genes, columns, residualDf, values }: GeneEffects,
  variances: Float64Array,
  covariate: Float64Array | undefined,
  notes: Note[],
): Float64Array {
  const sample = { variances, residualDf: new Float64Array(genes).fill(residualDf), covariate };
  const { posterior, priorDf } = squeezeVariances(sample, { estimator: 'moments' }, notes);
  return posterior.map((variance, gene) => {
    const df = Math.min(residualDf + priorDf[gene]!, genes * residualDf);
    return normalScore(values[gene * columns]! / Math.sqrt(variance), df);
  });
}

/**
 * The normal score with about the tail of Student's t. Source: G. W. Hill, Algorithm 395, CACM 13 (1970) 617, as limma's
 * `zscoreT(approx = TRUE)`.
 */
function normalScore(t: number, df: number): number {
  const a = df - 0.5;
  const b = 48 * a * a;
  const z = a * math.log1p((t / df) * t);
  const score = (((((-0.4 * z - 3.3) * z - 24) * z - 85.5) / (0.8 * z * z + 100 + b) + z + 3) / b + 1) * Math.sqrt(z);
  return t < 0 ? -score : score;
}

/** m times the mean square of the set's mean standardized residual effect. */
function inflation(
  { columns, residualDf, values }: GeneEffects,
  variances: Float64Array,
  rows: ArrayLike<number>,
): number {
  let sum = 0;
  for (let k = 1; k < columns; k++) {
    let effect = 0;
    for (let i = 0; i < rows.length; i++) effect += values[rows[i]! * columns + k]! / Math.sqrt(variances[rows[i]!]!);
    sum += (effect / rows.length) ** 2;
  }
  return (rows.length * sum) / residualDf;
}
