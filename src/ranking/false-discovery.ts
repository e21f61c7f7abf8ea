/**
 * False discovery rate of the set of all genes with at least the posterior of each: the mean of 1 - posterior over that
 * set. Genes of equal posterior share it; NaN stays NaN.
 *
 * Source: Newton et al. 2004, doi:10.1093/biostatistics/5.2.155 (Bayesian false discovery rate).
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
    for (let k = first; k < end; k++) q[order[k]!] = falseOnes / end;
    first = end;
  }
  return q;
}
