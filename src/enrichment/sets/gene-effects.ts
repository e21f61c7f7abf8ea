import { isRecord, requireLengths, requireNumbers, wrongArgument } from '../../arguments.ts';
import type { Expression, ModelMatrix } from '../../engines/limma/linear-fit.ts';
import { Fault } from '../../fault.ts';
import { applyQTransposed, createQr, factorQr } from '../../linalg/qr.ts';
import * as math from '../../stats/math/portable.ts';

/** Log expression of samples and what is asked of it. */
export interface SetExperiment {
  readonly expression: Expression;
  readonly design: ModelMatrix;
  /** [columns]: the contrast of coefficients that is tested. */
  readonly contrast: ArrayLike<number>;
  /** [genes x samples]: precisions, as of voom; 1 by default. */
  readonly weights?: Float64Array | undefined;
}

/** Independent parts of each gene's expression, that which the contrast tests first. */
export interface GeneEffects {
  readonly genes: number;
  /** d + 1. */
  readonly columns: number;
  /** d: residual degrees of freedom. */
  readonly residualDf: number;
  /** [genes x columns], row-major: the tested effect with the sign of the contrast, then d of noise alone. */
  readonly values: Float64Array;
}

/**
 * Rotates the samples so that the design without the contrast takes the first coordinates, the contrast the next, and
 * noise alone the rest; returns the latter two (limma's `.lmEffects`).
 *
 * Under the null all d + 1 values of a gene are normal with its variance. Throws a `Fault` where the design leaves no
 * residual degrees of freedom or does not tell the contrast, and for columns of other shapes or values that are not finite. Source: Wu et al. 2010, doi:10.1093/bioinformatics/btq401.
 */
export function geneEffects(experiment: SetExperiment): GeneEffects {
  requireExperiment(experiment);
  const { expression, design, contrast, weights } = experiment;
  const { genes, samples: n, values } = expression;
  const p = design.columns;
  if (n <= p) throw noResiduals(n, p);
  const tested = moveContrastLast(design, contrast);
  const columns = n - p + 1;
  const effects = new Float64Array(genes * columns);
  const qr = createQr(n, p);
  const y = new Float64Array(n);
  for (let gene = 0; gene < genes; gene++) {
    if (gene === 0 || weights !== undefined) {
      for (let i = 0; i < n; i++) {
        const root = weights === undefined ? 1 : Math.sqrt(weights[gene * n + i]!);
        for (let j = 0; j < p; j++) qr.a[i * p + j] = root * tested[i * p + j]!;
      }
      if (factorQr(qr) < p) throw notEstimable();
    }
    for (let i = 0; i < n; i++) {
      const root = weights === undefined ? 1 : Math.sqrt(weights[gene * n + i]!);
      y[i] = root * values[gene * n + i]!;
    }
    applyQTransposed(qr, y);
    effects.set(y.subarray(p - 1), gene * columns);
    if (qr.a[p * p - 1]! < 0) effects[gene * columns]! *= -1;
  }
  return { genes, columns, residualDf: n - p, values: effects };
}

/** The design with other coefficients, of which the last is the contrast. [samples x columns], row-major. */
function moveContrastLast({ samples: n, columns: p, values }: ModelMatrix, contrast: ArrayLike<number>): Float64Array {
  // Columns of a Householder reflection Q of the contrast: X Q has its direction as one coefficient.
  const norm = math.norm(contrast);
  const sign = contrast[p - 1]! < 0 ? -1 : 1;
  const v = Float64Array.from(contrast);
  v[p - 1]! += sign * norm;
  const square = v.reduce((sum, one) => sum + one * one, 0);
  const moved = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    let product = 0;
    for (let j = 0; j < p; j++) product += values[i * p + j]! * v[j]!;
    for (let j = 0; j < p; j++) moved[i * p + j] = values[i * p + j]! - (2 * product * v[j]!) / square;
    // The reflection takes the contrast to -sign times the last axis.
    moved[i * p + p - 1]! *= -sign;
  }
  return moved;
}

function requireExperiment(experiment: unknown): void {
  if (!isRecord(experiment) || !isRecord(experiment.expression) || !isRecord(experiment.design))
    throw wrongArgument('There is no experiment.', experiment, '{ expression, design, contrast, weights? }');
  const { expression, design, contrast, weights } = experiment as unknown as SetExperiment;
  const { genes, samples, values } = expression;
  requireLengths({ 'expression.values': values }, genes * samples, 'genes x samples', { weights });
  requireLengths({ 'design.values': design.values }, samples * design.columns, 'samples x coefficients');
  requireLengths({ contrast }, design.columns, 'coefficients');
  requireNumbers('expression.values', values, Number.isFinite, 'finite numbers');
  requireNumbers('design.values', design.values, Number.isFinite, 'finite numbers');
  requireNumbers('contrast', contrast, Number.isFinite, 'finite numbers');
  if (weights !== undefined)
    requireNumbers('weights', weights, (weight) => weight > 0 && weight < Number.POSITIVE_INFINITY, 'positive numbers');
}

function noResiduals(samples: number, columns: number): Fault {
  return new Fault({
    code: 'SETS_NO_REPLICATES',
    message: 'The design has as many coefficients as there are samples, so sets cannot be tested on them.',
    found: `${samples} samples, ${columns} coefficients`,
    expected: 'more samples than coefficients: replicates of at least one group',
    hint: 'Test the ranked genes instead, by cameraPR or GSEA.',
  });
}

function notEstimable(): Fault {
  return new Fault({
    code: 'SETS_DESIGN_RANK',
    message: 'The design does not have full rank, so the contrast of sets cannot be told from the rest.',
    hint: 'Drop the variables of the design that others determine.',
  });
}
