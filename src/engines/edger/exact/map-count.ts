import { gammaLogLowerTail, gammaLogQuantile, gammaLogUpperTail } from '../../../stats/distributions/gamma.ts';
import * as math from '../../../stats/math/portable.ts';

const TINY_MEAN = 1e-14;
const RAISE = 0.25;

/**
 * The count that lies where `x` lies, in quantiles, when the mean of a negative binomial distribution changes from `from`
 * to `to`: the mean of what a normal and a gamma distribution with the same moments give.
 *
 * May be a little below 0. Source: Robinson and Smyth 2008, doi:10.1093/biostatistics/kxm030; edgeR `q2qnbinom`.
 */
export function mapCount(x: number, from: number, to: number, dispersion: number): number {
  if (from === to) return x;
  const raise = from < TINY_MEAN || to < TINY_MEAN ? RAISE : 0;
  const a = from + raise;
  const b = to + raise;
  const normal = b + (x - a) * Math.sqrt((b * (1 + dispersion * b)) / (a * (1 + dispersion * a)));
  return (normal + gammaMapped(x, a, b, dispersion)) / 2;
}

function gammaMapped(x: number, a: number, b: number, dispersion: number): number {
  if (x <= 0) return 0;
  const scaleA = 1 + dispersion * a;
  const scaleB = 1 + dispersion * b;
  const shapeA = a / scaleA;
  const shapeB = b / scaleB;
  const isUpper = x >= a;
  const tail = isUpper ? gammaLogUpperTail : gammaLogLowerTail;
  const guess = cubeRootMapped(x / scaleA, shapeA, shapeB);
  return gammaLogQuantile(tail(x / scaleA, shapeA), shapeB, isUpper, guess) * scaleB;
}

/** The cube root of a gamma variable is nearly normal (Wilson and Hilferty 1931). */
function cubeRootMapped(x: number, shape: number, otherShape: number): number {
  const z = (math.cbrt(x / shape) - 1 + 1 / (9 * shape)) * 3 * Math.sqrt(shape);
  const root = 1 - 1 / (9 * otherShape) + z / (3 * Math.sqrt(otherShape));
  return root > 0.05 ? otherShape * math.cube(root) : otherShape * 1e-3;
}
