import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factorCholesky, invertCholesky, logDeterminantCholesky, solveCholesky } from '../../../src/linalg/cholesky.ts';
import { matrixRank, principalComponents, symmetricEigen } from '../../../src/linalg/dense.ts';
import { createLeastSquares, fitLeastSquares } from '../../../src/linalg/least-squares.ts';
import { applyQ, applyQTransposed, createQr, factorQr, inverseGram, leverages } from '../../../src/linalg/qr.ts';
import { weightedGram } from '../../../src/linalg/weighted-gram.ts';
import { fc } from '../../seeded-examples.ts';

const numbers = (text: string): Float64Array =>
  Float64Array.from(text.split(','), (field) => (field === 'NA' ? Number.NaN : Number(field)));

const cases = readFileSync(new URL('./reference/qr.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [name, rows, columns, x, y, w, rank, pivot, coefficients, rss, hat] = line.split('\t') as [
      string,
      ...string[],
    ];
    return {
      name,
      rows: Number(rows),
      columns: Number(columns),
      x: numbers(x!),
      y: numbers(y!),
      w: numbers(w!),
      rank: Number(rank),
      pivot: numbers(pivot!),
      coefficients: numbers(coefficients!),
      rss: Number(rss),
      hat: numbers(hat!),
    };
  });

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(...Array.from(expected, (value) => (Number.isNaN(value) ? 0 : Math.abs(value))), 1e-300);
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(expected[i]!)) expect(actual[i]).toBeNaN();
    else expect(Math.abs(actual[i]! - expected[i]!) / scale).toBeLessThan(tolerance);
  }
}

describe('QR with limited pivoting', () => {
  it.each(cases)('decides rank and pivots of the $name design as R does', ({ rows, columns, x, w, rank, pivot }) => {
    const qr = createQr(rows, columns);
    for (let i = 0; i < x.length; i++) qr.a[i] = x[i]! * Math.sqrt(w[Math.floor(i / columns)]!);
    expect(factorQr(qr)).toBe(rank);
    expect(Array.from(qr.pivot)).toEqual(Array.from(pivot));
  });

  it.each(cases)('gives the coefficients, residuals and leverages of lm.wfit for $name', (reference) => {
    const { name, rows, columns, x, y, w, coefficients, rss, hat } = reference;
    const fit = createLeastSquares(rows, columns);
    // A column that differs from another by 1e-6 costs as many digits in any QR.
    const tolerance = name === 'barely' ? 1e-9 : 1e-13;
    expect(fitLeastSquares(fit, x, y, w)).toBeCloseTo(rss, 10);
    expectClose(fit.coefficients, coefficients, tolerance);
    const leverage = new Float64Array(rows);
    leverages(fit.qr, leverage, new Float64Array(rows));
    expectClose(leverage, hat, tolerance);
  });

  it('undoes Q after Q transposed', () => {
    const { x, y, rows, columns } = cases.find(({ name }) => name === 'large')!;
    const qr = createQr(rows, columns);
    qr.a.set(x);
    factorQr(qr);
    const turned = Float64Array.from(y);
    applyQTransposed(qr, turned);
    applyQ(qr, turned);
    expectClose(turned, y, 1e-14);
  });
});

describe('normal equations by Cholesky', () => {
  it.each(cases.filter(({ name }) => ['full', 'single', 'square', 'large'].includes(name)))(
    'agree with QR on the $name design',
    ({ rows, columns: p, x, y, w }) => {
      const gram = new Float64Array(p * p);
      const projection = new Float64Array(p);
      weightedGram(x, rows, p, w, y, gram, projection);
      const fit = createLeastSquares(rows, p);
      fitLeastSquares(fit, x, y, w);
      expect(factorCholesky(gram, p)).toBe(true);
      solveCholesky(gram, p, projection);
      expectClose(projection, fit.coefficients, 1e-10);
      const inverse = new Float64Array(p * p);
      invertCholesky(gram, p, inverse);
      expectClose(inverse, inverseGram(fit.qr), 1e-10);
      let determinant = 0;
      for (let k = 0; k < p; k++) determinant += 2 * Math.log(Math.abs(fit.qr.a[k * p + k]!));
      expect(logDeterminantCholesky(gram, p)).toBeCloseTo(determinant, 9);
    },
  );

  it('refuses a matrix that is not positive definite', () => {
    expect(factorCholesky(Float64Array.of(1, 0, 2, 1), 2)).toBe(false);
    expect(factorCholesky(Float64Array.of(1, 0, Number.NaN, 1), 2)).toBe(false);
  });
});

describe('decompositions that run once', () => {
  it('count the rank by singular values', () => {
    const rank = (name: string): number => {
      const { x, rows, columns } = cases.find((one) => one.name === name)!;
      return matrixRank(x, rows, columns);
    };
    expect(['full', 'confounded', 'dummies', 'zero', 'wide'].map(rank)).toEqual([4, 3, 4, 2, 3]);
  });

  it('rebuild a symmetric matrix from its eigensystem', () => {
    const entries = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(entries, (values) => {
        const a = Float64Array.from(values, (_, i) => values[i]! + values[(i % 4) * 4 + Math.floor(i / 4)]!);
        const { values: lambda, vectors } = symmetricEigen(a, 4);
        for (let i = 0; i < 16; i++) {
          let sum = 0;
          for (let k = 0; k < 4; k++) {
            sum += vectors[Math.floor(i / 4) * 4 + k]! * lambda[k]! * vectors[(i % 4) * 4 + k]!;
          }
          expect(sum).toBeCloseTo(a[i]!, 9);
        }
        expect(lambda[0]).toBeGreaterThanOrEqual(lambda[3]!);
      }),
      { numRuns: 50 },
    );
  });

  it('give the principal components of R', () => {
    // prcomp(matrix(c(2, 0, 1, 4, 1, 3, 3, 5, 9, 2, 6, 5), 4, byrow = TRUE)): signs as documented here.
    const { scores, varianceShare, components } = principalComponents(
      Float64Array.of(2, 0, 1, 4, 1, 3, 3, 5, 9, 2, 6, 5),
      4,
      3,
    );
    expect(components).toBe(3);
    expectClose(varianceShare, [0.861467006210681, 0.116352731089693, 0.022180262699626], 1e-13);
    const first = [0, 1, 2, 3].map((row) => scores[row * 3]!);
    expectClose(
      first,
      [4.60741258299969, 2.43455334301217, -4.7392971475288, -2.30266877848306].map((s) => -s),
      1e-13,
    );
  });
});
