import { fillDoubles, placesWhere } from '../../stats/columns/fill-columns.ts';
import { normalDensity } from '../../stats/distributions/normal.ts';
import * as math from '../../stats/math/portable.ts';
import { takeInOrder } from '../../stats/ranks/order-ascending.ts';

/** Scales that are tried: programs overstate errors where replicates are few; what looks understated is biology. */
const SCALES = [0.75, 0.8, 0.85, 0.9, 0.95, 1] as const;
/** Standard deviation of the ln of the scale before the data are seen. */
const PRIOR_SD = 0.1;
/** True changes, log2: none, and normal ones of these sizes. Smaller ones could not be told from errors. */
const CHANGES = [0, 0.25, 0.5, 1, 2] as const;
/** As many genes tell it. */
const MOST_GENES = 2000;
const FEWEST_GENES = 200;
const ITERATIONS = 25;

/**
 * What standard errors must be multiplied by, 0.75 to 1, so that the estimates of genes without sites scatter as they
 * say: the greatest posterior density over a grid, most of these genes not changing and the others by normal amounts.
 *
 * `repression`, `standardError` > 0, `siteless`: [genes]. 1 for fewer than 200 genes without sites.
 */
export function errorScale(repression: Float64Array, standardError: Float64Array, siteless: Uint8Array): number {
  const genes = chooseGenes(repression, standardError, siteless);
  if (genes.length < FEWEST_GENES) return 1;
  const estimates = takeInOrder(repression, genes);
  const density = SCALES.map((scale) => {
    const errors = fillDoubles(genes.length, (k) => scale * standardError[genes[k]!]!);
    const prior = -0.5 * (math.log(scale) / PRIOR_SD) ** 2;
    return prior + logLikelihood(estimates, errors);
  });
  const best = density.indexOf(Math.max(...density));
  return SCALES[best]! + (SCALES[1] - SCALES[0]) * vertex(density[best - 1], density[best]!, density[best + 1]);
}

/** Genes without sites, evenly over their errors. */
function chooseGenes(repression: Float64Array, error: Float64Array, siteless: Uint8Array): Uint32Array {
  const all = placesWhere(siteless.length, (gene) => siteless[gene] === 1).sort(
    (a, b) => error[a]! - error[b]! || repression[a]! - repression[b]!,
  );
  const step = Math.max(1, all.length / MOST_GENES);
  return Uint32Array.from({ length: Math.floor(all.length / step) }, (_, k) => all[Math.floor(k * step)]!);
}

/** Of estimates under the mixture of changes, after expectation maximization of its weights. */
function logLikelihood(estimates: Float64Array, errors: Float64Array): number {
  const parts = CHANGES.length;
  const densities = new Float64Array(estimates.length * parts);
  for (let gene = 0; gene < estimates.length; gene++) {
    for (let k = 0; k < parts; k++) {
      const width = math.hypot(CHANGES[k]!, errors[gene]!);
      densities[gene * parts + k] = normalDensity(estimates[gene]! / width) / width;
    }
  }
  const weights = Float64Array.from(CHANGES, (change) => (change === 0 ? 0.8 : 0.2 / (parts - 1)));
  const counts = new Float64Array(parts);
  let sum = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    counts.fill(0);
    sum = 0;
    for (let at = 0; at < densities.length; at += parts) {
      let all = Number.MIN_VALUE;
      for (let k = 0; k < parts; k++) all += weights[k]! * densities[at + k]!;
      sum += math.log(all);
      for (let k = 0; k < parts; k++) counts[k]! += (weights[k]! * densities[at + k]!) / all;
    }
    for (let k = 0; k < parts; k++) weights[k] = counts[k]! / estimates.length;
  }
  return sum;
}

/** Where the parabola through three points at -1, 0 and 1 is highest, 0 where a neighbor is missing. */
function vertex(left: number | undefined, middle: number, right: number | undefined): number {
  if (left === undefined || right === undefined) return 0;
  const curvature = left - 2 * middle + right;
  return curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
}
