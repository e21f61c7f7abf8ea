import type { EngineName } from '../../engines/engine-name.ts';
import type { GeneResults } from '../../engines/gene-results.ts';
import type { ContrastSummary } from '../analyze-contrast.ts';

/** What one engine says of every gene, and what it can say of its reasons. */
export interface EngineOpinion {
  readonly engine: EngineName;
  readonly results: GeneResults;
  readonly evidence?: EngineEvidence | undefined;
}

/** What an engine did or saw on the way to its p-values; absent where it does not do or see such a thing. */
export interface EngineEvidence {
  /** Genes that were left out before the fit for low counts (filterByExpr). */
  readonly leftOut?: number | undefined;
  /** Mean below which genes got no adjusted p-value (independent filtering). */
  readonly filterThreshold?: number | undefined;
  /** Cook's distance above which a count is an outlier. */
  readonly cooksCutoff?: number | undefined;
  /** [genes]: the largest Cook's distance; NaN where there is none. */
  readonly maxCooks?: Float64Array | undefined;
  /** [genes]: dispersion by the counts of the gene alone, and what the trend has at its mean. */
  readonly geneWiseDispersion?: Float64Array | undefined;
  readonly trendDispersion?: Float64Array | undefined;
}

/** What a fit of DESeq2 knows of each gene, [genes] each. */
interface FittedGenes {
  readonly dispGeneEst?: Float64Array | undefined;
  readonly dispFit?: Float64Array | undefined;
  readonly maxCooks?: Float64Array | undefined;
}

/**
 * One engine's results with what its summary and, of DESeq2, its fit tell of its reasons.
 *
 * @param fitted `fit.columns` and `fit.cooks` of a `Deseq2Analysis`, or its table of rows
 */
export function opinionOf(
  engine: EngineName,
  results: GeneResults,
  { leftOut, filterThreshold, cooks }: Pick<ContrastSummary, 'leftOut' | 'filterThreshold' | 'cooks'>,
  { dispGeneEst, dispFit, maxCooks }: FittedGenes = {},
): EngineOpinion {
  const evidence = {
    leftOut,
    filterThreshold,
    cooksCutoff: cooks?.cutoff,
    maxCooks,
    geneWiseDispersion: dispGeneEst,
    trendDispersion: dispFit,
  };
  return { engine, results, evidence };
}

/** 1 where the engine calls the gene higher, -1 lower, 0 where it does not call it. */
export function callOf({ padj, log2FoldChange }: GeneResults, gene: number, alpha: number): -1 | 0 | 1 {
  if (!(padj[gene]! < alpha)) return 0;
  return Math.sign(log2FoldChange[gene]!) as -1 | 0 | 1;
}
