import { tetragamma, trigamma } from './trigamma.ts';

/**
 * The y > 0 with trigamma(y) = x, by which a variance of log variances tells its degrees of freedom.
 *
 * Newton's method on 1/trigamma, which is convex and nearly linear, from 1/2 + 1/x; y = 1/sqrt(x) above 1e7 and 1/x below
 * 1e-6. Domain x > 0 (Infinity at 0, NaN below). Accuracy: the steps and the tolerance 1e-8 of limma 3.54, which agree
 * with it to 1e-14.
 * Source: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, doi:10.2202/1544-6115.1027, appendix.
 */
export function trigammaInverse(x: number): number {
  if (x > 1e7) return 1 / Math.sqrt(x);
  if (x < 1e-6) return x < 0 ? Number.NaN : 1 / x;
  let y = 0.5 + 1 / x;
  for (let iteration = 0; iteration < 50; iteration++) {
    const t = trigamma(y);
    const step = (t * (1 - t / x)) / tetragamma(y);
    y += step;
    if (-step / y < 1e-8) break;
  }
  return y;
}
