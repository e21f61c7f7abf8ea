import * as math from '../../../stats/math/portable.ts';
import { orderAscending } from '../../../stats/ranks/order-ascending.ts';
import { quantileType7 } from '../../../stats/ranks/quantile.ts';
import { lowess } from '../../../stats/smoothing/lowess.ts';
import { linesIn } from '../../kernels/counts/local-lines.ts';
import type { CountProblem, ModelMatrix } from '../glm/count-problem.ts';
import { adjustDeviances } from './adjusted-deviances.ts';

const ROUNDS = 2;
const INFORMATIVE_DF = 1e-8;
const SPAN = 0.5;
const QUANTILE = 0.9;

/**
 * The average quasi-dispersion psi >= 1 of well expressed genes: the 90 % quantile of the trend of s^2 along abundance, on
 * the scale of fourth roots, found in two rounds from psi = 1.
 *
 * Source: Chen, Chen, Lun, Baldoni and Smyth 2025, doi:10.1093/nar/gkaf018; edgeR 4 `glmQLFit`.
 *
 * @param mu [genes x samples], fitted at `dispersion`; @param abundance average log counts per million, [genes]
 */
export function averageQuasiDispersion(
  problem: CountProblem,
  design: ModelMatrix,
  mu: Float64Array,
  dispersion: number,
  abundance: Float64Array,
): number {
  const prepareLines = linesIn(problem.execution);
  const order = orderAscending(abundance); // what is in order need not be sorted in every round
  let average = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const { df, variance } = adjustDeviances(problem, design, mu, dispersion, average);
    const x = new Float64Array(problem.genes);
    const roots = new Float64Array(problem.genes);
    let n = 0;
    for (let place = 0; place < order.length; place++) {
      const gene = order[place]!;
      if (!(df[gene]! > INFORMATIVE_DF)) continue;
      x[n] = abundance[gene]!;
      roots[n] = Math.sqrt(Math.sqrt(variance[gene]!));
      n++;
    }
    if (n === 0) return average;
    const trend = lowess(x.subarray(0, n), roots.subarray(0, n), { span: SPAN, prepareLines });
    average = math.pow(Math.max(quantileType7(trend.sort(), QUANTILE), 1), 4);
  }
  return average;
}
