/** Counts of genes in samples. */
export interface CountMatrix {
  readonly genes: number;
  readonly samples: number;
  /** [genes x samples], row-major, non-negative. */
  readonly counts: Int32Array | Float64Array;
}
