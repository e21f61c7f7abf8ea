import type { Note } from '../../../design/note.ts';
import type { TrendPoints } from './trend-points.ts';

/**
 * The contract between the DESeq2 orchestration and whatever executes its per-gene stages: the plain TypeScript
 * reference, or the WebAssembly kernel on one or several threads. Genes are independent inside every stage, so a kernel
 * may split them as it likes; results never depend on the split. Between two stages lie the few steps that look at all
 * genes at once (trend, prior width), which belong to the orchestration.
 */

/** One fit: what is read by every stage. Views may lie on shared memory. */
export interface GeneProblem {
  readonly genes: number;
  readonly samples: number;
  /** p, the number of columns of `design`. */
  readonly coefficients: number;
  /** [genes x samples], row-major, non-negative. */
  readonly counts: Int32Array;
  /** [samples]; ignored where `normalizationFactors` is present. */
  readonly sizeFactors: Float64Array;
  /** [genes x samples], row-major. */
  readonly normalizationFactors?: Float64Array | undefined;
  /** [samples x coefficients], row-major: the columns that models are fitted in. */
  readonly design: Float64Array;
  /** [samples]: which samples share equal rows of `design`, numbered by first appearance. */
  readonly cells: Int32Array;
}

/** Per-gene columns that the stages fill, all of length `genes`; NaN (or 0 for integers) on all-zero genes. */
export interface GeneColumns {
  readonly baseMean: Float64Array;
  readonly baseVar: Float64Array;
  /** 1 where every count is 0: such a gene is skipped by all later stages. */
  readonly allZero: Uint8Array;
  readonly dispGeneEst: Float64Array;
  readonly dispGeneIter: Int32Array;
  /** Written by the orchestration between `estimateGenewise` and `estimateMap`. */
  readonly dispFit: Float64Array;
  readonly dispMap: Float64Array;
  readonly dispIter: Int32Array;
  readonly dispOutlier: Uint8Array;
  /** The final dispersion: dispGeneEst for outliers, else dispMap. */
  readonly dispersion: Float64Array;
}

/** Prior of ln dispersion about the trend, and the residual variance that tells outliers. */
export interface MapPrior {
  readonly priorVariance: number;
  readonly varLogDispEsts: number;
}

/** One negative binomial GLM per gene (natural-log ridge inside, log2 outside). */
export interface GlmFit {
  readonly coefficients: number;
  /** [genes x coefficients], row-major, log2 scale; of the columns that were fitted. */
  readonly beta: Float64Array;
  /** [genes x coefficients], row-major, log2 scale. */
  readonly standardError: Float64Array;
  /** [genes]; the deviance R reports is -2 logLik. */
  readonly logLik: Float64Array;
  readonly iterations: Int32Array;
  readonly converged: Uint8Array;
  /** Present when asked for. */
  readonly cooks?: CooksColumns | undefined;
}

/** Cook's distances of a fit, reduced to what the orchestration needs; all of length `genes`. */
export interface CooksColumns {
  /** Largest distance among the samples of `CooksRequest.flaggable`; NaN on all-zero genes or where no sample is. */
  readonly maxCooks: Float64Array;
  /** The same with the samples of `CooksRequest.replaceable` counted as 0. Present when `replaceable` is. */
  readonly maxCooksKept?: Float64Array | undefined;
  /** 1 where any sample (whatever the size of its cell) exceeds the cut-off: candidates for replacement. */
  readonly anyAbove: Uint8Array;
  /** [genes x samples], row-major; NaN on all-zero genes. Present when asked for. */
  readonly distances?: Float64Array | undefined;
}

export interface CooksRequest {
  /** F quantile (0.99; p, m - p). */
  readonly cutoff: number;
  /**
   * The mean that the counts are compared with: that of this fit without its floor (Wald), or the one that
   * `estimateGenewise` kept, floored at 0.5 (LRT). The leverages are those of this fit either way.
   */
  readonly mean: 'fit' | 'genewise';
  /** [samples]: 1 for samples in cells of three or more. */
  readonly flaggable: Uint8Array;
  /** [samples]: 1 for samples in cells large enough to replace outliers; absent when nothing is replaced. */
  readonly replaceable?: Uint8Array | undefined;
  /** True to get every distance; asked of a kernel that holds only the few genes with outliers. */
  readonly wantsDistances?: boolean | undefined;
}

export interface GlmRequest {
  /** [samples x coefficients], row-major, of full column rank; the problem's own design when absent. */
  readonly design?: Float64Array | undefined;
  readonly coefficients?: number | undefined;
  /** [coefficients]: ridge on the natural-log scale, 1e-6 / ln(2)^2 each by default. */
  readonly ridge?: Float64Array | undefined;
  /** Ask for Cook's distances. */
  readonly cooks?: CooksRequest | undefined;
}

/** What the trend sums up over all genes, on the calling thread. */
export interface TrendSums {
  /** What the parametric trend is fitted to. */
  points(baseMean: Float64Array, dispersions: Float64Array): TrendPoints;
  /** As the function of that name. */
  residualVariance(dispersions: Float64Array, trend: Float64Array): number;
}

export interface GeneKernel {
  readonly problem: GeneProblem;
  readonly columns: GeneColumns;
  /** What users must know of how this kernel computes. */
  readonly note?: Note | undefined;
  /** Where the kernel is faster at them than plain TypeScript, with the same bits. */
  readonly trendSums?: TrendSums | undefined;
  /** baseMean, baseVar, allZero. */
  summarize(): Promise<void>;
  /** Starting dispersion, mu (kept inside the kernel) and the gene-wise estimate. `xi` = mean(1/s), or its offset form. */
  estimateGenewise(parameters: { readonly xi: number }): Promise<void>;
  /** MAP estimate, outliers and final dispersion; needs `columns.dispFit`. */
  estimateMap(prior: MapPrior): Promise<void>;
  /**
   * IRLS at `columns.dispersion` with the `optim` rows solved (closed form for a lone intercept with the default
   * ridge), and Cook's distances when asked for.
   */
  fitGlm(request: GlmRequest): Promise<GlmFit>;
  /** Releases threads and memory; the columns and fits handed out stay readable. */
  close(): void;
}

/** How the orchestration obtains a kernel: once for all genes, and again for the genes whose outliers were replaced. */
export type CreateKernel = (problem: GeneProblem) => Promise<GeneKernel>;
