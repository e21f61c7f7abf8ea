import { type Contrast, defaultContrast, resolveContrast } from '../../../design/contrast.ts';
import type { Factor } from '../../../design/covariate.ts';
import type { Design } from '../../../design/design.ts';
import { fittedMatrix, weightsInBasis } from '../../../design/fit-basis.ts';
import { makeName } from '../../../design/make-names.ts';
import { hasInteraction } from '../../../design/model-matrix.ts';
import { Fault } from '../../../fault.ts';
import * as math from '../../../stats/math/portable.ts';
import { normalPriorVariance, precisionWeights, WIDE_PRIOR_VARIANCE } from '../fit/beta-prior.ts';
import type { Deseq2Fit } from '../fit/fit-deseq2.ts';
import { defaultKernels } from '../kernel/default-kernel.ts';
import type { Dependencies } from '../kernel/dependencies.ts';
import { planDesign } from '../kernel/design-plan.ts';
import { GeneGlm } from '../kernel/reference/gene-glm.ts';
import { solveByOptimization } from '../kernel/reference/optimize-gene.ts';
import { combinedEstimate, singleWeight } from '../results/contrast-estimate.ts';
import { emptiedGenes } from '../results/deseq2-results.ts';

export interface NormalOptions {
  /** A coefficient, or two levels of a factor; the last coefficient by default. */
  readonly contrast?: Contrast | undefined;
}

/** Shrunken fold changes; all columns of length genes, NaN on genes without counts. */
export interface NormalShrinkage {
  readonly type: 'normal';
  readonly label: string;
  readonly log2FoldChange: Float64Array;
  readonly lfcSE: Float64Array;
  /** Prior variance by coefficient as it was fitted, log2 scale. */
  readonly priorVariances: Readonly<Record<string, number>>;
}

/**
 * Shrinks fold changes toward 0 with a normal prior whose variance comes from the estimates of all genes.
 *
 * A coefficient is fitted again with a ridge of 1 / variance on every coefficient but the intercept. Two levels, neither
 * the reference, are compared in a design with a column for every level of every factor, so that none is special.
 * Source: Love, Huber and Anders 2014, Methods, "Empirical Bayes estimate of log fold change";
 * docs/statistics.md, "Shrinkage: normal".
 */
export async function shrinkNormal(
  fit: Deseq2Fit,
  options: NormalOptions = {},
  { createKernel = defaultKernels() }: Dependencies = {},
): Promise<NormalShrinkage> {
  const { design, problem, columns } = fit;
  const { label, fitted, levels } = planNormal(design, options.contrast);
  if (levels !== undefined) return shrinkBetweenLevels(fit, levels, label);
  const variances = coefficientVariances(fit);
  const kernel = await createKernel(problem);
  try {
    await kernel.summarize();
    kernel.columns.dispersion.set(columns.dispersion);
    const { beta, standardError } = await kernel.fitGlm({ ridge: ridgeOf(variances) });
    const p = problem.coefficients;
    const column = (values: Float64Array) =>
      columns.baseMean.map((_, gene) => (columns.allZero[gene] === 1 ? Number.NaN : values[gene * p + fitted.column]!));
    const log2FoldChange = column(beta).map((lfc) => fitted.weight * lfc);
    const lfcSE = column(standardError).map((se) => Math.abs(fitted.weight) * se);
    return finish(fit, { label, log2FoldChange, lfcSE }, design.coefficientNames, variances);
  } finally {
    kernel.close();
  }
}

/** Which fitted coefficient, or which two levels, are shrunk; a `Fault` where design or contrast do not suit. */
export function planNormal(design: Design, contrast: Contrast = defaultContrast(design, 'lrt')): NormalPlan {
  if (hasInteraction(design.formula) || !design.formula.hasIntercept) throw unsuitedDesign(design);
  const { stored, label, weights } = resolveContrast(design, contrast);
  if (stored === undefined) {
    if (contrast.kind !== 'levels') throw unsuitedContrast(label);
    return { label, levels: contrast };
  }
  const inBasis = design.basis && weightsInBasis(design.basis, weights);
  const fitted = inBasis === undefined ? { column: stored.column, weight: stored.sign } : singleWeight(inBasis);
  if (fitted === undefined) throw unsuitedContrast(label);
  return { label, fitted };
}

type Levels = Extract<Contrast, { kind: 'levels' }>;

type NormalPlan = { readonly label: string } & (
  | { readonly fitted: { readonly column: number; readonly weight: number }; readonly levels?: undefined }
  | { readonly levels: Levels; readonly fitted?: undefined }
);

/** Prior variance of each coefficient of the design. */
function coefficientVariances({ design, glm, columns }: Deseq2Fit): Float64Array {
  const weights = weightsOf(columns);
  return Float64Array.from(design.columns, ({ parts }, k) =>
    parts.length === 0
      ? WIDE_PRIOR_VARIANCE
      : normalPriorVariance(coefficient(glm.beta, k, design.coefficients), weights),
  );
}

function shrinkBetweenLevels(fit: Deseq2Fit, contrast: Levels, label: string): NormalShrinkage {
  const { problem, columns } = fit;
  const { names, matrix, variances } = expandDesign(fit);
  const p = names.length;
  const plan = planDesign(matrix, problem.samples, p, false);
  const ridge = ridgeOf(variances);
  const glm = new GeneGlm(plan, ridge);
  const { genes, samples, counts, sizeFactors, normalizationFactors } = problem;
  const beta = new Float64Array(genes * p).fill(Number.NaN);
  for (let gene = 0; gene < genes; gene++) {
    if (columns.allZero[gene] === 1) continue;
    for (let j = 0; j < samples; j++) {
      const at = gene * samples + j;
      glm.counts[j] = counts[at]!;
      glm.factors[j] = normalizationFactors === undefined ? sizeFactors[j]! : normalizationFactors[at]!;
      glm.logFactors[j] = math.log(glm.factors[j]!);
    }
    const alpha = columns.dispersion[gene]!;
    if (!glm.fit(alpha)) solveByOptimization(glm, alpha);
    for (let k = 0; k < p; k++) beta[gene * p + k] = glm.beta[k]! / Math.LN2;
  }
  const weights = new Float64Array(p);
  weights[names.indexOf(makeName(contrast.variable + contrast.target))] = 1;
  weights[names.indexOf(makeName(contrast.variable + contrast.reference))] = -1;
  const { lfc, se } = combinedEstimate({ problem, columns, glm: { beta } }, weights, plan, ridge);
  const entering = resolveContrast(fit.design, contrast).samples!;
  for (let gene = 0; gene < genes; gene++) {
    const row = counts.subarray(gene * samples, (gene + 1) * samples);
    if (columns.allZero[gene] === 0 && row.every((count, j) => count === 0 || entering[j] === 0)) lfc[gene] = 0;
  }
  return finish(fit, { label, log2FoldChange: lfc, lfcSE: se }, names, variances);
}

/**
 * The design with a column for the intercept, for every level of every factor and for every numeric covariate. The levels of
 * a factor share the mean of the prior variances of its coefficients and of the differences between them.
 */
function expandDesign({ design, glm, columns }: Deseq2Fit) {
  const weights = weightsOf(columns);
  const samples = design.sampleIds.length;
  const names = ['Intercept'];
  const values: ((sample: number) => number)[] = [() => 1];
  const variances = [WIDE_PRIOR_VARIANCE];
  const estimatesOf = (name: string) => {
    const k = design.columns.findIndex((column) => makeName(column.name) === makeName(name));
    return coefficient(glm.beta, k, design.coefficients);
  };
  for (const term of design.formula.terms) {
    const covariate = design.covariates[math.log2(term)]!;
    if (covariate.kind === 'numeric') {
      names.push(makeName(covariate.name));
      const k = design.columns.findIndex(({ name }) => name === covariate.name);
      values.push((sample) => fittedMatrix(design)[sample * design.coefficients + k]!);
      variances.push(normalPriorVariance(estimatesOf(covariate.name), weights));
      continue;
    }
    const shared = sharedVariance(covariate, estimatesOf, weights);
    covariate.levels.forEach((level, code) => {
      names.push(makeName(covariate.name + level));
      values.push((sample) => (covariate.codes[sample] === code ? 1 : 0));
      variances.push(shared);
    });
  }
  const matrix = Float64Array.from({ length: samples * names.length }, (_, at) =>
    values[at % names.length]!(Math.floor(at / names.length)),
  );
  return { names, matrix, variances: Float64Array.from(variances) };
}

function sharedVariance(
  { name, levels }: Factor,
  estimatesOf: (name: string) => Float64Array,
  weights: Float64Array,
): number {
  const estimates = levels.slice(1).map((level) => estimatesOf(name + level));
  const differences = estimates.flatMap((first, j) =>
    estimates.slice(j + 1).map((second) => second.map((value, gene) => value - first[gene]!)),
  );
  const variances = [...estimates, ...differences].map((values) => normalPriorVariance(values, weights));
  return variances.reduce((sum, variance) => sum + variance, 0) / variances.length;
}

function finish(
  fit: Deseq2Fit,
  shrunken: Pick<NormalShrinkage, 'label' | 'log2FoldChange' | 'lfcSE'>,
  names: readonly string[],
  variances: Float64Array,
): NormalShrinkage {
  for (const gene of emptiedGenes(fit)) {
    shrunken.log2FoldChange[gene] = 0;
    shrunken.lfcSE[gene] = 0;
  }
  return {
    type: 'normal',
    ...shrunken,
    priorVariances: Object.fromEntries(names.map((name, k) => [name, variances[k]!])),
  };
}

/** Natural log scale. */
function ridgeOf(variances: Float64Array): Float64Array {
  return variances.map((variance) => 1 / (variance * Math.LN2 ** 2));
}

function weightsOf({ allZero, baseMean, dispFit }: Deseq2Fit['columns']): Float64Array {
  return precisionWeights(baseMean, dispFit).map((weight, gene) => (allZero[gene] === 1 ? Number.NaN : weight));
}

function coefficient(beta: Float64Array, k: number, coefficients: number): Float64Array {
  return Float64Array.from({ length: beta.length / coefficients }, (_, gene) => beta[gene * coefficients + k]!);
}

function unsuitedDesign(design: Design): Fault {
  return new Fault({
    code: 'SHRINK_NORMAL_DESIGN',
    option: 'shrink',
    message: 'Shrinkage of type normal needs a design with intercept and without interactions.',
    found: design.formula.text,
    hint: 'Use shrinkage of type apeglm.',
  });
}

function unsuitedContrast(label: string): Fault {
  return new Fault({
    code: 'SHRINK_NOT_A_COEFFICIENT',
    option: 'shrink',
    message: `Shrinkage of type normal compares two levels or takes one coefficient, and ${label} is neither.`,
    hint: 'Name two levels of a factor, or a coefficient.',
  });
}
