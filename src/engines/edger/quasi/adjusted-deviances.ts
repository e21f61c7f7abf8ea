import { createQr, factorQr, leverages } from '../../../linalg/qr.ts';
import * as at from '../../kernels/counts/count-layout.ts';
import { createGroupStages } from '../../kernels/counts/group-stages.ts';
import type { CountProblem, ModelMatrix } from '../glm/count-problem.ts';
import { type GroupProblem, groupProblem } from '../glm/group-kernel.ts';
import { unitDeviance } from '../glm/unit-deviance.ts';
import { devianceWeights, SMALL_DISPERSION } from './deviance-weights.ts';
import { largeMeanFactors, weightPieces } from './weight-pieces.ts';

const NO_LEVERAGE_LEFT = 1e-4;
const NO_DF = 1e-4;

/** Deviances and degrees of freedom of genes, corrected for what small counts do to them; all [genes]. */
export interface AdjustedDeviances {
  readonly deviance: Float64Array;
  readonly df: Float64Array;
  /** deviance / df, 0 where df is below 1e-4. */
  readonly variance: Float64Array;
}

/**
 * Residual deviances that are chi-squared for small counts too: sum of alpha d with sum of (1 - h) kappa degrees of freedom,
 * d the unit deviance at phi / psi, h the leverage under the working weights mu / (1 + mu phi / psi), and alpha, kappa those
 * of the mean mu / psi at phi. Samples with 1 - h below 1e-4 tell nothing.
 *
 * Source: Chen, Chen, Lun, Baldoni and Smyth 2025, doi:10.1093/nar/gkaf018.
 *
 * @param mu [genes x samples], fitted; @param dispersion phi; @param quasiDispersion psi >= 1, the average
 */
export function adjustDeviances(
  problem: CountProblem,
  design: ModelMatrix,
  mu: Float64Array,
  dispersion: number,
  quasiDispersion: number,
): AdjustedDeviances {
  const grouped = dispersion < SMALL_DISPERSION ? groupProblem(problem, design) : undefined;
  if (grouped !== undefined) return adjustGroups(grouped, mu, dispersion, quasiDispersion);
  const { genes, samples, counts } = problem;
  const { alpha, kappa } = devianceWeights(dispersion);
  const lowered = dispersion / quasiDispersion;
  const hat = new Float64Array(samples);
  const setLeverages = createLeverages(design);
  const weights = new Float64Array(samples);
  const deviance = new Float64Array(genes);
  const df = new Float64Array(genes);
  const variance = new Float64Array(genes);
  for (let gene = 0, from = 0; gene < genes; gene++, from += samples) {
    for (let j = 0; j < samples; j++) weights[j] = mu[from + j]! / (1 + mu[from + j]! * lowered);
    setLeverages(weights, hat);
    let sum = 0;
    let sumDf = 0;
    for (let j = 0; j < samples; j++) {
      const left = 1 - hat[j]!;
      if (left < NO_LEVERAGE_LEFT) continue;
      const mean = mu[from + j]!;
      sum += unitDeviance(counts[from + j]!, mean, lowered) * alpha(mean / quasiDispersion);
      sumDf += left * kappa(mean / quasiDispersion);
    }
    deviance[gene] = sum;
    df[gene] = sumDf;
    variance[gene] = varianceOf(sum, sumDf);
  }
  return { deviance, df, variance };
}

function varianceOf(deviance: number, df: number): number {
  return df < NO_DF ? 0 : deviance / df;
}

function adjustGroups(
  { execution, counts, model }: GroupProblem,
  mu: Float64Array,
  dispersion: number,
  quasiDispersion: number,
): AdjustedDeviances {
  const stages = createGroupStages(execution, counts, model);
  const deviance = stages.float64(counts.genes);
  const df = stages.float64(counts.genes);
  stages.run(
    at.STAGE_ADJUST,
    [
      [at.MU_AT, stages.place(mu)],
      [at.ADJUSTED_AT, deviance.byteOffset],
      [at.DF_AT, df.byteOffset],
      [at.PIECES_AT, stages.place(weightPieces(dispersion))],
      [at.LARGE_MEANS_AT, stages.place(largeMeanFactors(dispersion))],
    ],
    [
      [at.DISPERSION, dispersion],
      [at.QUASI, quasiDispersion],
    ],
  );
  return { deviance, df, variance: deviance.map((sum, gene) => varianceOf(sum, df[gene]!)) };
}

/** Writes the leverages of weighted least squares with given weights [samples] to `hat` [samples]. */
function createLeverages(design: ModelMatrix): (weights: Float64Array, hat: Float64Array) => void {
  const { samples, columns, values, cells, isOneWay } = design;
  if (isOneWay) {
    const totals = new Float64Array(columns);
    return (weights, hat) => {
      totals.fill(0);
      for (let j = 0; j < samples; j++) totals[cells[j]!]! += weights[j]!;
      for (let j = 0; j < samples; j++) hat[j] = weights[j]! > 0 ? weights[j]! / totals[cells[j]!]! : 0;
    };
  }
  const qr = createQr(samples, columns);
  const scratch = new Float64Array(samples);
  return (weights, hat) => {
    for (let j = 0; j < samples; j++) {
      const root = Math.sqrt(weights[j]!);
      for (let k = 0; k < columns; k++) qr.a[j * columns + k] = root * values[j * columns + k]!;
    }
    factorQr(qr);
    leverages(qr, hat, scratch);
  };
}
