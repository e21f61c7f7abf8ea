import type { LinearFit } from './linear-fit.ts';

const UNCORRELATED = 1e-14;

/**
 * Comparisons of coefficients, limma's `contrasts.fit`: C'b with the unscaled standard error sqrt(u'Ru), u = c times the
 * unscaled errors of the coefficients, R their correlation in the design without weights.
 *
 * With weights that differ between genes this is an approximation, off by some percent where coefficients are correlated; it
 * is limma's, and exact without weights or for a single coefficient. `contrasts` [contrasts], each [columns].
 * Source: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) 3, section 2; the documentation of limma's `contrasts.fit`.
 */
export function fitContrasts(fit: LinearFit, contrasts: readonly ArrayLike<number>[]): LinearFit {
  const { genes, columns: p, coefficients, unscaledErrors, covariance } = fit;
  const k = contrasts.length;
  const correlation = correlationOf(covariance, p);
  const made = new Float64Array(genes * k);
  const errors = new Float64Array(genes * k);
  const u = new Float64Array(p);
  for (let gene = 0; gene < genes; gene++) {
    const row = gene * p;
    for (let contrast = 0; contrast < k; contrast++) {
      const weights = contrasts[contrast]!;
      let value = 0;
      for (let i = 0; i < p; i++) {
        u[i] = unscaledErrors[row + i]! * weights[i]!;
        if (weights[i] !== 0) value += weights[i]! * coefficients[row + i]!;
      }
      let variance = 0;
      for (let i = 0; i < p; i++) {
        variance += u[i]! * u[i]!;
        for (let j = 0; j < i; j++) variance += 2 * correlation[i * p + j]! * u[i]! * u[j]!;
      }
      made[gene * k + contrast] = value;
      errors[gene * k + contrast] = Math.sqrt(Math.max(variance, 0));
    }
  }
  return {
    ...fit,
    columns: k,
    coefficients: made,
    unscaledErrors: errors,
    covariance: between(contrasts, covariance, p),
  };
}

function correlationOf(covariance: Float64Array, p: number): Float64Array {
  return covariance.map((value, at) => {
    const i = Math.floor(at / p);
    const j = at % p;
    const correlation = value / Math.sqrt(covariance[i * p + i]! * covariance[j * p + j]!);
    return Math.abs(correlation) < UNCORRELATED ? 0 : correlation;
  });
}

/** C' covariance C. */
function between(contrasts: readonly ArrayLike<number>[], covariance: Float64Array, p: number): Float64Array {
  const k = contrasts.length;
  const made = new Float64Array(k * k);
  contrasts.forEach((a, row) => {
    contrasts.forEach((b, column) => {
      let sum = 0;
      for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) sum += a[i]! * covariance[i * p + j]! * b[j]!;
      made[row * k + column] = sum;
    });
  });
  return made;
}
