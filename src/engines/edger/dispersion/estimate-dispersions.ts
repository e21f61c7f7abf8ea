import type { Note } from '../../../design/note.ts';
import { takeInOrder } from '../../../stats/ranks/order-ascending.ts';
import { squeezeVariances } from '../../moderation/squeeze-variances.ts';
import { averageLogCpm } from '../glm/average-log-cpm.ts';
import type { CountProblem, ModelMatrix } from '../glm/count-problem.ts';
import { fitGenes } from '../glm/fit-genes.ts';
import { genesWithTotal, selectGenes } from '../glm/select-genes.ts';
import { residualDf } from '../glm/zero-fits.ts';
import { profileLikelihoods } from './likelihood-grid.ts';
import { commonDispersion, fitDispersionTrend, moderateDispersions } from './moderate-dispersions.ts';

/** Whose numbers: edgeR 3 (3.40.2) or edgeR 4 (4.4.1 with limma 3.62). */
export type EdgerVersion = 'edger3' | 'edger4';

export interface DispersionOptions {
  readonly version: EdgerVersion;
  /** Genes that vary more than others are drawn less toward the trend. */
  readonly isRobust?: boolean | undefined;
}

/** Negative binomial dispersions phi, variance = mu + phi mu^2. */
export interface Dispersions {
  readonly common: number;
  /** [genes]: along the average log counts per million. */
  readonly trended: Float64Array;
  /** [genes]: of each gene, drawn toward the trend; computed when first asked for, as quasi-likelihood has no use for them. */
  readonly tagwise: Float64Array;
  /** [genes]: how many degrees of freedom the trend counts as, Infinity for all; computed with `tagwise`. */
  readonly priorDf: Float64Array;
  /** [genes]: average log2 counts per million at the common dispersion. */
  readonly abundance: Float64Array;
}

/** Genes with fewer counts in all tell nothing. */
const LEAST_TOTAL = 5;

/**
 * Dispersions of all genes under a design, edgeR's `estimateDisp(design)`: common and trended from Cox-Reid profile
 * likelihoods, tagwise by weighted likelihood empirical Bayes with the prior weight that the spread of quasi-likelihood
 * dispersions calls for.
 *
 * edgeR 4 finds that weight by another estimator where genes have zero fits, so that tagwise dispersions differ between the
 * two. Accuracy: common and trended 2e-9, tagwise 1e-8 of edgeR 3.40.2 and 4.4.1.
 * Source: Chen, Lun and Smyth 2014, doi:10.1007/978-3-319-07212-8_3.
 */
export function estimateDispersions(
  problem: CountProblem,
  design: ModelMatrix,
  options: DispersionOptions,
  notes: Note[] = [],
): Dispersions {
  const rows = genesWithTotal(problem, LEAST_TOTAL);
  const grid = profileLikelihoods(selectGenes(problem, rows), design);
  return dispersionsFromGrid(problem, design, { grid, rows }, options, notes);
}

/** Likelihoods of the genes in `rows` on the grid of dispersions, [rows x 21]. */
export interface LikelihoodGrid {
  readonly grid: Float64Array;
  readonly rows: Uint32Array;
}

/** The part of `estimateDispersions` that follows on the likelihoods, however these were made. */
export function dispersionsFromGrid(
  problem: CountProblem,
  design: ModelMatrix,
  { grid, rows }: LikelihoodGrid,
  { version, isRobust }: DispersionOptions,
  notes: Note[],
): Dispersions {
  const common = commonDispersion(grid);
  const abundance = averageLogCpm(problem, common);
  const covariate = takeInOrder(abundance, rows);
  const trend = fitDispersionTrend(grid, covariate);
  // Genes without enough counts get the trend of the least abundant gene that has them.
  const rest = trend.trended[leastOf(covariate)]!;
  const { genes } = problem;

  const moderate = (): Moderated => {
    const selected = selectGenes(problem, rows);
    const { deviance, mu } = fitGenes(selected, design, trend.trended);
    const df = residualDf(selected, mu, design);
    const variances = deviance.map((value, i) => (df[i] === 0 ? 0 : Math.max(value / df[i]!, 0)));
    const { priorDf } = squeezeVariances(
      { variances, residualDf: df, covariate },
      { isRobust, estimator: version === 'edger3' ? 'moments' : 'automatic' },
      notes,
    );
    const residual = design.samples - design.columns;
    const priorGenes = priorDf.map((d0) => d0 / residual);
    return {
      tagwise: spread(genes, rows, moderateDispersions(grid, trend, priorGenes), rest),
      priorDf: spread(genes, rows, priorDf, Number.POSITIVE_INFINITY),
    };
  };
  let moderated: Moderated | undefined;
  return {
    common,
    abundance,
    trended: spread(genes, rows, trend.trended, rest),
    get tagwise() {
      moderated ??= moderate();
      return moderated.tagwise;
    },
    get priorDf() {
      moderated ??= moderate();
      return moderated.priorDf;
    },
  };
}

type Moderated = Pick<Dispersions, 'tagwise' | 'priorDf'>;

/** Index of the smallest value, the first of equal ones. */
function leastOf(values: Float64Array): number {
  let least = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! < values[least]!) least = i;
  return least;
}

/** Values of the genes in `rows`, and `rest` for all others. */
function spread(genes: number, rows: Uint32Array, values: Float64Array, rest: number): Float64Array {
  if (rows.length === genes) return values;
  const all = new Float64Array(genes).fill(rest);
  rows.forEach((gene, i) => {
    all[gene] = values[i]!;
  });
  return all;
}
