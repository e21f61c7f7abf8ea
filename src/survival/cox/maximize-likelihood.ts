import { factorSemidefinite, invertSemidefinite, solveSemidefinite } from '../../linalg/semidefinite-cholesky.ts';
import { RANK_TOLERANCE } from '../quadratic-form.ts';
import type { PartialLikelihood } from './partial-likelihood.ts';

const LIKELIHOOD_TOLERANCE = 1e-9;
const MOST_ITERATIONS = 20;

/** Where the likelihood is largest; the next search of the same maximizer overwrites it. */
export interface Maximum {
  /** [p]; 0 for redundant columns. */
  readonly beta: Float64Array;
  /** [p]: gradient at `beta`. */
  readonly score: Float64Array;
  /** [p x p]: inverse information at `beta`, rows and columns of redundant columns 0. */
  readonly variance: Float64Array;
  nullLogLikelihood: number;
  logLikelihood: number;
  /** U(0)' I(0)^- U(0). */
  scoreTest: number;
  iterations: number;
  hasConverged: boolean;
}

/**
 * A search by Newton's method from 0 as R's `coxph.fit` takes its steps, so that the iterations are R's too.
 *
 * Converged where |1 - l_old / l_new| <= 1e-9, but not right after a halving. Where the likelihood falls or is not finite, the
 * step is shortened, b <- (b + k b_old) / (k + 1) at the k-th time in a row; each counts as an iteration. At most 20. Each call
 * searches anew what `evaluate` then computes, and allocates nothing. Source: T. M. Therneau, package survival 3.5-3.
 */
export function createMaximizer(evaluate: (beta: Float64Array) => PartialLikelihood, p: number): () => Maximum {
  const best = new Float64Array(p);
  const next = new Float64Array(p);
  const step = new Float64Array(p);
  const factors = new Float64Array(p * p);
  const maximum: Maximum = {
    beta: new Float64Array(p),
    score: new Float64Array(p),
    variance: new Float64Array(p * p),
    nullLogLikelihood: 0,
    logLikelihood: 0,
    scoreTest: 0,
    iterations: 0,
    hasConverged: false,
  };

  const takeStep = (at: PartialLikelihood): void => {
    factors.set(at.information);
    factorSemidefinite(factors, p, RANK_TOLERANCE);
    step.set(at.score);
    solveSemidefinite(factors, p, step);
  };
  const finish = (at: PartialLikelihood, where: Float64Array, iterations: number, hasConverged: boolean): Maximum => {
    factors.set(at.information);
    factorSemidefinite(factors, p, RANK_TOLERANCE);
    invertSemidefinite(factors, p, maximum.variance);
    maximum.beta.set(where);
    maximum.score.set(at.score);
    maximum.logLikelihood = at.logLikelihood;
    maximum.iterations = iterations;
    maximum.hasConverged = hasConverged;
    return maximum;
  };

  return () => {
    best.fill(0);
    const start = evaluate(best);
    let largest = start.logLikelihood;
    maximum.nullLogLikelihood = largest;
    takeStep(start);
    maximum.scoreTest = 0;
    for (let j = 0; j < p; j++) maximum.scoreTest += step[j]! * start.score[j]!;
    next.set(step);
    let halvings = 0;
    for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
      const at = evaluate(next);
      const isUsable = isFiniteAt(at);
      if (isUsable && halvings === 0 && Math.abs(1 - largest / at.logLikelihood) <= LIKELIHOOD_TOLERANCE) {
        return finish(at, next, iteration, true);
      }
      if (!isUsable || at.logLikelihood < largest) {
        halvings++;
        for (let j = 0; j < p; j++) next[j] = (next[j]! + halvings * best[j]!) / (halvings + 1);
        continue;
      }
      halvings = 0;
      largest = at.logLikelihood;
      takeStep(at);
      best.set(next);
      for (let j = 0; j < p; j++) next[j]! += step[j]!;
    }
    return finish(evaluate(best), best, MOST_ITERATIONS, false);
  };
}

function isFiniteAt({ logLikelihood, score, information }: PartialLikelihood): boolean {
  return Number.isFinite(logLikelihood) && score.every(Number.isFinite) && information.every(Number.isFinite);
}
