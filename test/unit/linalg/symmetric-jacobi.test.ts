import { expect, it } from 'vitest';
import { diagonalizeSymmetric } from '../../../src/linalg/symmetric-jacobi.ts';
import { fc } from '../../seeded-examples.ts';

it('Jacobi rotations give orthonormal eigenvectors with their eigenvalues, of singular matrices too', () => {
  const matrix = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })).chain(([n, rank]) =>
    fc.tuple(
      fc.constant(n),
      fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }), {
        minLength: rank,
        maxLength: rank,
      }),
    ),
  );
  fc.assert(
    fc.property(matrix, ([n, rows]) => {
      const a = new Float64Array(n * n);
      for (const row of rows)
        for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a[i * n + j]! += row[i]! * row[j]!;
      const values = Float64Array.from(a);
      const vectors = new Float64Array(n * n);
      diagonalizeSymmetric(values, n, vectors);
      const scale = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      for (let p = 0; p < n; p++) {
        for (let i = 0; i < n; i++) {
          let product = 0;
          for (let j = 0; j < n; j++) product += a[i * n + j]! * vectors[j * n + p]!;
          expect(Math.abs(product - values[p * n + p]! * vectors[i * n + p]!)).toBeLessThan(1e-13 * n * scale);
        }
        for (let q = 0; q <= p; q++) {
          let product = 0;
          for (let i = 0; i < n; i++) product += vectors[i * n + p]! * vectors[i * n + q]!;
          expect(product).toBeCloseTo(Number(p === q), 12);
        }
      }
    }),
  );
});
