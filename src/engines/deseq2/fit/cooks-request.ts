import type { Design } from '../../../design/design.ts';
import { Fault } from '../../../fault.ts';
import { fQuantile } from '../../../stats/distributions/f-distribution.ts';
import { MIN_CELL_FOR_COOKS } from '../kernel/cooks-distance.ts';
import type { CooksRequest } from '../kernel/gene-kernel.ts';

/** F quantile (0.99; p, m - p), above which a Cook's distance marks an outlier. */
export function cooksCutoff({ coefficients, sampleIds }: Design): number {
  return fQuantile(0.99, coefficients, sampleIds.length - coefficients);
}

/** Which Cook's distances a fit is asked for; undefined where no cell is large enough to tell an outlier. */
export function requestCooks(
  design: Design,
  test: 'wald' | 'lrt',
  minReplicatesForReplace: number,
): CooksRequest | undefined {
  if (!(minReplicatesForReplace >= MIN_CELL_FOR_COOKS)) {
    throw new Fault({
      code: 'REPLACE_TOO_FEW',
      option: 'min_replicates',
      message: 'Outliers cannot be told apart in cells of fewer than three replicates.',
      found: String(minReplicatesForReplace),
      expected: 'at least 3, or Infinity to replace none',
      hint: 'Leave it at 7 unless there is a reason.',
    });
  }
  const sizes = new Map<number, number>();
  for (const cell of design.cells) sizes.set(cell, (sizes.get(cell) ?? 0) + 1);
  const inCellsOf = (least: number) => Uint8Array.from(design.cells, (cell) => (sizes.get(cell)! >= least ? 1 : 0));
  const flaggable = inCellsOf(MIN_CELL_FOR_COOKS);
  if (!flaggable.includes(1)) return undefined;
  const replaceable = inCellsOf(minReplicatesForReplace);
  return {
    cutoff: cooksCutoff(design),
    mean: test === 'wald' ? 'fit' : 'genewise',
    flaggable,
    replaceable: replaceable.includes(1) ? replaceable : undefined,
  };
}
