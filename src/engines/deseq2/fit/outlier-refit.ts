import type { Design } from '../../../design/design.ts';
import type { Note } from '../../../design/note.ts';
import type { CooksRequest, CreateKernel, GeneKernel, GlmFit } from '../kernel/gene-kernel.ts';
import { samplingVariance, subsetProblem } from '../kernel/gene-problem.ts';
import { fitModels, type Models } from './compared-models.ts';
import { type Dispersions, setTrend } from './estimate-dispersions.ts';
import { replaceOutliers } from './outlier-replacement.ts';

export interface FitCooks {
  /** [genes]: largest distance that counts, after replacement; NaN where none does. */
  readonly maxCooks: Float64Array;
  /** [genes]: 1 where a distance exceeded the cut-off, in designs with cells large enough for replacement. */
  readonly replaced?: Uint8Array | undefined;
  /** [genes]: 1 where the model is that of counts with outliers replaced. */
  readonly refitted?: Uint8Array | undefined;
  /** Distances of all samples, before replacement, of the genes with one above the cut-off. */
  readonly distances: ReadonlyMap<number, Float64Array>;
}

export interface OutlierContext extends Dispersions {
  readonly reduced: Design | undefined;
  readonly createKernel: CreateKernel;
  readonly notes: Note[];
}

const dispersionColumns = [
  'dispGeneEst',
  'dispGeneIter',
  'dispFit',
  'dispMap',
  'dispIter',
  'dispOutlier',
  'dispersion',
] as const;

/**
 * Replaces outliers and fits their genes again where cells are large enough, writing over the kernel's columns and the
 * models; trend and prior stay those of all genes. Source: Love, Huber and Anders 2014, Methods;
 * docs/statistics.md, "Cook's distance".
 */
export async function handleOutliers(
  kernel: GeneKernel,
  models: Models,
  request: CooksRequest | undefined,
  context: OutlierContext,
): Promise<FitCooks> {
  const { problem, columns } = kernel;
  const { cooks } = models.glm;
  if (request === undefined || cooks === undefined) {
    return { maxCooks: new Float64Array(problem.genes).fill(Number.NaN), distances: new Map() };
  }
  const { maxCooks, anyAbove: replaced } = cooks;
  const genes = genesWhere(replaced);
  const all = await distancesOf(genes, kernel, request, context.createKernel);
  const { samples } = problem;
  const distances = new Map(Array.from(genes, (gene, i) => [gene, all.subarray(i * samples, (i + 1) * samples)]));
  const { replaceable } = request;
  if (replaceable === undefined) return { maxCooks, distances };
  const counts = replaceOutliers(subsetProblem(problem, genes), all, replaceable, request.cutoff);
  if (genes.length === 0 || !(await refit(kernel, models, genes, counts, context))) {
    return { maxCooks, replaced, distances };
  }
  context.notes.push({
    code: 'OUTLIERS_REPLACED',
    text: `Outliers of ${genes.length} genes were replaced and the genes fitted again; the input counts stay as they are.`,
  });
  const refitted = replaced.map((isReplaced, gene) => (isReplaced === 1 && columns.allZero[gene] === 0 ? 1 : 0));
  const kept = replaceable.includes(0) ? cooks.maxCooksKept! : new Float64Array(problem.genes).fill(Number.NaN);
  if (replaceable.includes(0) && request.flaggable.every((flag, j) => flag <= replaceable[j]!)) {
    // Where all distances that count are those of replaced samples, R says 0 of genes without counts too.
    for (let gene = 0; gene < kept.length; gene++) if (Number.isNaN(kept[gene]!)) kept[gene] = 0;
  }
  return { maxCooks: kept, replaced, refitted, distances };
}

function genesWhere(marks: Uint8Array): Int32Array {
  const genes: number[] = [];
  for (let gene = marks.indexOf(1); gene >= 0; gene = marks.indexOf(1, gene + 1)) genes.push(gene);
  return Int32Array.from(genes);
}

/** All Cook's distances of a few genes, [genes x samples]. */
async function distancesOf(
  genes: Int32Array,
  { problem, columns }: GeneKernel,
  request: CooksRequest,
  createKernel: CreateKernel,
): Promise<Float64Array> {
  if (genes.length === 0) return new Float64Array(0);
  const kernel = await createKernel(subsetProblem(problem, genes));
  try {
    await kernel.summarize();
    if (request.mean === 'genewise') await kernel.estimateGenewise({ xi: samplingVariance(problem, columns.allZero) });
    genes.forEach((gene, i) => {
      kernel.columns.dispersion[i] = columns.dispersion[gene]!;
    });
    const { cooks } = await kernel.fitGlm({ cooks: { ...request, wantsDistances: true } });
    return cooks!.distances!.slice();
  } finally {
    kernel.close();
  }
}

/**
 * Fits genes anew with other counts and writes the outcome into columns and models; genes without any count left lose their
 * model but keep their dispersions. False, with only means and variances written, where no gene has counts left.
 */
async function refit(
  main: GeneKernel,
  models: Models,
  genes: Int32Array,
  counts: Int32Array,
  { trend, varLogDispEsts, dispPriorVar, reduced, createKernel }: OutlierContext,
): Promise<boolean> {
  const kernel = await createKernel(subsetProblem(main.problem, genes, counts));
  try {
    await kernel.summarize();
    const { columns } = kernel;
    genes.forEach((gene, i) => {
      for (const name of ['baseMean', 'baseVar', 'allZero'] as const) main.columns[name][gene] = columns[name][i]!;
    });
    if (!columns.allZero.includes(0)) return false;
    await kernel.estimateGenewise({ xi: samplingVariance(kernel.problem, columns.allZero) });
    setTrend(columns, trend);
    await kernel.estimateMap({ priorVariance: dispPriorVar, varLogDispEsts });
    const again = await fitModels(kernel, reduced, undefined);
    genes.forEach((gene, i) => {
      copyModel(again.glm, i, models.glm, gene);
      if (models.reducedGlm) copyModel(again.reducedGlm!, i, models.reducedGlm, gene);
      if (columns.allZero[i] === 1) return;
      for (const name of dispersionColumns) main.columns[name][gene] = columns[name][i]!;
    });
    return true;
  } finally {
    kernel.close();
  }
}

function copyModel(from: GlmFit, i: number, to: GlmFit, gene: number): void {
  const p = to.coefficients;
  to.beta.set(from.beta.subarray(i * p, (i + 1) * p), gene * p);
  to.standardError.set(from.standardError.subarray(i * p, (i + 1) * p), gene * p);
  to.logLik[gene] = from.logLik[i]!;
  to.iterations[gene] = from.iterations[i]!;
  to.converged[gene] = from.converged[i]!;
}
