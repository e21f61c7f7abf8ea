import type { Note } from '../../../design/note.ts';
import { Fault } from '../../../fault.ts';
import type { GeneColumns, GeneKernel } from '../kernel/gene-kernel.ts';
import { samplingVariance } from '../kernel/gene-problem.ts';
import { maxDispersion } from '../kernel/reference/dispersion-search.ts';
import {
  type DispersionTrend,
  evaluateTrend,
  type FitType,
  fitDispersionTrend,
  residualVariance,
} from './dispersion-trend.ts';
import { dispersionPriorVariance } from './prior-variance.ts';

const LEAST_MEAN = 10;
const LEAST_GENES = 20;

/** What the dispersions of all genes have in common. */
export interface Dispersions {
  readonly trend: DispersionTrend;
  readonly varLogDispEsts: number;
  readonly dispPriorVar: number;
}

/** Means and variances, gene-wise dispersions and their trend: the stages that transformations need. */
export async function estimateTrend(kernel: GeneKernel, fitType: FitType, notes: Note[]): Promise<DispersionTrend> {
  const { columns, problem } = kernel;
  await kernel.summarize();
  await kernel.estimateGenewise({ xi: samplingVariance(problem, columns.allZero) });
  const { baseMean, dispGeneEst } = columns;
  checkDispersions(baseMean, dispGeneEst, maxDispersion(problem.samples));
  const points = kernel.trendSums?.points(baseMean, dispGeneEst);
  const trend = fitDispersionTrend(baseMean, dispGeneEst, fitType, notes, points);
  setTrend(columns, trend);
  return trend;
}

/**
 * A trend through dispersions most of which lie at the upper limit of their search says nothing of the data: the model does
 * not describe them, or was not found. Genes of a mean below 10 do not count, few reads being able to vary as much.
 */
function checkDispersions(baseMean: Float64Array, dispGeneEst: Float64Array, limit: number): void {
  let considered = 0;
  let atLimit = 0;
  baseMean.forEach((mean, gene) => {
    if (!(mean >= LEAST_MEAN)) return;
    considered++;
    if (!(dispGeneEst[gene]! < 0.99 * limit)) atLimit++;
  });
  if (considered < LEAST_GENES || atLimit <= considered / 2) return;
  throw new Fault({
    code: 'DISPERSION_AT_LIMIT',
    message: `Most genes vary more within the groups of the design than any trend can describe.`,
    found: `${atLimit} of ${considered} genes with a mean of ${LEAST_MEAN} or more have a dispersion at the limit of ${limit}`,
    expected: 'replicates that resemble each other, and a design that fits the samples',
    hint: 'Check that columns and rows of counts and sample sheet belong together, that the table holds raw counts, and that numbers of the design are not nearly sums of others.',
  });
}

/** All dispersion stages, up to the final dispersions in the kernel's columns. */
export async function estimateDispersions(kernel: GeneKernel, fitType: FitType, notes: Note[]): Promise<Dispersions> {
  const trend = await estimateTrend(kernel, fitType, notes);
  const { columns, problem } = kernel;
  const sums = kernel.trendSums ?? { residualVariance };
  const varLogDispEsts = sums.residualVariance(columns.dispGeneEst, columns.dispFit);
  const residualDf = problem.samples - problem.coefficients;
  const dispPriorVar = await dispersionPriorVariance(columns.dispGeneEst, columns.dispFit, varLogDispEsts, residualDf);
  await kernel.estimateMap({ priorVariance: dispPriorVar, varLogDispEsts });
  return { trend, varLogDispEsts, dispPriorVar };
}

/** Writes the trend at each mean to `dispFit`. */
export function setTrend({ allZero, baseMean, dispFit }: GeneColumns, trend: DispersionTrend): void {
  for (let gene = 0; gene < allZero.length; gene++) {
    if (allZero[gene] === 0) dispFit[gene] = evaluateTrend(trend, baseMean[gene]!);
  }
}
