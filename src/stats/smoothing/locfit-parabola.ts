/** level + slope t + curvature t^2 / 2 with t = x - origin. */
export interface LocfitParabola {
  readonly origin: number;
  readonly level: number;
  readonly slope: number;
  readonly curvature: number;
}

/** The parabola that is 0 everywhere. */
export const FLAT: LocfitParabola = { origin: 0, level: 0, slope: 0, curvature: 0 };

const SIZE = 3;
/** A rotation is left out where the squared correlation that it would remove is below this: locfit's results carry that. */
const CORRELATION = 1e-15;
const MAX_SWEEPS = 20;
/** Directions with a smaller share of the largest eigenvalue are taken as they are, not divided by it. */
const SMALLEST_EIGENVALUE = 1e-8;

/**
 * Weighted least squares parabola about an origin, as the R package locfit solves it: one Newton step from the weighted mean
 * through the eigenvalues of the cross products scaled to correlations, by Jacobi rotations that stop at correlations of
 * 3e-8. These decide the digits beyond the eighth of its fits, so that its solver is followed and no better one used; where
 * points lie far off the origin, rounding is amplified to 1e-8 too, and the products are formed in its order.
 * `x`, `y`, `kernel`, `weights` [n], a positive sum of kernel weights. Accuracy: the bits of locfit 1.5-9.7.
 * Source: C. Loader, Local Regression and Likelihood (1999), 12.1; its behavior.
 */
export function fitLocfitParabola(
  x: Float64Array,
  y: Float64Array,
  kernel: Float64Array,
  weights: Float64Array,
  origin: number,
): LocfitParabola {
  const mean = weightedMean(y, kernel, weights);
  const products = new Float64Array(SIZE * SIZE);
  const score = new Float64Array(SIZE);
  for (let i = 0; i < x.length; i++) {
    const near = kernel[i]!;
    if (near === 0) continue;
    const weight = weights[i]!;
    const t = x[i]! - origin;
    const half = (t * t) / 2;
    const residual = weight * (y[i]! - mean);
    score[0]! += near * residual;
    score[1]! += t * near * residual;
    score[2]! += half * near * residual;
    const factor = near * weight;
    products[0]! += factor;
    products[1]! += factor * t;
    products[2]! += factor * half;
    products[4]! += factor * t * t;
    products[5]! += factor * t * half;
    products[7]! += factor * half * t;
    products[8]! += factor * half * half;
  }
  products[3] = products[1]!;
  products[6] = products[2]!;
  solve(products, score);
  return { origin, level: mean + score[0]!, slope: score[1]!, curvature: score[2]! };
}

/** The parabola at x = `at`. */
export function evaluateLocfitParabola({ origin, level, slope, curvature }: LocfitParabola, at: number): number {
  const t = at - origin;
  return level + slope * t + curvature * ((t * t) / 2);
}

/** Its derivative. */
export function locfitParabolaSlope({ origin, slope, curvature }: LocfitParabola, at: number): number {
  return slope + curvature * (at - origin);
}

/** Mean of `values`, weighted by the products of kernel and prior weights. */
export function weightedMean(values: Float64Array, kernel: Float64Array, weights: Float64Array): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    total += kernel[i]! * weights[i]!;
    sum += kernel[i]! * (weights[i]! * values[i]!);
  }
  return sum / total;
}

/** Replaces `vector` by matrix^-1 vector; `matrix` (symmetric, row-major) is used up. */
function solve(matrix: Float64Array, vector: Float64Array): void {
  const scale = vector.map((_, i) => (matrix[i * (SIZE + 1)]! > 0 ? 1 / Math.sqrt(matrix[i * (SIZE + 1)]!) : 0));
  for (let i = 0; i < SIZE; i++) {
    vector[i]! *= scale[i]!;
    for (let j = 0; j < SIZE; j++) matrix[i * SIZE + j]! *= scale[i]! * scale[j]!;
  }
  const axes = diagonalize(matrix);
  const eigenvalues = [0, 1, 2].map((i) => matrix[i * (SIZE + 1)]!);
  const least = SMALLEST_EIGENVALUE * Math.max(...eigenvalues);
  const projections = eigenvalues.map((eigenvalue, i) => {
    let projection = 0;
    for (let j = 0; j < SIZE; j++) projection += axes[j * SIZE + i]! * vector[j]!;
    return eigenvalue > least ? projection / eigenvalue : projection;
  });
  for (let i = 0; i < SIZE; i++) {
    let value = 0;
    for (let j = 0; j < SIZE; j++) value += axes[i * SIZE + j]! * projections[j]!;
    vector[i] = value * scale[i]!;
  }
}

/** Leaves the eigenvalues on the diagonal of a symmetric matrix and returns the eigenvectors as columns. */
function diagonalize(matrix: Float64Array): Float64Array {
  const axes = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  for (let sweep = 0, isDone = false; sweep < MAX_SWEEPS && !isDone; sweep++) {
    isDone = true;
    for (let i = 0; i < SIZE; i++) {
      for (let j = i + 1; j < SIZE; j++) {
        const off = matrix[i * SIZE + j]!;
        const [own, other] = [matrix[i * (SIZE + 1)]!, matrix[j * (SIZE + 1)]!];
        if (!(off * off > CORRELATION * Math.abs(own * other))) continue;
        isDone = false;
        const half = (other - own) / 2;
        const doubleAngleCosine = half / Math.sqrt(half * half + off * off);
        const sine = (off < 0 ? 1 : -1) * Math.sqrt((1 - doubleAngleCosine) / 2);
        const cosine = Math.sqrt((1 + doubleAngleCosine) / 2);
        rotate(matrix, i * SIZE, j * SIZE, 1, cosine, sine);
        rotate(matrix, i, j, SIZE, cosine, sine);
        matrix[i * SIZE + j] = 0;
        matrix[j * SIZE + i] = 0;
        rotate(axes, i, j, SIZE, cosine, sine);
      }
    }
  }
  return axes;
}

/** Turns two rows (`stride` 1) or columns (`stride` SIZE) that begin at `a` and `b` into each other. */
function rotate(matrix: Float64Array, a: number, b: number, stride: number, cosine: number, sine: number): void {
  for (let k = 0; k < SIZE * stride; k += stride) {
    const [u, v] = [matrix[a + k]!, matrix[b + k]!];
    matrix[a + k] = u * cosine + v * sine;
    matrix[b + k] = v * cosine - u * sine;
  }
}
