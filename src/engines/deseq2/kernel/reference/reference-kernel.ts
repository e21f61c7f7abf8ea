import { expExact } from '../../../../stats/math/exact-exp.ts';
import { logExact } from '../../../../stats/math/exact-log.ts';
import * as math from '../../../../stats/math/portable.ts';
import { cooksDistance, planRobustGroups, robustDispersion } from '../cooks-distance.ts';
import { type DesignPlan, designColumns, planDesign } from '../design-plan.ts';
import type {
  CooksColumns,
  CooksRequest,
  GeneColumns,
  GeneKernel,
  GeneProblem,
  GlmFit,
  GlmRequest,
  MapPrior,
} from '../gene-kernel.ts';
import { DispersionLikelihood } from './dispersion-likelihood.ts';
import {
  type DispersionSearch,
  gridSearchDispersion,
  MAX_ITERATIONS,
  MIN_DISPERSION,
  maxDispersion,
  searchDispersion,
} from './dispersion-search.ts';
import { GeneGlm, MIN_MU } from './gene-glm.ts';
import { solveByOptimization } from './optimize-gene.ts';
import { LinearFit } from './reference-arithmetic.ts';
import { type MeanVariance, meanAndVariance, startDispersion } from './start-dispersion.ts';

const OUTLIER_SD = 2;

/**
 * The per-gene stages in plain TypeScript, on the calling thread: the reference that faster kernels are tested against, and
 * the one used where they cannot run. It follows R's order of operations bit by bit in the dispersion search.
 */
export async function createReferenceKernel(problem: GeneProblem): Promise<ReferenceKernel> {
  return new ReferenceKernel(problem);
}

export class ReferenceKernel implements GeneKernel {
  readonly problem: GeneProblem;
  readonly columns: GeneColumns;
  readonly plan: DesignPlan;
  private readonly logSizeFactors: Float64Array;
  /** [genes x cells]: the mean of the dispersion stages over the normalization factor, before its floor. */
  genewiseMeans = new Float64Array(0);
  private readonly normalized: Float64Array;
  private readonly factors: Float64Array;
  private readonly search: DispersionSearch = { logAlpha: 0, iterations: 0, initialValue: 0, lastValue: 0 };

  constructor(problem: GeneProblem, columns = emptyColumns(problem.genes)) {
    const { samples, coefficients, design, sizeFactors } = problem;
    this.problem = problem;
    this.plan = planDesign(design, samples, coefficients);
    this.logSizeFactors = sizeFactors.map(math.log);
    this.normalized = new Float64Array(samples);
    this.factors = Float64Array.from(sizeFactors);
    this.columns = columns;
  }

  async summarize(): Promise<void> {
    const { baseMean, baseVar, allZero } = this.columns;
    const summary: MeanVariance = { mean: 0, variance: 0 };
    for (let gene = 0; gene < this.problem.genes; gene++) {
      this.loadNormalized(gene);
      meanAndVariance(this.normalized, summary);
      baseMean[gene] = summary.mean;
      baseVar[gene] = summary.variance;
      allZero[gene] = this.normalized.every((value) => value === 0) ? 1 : 0;
    }
  }

  async estimateGenewise({ xi }: { readonly xi: number }): Promise<void> {
    const { plan, search } = this;
    const { dispGeneEst, dispGeneIter } = this.columns;
    const starts = this.fitMeans(xi);
    const likelihood = new DispersionLikelihood(plan);
    const largest = maxDispersion(plan.samples);
    for (const gene of this.genesWithCounts()) {
      const start = starts[gene]!;
      this.loadLikelihood(gene, likelihood);
      searchDispersion(likelihood, logExact(start), search);
      let alpha = Math.min(expExact(search.logAlpha), largest);
      if (search.lastValue < search.initialValue + Math.abs(search.initialValue) / 1e6) alpha = start;
      const isDoubtful = search.iterations === MAX_ITERATIONS || search.iterations === 1;
      if (isDoubtful && alpha > MIN_DISPERSION * 10) alpha = expExact(gridSearchDispersion(likelihood, plan.samples));
      dispGeneEst[gene] = Math.min(Math.max(alpha, MIN_DISPERSION), largest);
      dispGeneIter[gene] = search.iterations;
    }
  }

  /** Finds the means that both dispersion stages assume, and returns where the gene-wise search starts. */
  fitMeans(xi: number): Float64Array {
    const { plan } = this;
    const { baseMean, baseVar } = this.columns;
    const { cells, samples, coefficients } = plan;
    const { genes } = this.problem;
    this.genewiseMeans = new Float64Array(genes * cells);
    const starts = new Float64Array(genes);
    const glm = new GeneGlm(plan);
    const linearFit = new LinearFit(designColumns(plan), samples, coefficients);
    const fitted = new Float64Array(samples);
    for (const gene of this.genesWithCounts()) {
      this.loadNormalized(gene);
      linearFit.fit(this.normalized, fitted);
      const summary = { mean: baseMean[gene]!, variance: baseVar[gene]! };
      const start = startDispersion(plan, this.normalized, fitted, summary, xi);
      starts[gene] = start;
      const means = this.genewiseMeans.subarray(gene * cells, (gene + 1) * cells);
      if (cells === coefficients) {
        for (let j = 0; j < samples; j++) means[plan.cellOf[j]!] = fitted[j]!;
      } else {
        this.loadGlm(gene, glm);
        if (!glm.fit(start)) solveByOptimization(glm, start);
        means.set(glm.cellMeans);
      }
    }
    return starts;
  }

  async estimateMap(prior: MapPrior): Promise<void> {
    const { plan, columns, search } = this;
    const { dispGeneEst, dispFit, dispMap, dispIter, dispOutlier, dispersion } = columns;
    const likelihood = new DispersionLikelihood(plan);
    likelihood.hasPrior = true;
    likelihood.priorVariance = prior.priorVariance;
    const largest = maxDispersion(plan.samples);
    const margin = OUTLIER_SD * Math.sqrt(prior.varLogDispEsts);
    for (const gene of this.genesWithCounts()) {
      const genewise = dispGeneEst[gene]!;
      const fit = dispFit[gene]!;
      likelihood.priorMean = logExact(fit);
      this.loadLikelihood(gene, likelihood);
      searchDispersion(likelihood, logExact(genewise > 0.1 * fit ? genewise : fit), search);
      const hasConverged = search.iterations < MAX_ITERATIONS;
      const logAlpha = hasConverged ? search.logAlpha : gridSearchDispersion(likelihood, plan.samples);
      const map = Math.min(Math.max(expExact(logAlpha), MIN_DISPERSION), largest);
      const isOutlier = logExact(genewise) > logExact(fit) + margin;
      dispMap[gene] = map;
      dispIter[gene] = search.iterations;
      dispOutlier[gene] = isOutlier ? 1 : 0;
      dispersion[gene] = isOutlier ? genewise : map;
    }
  }

  async fitGlm({ design, coefficients, ridge, cooks }: GlmRequest): Promise<GlmFit> {
    const { genes, samples } = this.problem;
    const plan = design === undefined ? this.plan : planDesign(design, samples, coefficients!);
    const p = plan.coefficients;
    const glm = new GeneGlm(plan, ridge);
    const beta = new Float64Array(genes * p).fill(Number.NaN);
    const standardError = new Float64Array(genes * p).fill(Number.NaN);
    const logLik = new Float64Array(genes).fill(Number.NaN);
    const iterations = new Int32Array(genes);
    const converged = new Uint8Array(genes);
    const distances = cooks && new CooksReduction(this.plan, cooks, genes);
    for (const gene of this.genesWithCounts()) {
      const alpha = this.columns.dispersion[gene]!;
      this.loadGlm(gene, glm);
      if (!glm.fit(alpha)) solveByOptimization(glm, alpha);
      for (let k = 0; k < p; k++) {
        beta[gene * p + k] = glm.beta[k]! / Math.LN2;
        standardError[gene * p + k] = Math.sqrt(Math.max(glm.variance[k]!, 0)) / Math.LN2;
      }
      logLik[gene] = glm.logLik;
      iterations[gene] = glm.iterations;
      converged[gene] = glm.converged ? 1 : 0;
      if (distances) {
        this.loadNormalized(gene);
        const mean = cooks.mean === 'fit' ? undefined : this.genewiseMeans.subarray(gene * this.plan.cells);
        distances.add(gene, glm, this.normalized, this.columns.baseMean[gene]!, mean);
      }
    }
    return { coefficients: p, beta, standardError, logLik, iterations, converged, cooks: distances?.columns };
  }

  close(): void {}

  private *genesWithCounts(): Generator<number> {
    const { allZero } = this.columns;
    for (let gene = 0; gene < allZero.length; gene++) if (allZero[gene] === 0) yield gene;
  }

  /** Sets `factors` and `normalized`, K over its factor, to those of a gene. */
  private loadNormalized(gene: number): void {
    const { samples, counts, normalizationFactors } = this.problem;
    const from = gene * samples;
    for (let j = 0; j < samples; j++) {
      if (normalizationFactors !== undefined) this.factors[j] = normalizationFactors[from + j]!;
      this.normalized[j] = counts[from + j]! / this.factors[j]!;
    }
  }

  private loadGlm(gene: number, glm: GeneGlm): void {
    const { samples, counts, normalizationFactors } = this.problem;
    const from = gene * samples;
    for (let j = 0; j < samples; j++) glm.counts[j] = counts[from + j]!;
    if (normalizationFactors === undefined) {
      glm.factors.set(this.factors);
      glm.logFactors.set(this.logSizeFactors);
    } else {
      for (let j = 0; j < samples; j++) {
        glm.factors[j] = normalizationFactors[from + j]!;
        glm.logFactors[j] = math.log(glm.factors[j]!);
      }
    }
  }

  /** Counts and the floored mean of the dispersion stages. */
  private loadLikelihood(gene: number, likelihood: DispersionLikelihood): void {
    const { samples, counts, normalizationFactors } = this.problem;
    const { cells, cellOf } = this.plan;
    const from = gene * samples;
    for (let j = 0; j < samples; j++) {
      const factor = normalizationFactors === undefined ? this.factors[j]! : normalizationFactors[from + j]!;
      likelihood.counts[j] = counts[from + j]!;
      likelihood.mu[j] = Math.max(factor * this.genewiseMeans[gene * cells + cellOf[j]!]!, MIN_MU);
    }
  }
}

/** Reduces the distances of each gene to their maxima; see `CooksColumns`. */
class CooksReduction {
  readonly columns: CooksColumns;
  private readonly plan: DesignPlan;
  private readonly request: CooksRequest;
  private readonly groups;
  private readonly isAnyFlaggable: boolean;

  constructor(plan: DesignPlan, request: CooksRequest, genes: number) {
    const { flaggable, replaceable } = request;
    this.plan = plan;
    this.request = request;
    this.groups = planRobustGroups(plan);
    this.isAnyFlaggable = flaggable.includes(1);
    this.columns = {
      maxCooks: new Float64Array(genes).fill(Number.NaN),
      maxCooksKept: replaceable && new Float64Array(genes).fill(Number.NaN),
      anyAbove: new Uint8Array(genes),
      distances: request.wantsDistances ? new Float64Array(genes * plan.samples).fill(Number.NaN) : undefined,
    };
  }

  add(
    gene: number,
    glm: GeneGlm,
    normalized: Float64Array,
    baseMean: number,
    genewiseMeans: Float64Array | undefined,
  ): void {
    const { plan, request, columns } = this;
    const dispersion = robustDispersion(this.groups, normalized, baseMean);
    let largest = 0;
    let largestKept = 0;
    for (let j = 0; j < plan.samples; j++) {
      const mu =
        genewiseMeans === undefined ? glm.mean(j) : Math.max(glm.factors[j]! * genewiseMeans[plan.cellOf[j]!]!, MIN_MU);
      const distance = cooksDistance(glm.counts[j]!, mu, dispersion, glm.leverages[j]!, plan.coefficients);
      if (columns.distances) columns.distances[gene * plan.samples + j] = distance;
      if (distance > request.cutoff) columns.anyAbove[gene] = 1;
      if (request.flaggable[j] === 0) continue;
      if (distance > largest) largest = distance;
      if (request.replaceable?.[j] === 0 && distance > largestKept) largestKept = distance;
    }
    if (!this.isAnyFlaggable) return;
    columns.maxCooks[gene] = largest;
    if (columns.maxCooksKept) columns.maxCooksKept[gene] = largestKept;
  }
}

function emptyColumns(genes: number): GeneColumns {
  const missing = () => new Float64Array(genes).fill(Number.NaN);
  return {
    baseMean: new Float64Array(genes),
    baseVar: new Float64Array(genes),
    allZero: new Uint8Array(genes),
    dispGeneEst: missing(),
    dispGeneIter: new Int32Array(genes),
    dispFit: missing(),
    dispMap: missing(),
    dispIter: new Int32Array(genes),
    dispOutlier: new Uint8Array(genes),
    dispersion: missing(),
  };
}
