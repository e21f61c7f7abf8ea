import { fDensity, fQuantile } from '../../stats/distributions/f-distribution.ts';
import * as math from '../../stats/math/portable.ts';
import { gaussLegendre, type Quadrature } from '../../stats/quadrature/gauss-legendre.ts';

const NODES = 128;
let rule: Quadrature | undefined;

/**
 * Mean and variance of ln F, F ~ F(df1, df2), with the share `lower` of the lower and `upper` of the upper tail moved to
 * their quantiles.
 *
 * Integrated over q = F/(1 + F) between the quantiles by 128 Gauss-Legendre nodes. Domain: df1 finite, df2 to Infinity.
 * Source: B. Phipson, S. Lee, I. J. Majewski, W. S. Alexander, G. K. Smyth, Ann. Appl. Stat. 10 (2016) 946,
 * doi:10.1214/16-AOAS920, section 4.
 */
export function winsorizedLogMoments(
  df1: number,
  df2: number,
  lower: number,
  upper: number,
): { readonly mean: number; readonly variance: number } {
  rule ??= gaussLegendre(NODES);
  const { nodes, weights } = rule;
  const ends = [fQuantile(lower, df1, df2), fQuantile(1 - upper, df1, df2)] as const;
  const [logLow, logHigh] = [math.log(ends[0]), math.log(ends[1])];
  const from = ends[0] / (1 + ends[0]);
  const width = ends[1] / (1 + ends[1]) - from;
  let mean = logLow * lower + logHigh * upper;
  const logs = new Float64Array(NODES);
  const masses = new Float64Array(NODES);
  for (let i = 0; i < NODES; i++) {
    const q = from + width * nodes[i]!;
    const f = q / (1 - q);
    logs[i] = math.log(f);
    masses[i] = (width * weights[i]! * fDensity(f, df1, df2)) / (1 - q) ** 2;
    mean += masses[i]! * logs[i]!;
  }
  let variance = (logLow - mean) ** 2 * lower + (logHigh - mean) ** 2 * upper;
  for (let i = 0; i < NODES; i++) variance += masses[i]! * (logs[i]! - mean) ** 2;
  return { mean, variance };
}
