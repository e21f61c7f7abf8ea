/** What a contrast shares with contrasts of other miRNAs. */
export interface SharedResults {
  readonly text: string;
  readonly contrasts: readonly {
    readonly name: string;
    readonly correlation: number;
    /** What is taken out for each unit of its change; 0: not used. */
    readonly weight: number;
  }[];
  /** Genes of the first places, before or after, that moved most; none where nothing is taken out. */
  readonly moved: readonly {
    /** Row of `DifferentialColumns`. */
    readonly gene: number;
    readonly before: number;
    readonly now: number;
    /** log2, what was taken out. */
    readonly taken: number;
  }[];
}
