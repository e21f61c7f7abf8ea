import * as math from '../../stats/math/portable.ts';
import {
  backgroundComponents,
  backgroundDensities,
  backgroundMean,
  targetDensities,
  targetMean,
  targetMeans,
} from './effect-components.ts';

/** Estimates with their densities under each component. */
export interface EstimatedGenes {
  /** [genes] log2, and > 0. */
  readonly repression: Float64Array;
  readonly standardError: Float64Array;
  /** [genes x backgroundComponents] */
  readonly backgroundDensity: Float64Array;
  /** [genes x targetMeans.length] */
  readonly targetDensity: Float64Array;
}

/** The mixtures that a gene may be of. */
export interface GeneMixtures {
  /** [2 x backgroundComponents] weights of genes without sites, and with. */
  readonly background: Float64Array;
  /** [genes] 1 for genes with a site. */
  readonly hasSite: Uint8Array;
  /** [tilt classes x targetMeans.length] */
  readonly tilted: Float64Array;
  /** [genes] */
  readonly tiltClass: Uint8Array;
}

/** Likelihood ratios, and what the true repression is expected to be under either; [genes] each. */
export interface GeneEffects {
  /** ln likelihood ratio of the estimate, target against background. */
  readonly logRatio: Float64Array;
  readonly repressionIfTarget: Float64Array;
  readonly repressionIfNot: Float64Array;
}

const components = targetMeans.length;

/** Repression, log2, from which on more of it must not make a target less likely. */
export const LARGE = 0.75;
export const STEPS = 24;

/** Effects of all genes in plain TypeScript; those of WebAssembly (assembly/index.ts) have the same bits. */
export function plainGeneEffects(
  { repression, standardError, backgroundDensity, targetDensity }: EstimatedGenes,
  { background, hasSite, tilted, tiltClass }: GeneMixtures,
): GeneEffects {
  const genes = repression.length;
  const logRatio = new Float64Array(genes);
  const repressionIfTarget = new Float64Array(genes);
  const repressionIfNot = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    const x = repression[gene]!;
    const error = standardError[gene]!;
    const own = background.subarray(hasSite[gene]! * backgroundComponents, (hasSite[gene]! + 1) * backgroundComponents);
    const weights = tilted.subarray(tiltClass[gene]! * components, (tiltClass[gene]! + 1) * components);
    let f0 = 0;
    let f1 = 0;
    let mean0 = 0;
    let mean1 = 0;
    for (let k = 0; k < backgroundComponents; k++) {
      const density = own[k]! * backgroundDensity[gene * backgroundComponents + k]!;
      f0 += density;
      if (density > 0) mean0 += density * backgroundMean(x, error, k);
    }
    for (let k = 0; k < components; k++) {
      const density = weights[k]! * targetDensity[gene * components + k]!;
      f1 += density;
      if (density > 0) mean1 += density * targetMean(x, error, k);
    }
    logRatio[gene] = x > LARGE ? largestRatio(x, error, own, weights) : logQuotient(f1, f0);
    repressionIfTarget[gene] = f1 > 0 ? mean1 / f1 : Math.max(0, x);
    repressionIfNot[gene] = f0 > 0 ? mean0 / f0 : x;
  }
  return { logRatio, repressionIfTarget, repressionIfNot };
}

/**
 * Largest ln likelihood ratio over estimates from `LARGE` to x: both mixtures end somewhere, and beyond, their ratio says
 * nothing.
 */
function largestRatio(x: number, error: number, background: Float64Array, targets: Float64Array): number {
  const estimates = Float64Array.from({ length: STEPS + 1 }, (_, step) => LARGE + ((x - LARGE) * step) / STEPS);
  const errors = new Float64Array(estimates.length).fill(error);
  const f0 = backgroundDensities(estimates, errors);
  const f1 = targetDensities(estimates, errors);
  let largest = Number.NEGATIVE_INFINITY;
  for (let step = 0; step <= STEPS; step++) {
    let asBackground = 0;
    let asTarget = 0;
    for (let k = 0; k < backgroundComponents; k++)
      asBackground += background[k]! * f0[step * backgroundComponents + k]!;
    for (let k = 0; k < components; k++) asTarget += targets[k]! * f1[step * components + k]!;
    largest = Math.max(largest, logQuotient(asTarget, asBackground));
  }
  return largest;
}

function logQuotient(a: number, b: number): number {
  return math.log(Math.max(a, Number.MIN_VALUE)) - math.log(Math.max(b, Number.MIN_VALUE));
}
