import { scalePriorCount } from '../../../normalize/counts-per-million.ts';
import * as math from '../../../stats/math/portable.ts';
import { fitGroupLevels } from '../../kernels/counts/group-stages.ts';
import type { CountProblem } from './count-problem.ts';
import { fitOneGroup } from './one-group-fit.ts';

const PRIOR_COUNT = 2;

/**
 * Average log2 counts per million of each gene: the common level of a negative binomial fit to all samples, a prior count of
 * 2 added. edgeR's `aveLogCPM`.
 *
 * @param dispersion [genes], or one for all
 * @returns [genes]
 */
export function averageLogCpm(
  { genes, samples, counts, sizes, execution }: CountProblem,
  dispersion: Float64Array | number,
): Float64Array {
  const prior = scalePriorCount(sizes, PRIOR_COUNT);
  const toAverage = (level: number) => (level + math.log(1e6)) / Math.LN2;
  if (execution !== undefined && counts instanceof Int32Array && genes > 0) {
    const model = { cells: new Int32Array(samples), groups: 1, sizes: prior.librarySizes, priors: prior.counts };
    return fitGroupLevels(execution, { genes, samples, counts }, model, dispersion, { levels: true }).levels!.map(
      toAverage,
    );
  }
  const members = Int32Array.from({ length: samples }, (_, j) => j);
  const augmented = new Float64Array(samples);
  const averages = new Float64Array(genes);
  for (let gene = 0, from = 0; gene < genes; gene++, from += samples) {
    for (let j = 0; j < samples; j++) augmented[j] = counts[from + j]! + prior.counts[j]!;
    const phi = typeof dispersion === 'number' ? dispersion : dispersion[gene]!;
    const level = fitOneGroup(augmented, prior.librarySizes, members, 0, samples, phi, Number.NaN);
    averages[gene] = toAverage(level);
  }
  return averages;
}

/** The dispersion that edgeR takes for averages before it knows one. */
const BEFORE_ESTIMATION = 0.05;

/** `averageLogCpm` of data whose dispersion is not yet known. */
export function abundanceBeforeDispersions(problem: CountProblem): Float64Array {
  return averageLogCpm(problem, BEFORE_ESTIMATION);
}
