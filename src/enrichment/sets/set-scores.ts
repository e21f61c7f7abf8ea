import { requireLengths, requireNumbers, requireRows } from '../../arguments.ts';
import * as math from '../../stats/math/portable.ts';
import { orderAscending } from '../../stats/ranks/order-ascending.ts';
import { rankAverage } from '../../stats/ranks/ranks.ts';

/** Log expression [genes x samples], row-major. */
export interface SampleExpression {
  readonly genes: number;
  readonly samples: number;
  readonly values: Float64Array;
}

/**
 * Scores of sets in single samples by z-scores: sum over genes of (x - mean)/sd over sqrt(m).
 *
 * Mean and standard deviation (n - 1) of each gene over the samples; genes that do not vary do not count. `sets`: rows, each
 * once. Returns [sets x samples], row-major, NaN for sets without genes. What a set scores does not depend on other sets.
 * Accuracy: 1e-12 to GSVA 1.46.0 (`method = "zscore"`). Source: E. Lee et al., PLoS Comput. Biol. 4 (2008) e1000217,
 * doi:10.1371/journal.pcbi.1000217.
 */
export function zScores(expression: SampleExpression, sets: readonly ArrayLike<number>[]): Float64Array {
  requireExpression(expression, sets);
  const { genes, samples, values } = expression;
  const scaled = new Float64Array(values.length);
  const varies = new Uint8Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    const own = values.subarray(gene * samples, (gene + 1) * samples);
    const mean = own.reduce((sum, value) => sum + value, 0) / samples;
    const sd = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (samples - 1));
    if (!(sd > 0)) continue;
    varies[gene] = 1;
    for (let j = 0; j < samples; j++) scaled[gene * samples + j] = (own[j]! - mean) / sd;
  }
  const scores = new Float64Array(sets.length * samples);
  sets.forEach((rows, set) => {
    let size = 0;
    for (let i = 0; i < rows.length; i++) {
      if (varies[rows[i]!] === 0) continue;
      size++;
      for (let j = 0; j < samples; j++) scores[set * samples + j]! += scaled[rows[i]! * samples + j]!;
    }
    for (let j = 0; j < samples; j++) scores[set * samples + j]! /= Math.sqrt(size);
  });
  return scores;
}

function requireExpression({ genes, samples, values }: SampleExpression, sets: unknown): void {
  requireLengths({ values }, genes * samples, 'genes x samples');
  requireNumbers('values', values, Number.isFinite, 'finite numbers');
  requireRows(sets, genes);
}

/** Exponent of the ranks. */
const WEIGHT = 0.25;

/**
 * Scores of sets in single samples by ssGSEA: the area between the running sums of the set, weighted by rank^1/4, and of
 * the other genes, along the genes of a sample ordered by expression.
 *
 * Tied ranks are averaged and cut to integers, as GSVA 1.46 does. `isNormalized` (the default) divides all by the range
 * over all sets and samples, so that scores depend on which are there; raw ones do not. `sets`: rows, each once. Returns
 * [sets x samples], row-major; NaN for sets of none or all of the genes. Accuracy: 1e-12 to GSVA 1.46.0.
 * Source: D. A. Barbie et al., Nature 462 (2009) 108, doi:10.1038/nature08460.
 */
export function ssgseaScores(
  expression: SampleExpression,
  sets: readonly ArrayLike<number>[],
  { isNormalized = true }: { readonly isNormalized?: boolean | undefined } = {},
): Float64Array {
  requireExpression(expression, sets);
  const { genes, samples, values } = expression;
  const scores = new Float64Array(sets.length * samples);
  const sample = new Float64Array(genes);
  const weights = new Float64Array(genes);
  /** [genes] N - p + 1 of the place p from the top. */
  const fromBottom = new Int32Array(genes);
  for (let j = 0; j < samples; j++) {
    for (let gene = 0; gene < genes; gene++) sample[gene] = values[gene * samples + j]!;
    const ranks = rankAverage(sample).ranks.map(Math.trunc);
    const order = orderAscending(ranks.map((rank) => -rank));
    for (let place = 0; place < genes; place++) fromBottom[order[place]!] = genes - place;
    for (let gene = 0; gene < genes; gene++) weights[gene] = math.pow(ranks[gene]!, WEIGHT);
    sets.forEach((rows, set) => {
      let [weighted, total, heights] = [0, 0, 0];
      for (let i = 0; i < rows.length; i++) {
        const gene = rows[i]!;
        weighted += weights[gene]! * fromBottom[gene]!;
        total += weights[gene]!;
        heights += fromBottom[gene]!;
      }
      scores[set * samples + j] = weighted / total - ((genes * (genes + 1)) / 2 - heights) / (genes - rows.length);
    });
  }
  if (!isNormalized) return scores;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const score of scores) {
    if (score < least) least = score;
    if (score > most) most = score;
  }
  return scores.map((score) => score / (most - least));
}
