/** A parabola, level + slope (t - mean) + curvature [(t - mean)^2 - skew (t - mean) - variance] */
export interface Parabola {
  readonly mean: number;
  readonly level: number;
  readonly slope: number;
  readonly curvature: number;
  readonly skew: number;
  readonly variance: number;
}

/** The parabola that is 0 everywhere. */
const FLAT: Parabola = { mean: 0, level: 0, slope: 0, curvature: 0, skew: 0, variance: 0 };

/**
 * Weighted least squares parabola in t = (x - origin) / scale, by the orthogonal polynomials of the points; terms that
 * the points cannot tell apart are 0. `x`, `y`, `weights` [n].
 */
export function fitParabola(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  origin: number,
  scale: number,
): Parabola {
  const n = x.length;
  let total = 0;
  let mean = 0;
  let level = 0;
  for (let i = 0; i < n; i++) {
    total += weights[i]!;
    mean += (weights[i]! * (x[i]! - origin)) / scale;
    level += weights[i]! * y[i]!;
  }
  mean /= total;
  level /= total;
  let second = 0;
  let third = 0;
  let covariance = 0;
  for (let i = 0; i < n; i++) {
    const t = (x[i]! - origin) / scale - mean;
    const weighted = weights[i]! * t;
    second += weighted * t;
    third += weighted * t * t;
    covariance += weighted * (y[i]! - level);
  }
  const variance = second / total;
  if (!(variance > 1e-24)) return { ...FLAT, mean, level };
  const slope = covariance / second;
  const skew = third / second;
  let size = 0;
  let projection = 0;
  for (let i = 0; i < n; i++) {
    const t = (x[i]! - origin) / scale - mean;
    const q = t * t - skew * t - variance;
    size += weights[i]! * q * q;
    projection += weights[i]! * q * (y[i]! - level - slope * t);
  }
  const curvature = size > 1e-12 * variance * second ? projection / size : 0;
  return { mean, level, slope, curvature, skew, variance };
}

/** The parabola at t = `at`. */
export function evaluateParabola({ mean, level, slope, curvature, skew, variance }: Parabola, at: number): number {
  const t = at - mean;
  return level + slope * t + curvature * (t * t - skew * t - variance);
}

/** Its derivative with respect to t. */
export function parabolaSlope({ mean, slope, curvature, skew }: Parabola, at: number): number {
  return slope + curvature * (2 * (at - mean) - skew);
}

/** The cubic on an interval of this width with the given values and slopes at its ends, at the share t of the way. */
export function hermiteCubic(
  t: number,
  width: number,
  value0: number,
  value1: number,
  slope0: number,
  slope1: number,
): number {
  const s = 1 - t;
  return s * s * (1 + 2 * t) * value0 + t * t * (1 + 2 * s) * value1 + width * s * t * (s * slope0 - t * slope1);
}
