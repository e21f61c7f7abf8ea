import * as math from '../../../stats/math/portable.ts';
import type { ModelMatrix } from './count-problem.ts';
import type { GeneFitter } from './gene-fitter.ts';
import { makeGroups } from './groups.ts';
import { createLevelSolver, LOWEST_LEVEL } from './level-solver.ts';
import { fitOneGroup } from './one-group-fit.ts';

/** A fitter for designs that amount to groups of samples: each group is solved on its own. */
export function createOneWayFitter(design: ModelMatrix, sizes: Float64Array): GeneFitter {
  const { samples, columns, cells } = design;
  const groups = columns;
  const { members, starts } = makeGroups(cells, groups);
  const logSizes = sizes.map(math.log);
  const solve = createLevelSolver(design);
  const levels = new Float64Array(groups);
  const mu = new Float64Array(samples);
  const logMu = new Float64Array(samples);
  const beta = new Float64Array(columns);

  const fit = (counts: Float64Array, dispersion: number, isWarm = false): void => {
    for (let g = 0; g < groups; g++) {
      const first = starts[g]!;
      const end = starts[g + 1]!;
      const start = isWarm ? levels[g]! : Number.NaN;
      const isEmpty = start === LOWEST_LEVEL;
      const level = isEmpty
        ? LOWEST_LEVEL
        : Math.max(fitOneGroup(counts, sizes, members, first, end, dispersion, start), LOWEST_LEVEL);
      levels[g] = level;
      const ratio = math.exp(level);
      for (let i = first; i < end; i++) {
        const j = members[i]!;
        mu[j] = sizes[j]! * ratio;
        logMu[j] = logSizes[j]! + level;
      }
    }
  };

  return { samples, columns, mu, logMu, beta, fit, solveCoefficients: () => solve(levels, beta) };
}
