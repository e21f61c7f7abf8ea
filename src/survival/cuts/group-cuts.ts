import { Fault } from '../../fault.ts';
import { quantileType7 } from '../../stats/ranks/quantile.ts';

/** A cut that was chosen before survival was looked at. */
export type CutRule = 'median' | 'tertile' | 'quartile' | { readonly fixed: number };

export interface GroupCut {
  /** Ascending; a value equal to a cut belongs below it. */
  readonly cuts: readonly number[];
  /** `low`, `high`; for several cuts `low`, `middle`, `high` or `Q1` to `Q4`. */
  readonly names: readonly string[];
  /** [n]: place in `names`; -1 where the value is missing. */
  readonly codes: Int32Array;
}

/**
 * Groups of patients by quantiles (type 7) of a value, or by a cut fixed elsewhere: above the median is high, ties go low.
 *
 * `values` [n], NaN where missing. Throws a `Fault` where a group is left empty: a constant gene has no halves.
 */
export function cutIntoGroups(values: Float64Array, rule: CutRule): GroupCut {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const { cuts, names } = cutsOf(known, rule);
  const codes = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : cuts.reduce((code, cut) => code + Number(value > cut), 0),
  );
  const empty = names.filter((_, code) => !codes.includes(code));
  if (empty.length > 0) throw emptyGroup(known, cuts, empty);
  return { cuts, names, codes };
}

function cutsOf(sorted: Float64Array, rule: CutRule): Pick<GroupCut, 'cuts' | 'names'> {
  const at = (...shares: number[]): number[] => shares.map((share) => quantileType7(sorted, share));
  if (rule === 'median') return { cuts: at(0.5), names: ['low', 'high'] };
  if (rule === 'tertile') return { cuts: at(1 / 3, 2 / 3), names: ['low', 'middle', 'high'] };
  if (rule === 'quartile') return { cuts: at(0.25, 0.5, 0.75), names: ['Q1', 'Q2', 'Q3', 'Q4'] };
  return { cuts: [rule.fixed], names: ['low', 'high'] };
}

function emptyGroup(sorted: Float64Array, cuts: readonly number[], empty: readonly string[]): Fault {
  return new Fault({
    code: 'CUT_EMPTY_GROUP',
    message: `No patient is left in ${empty.join(', ')}, so there are no groups to compare.`,
    found:
      sorted.length === 0
        ? 'no values'
        : `${sorted.length} values from ${sorted[0]} to ${sorted[sorted.length - 1]}, cut at ${cuts.join(', ')}`,
    expected: 'values on both sides of each cut',
    hint: 'Leave out genes that are constant or mostly one value, or choose a cut within their range.',
  });
}
