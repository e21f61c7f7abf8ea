import { requireLengths } from '../../arguments.ts';
import { studentTUpperTail } from '../../stats/distributions/student-t.ts';

export interface ScoreCorrelation {
  /** Pearson's. */
  readonly r: number;
  /** Two-sided, of no correlation. */
  readonly p: number;
  readonly samples: number;
}

/**
 * How the scores of a set go with the expression of a gene over the samples: Pearson's r, t = r sqrt((n-2)/(1-r^2)) with
 * n - 2 degrees of freedom.
 *
 * A gene of the set goes with its score by itself: leave it out of the set first. `scores`, `gene` [samples]; samples in
 * which either is NaN do not count. NaN for fewer than three samples, or where one does not vary. Accuracy: 1e-13.
 */
export function correlateScore(scores: Float64Array, gene: Float64Array): ScoreCorrelation {
  requireLengths({ gene }, scores.length, 'samples');
  const known = Uint32Array.from(scores.keys()).filter((i) => !Number.isNaN(scores[i]! + gene[i]!));
  const n = known.length;
  const meanOf = (values: Float64Array): number => known.reduce((sum, i) => sum + values[i]!, 0) / n;
  const [meanScore, meanGene] = [meanOf(scores), meanOf(gene)];
  let [product, squareScore, squareGene] = [0, 0, 0];
  for (const i of known) {
    const [a, b] = [scores[i]! - meanScore, gene[i]! - meanGene];
    product += a * b;
    squareScore += a * a;
    squareGene += b * b;
  }
  const scale = Math.sqrt(squareScore * squareGene);
  if (n < 3 || scale === 0) return { r: Number.NaN, p: Number.NaN, samples: n };
  const r = Math.max(-1, Math.min(1, product / scale));
  const t = Math.abs(r) * Math.sqrt((n - 2) / (1 - r * r));
  return { r, p: 2 * studentTUpperTail(t, n - 2), samples: n };
}
