import type { Note } from '../../../design/note.ts';
import type { GeneColumns, GeneKernel } from '../kernel/gene-kernel.ts';
import { samplingVariance } from '../kernel/gene-problem.ts';
import {
  type DispersionTrend,
  evaluateTrend,
  type FitType,
  fitDispersionTrend,
  residualVariance,
} from './dispersion-trend.ts';
import { dispersionPriorVariance } from './prior-variance.ts';

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
  const points = kernel.trendSums?.points(baseMean, dispGeneEst);
  const trend = fitDispersionTrend(baseMean, dispGeneEst, fitType, notes, points);
  setTrend(columns, trend);
  return trend;
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
