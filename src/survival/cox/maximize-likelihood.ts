import { factorSemidefinite, invertSemidefinite, solveSemidefinite } from '../../linalg/semidefinite-cholesky.ts';
import { RANK_TOLERANCE } from '../quadratic-form.ts';
import type { PartialLikelihood } from './partial-likelihood.ts';

const LIKELIHOOD_TOLERANCE = 1e-9;
const MOST_ITERATIONS = 20;

export interface Maximum {
  /** [p]; 0 for redundant columns. */
  readonly beta: Float64Array;
  /** [p]: gradient at `beta`. */
  readonly score: Float64Array;
  /** [p x p]: inverse information at `beta`, rows and columns of redundant columns 0. */
  readonly variance: Float64Array;
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  /** U(0)' I(0)^- U(0). */
  readonly scoreTest: number;
  /** Of the information at 0. */
  readonly rank: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/**
 * Newton's method from 0 as R's `coxph.fit` takes its steps, so that the iterations are R's too.
 *
 * Converged where |1 - l_old / l_new| <= 1e-9, but not right after a halving. Where the likelihood falls or is not finite, the
 * step is shortened, b <- (b + k b_old) / (k + 1) at the k-th time in a row; each counts as an iteration. At most 20.
 * Source: T. M. Therneau, package survival 3.5-3.
 */
export function maximizeLikelihood(evaluate: (beta: Float64Array) => PartialLikelihood, p: number): Maximum {
  const beta = new Float64Array(p);
  const factors = new Float64Array(p * p);
  const step = new Float64Array(p);

  const start = evaluate(beta);
  const nullLogLikelihood = start.logLikelihood;
  factors.set(start.information);
  const rank = factorSemidefinite(factors, p, RANK_TOLERANCE);
  step.set(start.score);
  solveSemidefinite(factors, p, step);
  const scoreTest = step.reduce((sum, value, i) => sum + value * start.score[i]!, 0);

  const next = step.slice();
  let best = nullLogLikelihood;
  let halvings = 0;
  const finish = (at: PartialLikelihood, iterations: number, hasConverged: boolean, where: Float64Array): Maximum => {
    factors.set(at.information);
    factorSemidefinite(factors, p, RANK_TOLERANCE);
    return {
      beta: where.slice(),
      score: at.score.slice(),
      variance: invertSemidefinite(factors, p),
      nullLogLikelihood,
      logLikelihood: at.logLikelihood,
      scoreTest,
      rank,
      iterations,
      hasConverged,
    };
  };
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    const at = evaluate(next);
    const isUsable = isFiniteAt(at);
    if (isUsable && halvings === 0 && Math.abs(1 - best / at.logLikelihood) <= LIKELIHOOD_TOLERANCE) {
      return finish(at, iteration, true, next);
    }
    if (!isUsable || at.logLikelihood < best) {
      halvings++;
      for (let j = 0; j < p; j++) next[j] = (next[j]! + halvings * beta[j]!) / (halvings + 1);
      continue;
    }
    halvings = 0;
    best = at.logLikelihood;
    factors.set(at.information);
    factorSemidefinite(factors, p, RANK_TOLERANCE);
    step.set(at.score);
    solveSemidefinite(factors, p, step);
    for (let j = 0; j < p; j++) {
      beta[j] = next[j]!;
      next[j] = next[j]! + step[j]!;
    }
  }
  return finish(evaluate(beta), MOST_ITERATIONS, false, beta);
}

function isFiniteAt({ logLikelihood, score, information }: PartialLikelihood): boolean {
  return Number.isFinite(logLikelihood) && score.every(Number.isFinite) && information.every(Number.isFinite);
}
