import type { AlignedChanges } from './background-contrast.ts';

/** Second moments of the changes of several contrasts over genes. */
export interface ResponseMoments {
  /** [contrasts x contrasts] row-major, symmetric. */
  readonly moments: Float64Array<ArrayBuffer>;
  /** Correlation of the errors of two contrasts, 0 to 0.5: shared controls put the same error into both. */
  readonly errorCorrelation: number;
}

/** Changes beyond this, log2, tell no more of what is shared than this: a few genes must not decide. */
const LARGEST = 1.5;
/** Classes of genes by the standard error of the first contrast. */
const CLASSES = 5;
/** Variance of the products of errors over their mean square, below which classes do not differ. */
const LEAST_SPREAD = 1e-4;
/** Half of the error of a contrast is that of its controls, where both groups are of one size. */
const MOST_CORRELATED = 0.5;

/**
 * Second moments about 0 over `genes`, each pair over those that have both, weighted by 1 / (error^2 + 0.2^2) of the first.
 * How errors are correlated is told from how the products of two contrasts grow with the product of their errors.
 */
export function responseMoments(contrasts: readonly AlignedChanges[], genes: Uint32Array): ResponseMoments {
  const size = contrasts.length;
  const { error: own } = contrasts[0]!;
  const clipped = contrasts.map(({ change }) => change.map((value) => Math.max(-LARGEST, Math.min(LARGEST, value))));
  const order = genes.slice().sort((a, b) => own[a]! - own[b]!);
  const moments = new Float64Array(size * size);
  let [above, below, errorSquares] = [0, 0, 0];
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const [x, y] = [clipped[a]!, clipped[b]!];
      const [ex, ey] = [contrasts[a]!.error, contrasts[b]!.error];
      const points: { readonly errors: number; readonly product: number }[] = [];
      let [sum, total] = [0, 0];
      for (let part = 0; part < CLASSES; part++) {
        let [errors, products, count] = [0, 0, 0];
        const end = Math.floor(((part + 1) * order.length) / CLASSES);
        for (let k = Math.floor((part * order.length) / CLASSES); k < end; k++) {
          const gene = order[k]!;
          const product = x[gene]! * y[gene]!;
          if (Number.isNaN(product)) continue;
          const weight = 1 / (own[gene]! ** 2 + 0.04);
          sum += weight * product;
          total += weight;
          errors += ex[gene]! * ey[gene]!;
          products += product;
          count++;
        }
        if (count > 0) points.push({ errors: errors / count, product: products / count });
      }
      moments[a * size + b] = moments[b * size + a] = total > 0 ? sum / total : 0;
      if (a === b) continue;
      const [meanErrors, meanProduct] = [mean(points, 'errors'), mean(points, 'product')];
      for (const { errors, product } of points) {
        above += (errors - meanErrors) * (product - meanProduct);
        below += (errors - meanErrors) ** 2;
        errorSquares += errors ** 2;
      }
    }
  }
  // Errors that are all alike say nothing: they are then taken to be apart, which makes those of what is left larger.
  const slope = below > LEAST_SPREAD * errorSquares ? above / below : 0;
  return { moments, errorCorrelation: Math.max(0, Math.min(MOST_CORRELATED, slope)) };
}

function mean<Name extends string>(points: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return points.reduce((sum, point) => sum + point[name], 0) / points.length;
}

/** How much of the moments is what it would be if all contrasts but the first were alike. */
const ALIKE = 0.5;

/**
 * Moments halfway to those of contrasts that are alike: each says less of which differ from which than of what they have
 * in common, and a median of them does nearly as well as a regression on each.
 */
export function pullTogether(moments: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const others = size - 1;
  let [variance, covariance, withFirst] = [0, 0, 0];
  for (let a = 1; a < size; a++) {
    variance += moments[a * size + a]! / others;
    withFirst += moments[a * size]! / others;
    for (let b = 1; b < a; b++) covariance += (2 * moments[a * size + b]!) / (others * (others - 1));
  }
  return moments.map((value, at) => {
    const [a, b] = [Math.floor(at / size), at % size];
    if (a === 0 && b === 0) return value;
    const alike = a === 0 || b === 0 ? withFirst : a === b ? variance : covariance;
    return (1 - ALIKE) * value + ALIKE * alike;
  });
}
