import * as math from '../../../stats/math/portable.ts';
import type { ModelMatrix } from '../glm/count-problem.ts';
import { makeGroups } from '../glm/groups.ts';
import { fitOneGroup } from '../glm/one-group-fit.ts';
import { type DispersionTable, logRisingOf } from './dispersion-table.ts';

/** The likelihood of designs that amount to groups, in one pass over the samples. */
export interface OneWayLikelihood {
  /** [groups x columns], row-major: the row of the design that the samples of each group share. */
  readonly rows: Float64Array;
  /**
   * The log-likelihood of a gene with counts [samples] at its fitted means, up to a number that does not depend on the
   * dispersion; the sums of the working weights mu / (1 + mu phi) of each group go to `weights`.
   */
  evaluate(counts: Float64Array, table: DispersionTable, isWarm: boolean): number;
}

/** @param weights [groups] at least, to be written */
export function createOneWayLikelihood(
  { columns: groups, values, cells }: ModelMatrix,
  sizes: Float64Array,
  weights: Float64Array,
): OneWayLikelihood {
  const { members, starts } = makeGroups(cells, groups);
  const rows = new Float64Array(groups * groups);
  for (let g = 0; g < groups; g++) {
    const j = members[starts[g]!]!;
    rows.set(values.subarray(j * groups, (j + 1) * groups), g * groups);
  }
  const levels = new Float64Array(groups);
  const steps = new Float64Array(groups);

  const evaluate = (counts: Float64Array, table: DispersionTable, isWarm: boolean): number => {
    const phi = table.dispersion;
    const size = 1 / phi;
    let logLikelihood = 0;
    for (let g = 0; g < groups; g++) {
      const first = starts[g]!;
      const end = starts[g + 1]!;
      // From dispersion to dispersion a level changes by nearly equal steps.
      const start = isWarm ? levels[g]! + steps[g]! : Number.NaN;
      const level =
        isWarm && levels[g] === Number.NEGATIVE_INFINITY
          ? Number.NEGATIVE_INFINITY
          : fitOneGroup(counts, sizes, members, first, end, phi, start);
      steps[g] = isWarm ? level - levels[g]! : 0;
      levels[g] = level;
      weights[g] = 0;
      if (level === Number.NEGATIVE_INFINITY) continue;
      const ratio = math.exp(level);
      let weight = 0;
      let total = 0;
      for (let i = first; i < end; i++) {
        const j = members[i]!;
        const count = counts[j]!;
        const mu = sizes[j]! * ratio;
        const inflation = 1 + mu * phi;
        weight += mu / inflation;
        total += count;
        logLikelihood -= (count + size) * math.log(inflation);
        if (count > 0) logLikelihood += logRisingOf(count, table);
      }
      logLikelihood += total * level;
      weights[g] = weight;
    }
    return logLikelihood;
  };
  return { rows, evaluate };
}
