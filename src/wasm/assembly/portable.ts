// Elementary functions with the bits of src/stats/math: the twins of exp.ts, log.ts and hypot.ts there, which say where each
// comes from.

// @ts-ignore: decorator
@inline
const LN2_HIGH: f64 = 0.6931471803691238;
// @ts-ignore: decorator
@inline
const LN2_LOW: f64 = 1.9082149292705877e-10;

// @ts-ignore: decorator
@inline
function highWord(x: f64): i32 {
  return <i32>(reinterpret<i64>(x) >> 32);
}

// @ts-ignore: decorator
@inline
function ofHighWord(word: i32): f64 {
  return reinterpret<f64>((<i64>word) << 32);
}

export function exp(x: f64): f64 {
  const size = abs(x);
  if (!(size < 709.0)) {
    if (!(x <= 709.782712893384)) return x + Infinity;
    if (x < -745.1332191019411) return 0.0;
  }
  const word = highWord(size);
  let k = 0;
  let high = 0.0;
  let low = 0.0;
  let r = x;
  if (word > 0x3fd62e42) {
    if (word < 0x3ff0a2b2) {
      if (x == 1.0) return 2.718281828459045;
      k = x < 0.0 ? -1 : 1;
    } else k = <i32>(1.4426950408889634 * x + (x < 0.0 ? -0.5 : 0.5));
    high = x - <f64>k * LN2_HIGH;
    low = <f64>k * LN2_LOW;
    r = high - low;
  } else if (word < 0x3e300000) return 1.0 + x;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  if (k == 0) return 1.0 - ((r * c) / (c - 2.0) - r);
  const y = 1.0 - (low - (r * c) / (2.0 - c) - high);
  if (k >= -1021) {
    if (k == 1024) return y * 2.0 * 8.98846567431158e307;
    return y * ofHighWord(0x3ff00000 + (k << 20));
  }
  return y * ofHighWord(0x3ff00000 + ((k + 1000) << 20)) * 9.332636185032189e-302;
}

export function log(value: f64): f64 {
  let x = value;
  let word = highWord(x);
  let k = 0;
  if (word < 0x00100000) {
    if (x == 0.0) return -Infinity;
    if (word < 0) return NaN;
    k = -54;
    x *= 18014398509481984.0;
    word = highWord(x);
  }
  if (word >= 0x7ff00000) return value;
  k += (word >> 20) - 1023;
  word &= 0xfffff;
  const carry = (word + 0x95f64) & 0x100000;
  x = reinterpret<f64>((reinterpret<i64>(x) & 0xffffffff) | ((<i64>(word | (carry ^ 0x3ff00000))) << 32));
  k += carry >> 20;
  const f = x - 1.0;
  const exponent = <f64>k;
  if ((0xfffff & (2 + word)) < 3) {
    if (f == 0.0) return exponent * LN2_HIGH + exponent * LN2_LOW;
    const rest = f * f * (0.5 - 0.3333333333333333 * f);
    return exponent * LN2_HIGH - (rest - exponent * LN2_LOW - f);
  }
  const s = f / (2.0 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const even =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const series = even + odd;
  if (((word - 0x6147a) | (0x6b851 - word)) > 0) {
    const half = 0.5 * f * f;
    return exponent * LN2_HIGH - (half - (s * (half + series) + exponent * LN2_LOW) - f);
  }
  return exponent * LN2_HIGH - (s * (f - series) - exponent * LN2_LOW - f);
}

export function hypot(x: f64, y: f64): f64 {
  const a = abs(x);
  const b = abs(y);
  const large = a > b ? a : b;
  if (a == Infinity || b == Infinity) return Infinity;
  if (large == 0.0) return a + b;
  const p = a / large;
  const q = b / large;
  return sqrt(p * p + q * q) * large;
}
