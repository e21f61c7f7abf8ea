/** A design of full column rank. */
export interface ModelMatrix {
  readonly samples: number;
  /** p. */
  readonly columns: number;
  /** [samples x columns], row-major. */
  readonly values: Float64Array;
}

/** Log expression of genes, what linear models are fitted to. */
export interface Expression {
  readonly genes: number;
  readonly samples: number;
  /** [genes x samples], row-major, log2 counts per million. */
  readonly values: Float64Array;
}

/** Linear models of all genes with one design, or what contrasts make of them. */
export interface LinearFit {
  readonly genes: number;
  /** p coefficients or contrasts. */
  readonly columns: number;
  /** [genes x columns], row-major, log2. */
  readonly coefficients: Float64Array;
  /** [genes x columns]: standard errors over sigma, sqrt diag (X'WX)^-1. */
  readonly unscaledErrors: Float64Array;
  /** [genes]: residual standard deviation; NaN without residual degrees of freedom. */
  readonly sigma: Float64Array;
  /** [genes]. */
  readonly residualDf: Float64Array;
  /** [genes]: plain mean of the log expression. */
  readonly averageExpression: Float64Array;
  /** [columns x columns]: covariance of the coefficients over sigma^2, (X'X)^-1, of the design without weights. */
  readonly covariance: Float64Array;
}
