import type { Deseq2Input } from '../engines/check-input.ts';
import { type Deseq2Analysis, type Deseq2Options, deseq2 } from '../engines/deseq2/deseq2.ts';
import type { Dependencies } from '../engines/deseq2/kernel/dependencies.ts';
import { geneResults } from '../engines/deseq2/result-columns.ts';
import { outliersBySample } from '../engines/deseq2/results/outliers-by-sample.ts';
import type { EngineName } from '../engines/engine-name.ts';
import type { GeneResults } from '../engines/gene-results.ts';
import { type ChangeCounts, countChanges } from './count-changes.ts';

export interface ContrastAnalysis {
  readonly results: GeneResults;
  readonly summary: ContrastSummary;
  /** What further comparisons, transformations and tables of intermediate values start from. */
  readonly analysis: Deseq2Analysis;
}

/** What a reader of the results wants to know beside them, as JSON can hold it. */
export interface ContrastSummary extends ChangeCounts {
  readonly engine: EngineName;
  /** For headings: `condition mir9 vs control`. */
  readonly label: string;
  readonly filterThreshold?: number | undefined;
  readonly filtering?:
    | { readonly theta: number; readonly thetas: readonly number[]; readonly rejections: readonly number[] }
    | undefined;
  readonly cooks?: { readonly cutoff: number; readonly genes: number; readonly samples: readonly number[] } | undefined;
  readonly trend?: Deseq2Analysis['fit']['trend'] | undefined;
  readonly dispPriorVar?: number | undefined;
  /** Genes that edgeR or limma left out for low counts. */
  readonly leftOut?: number | undefined;
  /** edgeR's dispersion of all genes, estimated or stated. */
  readonly commonDispersion?: number | undefined;
  /** limma's correlation within blocks. */
  readonly blockCorrelation?: number | undefined;
  /** [samples]: limma's weights of samples. */
  readonly sampleWeights?: readonly number[] | undefined;
  /** [samples]: edgeR's factors of library sizes. */
  readonly normalizationFactors?: readonly number[] | undefined;
  readonly coefficients: readonly string[];
  readonly notes: Deseq2Analysis['fit']['notes'];
}

/**
 * Which genes differ between two conditions? With the defaults of R's DESeq2 but for one: where every gene has a zero and no
 * type of size factors was asked for, they are made from the positive counts, and a note says so.
 */
export async function analyzeContrast(
  input: Deseq2Input,
  { sizeFactorType = 'auto', ...options }: Deseq2Options,
  dependencies?: Dependencies,
): Promise<ContrastAnalysis> {
  const analysis = await deseq2(input, { ...options, sizeFactorType }, dependencies);
  const results = geneResults(analysis);
  return { results, summary: summarize(analysis, results), analysis };
}

function summarize(
  { fit, results: { label, alpha, filtering } }: Deseq2Analysis,
  results: GeneResults,
): ContrastSummary {
  const outliers = outliersBySample(fit);
  return {
    engine: 'deseq2',
    label,
    ...countChanges(results, alpha),
    filterThreshold: filtering?.threshold,
    filtering: filtering && {
      theta: filtering.theta,
      thetas: [...filtering.thetas],
      rejections: [...filtering.rejections],
    },
    // Groups of one or two have no distances.
    cooks: fit.cooks.maxCooks.every(Number.isNaN)
      ? undefined
      : { cutoff: outliers.cutoff, genes: outliers.genes, samples: [...outliers.counts] },
    trend: fit.trend,
    dispPriorVar: fit.dispPriorVar,
    coefficients: fit.design.coefficientNames,
    notes: fit.notes,
  };
}
