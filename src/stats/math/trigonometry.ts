// Sine, cosine and arc sine. Accuracy: below 1 ulp. Source: fdlibm 5.3, k_sin.c, k_cos.c, e_rem_pio2.c and e_asin.c (Sun
// Microsystems, 1993).

const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 0.0000027557313707070068;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;

const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 0.00002480158728947673;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

// Pi / 2 in three parts of 33 bits and a rest.
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_REST = 8.4784276603689e-32;
const INVERSE_HALF_PI = 0.6366197723675814;

const PI_2_HIGH = 1.5707963267948966;
const PI_2_LOW = 6.123233995736766e-17;
const PI_4 = 0.7853981633974483;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/** Sine. Domain: |x| < 10^6 radians; elsewhere NaN. */
export function sin(x: number): number {
  return sineOfQuarter(x, 0);
}

/** Cosine. Domain: |x| < 10^6 radians; elsewhere NaN. */
export function cos(x: number): number {
  return sineOfQuarter(x, 1);
}

/** sin(x + quarters pi / 2). */
function sineOfQuarter(x: number, quarters: number): number {
  if (!(Math.abs(x) < 1e6)) return Number.NaN;
  const n = Math.abs(x) <= PI_4 ? 0 : Math.floor(x * INVERSE_HALF_PI + 0.5);
  const first = x - n * HALF_PI_1;
  const second = first - n * HALF_PI_2;
  const lost = first - second - n * HALF_PI_2;
  const rest = n * HALF_PI_3 - lost;
  const head = second - rest;
  const tail = second - head - rest - n * HALF_PI_REST;
  const quarter = (n + quarters) & 3;
  const value = quarter & 1 ? kernelCosine(head, tail) : kernelSine(head, tail);
  return quarter > 1 ? -value : value;
}

function kernelSine(x: number, tail: number): number {
  const z = x * x;
  const cube = z * x;
  const series = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * tail - cube * series) - tail - cube * S1);
}

function kernelCosine(x: number, tail: number): number {
  const z = x * x;
  const w = z * z;
  const series = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
  const half = 0.5 * z;
  const rest = 1 - half;
  return rest + (1 - rest - half + (z * series - x * tail));
}

/** Arc sine. Domain: -1 to 1; elsewhere NaN. */
export function asin(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return size === 1 ? x * PI_2_HIGH + x * PI_2_LOW : Number.NaN;
  if (size < 0.5) return size < 2 ** -27 ? x : x + x * arcSeries(x * x);
  const t = (1 - size) * 0.5;
  const ratio = arcSeries(t);
  const root = Math.sqrt(t);
  let value: number;
  if (size >= 0.975) value = PI_2_HIGH - (2 * (root + root * ratio) - PI_2_LOW);
  else {
    bits[0] = root;
    words[0] = 0;
    const head = bits[0];
    const rest = (t - head * head) / (root + head);
    value = PI_4 - (2 * root * ratio - (PI_2_LOW - 2 * rest) - (PI_4 - 2 * head));
  }
  return x > 0 ? value : -value;
}

/** (asin(x) - x) / x in t = x^2. */
function arcSeries(t: number): number {
  const above =
    t *
    (0.16666666666666666 +
      t *
        (-0.3255658186224009 +
          t *
            (0.20121253213486293 +
              t * (-0.04005553450067941 + t * (0.0007915349942898145 + t * 0.00003479331075960212)))));
  const below =
    1 + t * (-2.403394911734414 + t * (2.0209457602335057 + t * (-0.6882839716054533 + t * 0.07703815055590194)));
  return above / below;
}
