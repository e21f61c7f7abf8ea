import * as math from '../../stats/math/portable.ts';
import type { RiskSets, TiesMethod } from './risk-sets.ts';

/** Data of a Cox model in the order of its risk sets. */
export interface CoxData {
  readonly sets: RiskSets;
  readonly ties: TiesMethod;
  readonly p: number;
  /** [n x p], row-major, in the order of `sets.order`, as are the other columns. */
  readonly x: Float64Array;
  readonly event: Uint8Array;
  readonly weights: Float64Array;
}

/** The partial likelihood at some coefficients. */
export interface PartialLikelihood {
  logLikelihood: number;
  /** [p]. */
  readonly score: Float64Array;
  /** [p x p]; its lower triangle is set. */
  readonly information: Float64Array;
}

/**
 * A function that writes the log partial likelihood, its gradient and its information at coefficients to one place.
 *
 * Each event time adds terms with the share f of those who die in the risk set: f = 1 with the weight of all deaths (Breslow),
 * or f = 1, 1 - 1/m, ... 1/m with equal parts of it (Efron): sum_D w eta - sum v ln a0, where a0 = sum r over the risk set, r = w
 * exp(eta), with the deaths counting f. Nothing is allocated per call. Source: D. R. Cox, JRSS B 34 (1972) 187; N. Breslow,
 * Biometrics 30 (1974) 89; B. Efron, JASA 72 (1977) 557.
 */
export function createPartialLikelihood(data: CoxData): (beta: Float64Array) => PartialLikelihood {
  const { sets, ties, p, x, event, weights } = data;
  const at: PartialLikelihood = {
    logLikelihood: 0,
    score: new Float64Array(p),
    information: new Float64Array(p * p),
  };
  const first = new Float64Array(p);
  const second = new Float64Array(p * p);
  const deadFirst = new Float64Array(p);
  const deadSecond = new Float64Array(p * p);
  const mean = new Float64Array(p);

  return (beta) => {
    const { score, information } = at;
    score.fill(0);
    information.fill(0);
    let logLikelihood = 0;
    let total = 0;
    for (let t = sets.time.length - 1; t >= 0; t--) {
      if (sets.isLast[t] === 1) {
        total = 0;
        first.fill(0);
        second.fill(0);
      }
      const deaths = sets.deaths[t]!;
      let dead = 0;
      if (deaths > 0) {
        deadFirst.fill(0);
        deadSecond.fill(0);
      }
      for (let k = sets.start[t + 1]! - 1; k >= sets.start[t]!; k--) {
        let eta = 0;
        for (let j = 0; j < p; j++) eta += beta[j]! * x[k * p + j]!;
        const weight = weights[k]!;
        const risk = math.exp(eta) * weight;
        const isDeath = event[k] === 1;
        if (isDeath) {
          dead += risk;
          logLikelihood += weight * eta;
          for (let j = 0; j < p; j++) score[j]! += weight * x[k * p + j]!;
        } else total += risk;
        const [sums, squares] = isDeath ? [deadFirst, deadSecond] : [first, second];
        for (let i = 0; i < p; i++) {
          const value = risk * x[k * p + i]!;
          sums[i]! += value;
          for (let j = 0; j <= i; j++) squares[i * p + j]! += value * x[k * p + j]!;
        }
      }
      if (deaths === 0) continue;
      const terms = ties === 'efron' ? deaths : 1;
      const weight = sets.deathWeight[t]! / terms;
      for (let l = terms; l >= 1; l--) {
        const share = l / terms;
        const denominator = total + share * dead;
        logLikelihood -= weight * math.log(denominator);
        for (let i = 0; i < p; i++) {
          mean[i] = (first[i]! + share * deadFirst[i]!) / denominator;
          score[i]! -= weight * mean[i]!;
          for (let j = 0; j <= i; j++) {
            const square = (second[i * p + j]! + share * deadSecond[i * p + j]!) / denominator;
            information[i * p + j]! += weight * (square - mean[i]! * mean[j]!);
          }
        }
      }
      total += dead;
      for (let i = 0; i < p; i++) {
        first[i]! += deadFirst[i]!;
        for (let j = 0; j <= i; j++) second[i * p + j]! += deadSecond[i * p + j]!;
      }
    }
    at.logLikelihood = logLikelihood;
    return at;
  };
}
