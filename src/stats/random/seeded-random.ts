import { expExact } from '../math/exact-exp.ts';
import { logExact } from '../math/exact-log.ts';
import { lgamma } from '../special/lgamma.ts';

/** A stream of pseudo-random numbers that depends on its seed only, on every platform. */
export interface Random {
  /** Uniform integer in [0, 2^32). */
  bits(): number;
  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** Uniform integer in [0, n), n an integer in 1..2^32, without bias. */
  integer(n: number): number;
  /** Standard normal. */
  normal(): number;
  /** Gamma with this shape > 0 and scale 1. */
  gamma(shape: number): number;
  /** Poisson with mean mu >= 0. */
  poisson(mu: number): number;
  /** Negative binomial with mean mu and variance mu + dispersion mu^2. */
  negativeBinomial(mu: number, dispersion: number): number;
  /** Puts the items into random order, in place. */
  shuffle(items: { readonly length: number; [index: number]: number }): void;
}

/**
 * A generator for simulation and permutation: xoshiro128**.
 *
 * `seed` (to 2^53) and `stream` (to 2^32) are integers; different streams of a seed are independent, so work that is
 * split into chunks gives one stream to each and does not depend on the split. Period 2^128 - 1. Not for cryptography.
 * Source: D. Blackman, S. Vigna, ACM TOMS 47 (2021) 36, doi:10.1145/3460772; normal: Marsaglia's polar method (1964);
 * gamma: G. Marsaglia, W. W. Tsang, ACM TOMS 26 (2000) 363; Poisson: W. Hoermann, PTRS, Insurance 12 (1993) 39.
 */
export function createRandom(seed: number, stream = 0): Random {
  const state = seedState(seed, stream);
  let spareNormal = Number.NaN;

  const bits = (): number => {
    const scrambled = Math.imul(rotateLeft(Math.imul(state[1]!, 5), 7), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotateLeft(state[3]!, 11);
    return scrambled;
  };

  const uniform = (): number => ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992;

  const integer = (n: number): number => {
    const limit = 4294967296 - (4294967296 % n);
    for (;;) {
      const value = bits();
      if (value < limit) return value % n;
    }
  };

  const normal = (): number => {
    if (!Number.isNaN(spareNormal)) {
      const spare = spareNormal;
      spareNormal = Number.NaN;
      return spare;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * logExact(s)) / s);
      spareNormal = v * scale;
      return u * scale;
    }
  };

  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * expExact(logExact(1 - uniform()) / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = normal();
      const root = 1 + c * z;
      if (root <= 0) continue;
      const v = root * root * root;
      if (logExact(1 - uniform()) < 0.5 * z * z + d - d * v + d * logExact(v)) return d * v;
    }
  };

  const poisson = (mu: number): number => {
    if (mu < 10) {
      const limit = expExact(-mu);
      let k = 0;
      for (let product = uniform(); product > limit; product *= uniform()) k++;
      return k;
    }
    const b = 0.931 + 2.53 * Math.sqrt(mu);
    const a = -0.059 + 0.02483 * b;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const logMu = logExact(mu);
    for (;;) {
      const u = uniform() - 0.5;
      const v = 1 - uniform();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + mu + 0.43);
      if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      if (logExact((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMu - mu - lgamma(k + 1)) return k;
    }
  };

  const negativeBinomial = (mu: number, dispersion: number): number =>
    poisson(dispersion > 0 ? mu * dispersion * gamma(1 / dispersion) : mu);

  const shuffle = (items: { readonly length: number; [index: number]: number }): void => {
    for (let i = items.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      const swapped = items[i]!;
      items[i] = items[j]!;
      items[j] = swapped;
    }
  };

  for (let step = 0; step < 20; step++) bits(); // spreads the seed over the state
  return { bits, uniform, integer, normal, gamma, poisson, negativeBinomial, shuffle };
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** [4]: a different state, never all 0, for each seed and stream. */
function seedState(seed: number, stream: number): Int32Array {
  return Int32Array.of(mix(seed), mix(Math.floor(seed / 4294967296) + 1), mix(stream + 2), 0x9e3779b9);
}

/** Murmur3's finalizer, a bijection of 32-bit words. */
function mix(value: number): number {
  let word = value | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
