import { smoothColumns } from '../../../stats/smoothing/locfit-columns.ts';
import { createGridMaximum } from './grid-maximum.ts';
import { GRID_SIZE } from './likelihood-grid.ts';

/** The dispersion of all genes together: where the sum of their likelihoods is highest. */
export function commonDispersion(grid: Float64Array): number {
  const { likelihoods, find } = createGridMaximum();
  likelihoods.fill(0);
  for (let at = 0; at < grid.length; at += GRID_SIZE) {
    for (let i = 0; i < GRID_SIZE; i++) likelihoods[i]! += grid[at + i]!;
  }
  return find();
}

/** Likelihoods averaged over genes of similar abundance, and the dispersions where these are highest. */
export interface DispersionTrendFit {
  /** [genes x 21], row-major. */
  readonly smooth: Float64Array;
  /** [genes]. */
  readonly trended: Float64Array;
}

/** Share of the genes within each bandwidth of the trend. */
function trendSpan(genes: number): number {
  return genes <= 50 ? 1 : 0.25 + 0.75 * Math.sqrt(50 / genes);
}

/**
 * Smooths the likelihoods over the average log counts per million `abundance` [genes] by local constant regression, and
 * takes the maximum for every gene. Source: Chen, Lun and Smyth 2014, doi:10.1007/978-3-319-07212-8_3.
 */
export function fitDispersionTrend(grid: Float64Array, abundance: Float64Array): DispersionTrendFit {
  const smooth = smoothColumns(abundance, grid, GRID_SIZE, trendSpan(abundance.length));
  const { likelihoods, find } = createGridMaximum();
  const trended = new Float64Array(abundance.length);
  for (let gene = 0; gene < trended.length; gene++) {
    likelihoods.set(smooth.subarray(gene * GRID_SIZE, (gene + 1) * GRID_SIZE));
    trended[gene] = find();
  }
  return { smooth, trended };
}

const MOST_PRIOR_GENES = 1e6;

/**
 * Dispersions of single genes, drawn toward the trend: the maximum of a gene's own likelihood plus n0 times that of genes
 * like it (weighted likelihood empirical Bayes). Above n0 = 1e6 the trend itself.
 *
 * Source: McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042; Robinson and Smyth 2007.
 *
 * @param priorGenes n0 [genes]
 */
export function moderateDispersions(
  grid: Float64Array,
  { smooth, trended }: DispersionTrendFit,
  priorGenes: Float64Array,
): Float64Array {
  const { likelihoods, find } = createGridMaximum();
  return trended.map((trend, gene) => {
    const weight = priorGenes[gene]!;
    if (weight > MOST_PRIOR_GENES) return trend;
    const at = gene * GRID_SIZE;
    for (let i = 0; i < GRID_SIZE; i++) likelihoods[i] = grid[at + i]! + weight * smooth[at + i]!;
    return find();
  });
}
