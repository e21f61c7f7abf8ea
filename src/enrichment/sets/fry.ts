import { requireRows } from '../../arguments.ts';
import type { Note } from '../../design/note.ts';
import { squeezeVariances } from '../../engines/moderation/squeeze-variances.ts';
import { symmetricEigen } from '../../linalg/dense.ts';
import { normalUpperQuantile } from '../../stats/distributions/normal.ts';
import { studentTUpperTail } from '../../stats/distributions/student-t.ts';
import * as math from '../../stats/math/portable.ts';
import { gaussLegendre } from '../../stats/quadrature/gauss-legendre.ts';
import { incompleteBeta } from '../../stats/special/incomplete-beta.ts';
import { residualVariances } from './camera.ts';
import { type GeneEffects, geneEffects, type SetExperiment } from './gene-effects.ts';

export interface FryResult {
  readonly size: number;
  readonly direction: 'up' | 'down';
  readonly t: number;
  /** Two-sided: do the genes of the set move in one direction? */
  readonly p: number;
  /** Do they move at all, some up, some down? 1 p for sets of one gene. */
  readonly mixedP: number;
}

/** Share of the residual degrees of freedom that is left where the largest of the squares is taken out. */
const ROBUST_SHARE = 0.92;
const NODES = 128;

/**
 * Whether the genes of each set move, whatever the others do: limma's `fry`, roast with infinitely many rotations.
 *
 * Effects (`geneEffects`) are divided by posterior standard deviations, in which the largest square of a gene's effects
 * does not count; directional: t = mean e_0 / sqrt(mean_k (mean e_k)^2) with d degrees of freedom; mixed: a beta
 * approximation to the share of the tested direction in the singular values of the set. `sets`: rows, each once; NaN for
 * empty ones. Accuracy: 1e-9 relative to limma 3.54.1.
 * Source: D. Wu et al., Bioinformatics 26 (2010) 2176, doi:10.1093/bioinformatics/btq401; G. Giner, G. K. Smyth, F1000Res
 * 5 (2016) 2605 (FRY).
 */
export function fry(experiment: SetExperiment, sets: readonly ArrayLike<number>[], notes: Note[] = []): FryResult[] {
  const effects = geneEffects(experiment);
  requireRows(sets, effects.genes);
  const standardized = standardizeEffects(effects, notes);
  return sets.map((rows) => testSet(standardized, rows));
}

/** Effects over their posterior standard deviations. */
function standardizeEffects(effects: GeneEffects, notes: Note[]): GeneEffects {
  const { genes, columns, residualDf: d, values } = effects;
  const sample = { variances: residualVariances(effects), residualDf: new Float64Array(genes).fill(d) };
  const { prior, priorDf } = squeezeVariances(sample, { estimator: 'moments' }, notes);
  const largest = largestChiSquared(columns);
  const standardized = new Float64Array(values.length);
  for (let gene = 0; gene < genes; gene++) {
    const own = values.subarray(gene * columns, (gene + 1) * columns);
    const variance = posteriorVariance(own, largest, d, prior[gene]!, priorDf[gene]!);
    for (let k = 0; k < columns; k++) standardized[gene * columns + k] = own[k]! / Math.sqrt(variance);
  }
  return { ...effects, values: standardized };
}

function posteriorVariance(own: Float64Array, largest: number, d: number, prior: number, priorDf: number): number {
  if (priorDf === Number.POSITIVE_INFINITY) return prior;
  let sum = 0;
  let most = 0;
  for (const value of own) {
    sum += value * value;
    most = Math.max(most, value * value);
  }
  const robust = (sum - most) / (own.length - largest);
  const robustDf = ROBUST_SHARE * d;
  return (robustDf * robust + priorDf * prior) / (robustDf + priorDf);
}

/** Mean of the largest of n chi-squared variables with 1 degree of freedom: integral of n x^(n-1) q(x) over 0..1. */
function largestChiSquared(n: number): number {
  const { nodes, weights } = gaussLegendre(NODES);
  return nodes.reduce((sum, x, i) => {
    const root = normalUpperQuantile((1 - x) / 2);
    return sum + weights[i]! * n * math.pow(x, n - 1) * root * root;
  }, 0);
}

function testSet(effects: GeneEffects, rows: ArrayLike<number>): FryResult {
  const { columns, residualDf: d, values } = effects;
  const size = rows.length;
  const means = new Float64Array(columns);
  for (let i = 0; i < size; i++) for (let k = 0; k < columns; k++) means[k]! += values[rows[i]! * columns + k]! / size;
  let square = 0;
  for (let k = 1; k < columns; k++) square += means[k]! ** 2;
  const t = means[0]! / Math.sqrt(square / d);
  const p = 2 * studentTUpperTail(Math.abs(t), d);
  return { size, direction: t < 0 ? 'down' : 'up', t, p, mixedP: size > 1 ? mixedTest(effects, rows) : p };
}

/** P of the sum of squares in the tested direction, by the moments of a beta distribution. */
function mixedTest({ columns: n, values }: GeneEffects, rows: ArrayLike<number>): number {
  const size = rows.length;
  let tested = 0;
  for (let i = 0; i < size; i++) tested += values[rows[i]! * n]! ** 2;
  const squares = singularSquares(values, rows, n);
  const count = squares.length;
  const least = squares[count - 1]!;
  const range = squares[0]! - least;
  const share = (tested - least) / range;
  const mean = (squares.reduce((sum, one) => sum + one, 0) / count - least) / range;
  // Directions are Dirichlet(1/2, ..., 1/2): the variance of a weighted mean of its n shares.
  const own = (count - 1) / count / count / (count / 2 + 1);
  const other = -own / (count - 1);
  const total = squares.reduce((sum, one) => sum + one, 0);
  const sumSquares = squares.reduce((sum, one) => sum + one * one, 0);
  const variance = (own * sumSquares + other * (total * total - sumSquares)) / (range * range);
  const scale = (mean * (1 - mean)) / variance - 1;
  const clipped = Math.min(1, Math.max(0, share));
  return incompleteBeta(1 - clipped, clipped, (1 - mean) * scale, mean * scale);
}

/** Squared singular values of the set's effects, descending, as many as genes or columns. */
function singularSquares(values: Float64Array, rows: ArrayLike<number>, n: number): Float64Array {
  const gram = new Float64Array(n * n);
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i]! * n;
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) gram[j * n + k]! += values[at + j]! * values[at + k]!;
  }
  return symmetricEigen(gram, n).values.subarray(0, rows.length);
}
