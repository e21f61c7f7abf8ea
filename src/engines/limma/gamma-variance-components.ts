import * as math from '../../stats/math/portable.ts';

const TOLERANCE = 1e-6;
const MAX_ITERATIONS = 20;
const LARGEST_DAMPING = 1e15;
const LEAST_VARIANCE_SHARE = 1e-3;

/** Variances of the residual and of the block effects. */
export interface VarianceComponents {
  residual: number;
  block: number;
}

/**
 * Two variance components from independent squares y_i with means residual + d_i block: a gamma model with identity link, by
 * scoring with Levenberg's damping; where the squares cannot tell two components (`isIterated` false), by least squares.
 *
 * y_i has the multiplicity m_i: equal d_i are one entry with their mean square. `out` receives the estimates, NaN where all
 * d_i are equal. Nothing is allocated. Accuracy: 1e-12 relative to statmod 1.5.0's `glmgam.fit` where that converges.
 * Source: G. K. Smyth, J. Comput. Graph. Stat. 11 (2002) 836, doi:10.1198/106186002871; the documentation of statmod's
 * `mixedModel2Fit`.
 */
export function fitVarianceComponents(
  squares: Float64Array,
  spreads: Float64Array,
  multiplicities: Float64Array,
  n: number,
  isIterated: boolean,
  out: VarianceComponents,
): void {
  let total = 0;
  let meanSpread = 0;
  let meanSquare = 0;
  for (let i = 0; i < n; i++) {
    total += multiplicities[i]!;
    meanSpread += multiplicities[i]! * spreads[i]!;
    meanSquare += multiplicities[i]! * squares[i]!;
  }
  meanSpread /= total;
  meanSquare /= total;
  let variation = 0;
  let covariation = 0;
  for (let i = 0; i < n; i++) {
    const deviation = spreads[i]! - meanSpread;
    variation += multiplicities[i]! * deviation * deviation;
    covariation += multiplicities[i]! * deviation * squares[i]!;
  }
  if (!(variation > 1e-14 * total * meanSpread * meanSpread)) {
    out.residual = Number.NaN;
    out.block = Number.NaN;
    return;
  }
  out.block = covariation / variation;
  out.residual = meanSquare - out.block * meanSpread;
  if (!isIterated) return;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n; i++) least = Math.min(least, out.residual + out.block * spreads[i]!);
  if (!(least >= 0)) {
    out.residual = meanSquare;
    out.block = 0;
  }
  if (meanSquare === 0) {
    out.residual = 0;
    return;
  }
  iterate(squares, spreads, multiplicities, n, out);
}

function iterate(
  squares: Float64Array,
  spreads: Float64Array,
  multiplicities: Float64Array,
  n: number,
  out: VarianceComponents,
): void {
  let { residual, block } = out;
  let deviance = gammaDeviance(squares, spreads, multiplicities, n, residual, block);
  let damping = 0;
  for (let iteration = 1; ; iteration++) {
    let largest = 0;
    for (let i = 0; i < n; i++) largest = Math.max(largest, (residual + block * spreads[i]!) ** 2);
    let [a, b, c, scoreResidual, scoreBlock] = [0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const d = spreads[i]!;
      const mean = residual + block * d;
      const precision = multiplicities[i]! / Math.max(mean * mean, largest * LEAST_VARIANCE_SHARE);
      a += precision;
      b += precision * d;
      c += precision * d * d;
      const score = precision * (squares[i]! - mean);
      scoreResidual += score;
      scoreBlock += score * d;
    }
    const information = Math.max(a, c);
    if (iteration === 1) damping = (a + c) / 4;
    let stepResidual = 0;
    let stepBlock = 0;
    let tries = 0;
    for (;;) {
      tries++;
      const determinant = (a + damping) * (c + damping) - b * b;
      stepResidual = ((c + damping) * scoreResidual - b * scoreBlock) / determinant;
      stepBlock = ((a + damping) * scoreBlock - b * scoreResidual) / determinant;
      const trial = gammaDeviance(squares, spreads, multiplicities, n, residual + stepResidual, block + stepBlock);
      if (trial <= deviance) {
        deviance = trial;
        break;
      }
      if (damping / information > LARGEST_DAMPING) return;
      damping *= 2;
    }
    residual += stepResidual;
    block += stepBlock;
    out.residual = residual;
    out.block = block;
    if (tries === 1) damping /= 10;
    if (scoreResidual * stepResidual + scoreBlock * stepBlock < TOLERANCE || iteration > MAX_ITERATIONS) return;
  }
}

/** Up to what does not depend on the means; Infinity for a negative mean. */
function gammaDeviance(
  squares: Float64Array,
  spreads: Float64Array,
  multiplicities: Float64Array,
  n: number,
  residual: number,
  block: number,
): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const mean = residual + block * spreads[i]!;
    if (mean < 0) return Number.POSITIVE_INFINITY;
    if (squares[i]! < 1e-15 && mean < 1e-15) continue;
    sum += multiplicities[i]! * (squares[i]! / mean + math.log(mean));
  }
  return 2 * sum;
}
