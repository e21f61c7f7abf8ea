import * as math from '../../stats/math/portable.ts';

/** Sums over genes without sites that the weights of the background are learned from. */
export interface BackgroundSums {
  /** `value` and ln of the density of each gene at these weights. */
  evaluate(weights: Float64Array, value: number): number;
  /** The same; adds to the gradient [components] and to the lower triangle of the negative Hessian [components x components]. */
  differentiate(weights: Float64Array, value: number, gradient: Float64Array, hessian: Float64Array): number;
}

/** Genes without sites, [genes] and [genes x components] row-major. */
export interface SitelessGenes {
  /** Density of the estimate under each component. */
  readonly density: Float64Array;
  /** Probability of being no target. */
  readonly rest: Float64Array;
  /** Density if it is a target, times the probability of that. */
  readonly target: Float64Array;
}

/** The sums in plain TypeScript; those of WebAssembly (assembly/index.ts) have the same bits. */
export function plainBackgroundSums({ density, rest, target }: SitelessGenes): BackgroundSums {
  return {
    evaluate(weights, value) {
      const size = weights.length;
      let sum = value;
      for (let gene = 0, at = 0; gene < rest.length; gene++, at += size) {
        let mixture = 0;
        for (let k = 0; k < size; k++) mixture += weights[k]! * density[at + k]!;
        const all = rest[gene]! * mixture + target[gene]!;
        if (all > 0) sum += math.log(all);
      }
      return sum;
    },
    differentiate(weights, value, gradient, hessian) {
      const size = weights.length;
      const row = new Float64Array(size);
      let sum = value;
      for (let gene = 0, at = 0; gene < rest.length; gene++, at += size) {
        let mixture = 0;
        for (let k = 0; k < size; k++) mixture += weights[k]! * density[at + k]!;
        const all = rest[gene]! * mixture + target[gene]!;
        if (!(all > 0)) continue;
        sum += math.log(all);
        const scale = rest[gene]! / all;
        for (let j = 0; j < size; j++) {
          const own = scale * density[at + j]!;
          row[j] = own;
          gradient[j]! += own;
          const line = j * size;
          for (let k = 0; k <= j; k++) hessian[line + k]! += own * row[k]!;
        }
      }
      return sum;
    },
  };
}
