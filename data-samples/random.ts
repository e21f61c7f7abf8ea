/**
 * Seeded random numbers for the demo study. Every stream starts from a name, so that adding draws to one part of the
 * generator leaves the other parts' numbers as they were.
 *
 * Generator: sfc32 (C. Doty-Humphrey, PractRand), 128 bits of state, seeded with splitmix-style mixing of an FNV-1a hash.
 */
export interface RandomStream {
  /** Uniform on [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
  /** Gamma with the given shape > 0 and scale 1 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414). */
  gamma(shape: number): number;
  /** Poisson with mean >= 0. */
  poisson(mean: number): number;
  /** Negative binomial with mean mu >= 0 and variance mu + alpha mu^2. */
  negativeBinomial(mean: number, alpha: number): number;
  /** Integer in [0, size). */
  below(size: number): number;
  /** Index drawn with probability proportional to its weight. */
  weighted(weights: readonly number[]): number;
  /** The items in random order (Fisher-Yates), as a new array. */
  shuffle<T>(items: readonly T[]): T[];
}

/** Counts above this mean are drawn from the rounded normal: there its relative error is far below sampling noise. */
const NORMAL_POISSON_MEAN = 1e6;
/** Longest run of factors in Knuth's product before exp(-mean) underflows. */
const KNUTH_MEAN = 500;

export function randomStream(seed: number, name: string): RandomStream {
  const uniform = sfc32(seed, name);
  let spare: number | undefined;

  function normal(): number {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  }

  function gamma(shape: number): number {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  function poisson(mean: number): number {
    if (mean > NORMAL_POISSON_MEAN) return Math.round(mean + Math.sqrt(mean) * normal());
    // A Poisson count of mean m is a sum of independent counts whose means add up to m.
    let count = 0;
    for (let left = mean; left > 0; left -= KNUTH_MEAN) {
      const limit = Math.exp(-Math.min(left, KNUTH_MEAN));
      for (let product = uniform(); product > limit; product *= uniform()) count++;
    }
    return count;
  }

  const below = (size: number) => Math.floor(uniform() * size);

  return {
    uniform,
    normal,
    gamma,
    poisson,
    negativeBinomial: (mean, alpha) => (mean === 0 ? 0 : poisson(mean * alpha * gamma(1 / alpha))),
    below,
    weighted(weights) {
      let left = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return index === -1 ? weights.length - 1 : index;
    },
    shuffle<T>(items: readonly T[]): T[] {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
      }
      return shuffled;
    },
  };
}

function sfc32(seed: number, name: string): () => number {
  let a = fnv1a(name) | 0;
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const out = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + out;
    return (out >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return hash;
}
