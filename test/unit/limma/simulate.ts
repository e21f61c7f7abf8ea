import type { Deseq2Input } from '../../../src/engines/check-input.ts';
import { createRandom } from '../../../src/stats/random/seeded-random.ts';

export interface SimulatedInput extends Deseq2Input {
  readonly counts: number[][];
  readonly geneIds: string[];
}

/** Negative binomial counts of 8 samples in two groups, two batches and four donors; the first tenth of the genes differs. */
export function simulateCounts(genes = 300, change: (counts: number[][]) => void = () => {}): SimulatedInput {
  const random = createRandom(5);
  const counts = Array.from({ length: genes }, (_, gene) => {
    const mean = Math.exp(4.5 + 1.5 * random.normal());
    const dispersion = (0.05 + 2 / mean) * Math.exp(0.5 * random.normal());
    const donors = Array.from({ length: 4 }, () => Math.exp(0.3 * random.normal()));
    return Array.from({ length: 8 }, (__, j) =>
      random.negativeBinomial(mean * donors[j % 4]! * (gene < genes / 10 && j >= 4 ? 5 : 1), dispersion),
    );
  });
  change(counts);
  return {
    counts,
    geneIds: counts.map((_, gene) => `g${gene + 1}`),
    sampleIds: Array.from({ length: 8 }, (_, j) => `s${j + 1}`),
    samples: {
      condition: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'],
      batch: ['x', 'y', 'x', 'y', 'x', 'y', 'x', 'y'],
      donor: ['d1', 'd2', 'd3', 'd4', 'd1', 'd2', 'd3', 'd4'],
      own: ['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8'],
    },
  };
}
