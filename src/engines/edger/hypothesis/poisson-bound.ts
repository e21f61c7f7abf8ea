import { fitGenes } from '../glm/fit-genes.ts';
import { selectGenes } from '../glm/select-genes.ts';
import type { QuasiFit } from '../quasi/quasi-fit.ts';
import type { GeneTests, LikelihoodFit } from './likelihood-ratio.ts';

/**
 * Genes that are estimated to vary less than Poisson counts in some sample, s^2 (1 + mu phi) < 1: no real data do, so that
 * their p-values are held to those of a Poisson model at least.
 */
function genesBelowPoisson({ problem, posterior, mu, dispersion }: QuasiFit): Uint32Array {
  const { samples } = problem;
  const rows: number[] = [];
  posterior.forEach((variance, gene) => {
    const phi = typeof dispersion === 'number' ? dispersion : dispersion[gene]!;
    for (let at = gene * samples; at < (gene + 1) * samples; at++) {
      if (variance * (1 + mu[at]! * phi) < 1) {
        rows.push(gene);
        return;
      }
    }
  });
  return Uint32Array.from(rows);
}

/** Raises p-values, in place, to those that `test` gives a Poisson model of the same gene. */
export function boundByPoisson(
  fit: QuasiFit,
  tests: Pick<GeneTests, 'pvalue' | 'logPvalue'>,
  test: (poisson: LikelihoodFit, rows: Uint32Array) => Pick<GeneTests, 'pvalue' | 'logPvalue'>,
): void {
  const rows = genesBelowPoisson(fit);
  if (rows.length === 0) return;
  const problem = selectGenes(fit.problem, rows);
  const { deviance } = fitGenes(problem, fit.design, 0);
  const poisson = test({ problem, design: fit.design, dispersion: 0, deviance }, rows);
  rows.forEach((gene, i) => {
    tests.pvalue[gene] = Math.max(tests.pvalue[gene]!, poisson.pvalue[i]!);
    tests.logPvalue[gene] = Math.max(tests.logPvalue[gene]!, poisson.logPvalue[i]!);
  });
}
