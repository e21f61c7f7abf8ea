import { normalDensity, normalUpperTail } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';

/**
 * Scales of the background, log2 units: genes that are no targets change by half-normal amounts of these sizes (0: not at
 * all), down and up apart, so that secondary effects may have heavy and unequal tails.
 */
export const backgroundScales: readonly number[] = [0, 0.05, 0.1, 0.17, 0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 3];

/** Components of the background: scale k towards repression at k, away from it at k + `backgroundScales.length`. */
export const backgroundComponents = 2 * backgroundScales.length;

/**
 * Mean repressions of targets, log2 units. A target is a gene that its own sites lower noticeably: components below 0.28
 * could not be told from the background, and would make targets of genes that do nothing.
 */
export const targetMeans: readonly number[] = [0.28, 0.38, 0.5, 0.65, 0.85, 1.1, 1.4, 1.8, 2.35, 3.1];

/** Standard deviations of the target components, a tenth of their means. */
export const targetSpreads: readonly number[] = targetMeans.map((mean) => 0.1 * mean);

/**
 * Densities of an estimate under each background component: the true change is half-normal of a scale, the estimate
 * normal around it.
 *
 * f(x) = 2 N(x; 0, h^2) Phi(side x s / (e h)), h^2 = s^2 + e^2, s the scale, e the standard error.
 * `repression`, `standardError` > 0: [genes]. Returns [genes x backgroundComponents], row-major.
 */
export function backgroundDensities(repression: Float64Array, standardError: Float64Array): Float64Array<ArrayBuffer> {
  const scales = backgroundScales.length;
  const densities = new Float64Array(repression.length * backgroundComponents);
  for (let gene = 0, at = 0; gene < repression.length; gene++, at += backgroundComponents) {
    const x = repression[gene]!;
    const error = standardError[gene]!;
    for (let k = 0; k < scales; k++) {
      const scale = backgroundScales[k]!;
      const width = math.hypot(scale, error);
      const bothSides = (2 * normalDensity(x / width)) / width;
      const away = normalUpperTail((x * scale) / (error * width));
      densities[at + k] = bothSides * (1 - away);
      densities[at + scales + k] = bothSides * away;
    }
  }
  return densities;
}

/**
 * Densities of an estimate under each target component, N(x; mean, spread^2 + e^2).
 * Returns [genes x targetMeans.length], row-major.
 */
export function targetDensities(repression: Float64Array, standardError: Float64Array): Float64Array<ArrayBuffer> {
  const components = targetMeans.length;
  const densities = new Float64Array(repression.length * components);
  for (let gene = 0, at = 0; gene < repression.length; gene++, at += components) {
    for (let k = 0; k < components; k++) {
      const mean = targetMeans[k]!;
      const width = math.hypot(targetSpreads[k]!, standardError[gene]!);
      densities[at + k] = normalDensity((repression[gene]! - mean) / width) / width;
    }
  }
  return densities;
}

/** Beyond as many standard deviations a truncated normal is an exponential, to 1 %. */
const FAR = 8;

/** Mean of the true repression given the estimate `x` and its standard error, under one background component. */
export function backgroundMean(x: number, error: number, component: number): number {
  const scales = backgroundScales.length;
  const scale = backgroundScales[component % scales]!;
  if (scale === 0) return 0;
  const width = math.hypot(scale, error);
  const center = x * (scale / width) ** 2;
  const spread = (scale * error) / width;
  const side = component < scales ? 1 : -1;
  const inside = (side * center) / spread;
  if (inside < -FAR) return (side * spread) / -inside;
  return center + (side * spread * normalDensity(inside)) / normalUpperTail(-inside);
}

/** Mean of the true repression given the estimate `x` and its standard error, under one target component. */
export function targetMean(x: number, error: number, component: number): number {
  const mean = targetMeans[component]!;
  const weight = 1 / targetSpreads[component]! ** 2;
  const precision = 1 / (error * error);
  return (mean * weight + x * precision) / (weight + precision);
}
