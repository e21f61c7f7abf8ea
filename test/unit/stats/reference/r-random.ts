import { normalUpperQuantile } from '../../../../src/stats/distributions/normal.ts';

/** Draws of R's default generators after `set.seed(seed)`: the same numbers in the same order. */
export interface RRandom {
  uniform(): number;
  normal(): number;
  chiSquared(df: 1 | 2 | 3): number;
}

const WORDS = 624;

/**
 * R's default generators: Mersenne Twister, normal by inversion, chi-squared as twice a gamma.
 * Source: Matsumoto and Nishimura 1998 (doi:10.1145/272991.272995); exponential: Ahrens and Dieter 1972
 * (doi:10.1145/355604.361593); gamma below shape 1: Ahrens and Dieter 1974 (doi:10.1007/BF02293108), from there:
 * Ahrens and Dieter 1982 (doi:10.1145/358315.358390); seeding and order of draws: R 4.2.2.
 */
export function seedR(seed: number): RRandom {
  const next = twister(seed);
  const uniform = (): number => Math.min(Math.max(next() * 2 ** -32, HALF_STEP), 1 - HALF_STEP);
  const normal = (): number => {
    const high = Math.floor(NORMAL_STEPS * uniform());
    return -normalUpperQuantile((high + uniform()) / NORMAL_STEPS);
  };
  const exponential = (): number => drawExponential(uniform);
  return {
    uniform,
    normal,
    chiSquared: (df) =>
      2 * (df === 1 ? smallGamma(df / 2, uniform, exponential) : gamma(df / 2, uniform, normal, exponential)),
  };
}

const HALF_STEP = 2.328306437080797e-10 / 2;
const NORMAL_STEPS = 2 ** 27;

/** The Mersenne Twister, seeded as R does: words of a congruential generator after 50 that are dropped. */
function twister(seed: number): () => number {
  let word = seed;
  const congruential = () => {
    word = (Math.imul(69069, word) + 1) >>> 0;
    return word;
  };
  for (let i = 0; i < 50; i++) congruential();
  congruential(); // R keeps its position in the first word
  const state = Uint32Array.from({ length: WORDS }, congruential);
  let position = WORDS;
  return () => {
    if (position === WORDS) {
      for (let i = 0; i < WORDS; i++) {
        const y = (state[i]! & 0x80000000) | (state[(i + 1) % WORDS]! & 0x7fffffff);
        state[i] = state[(i + 397) % WORDS]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      position = 0;
    }
    let y = state[position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

/** Sums of (ln 2)^i / i!, i = 1, 2, ... */
const partialSums = Array.from({ length: 16 }, () => 0);
for (let i = 0, term = 1, sum = 0; i < partialSums.length; i++) {
  term *= Math.LN2 / (i + 1);
  sum += term;
  partialSums[i] = sum;
}

function drawExponential(uniform: () => number): number {
  let whole = 0;
  let u = 2 * uniform();
  for (; u <= 1; u *= 2) whole += Math.LN2;
  u -= 1;
  if (u <= Math.LN2) return whole + u;
  let least = uniform();
  let i = 0;
  do {
    least = Math.min(least, uniform());
    i++;
  } while (u > partialSums[i]!);
  return whole + least * Math.LN2;
}

/** Gamma of shape below 1 and scale 1. */
function smallGamma(shape: number, uniform: () => number, exponential: () => number): number {
  const e = 1 + Math.exp(-1) * shape;
  for (;;) {
    const p = e * uniform();
    const x = p >= 1 ? -Math.log((e - p) / shape) : Math.exp(Math.log(p) / shape);
    if (exponential() >= (p >= 1 ? (1 - shape) * Math.log(x) : x)) return x;
  }
}

const Q = [0.04166669, 0.02083148, 0.00801191, 0.00144121, -7.388e-5, 2.4511e-4, 2.424e-4];
const A = [0.3333333, -0.250003, 0.2000062, -0.1662921, 0.1423657, -0.1367177, 0.1233795];
const series = (coefficients: number[], x: number) => coefficients.reduceRight((sum, c) => (sum + c) * x, 0);

/** Gamma of shape 1 to 3.686 and scale 1. */
function gamma(shape: number, uniform: () => number, normal: () => number, exponential: () => number): number {
  const s2 = shape - 0.5;
  const s = Math.sqrt(s2);
  const t0 = normal();
  const x = s + 0.5 * t0;
  if (t0 >= 0) return x * x;
  const u0 = uniform();
  if ((5.656854 - 12 * s) * u0 <= t0 ** 3) return x * x;
  const q0 = series(Q, 1 / shape);
  const quotient = (t: number) => {
    const v = t / (2 * s);
    if (Math.abs(v) <= 0.25) return q0 + 0.5 * t * t * series(A, v);
    return q0 - s * t + 0.25 * t * t + 2 * s2 * Math.log(1 + v);
  };
  if (x > 0 && Math.log(1 - u0) <= quotient(t0)) return x * x;
  const b = 0.463 + s + 0.178 * s2;
  const c = 0.195 / s - 0.079 + 0.16 * s;
  for (;;) {
    const e = exponential();
    const u = 2 * uniform() - 1;
    const t = b + 1.235 * (u < 0 ? -e : e);
    if (t < -0.71874483771719) continue;
    const q = quotient(t);
    if (q > 0 && c * Math.abs(u) <= Math.expm1(q) * Math.exp(e - 0.5 * t * t)) return (s + 0.5 * t) ** 2;
  }
}
