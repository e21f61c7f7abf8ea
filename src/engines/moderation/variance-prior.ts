import { takeInOrder } from '../../stats/ranks/order-ascending.ts';

/**
 * The prior of the true variances of genes: sigma_g^2 ~ s0_g^2 d0 / chi^2_{d0}, so that a sample variance with d degrees of
 * freedom is s_g^2 ~ s0_g^2 F_{d, d0}.
 */
export interface VariancePrior {
  /** s0^2, [genes]; along the trend where a covariate was given, else the same for all. */
  readonly variance: Float64Array;
  /** d0: Infinity where variances differ no more than by sampling; NaN where too few genes tell. */
  readonly df: number;
  /** [genes]: the d0 of each gene, lower for outliers, where the fit is robust and has found some. */
  readonly dfByGene?: Float64Array | undefined;
}

/** What a prior of variances is estimated from. */
export interface SampleVariances {
  /** s^2, [genes]; not negative. */
  readonly variances: Float64Array;
  /** d, [genes]: residual degrees of freedom, 0 where a gene tells nothing. */
  readonly residualDf: Float64Array;
  /** [genes]: what the prior variance may depend on smoothly, such as the mean log expression. */
  readonly covariate?: Float64Array | undefined;
}

/** Rows of the genes in `rows`, in that order. */
export function selectGenes({ variances, residualDf, covariate }: SampleVariances, rows: Uint32Array): SampleVariances {
  const pick = (values: Float64Array) => takeInOrder(values, rows);
  return { variances: pick(variances), residualDf: pick(residualDf), covariate: covariate && pick(covariate) };
}

/** Indices of the genes that pass. */
export function genesWhere(genes: number, passes: (gene: number) => boolean): Uint32Array {
  const rows = new Uint32Array(genes);
  let n = 0;
  for (let gene = 0; gene < genes; gene++) if (passes(gene)) rows[n++] = gene;
  return rows.slice(0, n);
}
