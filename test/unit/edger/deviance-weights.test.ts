import { describe, expect, it } from 'vitest';
import { devianceWeights } from '../../../src/engines/edger/quasi/deviance-weights.ts';
import { negativeBinomialLogDensity } from '../../../src/stats/distributions/negative-binomial.ts';

/** alpha and kappa from the definition: mean and variance of the unit deviance, summed over the distribution. */
function fromDefinition(mu: number, phi: number): [number, number] {
  const size = 1 / phi;
  const end = Math.ceil(mu + 60 * (1 + phi) * Math.sqrt(mu + phi * mu * mu) + 200);
  let mean = 0;
  let square = 0;
  for (let k = 0; k <= end; k++) {
    const p = Math.exp(negativeBinomialLogDensity(k, mu, phi));
    const own = k > 0 ? k * Math.log(k / mu) : 0;
    const deviance = 2 * (own - (k + size) * Math.log((k + size) / (mu + size)));
    mean += p * deviance;
    square += p * deviance * deviance;
  }
  const variance = square - mean * mean;
  return [(2 * mean) / variance, (2 * mean * mean) / variance];
}

describe('what makes unit deviances chi-squared', () => {
  const means = [0.012, 0.1, 0.4, 0.9, 1.6, 3, 5, 12, 19.9, 22, 28, 45, 58, 61, 75, 110, 130, 240];

  it.each([1e-4, 0.02, 0.1, 0.3, 0.7])('follows from the moments of the deviance at dispersion %d', (phi) => {
    const { alpha, kappa } = devianceWeights(phi);
    for (const mu of means) {
      const [a, k] = fromDefinition(mu, phi);
      expect(Math.abs(alpha(mu) / a - 1), `alpha at ${mu}`).toBeLessThan(0.01);
      expect(Math.abs(kappa(mu) / k - 1), `kappa at ${mu}`).toBeLessThan(0.01);
    }
  });

  it.each([0.8, 1.5, 3.5])('and from a dispersion of 0.736 on, at %d', (phi) => {
    const { alpha, kappa } = devianceWeights(phi);
    for (const mu of [0.02, 0.3, 2, 8, 25, 48, 70]) {
      const [a, k] = fromDefinition(mu, phi);
      expect(Math.abs(alpha(mu) / a - 1), `alpha at ${mu}`).toBeLessThan(0.01);
      expect(Math.abs(kappa(mu) / k - 1), `kappa at ${mu}`).toBeLessThan(0.01);
    }
  });

  it('tends to 1 for large means and has nothing to say of a mean of 0', () => {
    const { alpha, kappa } = devianceWeights(0.001);
    expect(Math.abs(alpha(200) - 1)).toBeLessThan(0.01);
    expect(Math.abs(kappa(200) - 1)).toBeLessThan(0.01);
    for (const phi of [0.1, 1, 5]) expect(devianceWeights(phi).alpha(0) + devianceWeights(phi).kappa(0)).toBe(0);
  });

  it.each([4, 10])('sums the first terms of the distribution at dispersion %d', (phi) => {
    const [a, k] = fromDefinition(0.05, phi);
    expect(Math.abs(devianceWeights(phi).alpha(0.05) / a - 1)).toBeLessThan(0.25); // as many terms as edgeR takes
    expect(Math.abs(devianceWeights(phi).kappa(0.05) / k - 1)).toBeLessThan(0.25);
  });
});
