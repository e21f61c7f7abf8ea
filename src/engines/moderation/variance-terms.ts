import * as math from '../../stats/math/portable.ts';
import { lgammaStirling } from '../../stats/special/lgamma.ts';

/** What the likelihood of a prior of variances depends on besides d0; all [genes]. */
export interface VarianceParts {
  /** d/2. */
  readonly halfDf: Float64Array;
  /** d/2 times the variance over e^center. */
  readonly ratios: Float64Array;
  /** The trend of the log variances. */
  readonly center: Float64Array;
}

/** What it depends on through d0. */
export interface PriorTerms {
  /** d0/2. */
  readonly half: number;
  /** By which ratios are multiplied. */
  readonly scale: number;
  /** Added to the center. */
  readonly logShift: number;
  /** ln Gamma(d0/2). */
  readonly logGamma: number;
}

/**
 * Prepares the log-likelihoods of genes, [genes]: ln Gamma(d/2 + half) - logGamma - (d/2 + half) ln(1 + ratio scale)
 * - d/2 (logShift + center). What is returned may be overwritten by the next call.
 */
export type PrepareVarianceTerms = (parts: VarianceParts) => (prior: PriorTerms) => Float64Array;

/** In plain TypeScript, one gene after the other. */
export function termsOneByOne({ halfDf, ratios, center }: VarianceParts): (prior: PriorTerms) => Float64Array {
  const terms = new Float64Array(center.length);
  return ({ half, scale, logShift, logGamma }) => {
    let own = Number.NaN;
    let gammas = 0;
    for (let gene = 0; gene < terms.length; gene++) {
      if (halfDf[gene] !== own) {
        own = halfDf[gene]!;
        gammas = lgammaStirling(own + half) - logGamma;
      }
      terms[gene] = gammas - (own + half) * math.log(1 + ratios[gene]! * scale) - own * (logShift + center[gene]!);
    }
    return terms;
  };
}
