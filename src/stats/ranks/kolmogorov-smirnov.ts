import * as math from '../math/portable.ts';
import { orderAscending } from './order-ascending.ts';
import type { Alternative } from './rank-sum.ts';

export interface KolmogorovSmirnovTest {
  /** Largest distance of the distribution functions in the direction of the alternative. */
  readonly d: number;
  readonly p: number;
  /** ln p, also where p underflows. */
  readonly logP: number;
  readonly exact: boolean;
}

// As R: exact while the lattice of paths has fewer points than this.
const EXACT_BELOW = 10_000;

/**
 * Two-sample Kolmogorov-Smirnov test as R's `ks.test`: exact, given the ties, where n m < 10,000, else asymptotic.
 *
 * D+ = max F_x - F_y ('greater': x tends to be smaller), D- = max F_y - F_x ('less'), D = the larger. `x`, `y`: no NaN;
 * NaN for an empty sample. Accuracy: 1e-12 relative. Asymptotic p: exp(-2 D^2 n m / (n + m)) one-sided,
 * `kolmogorovUpperTail` two-sided. `method` 'asymptotic' forces the latter. With ties R 4.2 takes the null distribution
 * of D+ for D- as well; here each has its own. Source: N. V. Smirnov (1939); G. Schroer, D. Trenkler, Comp. Stat. Data
 * Anal. 20 (1995) 185 for ties.
 */
export function kolmogorovSmirnovTest(
  x: Float64Array,
  y: Float64Array,
  alternative: Alternative = 'two-sided',
  method: 'auto' | 'asymptotic' = 'auto',
): KolmogorovSmirnovTest {
  const n = x.length;
  const m = y.length;
  if (n === 0 || m === 0) return { d: Number.NaN, p: Number.NaN, logP: Number.NaN, exact: false };
  const { d, endsTie } = largestDistance(x, y, alternative);
  if (method === 'auto' && n * m < EXACT_BELOW) {
    const p = exactUpperTail(d, n, m, alternative, endsTie);
    return { d, p, logP: math.log(p), exact: true };
  }
  const scaled = d * Math.sqrt((n * m) / (n + m));
  if (alternative === 'two-sided') {
    const logP = kolmogorovLogUpperTail(scaled);
    return { d, p: math.exp(logP), logP, exact: false };
  }
  const logP = -2 * scaled * scaled;
  return { d, p: math.exp(logP), logP, exact: false };
}

/**
 * Upper tail of Kolmogorov's distribution, P(sup |Brownian bridge| > t).
 *
 * 2 sum (-1)^(k-1) exp(-2 k^2 t^2), or for t < 1 one minus sqrt(2 pi)/t sum exp(-(2k-1)^2 pi^2 / (8 t^2)). Domain: t >=
 * 0 (1 below). Accuracy: 4e-16 t^2 relative, from the exponential. Source: A. N. Kolmogorov (1933); DLMF 20.7.32.
 */
export function kolmogorovUpperTail(t: number): number {
  if (!(t > 0)) return t <= 0 ? 1 : Number.NaN;
  if (t < 1) {
    let sum = 0;
    for (let k = 1; k <= 9; k += 2) sum += math.exp(-(k * k * Math.PI * Math.PI) / (8 * t * t));
    return 1 - (Math.sqrt(2 * Math.PI) / t) * sum;
  }
  return 2 * math.exp(-2 * t * t) * alternatingSeries(t);
}

/** ln of `kolmogorovUpperTail`, also where it underflows. */
export function kolmogorovLogUpperTail(t: number): number {
  if (!(t >= 1)) return math.log(kolmogorovUpperTail(t));
  return Math.LN2 - 2 * t * t + math.log(alternatingSeries(t));
}

/** sum_k (-1)^(k-1) exp(-2 (k^2 - 1) t^2) for t >= 1. */
function alternatingSeries(t: number): number {
  let sum = 0;
  for (let k = 1; k <= 5; k++) sum += (k % 2 === 1 ? 1 : -1) * math.exp(-2 * (k * k - 1) * t * t);
  return sum;
}

/** D, and for each place 1..n+m of the pooled order whether the next value is larger, so that D is looked at there. */
function largestDistance(
  x: Float64Array,
  y: Float64Array,
  alternative: Alternative,
): { d: number; endsTie: Uint8Array } {
  const n = x.length;
  const m = y.length;
  const pooled = new Float64Array(n + m);
  pooled.set(x);
  pooled.set(y, n);
  const order = orderAscending(pooled);
  const endsTie = new Uint8Array(n + m + 1);
  let d = 0;
  let i = 0;
  for (let place = 1; place <= n + m; place++) {
    if (order[place - 1]! < n) i++;
    if (place < n + m && pooled[order[place - 1]!] === pooled[order[place]!]) continue;
    endsTie[place] = 1;
    d = Math.max(d, distance(i, place - i, n, m, alternative));
  }
  return { d, endsTie };
}

function distance(i: number, j: number, n: number, m: number, alternative: Alternative): number {
  const difference = i / n - j / m;
  if (alternative === 'greater') return difference;
  return alternative === 'less' ? -difference : Math.abs(difference);
}

/**
 * P(distance >= d) over all equally likely arrangements: q(i, j), the chance that a path to (i, j) has reached d where
 * a group of ties ends, follows from the two points before.
 */
function exactUpperTail(d: number, n: number, m: number, alternative: Alternative, endsTie: Uint8Array): number {
  const threshold = (0.5 + Math.floor(d * n * m - 1e-7)) / (n * m);
  const reached = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (i + j === 0) continue;
      if (endsTie[i + j] === 1 && distance(i, j, n, m, alternative) >= threshold) {
        reached[j] = 1;
      } else {
        const fromLeft = i > 0 ? (i / (i + j)) * reached[j]! : 0;
        const fromBelow = j > 0 ? (j / (i + j)) * reached[j - 1]! : 0;
        reached[j] = fromLeft + fromBelow;
      }
    }
  }
  return reached[m]!;
}
