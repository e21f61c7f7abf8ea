import * as math from '../math/portable.ts';

/** What the fit of mixture proportions needs of the likelihoods L [rows x components]: sums over all rows, in their order. */
export interface MixtureSums {
  readonly rows: number;
  readonly components: number;
  /** sum_i ln (L pi)_i; the proportions are those of the sums below until the next call. */
  mix(proportions: Float64Array): number;
  /** [components]: sum_i L_ik / (L pi)_i. */
  sumRatios(): Float64Array;
  /** [members x members]: sums of products of two such ratios; on and below the diagonal. */
  sumProducts(members: readonly number[]): Float64Array;
}

/** The sums of `likelihoods` [rows x components], row-major, not negative, a positive one in every row. */
export function mixtureSums(likelihoods: Float64Array, rows: number, components: number): MixtureSums {
  const inverses = new Float64Array(rows);
  return {
    rows,
    components,
    mix(proportions) {
      let logs = 0;
      for (let i = 0, at = 0; i < rows; i++, at += components) {
        let value = 0;
        for (let c = 0; c < components; c++) value += likelihoods[at + c]! * proportions[c]!;
        inverses[i] = 1 / value;
        logs += math.log(value);
      }
      return logs;
    },
    sumRatios() {
      const sums = new Float64Array(components);
      for (let i = 0, at = 0; i < rows; i++, at += components) {
        const inverse = inverses[i]!;
        for (let c = 0; c < components; c++) sums[c]! += likelihoods[at + c]! * inverse;
      }
      return sums;
    },
    sumProducts(members) {
      const m = members.length;
      const sums = new Float64Array(m * m);
      const ratios = new Float64Array(m);
      for (let i = 0, at = 0; i < rows; i++, at += components) {
        for (let c = 0; c < m; c++) {
          const own = likelihoods[at + members[c]!]! * inverses[i]!;
          ratios[c] = own;
          for (let d = 0; d <= c; d++) sums[c * m + d]! += own * ratios[d]!;
        }
      }
      return sums;
    },
  };
}
