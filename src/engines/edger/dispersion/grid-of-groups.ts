import * as at from '../../kernels/counts/count-layout.ts';
import { createGroupStages } from '../../kernels/counts/group-stages.ts';
import type { ModelMatrix } from '../glm/count-problem.ts';
import type { GroupProblem } from '../glm/group-kernel.ts';
import type { DispersionTable } from './dispersion-table.ts';
import { leastPlainWeight } from './plain-determinant.ts';

/**
 * `profileLikelihoods` in the kernel, [genes x tables], up to a number for each gene that does not depend on the dispersion;
 * rows of genes that the kernel leaves to its caller begin with NaN. Undefined for designs that it does not take.
 */
export function gridOfGroups(
  { execution, counts, model }: GroupProblem,
  design: ModelMatrix,
  tables: readonly DispersionTable[],
): Float64Array | undefined {
  const leastWeight = leastPlainWeight(design);
  if (leastWeight === undefined) return undefined;
  const stages = createGroupStages(execution, counts, model);
  const points = new Float64Array(3 * tables.length);
  const rising = stages.float64(at.RISING * tables.length);
  tables.forEach(({ dispersion, logGammaSize, logSize, logRising }, k) => {
    points.set([dispersion, logGammaSize, logSize], 3 * k);
    rising.set(logRising, at.RISING * k);
  });
  const grid = stages.float64(counts.genes * tables.length);
  stages.run(
    at.STAGE_GRID,
    [
      [at.GRID_AT, grid.byteOffset],
      [at.POINTS_AT, stages.place(points)],
      [at.POINTS, tables.length],
      [at.RISING_AT, rising.byteOffset],
    ],
    [[at.LEAST_WEIGHT, leastWeight]],
  );
  return grid;
}
