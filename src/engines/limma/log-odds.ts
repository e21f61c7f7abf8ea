import {
  studentTLogUpperQuantile,
  studentTLogUpperTail,
  studentTUpperQuantile,
} from '../../stats/distributions/student-t.ts';
import * as math from '../../stats/math/portable.ts';
import { median, selectInPlace } from '../../stats/ranks/median.ts';
import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import { type ModeratedFit, moderatedT } from './moderated-t.ts';

/** Share of genes that are taken to be changed. */
const PROPORTION = 0.01;
/** Limits of the standard deviation of true fold changes. */
const LEAST_EFFECT = 0.1;
const LARGEST_EFFECT = 4;
const NEARLY_INFINITE = 1e6;

/**
 * B, the log odds that a gene is changed, if 1 % of genes are: the B-statistic of limma's `eBayes`.
 *
 * With v1 = u^2, v0 the prior variance of changed coefficients over sigma^2, r = (v1 + v0)/v1 and f total degrees of freedom:
 * B = ln(0.01/0.99) - ln(r)/2 + (1 + f)/2 ln((t^2 + f)/(t^2/r + f)); its limit t^2 (1 - 1/r)/2 where d0 > 1e6.
 * Accuracy: 1e-9 absolute to limma 3.54.1. Source: Smyth 2004, doi:10.2202/1544-6115.1027, sections 5 and 6.3.
 *
 * @returns [genes]
 */
export function logOddsOfChange(fit: ModeratedFit, column = 0): Float64Array {
  const { genes, columns, unscaledErrors, variances, totalDf } = fit;
  const statistic = moderatedT(fit, column);
  const errors = new Float64Array(genes);
  for (let gene = 0; gene < genes; gene++) errors[gene] = unscaledErrors[gene * columns + column]!;
  const v0 = effectVariance(statistic, errors, totalDf, median(variances.prior));
  return statistic.map((t, gene) => {
    const v1 = errors[gene]! ** 2;
    const r = (v1 + v0) / v1;
    const t2 = t * t;
    const df = totalDf[gene]!;
    const kernel =
      variances.priorDf[gene]! > NEARLY_INFINITE
        ? (t2 * (1 - 1 / r)) / 2
        : ((1 + df) / 2) * math.log((t2 + df) / (t2 / r + df));
    return math.log(PROPORTION / (1 - PROPORTION)) - math.log(r) / 2 + kernel;
  });
}

/**
 * v0, the variance of the true coefficients of changed genes over sigma^2, from the largest t-statistics: the i-th largest
 * is set beside the quantile that a mixture of changed and unchanged genes has there.
 *
 * `t`, `errors`, `df` [genes]; `priorVariance` s0^2 converts the limits of the effects. Source: Smyth 2004, section 6.3.
 */
export function effectVariance(t: Float64Array, errors: Float64Array, df: Float64Array, priorVariance: number): number {
  const n = t.length;
  const [least, largest] = [LEAST_EFFECT ** 2 / priorVariance, LARGEST_EFFECT ** 2 / priorVariance];
  const targets = Math.ceil((PROPORTION / 2) * n);
  const share = Math.max(targets / n, PROPORTION);
  const mostDf = df.reduce((a, b) => Math.max(a, b));
  const sizes = t.map((value, gene) => {
    const size = Math.abs(value);
    if (df[gene]! >= mostDf) return size;
    return studentTLogUpperQuantile(studentTLogUpperTail(size, df[gene]!), mostDf);
  });
  let sum = 0;
  largestFirst(sizes, targets).forEach((gene, i) => {
    const size = sizes[gene]!;
    const p0 = 2 * math.exp(studentTLogUpperTail(size, mostDf));
    const target = ((i + 0.5) / n - (1 - share) * p0) / share;
    let variance = 0;
    if (target > p0) variance = errors[gene]! ** 2 * ((size / studentTUpperQuantile(target / 2, mostDf)) ** 2 - 1);
    sum += Math.min(Math.max(variance, least), largest);
  });
  return sum / targets;
}

/** Indices of the `count` largest values, descending; the first of equal ones first. */
function largestFirst(values: Float64Array, count: number): Uint32Array {
  const threshold = selectInPlace(Float64Array.from(values), values.length - count);
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i]! >= threshold) rows.push(i);
  const order = orderAscending(Float64Array.from(rows, (i) => -values[i]!));
  return order.subarray(0, count).map((place) => rows[place]!);
}
