import * as math from '../stats/math/portable.ts';
import { orderAscending } from '../stats/ranks/order-ascending.ts';
import { largestRootSum } from './trimmed-mean.ts';

const LOG_RATIO_TRIM = 0.3;
const MEAN_TRIM = 0.05;
const SAME = 1e-6;
const STABILIZER = 1e-6;

/**
 * Trimmed mean of M-values with singleton pairing, for libraries with many zeros: genes with counts in one of the two
 * libraries only are paired with those of the other in decreasing order, instead of being left out.
 *
 * The reference is the library with the largest sum of square roots. Source: edgeR `calcNormFactors` (its help page).
 *
 * @param columns counts of each sample; @param sizes [samples] library sizes
 * @returns [samples], not yet scaled to geometric mean 1
 */
export function singletonPairingFactors(columns: readonly Float64Array[], sizes: Float64Array): Float64Array {
  const reference = largestRootSum(columns);
  return Float64Array.from(columns, (column, j) =>
    pairedFactor(pairSingletons(column, columns[reference]!), sizes[j]!, sizes[reference]!),
  );
}

interface Pairs {
  readonly observed: Float64Array;
  readonly reference: Float64Array;
}

function pairSingletons(observed: Float64Array, reference: Float64Array): Pairs {
  const isShared = (_: number, gene: number) => observed[gene]! > 0 && reference[gene]! > 0;
  const alone = observed.filter((count, gene) => count > 0 && !(reference[gene]! > 0)).sort();
  const referenceAlone = reference.filter((count, gene) => count > 0 && !(observed[gene]! > 0)).sort();
  const pairs = Math.min(alone.length, referenceAlone.length);
  return {
    observed: withLargest(observed.filter(isShared), alone, pairs),
    reference: withLargest(reference.filter(isShared), referenceAlone, pairs),
  };
}

/** `values` and then the `n` largest of `sorted`, which ascend, in decreasing order. */
function withLargest(values: Float64Array, sorted: Float64Array, n: number): Float64Array {
  const joined = new Float64Array(values.length + n);
  joined.set(values);
  joined.set(sorted.slice(sorted.length - n).reverse(), values.length);
  return joined;
}

function pairedFactor({ observed, reference }: Pairs, size: number, referenceSize: number): number {
  const n = observed.length;
  const m = observed.map((count, i) => math.log2(count / size / (reference[i]! / referenceSize)));
  if (m.every((value) => Math.abs(value) < SAME)) return 1;
  const a = observed.map((count, i) => 0.5 * math.log2((count / size) * (reference[i]! / referenceSize)));
  const shrunken = observed.map((count, i) =>
    math.log2((count + 0.5) / (size + 0.5) / ((reference[i]! + 0.5) / (referenceSize + 0.5))),
  );
  const isInside = innerPart(orderByBoth(m, shrunken), LOG_RATIO_TRIM);
  const isInsideA = innerPart(orderAscending(a), MEAN_TRIM);
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < n; i++) {
    if (isInside[i] === 0 || isInsideA[i] === 0) continue;
    const share = observed[i]! / size;
    const referenceShare = reference[i]! / referenceSize;
    const variance = (1 - share) / share / size + (1 - referenceShare) / referenceShare / referenceSize;
    const weight = (1 + STABILIZER) / (variance + STABILIZER);
    sum += weight * m[i]!;
    weights += weight;
  }
  return weights > 0 ? math.pow(2, sum / weights) : 1;
}

/** By the first values, ties by the second, then as they come. */
function orderByBoth(first: Float64Array, second: Float64Array): Uint32Array {
  const bySecond = orderAscending(second);
  const order = orderAscending(Float64Array.from(bySecond, (i) => first[i]!));
  return order.map((place) => bySecond[place]!);
}

function innerPart(order: Uint32Array, trim: number): Uint8Array {
  const n = order.length;
  const low = Math.trunc(n * trim);
  const isInside = new Uint8Array(n);
  for (let place = low; place < n - low; place++) isInside[order[place]!] = 1;
  return isInside;
}
