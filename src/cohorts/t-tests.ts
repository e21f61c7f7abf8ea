import { studentTUpperQuantile, studentTUpperTail } from '../stats/distributions/student-t.ts';

export interface TTest {
  /** Mean of the first sample less that of the second, or the mean difference of pairs. */
  readonly difference: number;
  readonly error: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly lower: number;
  readonly upper: number;
}

/** Mean and sum of squared deviations, in two passes. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly squares: number;
}

export function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { n, mean, squares };
}

/**
 * Welch's t test of two samples, two-sided, with the limits of the difference of means.
 *
 * se^2 = s1^2/n1 + s2^2/n2, df = se^4 / sum((s^2/n)^2 / (n - 1)). Samples without NaN; NaN with fewer than two values in one, or
 * where neither varies. Accuracy: 1e-12 relative to R. Source: B. L. Welch, Biometrika 34 (1947) 28, doi:10.1093/biomet/34.1-2.28.
 */
export function welchTest(x: Float64Array, y: Float64Array, level = 0.95): TTest {
  const [a, b] = [momentsOf(x), momentsOf(y)];
  const [va, vb] = [variance(a) / a.n, variance(b) / b.n];
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  return finishTest(a.mean - b.mean, Math.sqrt(va + vb), df, level);
}

/** Student's t test of two samples with one variance; otherwise as `welchTest`. */
export function studentTest(x: Float64Array, y: Float64Array, level = 0.95): TTest {
  const [a, b] = [momentsOf(x), momentsOf(y)];
  const df = a.n + b.n - 2;
  const pooled = (a.squares + b.squares) / df;
  return finishTest(a.mean - b.mean, Math.sqrt(pooled * (1 / a.n + 1 / b.n)), df, level);
}

/** t test of the differences of pairs, two-sided; NaN with fewer than two pairs, or where they do not vary. */
export function pairedTest(differences: Float64Array, level = 0.95): TTest {
  const d = momentsOf(differences);
  return finishTest(d.mean, Math.sqrt(variance(d) / d.n), d.n - 1, level);
}

function variance({ n, squares }: Moments): number {
  return n > 1 ? squares / (n - 1) : Number.NaN;
}

function finishTest(difference: number, error: number, df: number, level: number): TTest {
  if (!(error > 0) || !(df > 0)) {
    const none = Number.NaN;
    return { difference, error: none, t: none, df: none, p: none, lower: none, upper: none };
  }
  const t = difference / error;
  const half = studentTUpperQuantile((1 - level) / 2, df) * error;
  const p = 2 * studentTUpperTail(Math.abs(t), df);
  return { difference, error, t, df, p, lower: difference - half, upper: difference + half };
}
