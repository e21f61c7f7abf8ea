import * as math from '../../stats/math/portable.ts';
import type { PartialLikelihood } from '../cox/partial-likelihood.ts';
import type { TiesMethod } from '../cox/risk-sets.ts';
import type { WalkOrder } from './walk-order.ts';

// Logarithms are taken of products, which must stay within the range of doubles: factors are near the number of subjects.
const LARGE = 1e140;
const SMALL = 1e-140;

/**
 * The partial likelihood of one covariate, without weights, as `createPartialLikelihood`, for thousands of genes.
 *
 * `x` [rows of the walk] is read at each call. Differs from it by rounding only. Nothing is allocated per call.
 */
export function createOneGeneLikelihood(
  walk: WalkOrder,
  ties: TiesMethod,
  x: Float64Array,
): (beta: Float64Array) => PartialLikelihood {
  const { entered, died, opens } = walk;
  const times = died.length;
  const at: PartialLikelihood = { logLikelihood: 0, score: new Float64Array(1), information: new Float64Array(1) };

  return (beta) => {
    const b = beta[0]!;
    let logLikelihood = 0;
    let product = 1;
    let score = 0;
    let information = 0;
    let [s0, s1, s2] = [0, 0, 0];
    for (let t = 0, k = 0; t < times; t++) {
      if (opens[t] === 1) s0 = s1 = s2 = 0;
      for (const end = entered[t]!; k < end; k++) {
        const value = x[k]!;
        const risk = math.exp(b * value);
        const first = risk * value;
        s0 += risk;
        s1 += first;
        s2 += first * value;
      }
      const deaths = died[t]! - k;
      if (deaths === 1 || ties === 'breslow') {
        for (const end = died[t]!; k < end; k++) {
          const value = x[k]!;
          const risk = math.exp(b * value);
          const first = risk * value;
          s0 += risk;
          s1 += first;
          s2 += first * value;
          logLikelihood += b * value;
          score += value;
        }
        const mean = s1 / s0;
        score -= deaths * mean;
        information += deaths * (s2 / s0 - mean * mean);
        if (deaths > 1 || !(s0 < LARGE && s0 > SMALL)) logLikelihood -= deaths * math.log(s0);
        else product *= s0;
        if (!(product < LARGE && product > SMALL)) {
          logLikelihood -= math.log(product);
          product = 1;
        }
      } else {
        let [d0, d1, d2] = [0, 0, 0];
        for (const end = died[t]!; k < end; k++) {
          const value = x[k]!;
          const risk = math.exp(b * value);
          const first = risk * value;
          d0 += risk;
          d1 += first;
          d2 += first * value;
          logLikelihood += b * value;
          score += value;
        }
        for (let l = deaths; l >= 1; l--) {
          const share = l / deaths;
          const a0 = s0 + share * d0;
          const mean = (s1 + share * d1) / a0;
          score -= mean;
          information += (s2 + share * d2) / a0 - mean * mean;
          if (a0 < LARGE && a0 > SMALL) product *= a0;
          else logLikelihood -= math.log(a0);
          if (!(product < LARGE && product > SMALL)) {
            logLikelihood -= math.log(product);
            product = 1;
          }
        }
        s0 += d0;
        s1 += d1;
        s2 += d2;
      }
    }
    at.logLikelihood = logLikelihood - math.log(product);
    at.score[0] = score;
    at.information[0] = information;
    return at;
  };
}

/**
 * As `createOneGeneLikelihood` for p covariates: `x` [rows of the walk x p], row-major.
 *
 * The second moments of the risk sets are summed by row, sum r x x' sum v / a0, rather than kept at each event time, which
 * costs one pass over the lower triangle a row.
 */
export function createGeneLikelihood(
  walk: WalkOrder,
  ties: TiesMethod,
  p: number,
  x: Float64Array,
): (beta: Float64Array) => PartialLikelihood {
  const { entered, died, opens } = walk;
  const times = died.length;
  const risk = new Float64Array(walk.rows.length);
  // Of each event time: sum of v / a0 over its terms, and of share v / a0.
  const whole = new Float64Array(times);
  const shared = new Float64Array(times);
  const first = new Float64Array(p);
  const dead = new Float64Array(p);
  const mean = new Float64Array(p);
  const at: PartialLikelihood = {
    logLikelihood: 0,
    score: new Float64Array(p),
    information: new Float64Array(p * p),
  };

  const addMeans = (weight: number): void => {
    const { score, information } = at;
    for (let i = 0; i < p; i++) {
      const scaled = weight * mean[i]!;
      score[i]! -= scaled;
      for (let j = 0; j <= i; j++) information[i * p + j]! -= scaled * mean[j]!;
    }
  };

  return (beta) => {
    const { score, information } = at;
    score.fill(0);
    information.fill(0);
    let logLikelihood = 0;
    let product = 1;
    let total = 0;
    for (let t = 0, k = 0; t < times; t++) {
      if (opens[t] === 1) {
        total = 0;
        first.fill(0);
      }
      for (const end = entered[t]!; k < end; k++) {
        const row = k * p;
        let eta = 0;
        for (let j = 0; j < p; j++) eta += beta[j]! * x[row + j]!;
        const r = math.exp(eta);
        risk[k] = r;
        total += r;
        for (let j = 0; j < p; j++) first[j]! += r * x[row + j]!;
      }
      const deaths = died[t]! - k;
      let deadTotal = 0;
      dead.fill(0);
      for (const end = died[t]!; k < end; k++) {
        const row = k * p;
        let eta = 0;
        for (let j = 0; j < p; j++) eta += beta[j]! * x[row + j]!;
        const r = math.exp(eta);
        risk[k] = r;
        deadTotal += r;
        logLikelihood += eta;
        for (let j = 0; j < p; j++) {
          const value = x[row + j]!;
          dead[j]! += r * value;
          score[j]! += value;
        }
      }
      const terms = ties === 'efron' ? deaths : 1;
      const weight = deaths / terms;
      whole[t] = 0;
      shared[t] = 0;
      for (let l = terms; l >= 1; l--) {
        const share = l / terms;
        const a0 = total + share * deadTotal;
        for (let j = 0; j < p; j++) mean[j] = (first[j]! + share * dead[j]!) / a0;
        addMeans(weight);
        whole[t]! += weight / a0;
        shared[t]! += (share * weight) / a0;
        if (weight !== 1 || !(a0 < LARGE && a0 > SMALL)) logLikelihood -= weight * math.log(a0);
        else product *= a0;
        if (!(product < LARGE && product > SMALL)) {
          logLikelihood -= math.log(product);
          product = 1;
        }
      }
      total += deadTotal;
      for (let j = 0; j < p; j++) first[j]! += dead[j]!;
    }
    // Back from the first time to the last: a row is at risk at all event times up to its own.
    let hazard = 0;
    for (let t = times - 1, k = walk.rows.length - 1; t >= 0; t--) {
      const start = t === 0 ? 0 : died[t - 1]!;
      for (const from = entered[t]!; k >= from; k--)
        addSquares(x, k * p, risk[k]! * (hazard + shared[t]!), p, information);
      hazard += whole[t]!;
      for (; k >= start; k--) addSquares(x, k * p, risk[k]! * hazard, p, information);
      if (opens[t] === 1) hazard = 0;
    }
    at.logLikelihood = logLikelihood - math.log(product);
    return at;
  };
}

function addSquares(x: Float64Array, row: number, weight: number, p: number, information: Float64Array): void {
  for (let i = 0; i < p; i++) {
    const value = weight * x[row + i]!;
    for (let j = 0; j <= i; j++) information[i * p + j]! += value * x[row + j]!;
  }
}
