import type { DesignPlan } from './design-plan.ts';

const MIN_ROBUST_DISPERSION = 0.04;
/** Cells below this size neither estimate a robust variance nor have their samples flagged. */
export const MIN_CELL_FOR_COOKS = 3;

/** Which groups of samples a robust variance is estimated from: cells of three and more, else all samples as one. */
export interface RobustGroups {
  /** [samples] of each group. */
  readonly members: readonly Int32Array[];
  readonly trims: readonly number[];
  readonly scales: readonly number[];
  readonly scratch: Float64Array;
}

export function planRobustGroups({ samples, cells, cellOf, cellSizes }: DesignPlan): RobustGroups {
  const members: Int32Array[] = [];
  for (let cell = 0; cell < cells; cell++) {
    if (cellSizes[cell]! >= MIN_CELL_FOR_COOKS)
      members.push(Int32Array.from(cellOf.keys()).filter((j) => cellOf[j] === cell));
  }
  const isPooled = members.length === 0;
  if (isPooled) members.push(Int32Array.from({ length: samples }, (_, j) => j));
  const rules = members.map(({ length: n }) => {
    if (isPooled || n >= 24) return { trim: 1 / 8, scale: 1.51 };
    return n <= 3 ? { trim: 1 / 3, scale: 2.04 } : { trim: 1 / 4, scale: 1.86 };
  });
  return {
    members,
    trims: rules.map(({ trim }) => trim),
    scales: rules.map(({ scale }) => scale),
    scratch: new Float64Array(samples),
  };
}

/**
 * Dispersion that a single outlier does not inflate: max(((largest trimmed variance of a group) - mean N) / mean^2, 0.04).
 *
 * The trimmed variance is a scale (which makes it unbiased for normal data) times the trimmed mean of the squared
 * deviations from the trimmed mean. Source: Love, Huber and Anders 2014, Methods, "Cook's distance";
 * docs/statistics.md, "Cook's distance".
 *
 * @param normalized [samples]: K / s
 * @param mean the mean of `normalized`
 */
export function robustDispersion(groups: RobustGroups, normalized: Float64Array, mean: number): number {
  const { members, trims, scales, scratch } = groups;
  let largest = Number.NEGATIVE_INFINITY;
  for (let g = 0; g < members.length; g++) {
    const group = members[g]!;
    const n = group.length;
    const trim = trims[g]!;
    for (let i = 0; i < n; i++) scratch[i] = normalized[group[i]!]!;
    const center = trimmedMeanInPlace(scratch, n, trim);
    for (let i = 0; i < n; i++) scratch[i] = (normalized[group[i]!]! - center) ** 2;
    const variance = scales[g]! * trimmedMeanInPlace(scratch, n, trim);
    if (variance > largest) largest = variance;
  }
  return Math.max((largest - mean) / mean ** 2, MIN_ROBUST_DISPERSION);
}

/** Cook's distance of a sample: (K - mu)^2 / (mu + dispersion mu^2) / p, times leverage / (1 - leverage)^2. */
export function cooksDistance(
  k: number,
  mu: number,
  dispersion: number,
  leverage: number,
  coefficients: number,
): number {
  const variance = mu + dispersion * mu ** 2;
  return (((k - mu) ** 2 / variance / coefficients) * leverage) / (1 - leverage) ** 2;
}

/**
 * Mean of the first n values without the floor(n trim) smallest and as many largest, for trim < 1/2; the values are
 * rearranged.
 */
export function trimmedMeanInPlace(values: Float64Array, n: number, trim: number): number {
  const cut = Math.floor(n * trim);
  sortInPlace(values, n);
  let sum = 0;
  for (let i = cut; i < n - cut; i++) sum += values[i]!;
  return sum / (n - 2 * cut);
}

function sortInPlace(values: Float64Array, n: number): void {
  if (n > 32) {
    values.subarray(0, n).sort();
    return;
  }
  for (let i = 1; i < n; i++) {
    const value = values[i]!;
    let j = i - 1;
    for (; j >= 0 && values[j]! > value; j--) values[j + 1] = values[j]!;
    values[j + 1] = value;
  }
}
