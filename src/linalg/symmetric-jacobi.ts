const MAX_SWEEPS = 50;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix inside loops, without allocation: cyclic Jacobi rotations until
 * nothing off the diagonal is left.
 *
 * `a` [n x n] row-major, both triangles, is used up: its diagonal ends as the eigenvalues, in no order. `vectors` [n x n]
 * receives the eigenvectors as columns. Accuracy: a few ulp of the largest eigenvalue.
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations (2013), algorithm 8.5.2.
 */
export function diagonalizeSymmetric(a: Float64Array, n: number, vectors: Float64Array): void {
  vectors.fill(0, 0, n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let isDone = true;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = a[p * n + q]!;
        const own = a[p * n + p]!;
        const other = a[q * n + q]!;
        if (Math.abs(off) <= Number.EPSILON * 0.01 * Math.sqrt(Math.abs(own * other)) || Math.abs(off) < 1e-300)
          continue;
        isDone = false;
        const tau = (other - own) / (2 * off);
        const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        const cosine = 1 / Math.sqrt(1 + t * t);
        const sine = t * cosine;
        for (let k = 0; k < n; k++) {
          const [u, v] = [a[k * n + p]!, a[k * n + q]!];
          a[k * n + p] = cosine * u - sine * v;
          a[k * n + q] = sine * u + cosine * v;
        }
        for (let k = 0; k < n; k++) {
          const [u, v] = [a[p * n + k]!, a[q * n + k]!];
          a[p * n + k] = cosine * u - sine * v;
          a[q * n + k] = sine * u + cosine * v;
        }
        a[p * n + q] = 0;
        a[q * n + p] = 0;
        for (let k = 0; k < n; k++) {
          const [u, v] = [vectors[k * n + p]!, vectors[k * n + q]!];
          vectors[k * n + p] = cosine * u - sine * v;
          vectors[k * n + q] = sine * u + cosine * v;
        }
      }
    }
    if (isDone) return;
  }
}
