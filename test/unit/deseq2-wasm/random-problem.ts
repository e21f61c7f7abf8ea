import { randomStream } from '../../../data-samples/random.ts';
import { findCells } from '../../../src/design/design.ts';
import type { GeneProblem } from '../../../src/engines/deseq2/kernel/gene-kernel.ts';

export interface RandomOptions {
  readonly seed: number;
  readonly genes: number;
  /** Rows of the design, one a sample. */
  readonly design: readonly (readonly number[])[];
  /** Of the natural logarithm of the means; 4 by default. */
  readonly meanLog?: number | undefined;
  readonly withFactors?: boolean | undefined;
}

/** Negative binomial counts with known means, dispersions and effects, and some genes of zeros and of huge counts. */
export function randomProblem({ seed, genes, design, meanLog = 4, withFactors }: RandomOptions): GeneProblem {
  const random = randomStream(seed, 'problem');
  const samples = design.length;
  const p = design[0]!.length;
  const matrix = Float64Array.from(design.flat());
  const sizeFactors = Float64Array.from(design, () => 0.5 + random.uniform());
  const centers = design[0]!.map((_, k) => design.reduce((sum, row) => sum + row[k]!, 0) / samples);
  const spreads = centers.map((center, k) => Math.max(...design.map((row) => Math.abs(row[k]! - center))) || 1);
  const counts = new Int32Array(genes * samples);
  const factors = new Float64Array(genes * samples);
  for (let gene = 0; gene < genes; gene++) {
    const kind = gene % 50;
    const mean = kind === 0 ? 0 : Math.exp(kind === 1 ? 13 : meanLog + 2 * random.normal());
    const dispersion = (0.02 + 1 / Math.max(mean, 1)) * Math.exp(0.7 * random.normal());
    const effects = Array.from({ length: p }, () => 0.3 * random.normal());
    for (let j = 0; j < samples; j++) {
      const factor = sizeFactors[j]! * (withFactors ? Math.exp(0.3 * random.normal()) : 1);
      factors[gene * samples + j] = factor;
      const effect = design[j]!.reduce((sum, x, k) => sum + ((x - centers[k]!) / spreads[k]!) * effects[k]!, 0);
      counts[gene * samples + j] =
        mean === 0 ? 0 : random.negativeBinomial(mean * factor * Math.exp(effect), dispersion);
    }
  }
  return {
    genes,
    samples,
    coefficients: p,
    counts,
    sizeFactors,
    normalizationFactors: withFactors ? factors : undefined,
    design: matrix,
    cells: findCells(matrix, samples, p),
  };
}

/** Intercept and the indicators of all levels but the first of each factor; `levels[j]` are the levels of sample j. */
export function factorDesign(levels: readonly (readonly number[])[]): number[][] {
  const most = levels[0]!.map((_, f) => Math.max(...levels.map((row) => row[f]!)));
  return levels.map((row) => [
    1,
    ...row.flatMap((level, f) => Array.from({ length: most[f]! }, (_, k) => (level === k + 1 ? 1 : 0))),
  ]);
}
