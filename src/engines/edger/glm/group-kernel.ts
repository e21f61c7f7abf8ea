import type { CountExecution } from '../../kernels/counts/count-program.ts';
import { fitGroupLevels, type GroupFits, type GroupModel } from '../../kernels/counts/group-stages.ts';
import type { CountProblem, ModelMatrix } from './count-problem.ts';

/** A problem that the kernel can take: whole counts, and a design that amounts to groups. */
export interface GroupProblem {
  readonly execution: CountExecution;
  readonly counts: { readonly genes: number; readonly samples: number; readonly counts: Int32Array };
  readonly model: GroupModel;
}

/** The problem for the kernel; undefined where the design is no mere grouping, or there is no kernel. */
export function groupProblem(problem: CountProblem, design: ModelMatrix): GroupProblem | undefined {
  const { genes, samples, counts, sizes, execution } = problem;
  if (execution === undefined || !design.isOneWay || !(counts instanceof Int32Array) || genes === 0) return undefined;
  return {
    execution,
    counts: { genes, samples, counts },
    model: { cells: design.cells, groups: design.columns, sizes },
  };
}

/** `fitGroupLevels` of a problem, where the kernel can take it. */
export function fitGroups(
  problem: CountProblem,
  design: ModelMatrix,
  dispersion: Float64Array | number,
  wanted: Parameters<typeof fitGroupLevels>[4],
): GroupFits | undefined {
  const grouped = groupProblem(problem, design);
  if (grouped === undefined) return undefined;
  return fitGroupLevels(grouped.execution, grouped.counts, grouped.model, dispersion, wanted);
}
