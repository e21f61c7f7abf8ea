import { factorCholesky, solveCholesky } from '../../../linalg/cholesky.ts';
import { applyQTransposed, createQr, factorQr, solveUpper } from '../../../linalg/qr.ts';
import * as math from '../../../stats/math/portable.ts';
import type { ModelMatrix } from './count-problem.ts';
import type { GeneFitter } from './gene-fitter.ts';
import { sumUnitDeviances } from './unit-deviance.ts';

const MAX_ITERATIONS = 250;
const TOLERANCE = 1e-6;
const NO_COUNT = 1e-10;
const NO_DEVIANCE = 1e-13;
const FIRST_DAMPING = 1e-6;
const LEAST_DAMPING = 1e-13;
const TINY = 1e-100;
const MAX_DAMPING = 1e13;

/**
 * A fitter for any design of full column rank: Newton steps on the expected information X'WX + lambda I, W = mu / (1 + mu
 * phi), with lambda doubled until the deviance does not rise and divided by 10 after a first try that succeeds.
 *
 * Starts from equal ratios mu_j / N_j. Ends where the score times the step is below 1e-6, where no step helps, or at a
 * deviance of 0; the start and the end of the search are edgeR's, so that what it leaves undone is left undone here.
 */
export function createLevenbergFitter(design: ModelMatrix, sizes: Float64Array): GeneFitter {
  const { samples, columns: p, values: x } = design;
  const logSizes = sizes.map(math.log);
  const ones = solveOnes(design);
  const mu = new Float64Array(samples);
  const logMu = new Float64Array(samples);
  const beta = new Float64Array(p);
  const trialMu = new Float64Array(samples);
  const trialLogMu = new Float64Array(samples);
  const trial = new Float64Array(p);
  const score = new Float64Array(p);
  const step = new Float64Array(p);
  const information = new Float64Array(p * p);
  const damped = new Float64Array(p * p);

  const predict = (coefficients: Float64Array, means: Float64Array, logMeans: Float64Array): void => {
    for (let j = 0; j < samples; j++) {
      let eta = 0;
      for (let k = 0; k < p; k++) eta += x[j * p + k]! * coefficients[k]!;
      logMeans[j] = eta + logSizes[j]!;
      means[j] = math.exp(logMeans[j]!);
    }
  };

  /** X'WX and the score at `mu`; returns the largest diagonal element. */
  const differentiate = (counts: Float64Array, dispersion: number): number => {
    information.fill(0);
    score.fill(0);
    for (let j = 0; j < samples; j++) {
      const mean = mu[j]!;
      const inverse = 1 / (1 + dispersion * mean);
      const weight = mean * inverse;
      const residual = (counts[j]! - mean) * inverse;
      const row = j * p;
      for (let k = 0; k < p; k++) {
        const value = x[row + k]!;
        if (value === 0) continue;
        score[k]! += residual * value;
        const weighted = weight * value;
        for (let l = 0; l <= k; l++) information[k * p + l]! += weighted * x[row + l]!;
      }
    }
    let largest = 0;
    for (let k = 0; k < p; k++) largest = Math.max(largest, information[k * p + k]!);
    return largest;
  };

  const start = (counts: Float64Array, dispersion: number): void => {
    let ratio = 0;
    let total = 0;
    for (let j = 0; j < samples; j++) {
      const size = sizes[j]!;
      const weight = size / (1 + dispersion * size);
      ratio += (counts[j]! * weight) / size;
      total += weight;
    }
    const level = math.log(ratio / total);
    for (let k = 0; k < p; k++) beta[k] = ones[k]! * level;
  };

  const fit = (counts: Float64Array, dispersion: number, isWarm = false): void => {
    let largestCount = 0;
    for (let j = 0; j < samples; j++) largestCount = Math.max(largestCount, counts[j]!);
    if (largestCount < NO_COUNT) {
      beta.fill(Number.NaN);
      mu.fill(0);
      logMu.fill(Number.NEGATIVE_INFINITY);
      return;
    }
    if (!isWarm || Number.isNaN(beta[0]!)) start(counts, dispersion);
    predict(beta, mu, logMu);
    let deviance = sumUnitDeviances(counts, mu, samples, dispersion);
    let largest = 0;
    let lambda = 0;
    for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
      largest = Math.max(largest, differentiate(counts, dispersion));
      if (!(largest < Number.POSITIVE_INFINITY)) return; // means beyond the range of numbers lead nowhere
      if (iteration === 1) lambda = Math.max(largest * FIRST_DAMPING, LEAST_DAMPING);
      let tries = 0;
      let isStuck = false;
      let isLow = false;
      for (;;) {
        tries++;
        for (;;) {
          damped.set(information);
          for (let k = 0; k < p; k++) damped[k * p + k]! += lambda;
          if (factorCholesky(damped, p)) break;
          lambda = Math.max(lambda * 10, TINY);
        }
        step.set(score);
        solveCholesky(damped, p, step);
        for (let k = 0; k < p; k++) trial[k] = beta[k]! + step[k]!;
        predict(trial, trialMu, trialLogMu);
        const trialDeviance = sumUnitDeviances(counts, trialMu, samples, dispersion);
        isLow = trialDeviance / largestCount < NO_DEVIANCE;
        if (trialDeviance <= deviance || isLow) {
          beta.set(trial);
          mu.set(trialMu);
          logMu.set(trialLogMu);
          deviance = trialDeviance;
          break;
        }
        lambda = Math.max(lambda * 2, TINY);
        if (lambda / largest > MAX_DAMPING) {
          isStuck = true;
          break;
        }
      }
      if (isStuck || isLow) return;
      let gain = 0;
      for (let k = 0; k < p; k++) gain += score[k]! * step[k]!;
      if (gain < TOLERANCE) return;
      if (tries === 1) lambda /= 10;
    }
  };
  return { samples, columns: p, mu, logMu, beta, fit, solveCoefficients: () => {} };
}

/** [columns]: the least squares solution of X b = 1, which is exact where the design has an intercept in its span. */
function solveOnes({ samples, columns, values }: ModelMatrix): Float64Array {
  const qr = createQr(samples, columns);
  qr.a.set(values);
  factorQr(qr);
  const effects = new Float64Array(samples).fill(1);
  applyQTransposed(qr, effects);
  const solution = new Float64Array(columns);
  solveUpper(qr, effects, solution);
  return solution;
}
