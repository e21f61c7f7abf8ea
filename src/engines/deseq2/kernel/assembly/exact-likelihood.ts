// The log posterior of log alpha below alpha = 1e-7, where R's line search follows the rounding of its own formula: every
// term is computed in R's order with bit-equal logarithms. There 1/alpha > 1e7, so that lgamma and digamma need only the
// branches of R for large arguments.
import { counts, get, means, samples } from './context';
import { logExact } from '../../../../wasm/assembly/exact';

const HALF_LOG_2_PI: f64 = 0.9189385332046728;

export let exactValue: f64 = 0;
/** The derivative of the likelihood over alpha^-2. */
export let exactSlope: f64 = 0;

// @ts-ignore: decorator
@inline
function lgammaLarge(x: f64, logX: f64): f64 {
  return HALF_LOG_2_PI + (x - 0.5) * logX - x;
}

// @ts-ignore: decorator
@inline
function digammaLarge(x: f64, logX: f64): f64 {
  return logX - (0.5 * (1.0 / (x * x)) * 0.16666666666666666 + 0.5 / x);
}

/** Sets the likelihood part at alpha < 1e-7. */
export function evaluateExact(alpha: f64): void {
  const m = samples;
  const r = 1.0 / alpha;
  const logR = logExact(r);
  const lgammaR = lgammaLarge(r, logR);
  const digammaR = digammaLarge(r, logR);
  let value = 0.0;
  let slope = 0.0;
  for (let j = 0; j < m; j++) {
    const k = get(counts, j);
    const mean = get(means, j);
    const x = k + r;
    const logX = logExact(x);
    const scaled = mean * alpha;
    const logScaled = logExact(1.0 + scaled);
    value += lgammaLarge(x, logX) - lgammaR - k * logExact(mean + r) - r * logScaled;
    slope +=
      digammaR + logScaled - scaled * (1.0 / (1.0 + scaled)) - digammaLarge(x, logX) + k * (1.0 / (mean + r));
  }
  exactValue = value;
  exactSlope = slope;
}
