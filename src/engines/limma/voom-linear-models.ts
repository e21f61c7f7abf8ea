import { createLeastSquares, fitLeastSquares } from '../../linalg/least-squares.ts';
import type { CountMatrix } from '../../normalize/count-matrix.ts';
import { smallestGroup } from '../../normalize/filter-by-expression.ts';
import { createLinearInterpolant } from '../../stats/smoothing/linear-interpolant.ts';
import { lowessCurve } from '../../stats/smoothing/lowess.ts';
import { weightedLowess } from '../../stats/smoothing/weighted-lowess.ts';
import { fitLinearModels } from './fit-linear-models.ts';
import { createPoissonFitter } from './fit-poisson.ts';
import type { Expression, LinearFit, ModelMatrix } from './linear-fit.ts';
import { adaptiveSpan, meanLogSize, type VoomOptions, voomExpression, voomWeights } from './voom.ts';

/** Counts and fitted counts below this are none. */
const ZERO = 1e-4;
const DEFAULT_SPAN = 0.5;
const ROBUST_PASSES = 4;

/**
 * voom and the linear models in one, edgeR 4's `voomLmFit`: counts that are 0 in a group without any count say nothing of the
 * variance, and lose their residual degrees of freedom.
 *
 * As `voom` and `fitLinearModels`, but genes with more zeros than the smallest group has samples get a Poisson model; where
 * count and fitted count are 0 the value drops out of sigma, of its degrees of freedom, and of the mean in the trend, not of
 * coefficients and errors. If there are such genes the trend is by weighted lowess with the degrees of freedom as weights.
 * Weights are 1 where fewer than two genes have residual degrees of freedom.
 * Accuracy: 1e-9 relative to edgeR 4.4.1. Source: A. T. L. Lun, G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 16 (2017) 83,
 * doi:10.1515/sagmb-2017-0010; the documentation of edgeR's `voomLmFit`.
 */
export function fitVoomLinearModels(
  counts: CountMatrix,
  sizes: Float64Array,
  design: ModelMatrix,
  options: Pick<VoomOptions, 'span'> = {},
): LinearFit {
  const expression = voomExpression(counts, sizes);
  const zeros = findExactZeros(counts, sizes, design);
  const first = withoutZeros(fitLinearModels(expression, design), expression, design, zeros);
  const replicated: number[] = [];
  first.residualDf.forEach((df, gene) => {
    if (df > 0) replicated.push(gene);
  });
  if (replicated.length < 2) return first;
  const span = options.span === 'adaptive' ? adaptiveSpan(replicated.length) : (options.span ?? DEFAULT_SPAN);
  const shift = meanLogSize(sizes);
  const means = meansWithout(expression, first.averageExpression, zeros);
  const x = Float64Array.from(replicated, (gene) => means[gene]! + shift);
  const y = Float64Array.from(replicated, (gene) => Math.sqrt(first.sigma[gene]!));
  const df = Float64Array.from(replicated, (gene) => first.residualDf[gene]!);
  const trend =
    zeros.size > 0
      ? createLinearInterpolant(x, weightedLowess(x, y, df, { span, iterations: ROBUST_PASSES }))
      : lowessCurve(x, y, { span });
  const weights = voomWeights(first, design, sizes, trend);
  return withoutZeros(fitLinearModels(expression, design, { weights }), expression, design, zeros, weights);
}

/** By gene: 1 for the samples whose count and fitted count are 0. */
type ExactZeros = ReadonlyMap<number, Uint8Array>;

function findExactZeros({ genes, samples, counts }: CountMatrix, sizes: Float64Array, design: ModelMatrix): ExactZeros {
  const most = Math.max(2, smallestGroup(design.values, samples, design.columns)) - ZERO;
  const zeros = new Map<number, Uint8Array>();
  const poisson = createPoissonFitter(design, sizes);
  for (let gene = 0; gene < genes; gene++) {
    let count = 0;
    for (let at = gene * samples; at < (gene + 1) * samples; at++) count += Number(counts[at]! < ZERO);
    if (!(count > most)) continue;
    poisson.fit(counts, gene * samples);
    const marks = Uint8Array.from(poisson.means, (mean, j) =>
      Number(mean < ZERO && counts[gene * samples + j]! < ZERO),
    );
    if (marks.includes(1)) zeros.set(gene, marks);
  }
  return zeros;
}

/** The fit with sigma and degrees of freedom of the genes with exact zeros from their other samples. */
function withoutZeros(
  fit: LinearFit,
  { samples: n, values }: Expression,
  { columns: p, values: x }: ModelMatrix,
  zeros: ExactZeros,
  weights?: Float64Array,
): LinearFit {
  const sigma = Float64Array.from(fit.sigma);
  const residualDf = Float64Array.from(fit.residualDf);
  const room = createLeastSquares(n, p);
  const own = new Float64Array(n);
  for (const [gene, marks] of zeros) {
    let left = 0;
    for (let j = 0; j < n; j++) {
      own[j] = marks[j] === 1 ? 0 : (weights?.[gene * n + j] ?? 1);
      left += 1 - marks[j]!;
    }
    const residual = fitLeastSquares(room, x, values.subarray(gene * n, (gene + 1) * n), own);
    residualDf[gene] = left - Math.min(room.qr.rank, left);
    sigma[gene] = residualDf[gene]! > 0 ? Math.sqrt(residual / residualDf[gene]!) : Number.NaN;
  }
  return { ...fit, sigma, residualDf };
}

function meansWithout({ samples: n, values }: Expression, means: Float64Array, zeros: ExactZeros): Float64Array {
  const without = Float64Array.from(means);
  for (const [gene, marks] of zeros) {
    let sum = 0;
    let left = 0;
    for (let j = 0; j < n; j++) {
      if (marks[j] === 1) continue;
      sum += values[gene * n + j]!;
      left++;
    }
    without[gene] = sum / left;
  }
  return without;
}
