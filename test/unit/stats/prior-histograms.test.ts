import { describe, expect, it } from 'vitest';
import { priorHistograms } from '../../../src/engines/deseq2/fit/prior-histograms.ts';
import { seedR } from './reference/r-random.ts';

/** What reference/prior-histograms.R computes, with R's generators written anew. */
function simulate(df: 1 | 2 | 3): string {
  const random = seedR(2);
  const lines: string[] = [];
  for (let i = 0; i < 200; i++) {
    const sd = Math.sqrt((8 * i) / 199);
    const draws = Float64Array.from({ length: 10_000 }, () => Math.log(random.chiSquared(df)));
    const counts = new Array<number>(40).fill(0);
    for (const draw of draws) {
      const value = draw + (sd === 0 ? 0 : sd * random.normal()) - Math.log(df);
      if (value > -10 && value < 10) counts[Math.ceil((value - 5e-8) * 2) + 19]!++;
    }
    lines.push(counts.join(' '));
  }
  return lines.join('\n');
}

describe('the simulated residuals of the dispersion prior', () => {
  it.each([1, 2, 3] as const)('df %i: every count is that of R, drawn again', (df) => {
    expect(simulate(df)).toBe(priorHistograms[df - 1]);
  });

  it('the generators give what R 4.2.2 prints: set.seed(1); runif(3); set.seed(1); rnorm(3)', () => {
    const uniform = seedR(1);
    const normal = seedR(1);
    const numbers = [uniform.uniform(), uniform.uniform(), uniform.uniform(), normal.normal(), normal.normal()];
    expect(numbers.map((x) => x.toFixed(7))).toEqual([
      '0.2655087',
      '0.3721239',
      '0.5728534',
      '-0.6264538',
      '0.1836433',
    ]);
  });
});
