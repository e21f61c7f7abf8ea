/**
 * How much more than they say the doubts of a list are taken to be: what is learned from a study is held for true when its
 * genes are judged, so posteriors come out a little too bold.
 */
const CAUTION = 1.25;

/**
 * False discovery rate of the set of all genes with at least the posterior of each: 1.25 times the mean of 1 - posterior
 * over that set, at most 1. Genes of equal posterior share it; NaN stays NaN.
 *
 * Source: Newton et al. 2004, doi:10.1093/biostatistics/5.2.155 (Bayesian false discovery rate, without the caution).
 */
export function qValues(posterior: Float64Array): Float64Array {
  const order = Uint32Array.from(posterior.keys())
    .filter((gene) => !Number.isNaN(posterior[gene]!))
    .sort((a, b) => posterior[b]! - posterior[a]!);
  const q = new Float64Array(posterior.length).fill(Number.NaN);
  let falseOnes = 0;
  for (let first = 0; first < order.length; ) {
    let end = first;
    while (end < order.length && posterior[order[end]!] === posterior[order[first]!]) {
      falseOnes += 1 - posterior[order[end++]!]!;
    }
    for (let k = first; k < end; k++) q[order[k]!] = Math.min(1, (CAUTION * falseOnes) / end);
    first = end;
  }
  return q;
}
