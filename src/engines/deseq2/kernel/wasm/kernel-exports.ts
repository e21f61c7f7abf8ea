/** What the compiled kernel exports. */
export interface KernelExports {
  /** Claims and processes at most `chunks` chunks of genes as thread number `thread`; 0 when none was left. */
  work(thread: number, chunks: number): number;
  /** Scratch memory of one thread. */
  scratchBytes(samples: number, coefficients: number, cells: number, factorEntries: number): number;
  /** Scratch memory of one thread for the searches that follow R bit by bit. */
  exactScratchBytes(coefficients: number): number;
  /** Writes the dispersions and reciprocal means of the genes near a curve to `y` and `x`; how many. */
  selectPoints(
    means: number,
    dispersions: number,
    genes: number,
    asymptDisp: number,
    extraPois: number,
    least: number,
    lowest: number,
    highest: number,
    y: number,
    x: number,
  ): number;
  gammaDeviance(y: number, x: number, n: number, intercept: number, slope: number): number;
  /** Leaves the line in `gammaIntercept` and `gammaSlope`; `room` holds 3 (n + 1) doubles. */
  gammaLine(y: number, x: number, n: number, intercept: number, slope: number, room: number): void;
  gammaIntercept(): number;
  gammaSlope(): number;
  /** The square root of `residualVariance`; `room` holds a double per gene. */
  residualDeviation(dispersions: number, trend: number, genes: number, least: number, room: number): number;
  heapBase(): number;
  /** Fills the tables at LOG_FACTORIAL_AT and LOG_COUNTS_AT. */
  fillTables(): void;
  /** The twins of `logExact` and `expExact` of src/stats. */
  logExact(x: number): number;
  expExact(x: number): number;
  /** The twins of `log`, `exp` and `normalUpperTail` of src/stats. */
  log(x: number): number;
  exp(x: number): number;
  normalUpperTail(z: number): number;
}
