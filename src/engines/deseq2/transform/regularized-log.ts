import type { Note } from '../../../design/note.ts';
import { normalizedCounts } from '../../../normalize/normalized-counts.ts';
import * as math from '../../../stats/math/portable.ts';
import { matchUpperQuantile, precisionWeights } from '../fit/beta-prior.ts';
import type { FitType } from '../fit/dispersion-trend.ts';
import { estimateTrend } from '../fit/estimate-dispersions.ts';
import type { Deseq2Fit } from '../fit/fit-deseq2.ts';
import { defaultKernels } from '../kernel/default-kernel.ts';
import type { Dependencies } from '../kernel/dependencies.ts';
import type { GeneColumns, GeneProblem } from '../kernel/gene-kernel.ts';
import { blindProblem } from '../kernel/gene-problem.ts';
import { logFactorial, logRisingProduct } from '../kernel/negative-binomial-terms.ts';
import { DEFAULT_RIDGE, MIN_MU } from '../kernel/reference/gene-glm.ts';
import type { Transformed } from './variance-stabilization.ts';

export interface RlogOptions {
  /** True (default) to estimate the dispersion trend without knowing the groups, for quality control. */
  readonly blind?: boolean | undefined;
  readonly fitType?: FitType | undefined;
}

const MAX_ITERATIONS = 100;
const DEVIANCE_TOLERANCE = 1e-4;
const LARGEST_COEFFICIENT = 30;

/**
 * Regularized log2 counts: the fit of a model with an effect for every sample, shrunk by a normal prior as wide as the
 * effects of all genes are, so that small counts, which say little, stay near the mean of their gene.
 *
 * Fitted as in `GeneGlm` at the trended dispersions, to a looser tolerance (1e-4), which shows in the result. The normal
 * equations have an arrow shape and are solved in time linear in the samples. Genes without counts get 0.
 * Source: Love, Huber and Anders 2014, Methods, "The regularized logarithm"; docs/statistics.md, "Transformations".
 */
export async function transformRlog(
  fit: Pick<Deseq2Fit, 'problem' | 'columns'>,
  { blind = true, fitType = 'parametric' }: RlogOptions = {},
  { createKernel = defaultKernels() }: Dependencies = {},
): Promise<Transformed> {
  const notes: Note[] = [];
  const { problem } = fit;
  const normalized = normalizedCounts(problem);
  noteSparseCounts(normalized, problem.samples, notes);
  let columns: Pick<GeneColumns, 'allZero' | 'baseMean' | 'dispFit'> = fit.columns;
  if (blind) {
    const kernel = await createKernel(blindProblem(problem));
    await estimateTrend(kernel, fitType, notes);
    kernel.close();
    columns = kernel.columns;
  }
  const ridge = 1 / (priorVariance(normalized, problem.samples, columns) * Math.LN2 ** 2);
  const values = new Float64Array(normalized.length);
  const row = new SampleEffects(problem, ridge);
  for (let gene = 0; gene < problem.genes; gene++) {
    if (columns.allZero[gene] === 0) row.fit(gene, columns.dispFit[gene]!, values);
  }
  return { values, notes };
}

/** Variance of log2 fold changes between samples and the mean of their gene, by their upper quantile. */
function priorVariance(
  normalized: Float64Array,
  samples: number,
  { allZero, baseMean, dispFit }: Pick<GeneColumns, 'allZero' | 'baseMean' | 'dispFit'>,
): number {
  const geneWeights = precisionWeights(baseMean, dispFit);
  const lfc = new Float64Array(normalized.length);
  const weights = new Float64Array(normalized.length);
  let count = 0;
  for (let gene = 0; gene < allZero.length; gene++) {
    if (allZero[gene] === 1) continue;
    const center = math.log2(baseMean[gene]! + 0.5);
    for (let j = 0; j < samples; j++) {
      lfc[count] = math.log2(normalized[gene * samples + j]! + 0.5) - center;
      weights[count++] = geneWeights[gene]!;
    }
  }
  return matchUpperQuantile(lfc.subarray(0, count), weights.subarray(0, count));
}

/** The model of one gene: an intercept and a shrunken effect of each sample, in natural logs. */
class SampleEffects {
  private readonly problem: GeneProblem;
  private readonly ridge: number;
  private readonly counts: Float64Array;
  private readonly factors: Float64Array;
  private readonly effects: Float64Array;
  /** [samples], floored. */
  private readonly mu: Float64Array;

  constructor(problem: GeneProblem, ridge: number) {
    const { samples } = problem;
    this.problem = problem;
    this.ridge = ridge;
    this.counts = new Float64Array(samples);
    this.factors = Float64Array.from(problem.sizeFactors);
    this.effects = new Float64Array(samples);
    this.mu = new Float64Array(samples);
  }

  /** Writes the row of log2 values of a gene. */
  fit(gene: number, alpha: number, values: Float64Array): void {
    const { counts, factors, effects } = this;
    const { samples, normalizationFactors } = this.problem;
    const from = gene * samples;
    counts.set(this.problem.counts.subarray(from, from + samples));
    if (normalizationFactors !== undefined) factors.set(normalizationFactors.subarray(from, from + samples));
    let constant = 0;
    let sum = 0;
    for (let j = 0; j < samples; j++) {
      constant += logRisingProduct(counts[j]!, alpha) - logFactorial(counts[j]!);
      sum += counts[j]! / factors[j]!;
    }
    let intercept = math.log(sum / samples);
    effects.fill(0);
    this.setMeans(intercept);
    let deviance = 0;
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      intercept = this.step(alpha);
      if (Math.abs(intercept) > LARGEST_COEFFICIENT || effects.some((b) => Math.abs(b) > LARGEST_COEFFICIENT)) break;
      this.setMeans(intercept);
      const previous = deviance;
      deviance = -2 * (constant + this.logLikelihood(alpha));
      if (iteration > 0 && Math.abs(deviance - previous) / (Math.abs(deviance) + 0.1) < DEVIANCE_TOLERANCE) break;
    }
    for (let j = 0; j < samples; j++) values[from + j] = (intercept + effects[j]!) / Math.LN2;
  }

  private setMeans(intercept: number): void {
    const { mu, factors, effects } = this;
    for (let j = 0; j < mu.length; j++) mu[j] = Math.max(factors[j]! * math.exp(intercept + effects[j]!), MIN_MU);
  }

  /**
   * One step of reweighted least squares: w_j (z_j - b_0 - b_j) = ridge b_j gives each effect from the intercept b_0, and
   * with v_j = w_j ridge / (w_j + ridge) the intercept is sum v z / (sum v + its own ridge).
   */
  private step(alpha: number): number {
    const { mu, counts, factors, effects, ridge } = this;
    let weighted = 0;
    let total = DEFAULT_RIDGE;
    for (let j = 0; j < mu.length; j++) {
      const w = mu[j]! / (1 + alpha * mu[j]!);
      const z = math.log(mu[j]! / factors[j]!) + (counts[j]! - mu[j]!) / mu[j]!;
      const v = (w * ridge) / (w + ridge);
      weighted += v * z;
      total += v;
      effects[j] = z;
    }
    const intercept = weighted / total;
    for (let j = 0; j < mu.length; j++) {
      const w = mu[j]! / (1 + alpha * mu[j]!);
      effects[j] = (w * (effects[j]! - intercept)) / (w + ridge);
    }
    return intercept;
  }

  /** Without the terms that do not depend on the means. */
  private logLikelihood(alpha: number): number {
    const { mu, counts } = this;
    let sum = 0;
    for (let j = 0; j < mu.length; j++) {
      sum += counts[j]! * math.log(mu[j]!) - (counts[j]! + 1 / alpha) * math.log1p(alpha * mu[j]!);
    }
    return sum;
  }
}

/** Genes whose counts lie in one sample are far from what the model assumes. */
function noteSparseCounts(normalized: Float64Array, samples: number, notes: Note[]): void {
  let considered = 0;
  let sparse = 0;
  for (let from = 0; from < normalized.length; from += samples) {
    let sum = 0;
    let largest = 0;
    for (let j = 0; j < samples; j++) {
      sum += normalized[from + j]!;
      largest = Math.max(largest, normalized[from + j]!);
    }
    if (sum <= 100) continue;
    considered++;
    if (largest / sum > 0.9) sparse++;
  }
  if (!(sparse / considered > 0.1)) return;
  notes.push({
    code: 'RLOG_SPARSE',
    text:
      `In ${Math.round((1000 * sparse) / considered) / 10} % of the genes with more than 100 normalized counts one sample ` +
      `holds over 90 % of them; rlog is not made for such data, use vst or a shifted logarithm.`,
  });
}
