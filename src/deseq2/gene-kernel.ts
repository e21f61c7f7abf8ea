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
  /** [samples x coefficients], row-major. */
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

/** One negative binomial GLM per gene (natural-log ridge inside, log2 outside). */
export interface GlmFit {
  readonly coefficients: number;
  /** [genes x coefficients], row-major, log2 scale. */
  readonly beta: Float64Array;
  /** [genes x coefficients], row-major, log2 scale. */
  readonly standardError: Float64Array;
  /** [genes]; the deviance R reports is -2 logLik. */
  readonly logLik: Float64Array;
  readonly iterations: Int32Array;
  readonly converged: Uint8Array;
  /** [genes]; NaN where Cook's distance does not apply. Present when asked for. */
  readonly maxCooks?: Float64Array | undefined;
  /** [genes]: 1 where any sample (whatever the size of its cell) exceeds the cut-off: candidates for replacement. */
  readonly anyCooksAbove?: Uint8Array | undefined;
}

export interface GlmRequest {
  /** [samples x coefficients], row-major; the problem's own design when absent. */
  readonly design?: Float64Array | undefined;
  readonly coefficients?: number | undefined;
  /** [coefficients]: ridge on the natural-log scale, 1e-6 / ln(2)^2 each by default. */
  readonly ridge?: Float64Array | undefined;
  /** Ask for Cook's distances (A.13) with this F cut-off. */
  readonly cooksCutoff?: number | undefined;
}

export interface GeneKernel {
  readonly problem: GeneProblem;
  readonly columns: GeneColumns;
  /** baseMean, baseVar, allZero (DE.md A.4). */
  summarize(): Promise<void>;
  /** Starting dispersion, mu (kept inside the kernel) and the gene-wise estimate (A.4, A.5). `xi` = mean(1/s), or its offset form. */
  estimateGenewise(parameters: { readonly xi: number }): Promise<void>;
  /** MAP estimate, outliers and final dispersion (A.8); needs `columns.dispFit`. */
  estimateMap(parameters: { readonly priorVariance: number; readonly varLogDispEsts: number }): Promise<void>;
  /** IRLS with the `optim` rows solved (A.10), and Cook's distances (A.13) when asked for. */
  fitGlm(request: GlmRequest): Promise<GlmFit>;
}
