import type { CountProblem } from './count-problem.ts';

/** The problem of some of the genes. */
export function selectGenes(problem: CountProblem, rows: Uint32Array): CountProblem {
  const { samples, counts } = problem;
  if (rows.length === problem.genes) return problem;
  const selected =
    counts instanceof Int32Array ? new Int32Array(rows.length * samples) : new Float64Array(rows.length * samples);
  rows.forEach((gene, i) => {
    selected.set(counts.subarray(gene * samples, (gene + 1) * samples), i * samples);
  });
  return { ...problem, genes: rows.length, counts: selected };
}

/** Genes whose counts sum to at least `least`. */
export function genesWithTotal({ genes, samples, counts }: CountProblem, least: number): Uint32Array {
  const rows = new Uint32Array(genes);
  let n = 0;
  for (let gene = 0, at = 0; gene < genes; gene++) {
    let total = 0;
    for (let j = 0; j < samples; j++) total += counts[at++]!;
    if (total >= least) rows[n++] = gene;
  }
  return rows.slice(0, n);
}
