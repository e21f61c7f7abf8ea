/** What a set of genes is moved by. */
export type SetLabel = 'direct' | 'downstream' | 'both' | 'neither';

/** Which gene sets move, and by which genes. */
export interface GeneSetResults {
  /** Sets that were tested, and those below `alpha`. */
  readonly tested: number;
  readonly significant: number;
  readonly alpha: number;
  /** The test that sets are ordered by: `camera`, `fry`, `ora`, `gsea`. */
  readonly first: string;
  readonly done: SetTestsDone;
  /** What was said of them: collections, symbols, sizes, seed. */
  readonly notes: readonly string[];
  /** The first sets in that order. */
  readonly sets: readonly GeneSetResult[];
  /** Running scores of the first of these. */
  readonly curves: readonly RunningScore[];
  /** Pairs of `sets`, by their indices, whose leading edges share genes. */
  readonly overlaps: readonly { readonly a: number; readonly b: number; readonly jaccard: number }[];
}

/** Which tests were made. */
export interface SetTestsDone {
  readonly camera: boolean;
  readonly fry: boolean;
  readonly ora: boolean;
  readonly gsea: boolean;
  /** Sets were told apart by the sites of their genes. */
  readonly causes: boolean;
}

/** One set; NaN where a test was not made. */
export interface GeneSetResult {
  readonly name: string;
  readonly collection: string;
  readonly title: string;
  /** Tested genes. */
  readonly genes: number;
  readonly nes: number;
  readonly gseaP: number;
  readonly cameraT: number;
  readonly cameraP: number;
  readonly fryP: number;
  readonly oraOverlap: number;
  readonly oraP: number;
  readonly candidates: number;
  readonly fdr: number;
  /** Rows of the result table, the strongest first. */
  readonly leadingEdge: readonly number[];
  readonly siteGenes: number;
  /** Undefined where no sites are known. */
  readonly label?: SetLabel | undefined;
  /** Name of the strongest set of its group. */
  readonly group: string;
}

/** The running sum of a set along the ranked genes, `[genes of the set]` each. */
export interface RunningScore {
  readonly name: string;
  readonly rankedGenes: number;
  /** 1 for the gene that goes up most. */
  readonly places: Int32Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
}
