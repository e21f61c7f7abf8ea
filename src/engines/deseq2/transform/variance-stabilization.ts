import type { Note } from '../../../design/note.ts';
import { normalizedCounts } from '../../../normalize/normalized-counts.ts';
import { type DispersionCurve, varianceStabilize } from '../../../normalize/variance-stabilize.ts';
import { orderAscending } from '../../../stats/ranks/order-ascending.ts';
import { type DispersionTrend, evaluateTrend, type FitType } from '../fit/dispersion-trend.ts';
import { estimateTrend } from '../fit/estimate-dispersions.ts';
import type { Deseq2Fit } from '../fit/fit-deseq2.ts';
import { defaultKernels } from '../kernel/default-kernel.ts';
import type { Dependencies } from '../kernel/dependencies.ts';
import type { GeneProblem } from '../kernel/gene-kernel.ts';
import { blindProblem, subsetProblem } from '../kernel/gene-problem.ts';

export interface VstOptions {
  /** True (default) to estimate the dispersion trend without knowing the groups, for quality control. */
  readonly blind?: boolean | undefined;
  /**
   * `all` (default): the trend from all genes, as R's `varianceStabilizingTransformation()`, and where not blind the one of
   * the fit; `sample`: from 1,000 genes spread evenly over the means above 5, as R's `vst()`.
   */
  readonly genes?: 'sample' | 'all' | undefined;
  readonly fitType?: FitType | undefined;
}

export interface Transformed {
  /** [genes x samples], row-major, log2 scale. */
  readonly values: Float64Array;
  readonly notes: readonly Note[];
}

const SAMPLE_SIZE = 1000;
const SMALLEST_MEAN = 5;

/**
 * Variance-stabilized counts: see `varianceStabilize` for the formulas.
 * Source: DESeq2 1.38.3 `vst`, `varianceStabilizingTransformation`; docs/statistics.md, "Transformations".
 */
export async function transformVst(
  fit: Pick<Deseq2Fit, 'problem' | 'trend'>,
  { blind = true, genes = 'all', fitType = 'parametric' }: VstOptions = {},
  { createKernel = defaultKernels() }: Dependencies = {},
): Promise<Transformed> {
  const notes: Note[] = [];
  const normalized = normalizedCounts(fit.problem);
  const spread = genes === 'all' ? undefined : spreadGenes(normalized, fit.problem.samples);
  if (genes === 'sample' && spread === undefined) {
    notes.push({
      code: 'VST_ALL_GENES',
      text: `Fewer than ${SAMPLE_SIZE} genes have a mean above ${SMALLEST_MEAN}: the trend was fitted to all genes.`,
    });
  }
  const estimate = async (problem: GeneProblem) => {
    const kernel = await createKernel(problem);
    const trend = await estimateTrend(kernel, fitType, notes);
    kernel.close();
    return trend;
  };
  const problem = blind ? blindProblem(fit.problem) : fit.problem;
  const isOfFit = !blind && spread === undefined;
  const trend = isOfFit ? fit.trend : await estimate(spread === undefined ? problem : subsetProblem(problem, spread));
  return { values: varianceStabilize(normalized, fit.problem.sizeFactors, curveOf(trend)), notes };
}

function curveOf(trend: DispersionTrend): DispersionCurve {
  if (trend.fitType === 'parametric') return { kind: 'parametric', ...trend };
  if (trend.fitType === 'mean') return { kind: 'constant', dispersion: trend.mean };
  return { kind: 'general', dispersionAt: (mean) => evaluateTrend(trend, mean) };
}

/** 1,000 genes at even steps through the order of their means, of those above 5; undefined where there are fewer. */
function spreadGenes(normalized: Float64Array, samples: number): Int32Array | undefined {
  const means = new Float64Array(normalized.length / samples);
  for (let gene = 0; gene < means.length; gene++) {
    let sum = 0;
    for (let j = 0; j < samples; j++) sum += normalized[gene * samples + j]!;
    means[gene] = sum / samples;
  }
  const eligible = Int32Array.from(means.keys()).filter((gene) => means[gene]! > SMALLEST_MEAN);
  if (eligible.length < SAMPLE_SIZE) return undefined;
  const order = orderAscending(Float64Array.from(eligible, (gene) => means[gene]!));
  const spacing = (eligible.length - 1) / (SAMPLE_SIZE - 1);
  return Int32Array.from({ length: SAMPLE_SIZE }, (_, i) => {
    const place = i === SAMPLE_SIZE - 1 ? eligible.length : 1 + i * spacing;
    return eligible[order[roundHalfEven(place) - 1]!]!;
  });
}

function roundHalfEven(x: number): number {
  return x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x);
}
