// lgamma, digamma, 1/x and x^-2 with the bits of R: the twins of src/stats/special/lgamma.ts, digamma.ts and exact-power.ts, which
// say where each step comes from.
import { POWER_TABLE_AT } from '../control-layout';
import { address } from './memory';
import { exponentialOfSum, fma, logExact } from './exact';

const gammaSeries = memory.data<f64>([
  0.00857119559098933, 0.004415381324841007, 0.05685043681599363, -0.00421983539641856, 0.0013268081812124603,
  -0.00018930245297988805, 0.00003606925327441245, -0.000006056761904460864, 0.0000010558295463022833,
  -1.811967365542384e-7, 3.117724964715322e-8, -5.354219639019687e-9, 9.193275519859589e-10,
  -1.5779412802883398e-10, 2.7079806229349544e-11, -4.64681865382573e-12, 7.97335019200742e-13,
  -1.368078209830916e-13, 2.3473194865638007e-14, -4.027432614949067e-15, 6.910051747372101e-16,
  -1.185584500221993e-16,
]);
const GAMMA_TERMS: i32 = 22;

const correctionSeries = memory.data<f64>([
  0.16663894804518634, -0.00001384948176067564, 9.81082564692473e-9, -1.809129475572494e-11, 6.221098041892606e-14,
]);
const CORRECTION_TERMS: i32 = 5;

const bernoulli = memory.data<f64>([
  -0.03333333333333333, 0.023809523809523808, -0.03333333333333333, 0.07575757575757576, -0.2531135531135531,
  1.1666666666666667, -7.092156862745098, 54.971177944862156, -529.1242424242424, 6192.123188405797,
  -86580.25311355312, 1425517.1666666667, -27298231.067816094, 601580873.9006424, -15116315767.092157,
  429614643061.1667, -13711655205088.332, 488332318973593.2, -19296579341940068.0,
]);
const BERNOULLI_TERMS: i32 = 19;

/** 2k / (2k + 2) */
const orderRatios = memory.data<f64>([
  2.0 / 4.0, 4.0 / 6.0, 6.0 / 8.0, 8.0 / 10.0, 10.0 / 12.0, 12.0 / 14.0, 14.0 / 16.0, 16.0 / 18.0, 18.0 / 20.0,
  20.0 / 22.0, 22.0 / 24.0, 24.0 / 26.0, 26.0 / 28.0, 28.0 / 30.0, 30.0 / 32.0, 32.0 / 34.0, 34.0 / 36.0, 36.0 / 38.0,
  38.0 / 40.0,
]);

const HALF_LOG_2_PI: f64 = 0.9189385332046728;
const HALF_EPSILON: f64 = 1.1102230246251565e-16;
const EPSILON: f64 = 2.220446049250313e-16;
const SAFE: f64 = 0.48;

function chebyshevSeries(x: f64, coefficients: usize, terms: i32): f64 {
  const twoX = x * 2.0;
  let b0 = 0.0;
  let b1 = 0.0;
  let b2 = 0.0;
  for (let i = terms - 1; i >= 0; i--) {
    b2 = b1;
    b1 = b0;
    b0 = twoX * b1 - b2 + load<f64>(coefficients + (<usize>i << 3));
  }
  return (b0 - b2) * 0.5;
}

/** lgamma of x > 0, whose logarithm is known. */
export function lgamma(x: f64, logX: f64): f64 {
  if (x <= 10.0) return logExact(gammaUpToTen(x));
  const stirling = HALF_LOG_2_PI + (x - 0.5) * logX - x;
  return x > 4934720.0 ? stirling : stirling + stirlingCorrection(x);
}

function stirlingCorrection(x: f64): f64 {
  const ratio = 10.0 / x;
  return chebyshevSeries(ratio * ratio * 2.0 - 1.0, correctionSeries, CORRECTION_TERMS) / x;
}

function gammaUpToTen(x: f64): f64 {
  const whole = <i32>x;
  const fraction = x - <f64>whole;
  let value = chebyshevSeries(fraction * 2.0 - 1.0, gammaSeries, GAMMA_TERMS) + 0.9375;
  if (whole == 0) return value / x;
  for (let i = 1; i < whole; i++) value *= fraction + <f64>i;
  return value;
}

/** digamma of x > 1e-15, whose logarithm is known. */
export function digamma(x: f64, logX: f64): f64 {
  if (x * logX > 2251799813685248.0) return logX;
  const shift = x < 9.0 ? 9 - <i32>x : 0;
  const y = shift == 0 ? x : x + <f64>shift;
  const logY = shift == 0 ? logX : logExact(y);
  const half = 0.5 / y;
  const negligible = HALF_EPSILON * half;
  const inverseSquare = 1.0 / (y * y);
  let power = 0.5 * inverseSquare;
  let sum = power * 0.16666666666666666;
  if (sum >= negligible) {
    for (let k = 0; k < BERNOULLI_TERMS; k++) {
      power = power * load<f64>(orderRatios + (<usize>k << 3)) * inverseSquare;
      const term = power * load<f64>(bernoulli + (<usize>k << 3));
      if (abs(term) < negligible) break;
      sum += term;
    }
  }
  sum += half;
  for (let i = 1; i <= shift; i++) sum += 1.0 / (x + <f64>(shift - i));
  return logY - sum;
}

export function reciprocal(x: f64): f64 {
  const quotient = 1.0 / x;
  return isSafe(quotient, fma(-quotient, x, 1.0)) ? quotient : power(x, -1.0);
}

export function inverseSquare(x: f64): f64 {
  const square = x * x;
  const error = fma(x, x, -square);
  const quotient = 1.0 / square;
  const rest = fma(-quotient, square, 1.0) - quotient * error;
  const rounded = quotient + quotient * rest;
  return isSafe(rounded, rest - (rounded - quotient) * square) ? rounded : power(x, -2.0);
}

// @ts-ignore: decorator
@inline
function isSafe(quotient: f64, relativeError: f64): bool {
  const power = reinterpret<f64>(reinterpret<i64>(quotient) & 0x7ff0000000000000);
  return abs(quotient * relativeError) < SAFE * EPSILON * power;
}

function power(x: f64, y: f64): f64 {
  const bits = reinterpret<i64>(x);
  const offset = bits - 0x3fe6955500000000;
  const entry = address(POWER_TABLE_AT) + (<usize>(offset >> 45) & 127) * 24;
  const k = <f64>(<i32>(offset >> 52));
  const z = reinterpret<f64>(bits - (offset & 0xfff0000000000000));
  const r = fma(z, load<f64>(entry), -1.0);
  const base = k * 0.6931471805598903 + load<f64>(entry, 8);
  const first = base + r;
  const half = -0.5 * r;
  const halfSquare = r * half;
  const high = first + halfSquare;
  const polynomial = fma(
    halfSquare,
    fma(halfSquare, fma(r, 1.0000415263675542, -1.142909628459501), fma(r, -0.6666666663487739, 0.7999999995323976)),
    fma(r, 0.5000000000000007, -0.6666666666666679),
  );
  const errors = fma(k, 5.497923018708371e-14, load<f64>(entry, 16)) + (base - first + r) + fma(half, r, -halfSquare);
  const low = fma(r * halfSquare, polynomial, errors + (first - high + halfSquare));
  const logarithm = high + low;
  return exponentialOfSum(y * logarithm, y * (high - logarithm + low));
}
