import type { Note } from '../../../../design/note.ts';
import * as math from '../../../../stats/math/portable.ts';
import { runStage, type Slots } from '../../../../wasm/kernel-host.ts';
import type {
  CooksColumns,
  CooksRequest,
  CreateKernel,
  GeneColumns,
  GeneKernel,
  GeneProblem,
  GlmFit,
  GlmRequest,
  MapPrior,
  TrendSums,
} from '../gene-kernel.ts';
import { subsetProblem } from '../gene-problem.ts';
import * as at from '../kernel-layout.ts';
import { chunkGenes, type Deseq2Execution, inThisThread } from './deseq2-execution.ts';
import { type KernelDesign, layOutDesign } from './wasm-design.ts';
import { placeDesign } from './wasm-place-design.ts';
import { wasmTrendSums } from './wasm-trend.ts';

const RIDGE = 1e-6 / Math.LN2 ** 2;

/**
 * The per-gene stages in WebAssembly SIMD: the reference's arithmetic where the dispersion is below 1e-7 (there R's search
 * follows rounding noise), a rearranged one without cancellation above, many times as fast.
 *
 * Agrees with the reference kernel to about 1e-9 and does not depend on the number of threads. Genes whose GLM needs a
 * general optimizer are handed to the reference kernel.
 */
export function wasmKernels(execution: Deseq2Execution = inThisThread(), note?: Note): CreateKernel {
  return async (problem) => new WasmKernel(problem, execution, note);
}

export class WasmKernel implements GeneKernel {
  readonly problem: GeneProblem;
  readonly columns: GeneColumns;
  readonly note: Note | undefined;
  readonly trendSums: TrendSums;
  protected readonly execution: Deseq2Execution;
  protected readonly design: KernelDesign;
  private readonly slots: Slots;
  private readonly outcome: Uint8Array;
  private xi = 0;
  /** Genes whose means the reference kernel keeps. */
  private exceptions: Exceptions | undefined;

  constructor(problem: GeneProblem, execution: Deseq2Execution, note?: Note) {
    const { genes, samples, coefficients, counts, sizeFactors, normalizationFactors } = problem;
    const { arena } = execution;
    this.problem = problem;
    this.execution = execution;
    this.note = note;
    this.trendSums = wasmTrendSums(execution, genes);
    this.design = layOutDesign(problem.design, samples, coefficients, new Float64Array(coefficients).fill(RIDGE));
    this.outcome = arena.uint8(genes);
    const missing = () => arena.float64(genes).fill(Number.NaN);
    const columns: GeneColumns = {
      baseMean: arena.float64(genes),
      baseVar: arena.float64(genes),
      allZero: arena.uint8(genes),
      dispGeneEst: missing(),
      dispGeneIter: arena.int32(genes),
      dispFit: missing(),
      dispMap: missing(),
      dispIter: arena.int32(genes),
      dispOutlier: arena.uint8(genes),
      dispersion: missing(),
    };
    this.columns = columns;
    this.slots = [
      [at.CHUNK_GENES, chunkGenes(samples)],
      [at.GENES, genes],
      [at.SAMPLES, samples],
      [at.COUNTS_AT, arena.place(counts)],
      [at.SIZE_FACTORS_AT, arena.place(sizeFactors)],
      [at.LOG_FACTORS_AT, arena.place(sizeFactors.map(math.log))],
      [at.FACTORS_AT, normalizationFactors === undefined ? 0 : arena.place(normalizationFactors)],
      [at.BASE_MEAN_AT, columns.baseMean.byteOffset],
      [at.BASE_VAR_AT, columns.baseVar.byteOffset],
      [at.ALL_ZERO_AT, columns.allZero.byteOffset],
      [at.START_AT, arena.reserve(8 * genes)],
      [at.MU_BETA_AT, this.design.saturated ? 0 : arena.reserve(8 * genes * coefficients)],
      [at.GENE_EST_AT, columns.dispGeneEst.byteOffset],
      [at.GENE_ITER_AT, columns.dispGeneIter.byteOffset],
      [at.FIT_AT, columns.dispFit.byteOffset],
      [at.MAP_AT, columns.dispMap.byteOffset],
      [at.MAP_ITER_AT, columns.dispIter.byteOffset],
      [at.OUTLIER_AT, columns.dispOutlier.byteOffset],
      [at.DISPERSION_AT, columns.dispersion.byteOffset],
      [at.CONVERGED_AT, this.outcome.byteOffset],
      [at.EXACT, 0],
      [at.CELL_MEANS_AT, 0],
      ...placeDesign(this.design, samples, execution),
    ];
  }

  async summarize(): Promise<void> {
    await this.run(at.STAGE_SUMMARIZE);
  }

  async estimateGenewise({ xi }: { readonly xi: number }): Promise<void> {
    this.xi = xi;
    const parameters: Slots = [
      [at.XI, xi],
      [at.MAX_DISPERSION, Math.max(10, this.problem.samples)],
      [at.LOG_DET_SHIFT, this.design.logDetShift],
    ];
    await this.run(at.STAGE_START, [], parameters);
    await this.run(at.STAGE_GENEWISE, [], parameters);
    const genes = indicesWhere(this.outcome, at.NEEDS_OPTIMIZER);
    if (genes.length === 0) return;
    this.exceptions = await createExceptions(this.problem, genes);
    await this.exceptions.kernel.estimateGenewise({ xi });
    copyColumns(this.exceptions, this.columns, ['dispGeneEst', 'dispGeneIter']);
  }

  async estimateMap(prior: MapPrior): Promise<void> {
    await this.run(
      at.STAGE_MAP,
      [],
      [
        [at.MAX_DISPERSION, Math.max(10, this.problem.samples)],
        [at.LOG_DET_SHIFT, this.design.logDetShift],
        [at.PRIOR_VARIANCE, prior.priorVariance],
        [at.OUTLIER_MARGIN, 2 * Math.sqrt(prior.varLogDispEsts)],
      ],
    );
    if (this.exceptions === undefined) return;
    const { kernel, genes } = this.exceptions;
    for (const name of ['dispGeneEst', 'dispFit'] as const) gather(this.columns[name], genes, kernel.columns[name]);
    await kernel.estimateMap(prior);
    copyColumns(this.exceptions, this.columns, ['dispMap', 'dispIter', 'dispOutlier', 'dispersion']);
  }

  async fitGlm(request: GlmRequest): Promise<GlmFit> {
    const { genes, samples } = this.problem;
    const { arena } = this.execution;
    const p = request.coefficients ?? this.problem.coefficients;
    const matrix = request.design ?? this.problem.design;
    const hasClosedForm = p === 1 && (request.ridge?.[0] ?? RIDGE) <= RIDGE && matrix.every((x) => x === 1);
    const ridge = request.ridge ?? new Float64Array(p).fill(RIDGE);
    const isOwn = request.design === undefined && request.ridge === undefined && !hasClosedForm;
    const missing = (length: number) => arena.float64(length).fill(Number.NaN);
    const fit = {
      coefficients: p,
      beta: missing(genes * p),
      standardError: missing(genes * p),
      logLik: missing(genes),
      iterations: arena.int32(genes),
      converged: arena.uint8(genes),
    };
    const cooks = request.cooks && this.createCooks(request.cooks);
    await this.run(
      at.STAGE_GLM,
      [
        ...(isOwn
          ? []
          : placeDesign(
              layOutDesign(matrix, samples, p, hasClosedForm ? new Float64Array(1) : ridge),
              samples,
              this.execution,
            )),
        [at.CLOSED_FORM, hasClosedForm ? 1 : 0],
        [at.BETA_AT, fit.beta.byteOffset],
        [at.SE_AT, fit.standardError.byteOffset],
        [at.LOG_LIK_AT, fit.logLik.byteOffset],
        [at.ITERATIONS_AT, fit.iterations.byteOffset],
        [at.CONVERGED_AT, fit.converged.byteOffset],
        [at.MAX_COOKS_AT, cooks?.columns.maxCooks.byteOffset ?? 0],
        ...(cooks?.slots ?? []),
      ],
      [[at.COOKS_CUTOFF, request.cooks?.cutoff ?? 0]],
    );
    await this.refitExceptions(request, fit, cooks?.columns);
    return { ...fit, cooks: cooks?.columns };
  }

  close(): void {}

  /** Lets the reference kernel fit the genes that reweighted least squares could not, or whose means it keeps. */
  private async refitExceptions(request: GlmRequest, fit: GlmFit, cooks: CooksColumns | undefined): Promise<void> {
    const { samples } = this.problem;
    const usesMeans = request.cooks?.mean === 'genewise';
    const chosen = new Set(indicesWhere(fit.converged, at.NEEDS_OPTIMIZER));
    if (usesMeans) for (const gene of this.exceptions?.genes ?? []) chosen.add(gene);
    if (chosen.size === 0) return;
    const genes = Int32Array.from(chosen);
    const { kernel } = await createExceptions(this.problem, genes);
    if (usesMeans) await kernel.estimateGenewise({ xi: this.xi });
    gather(this.columns.dispersion, genes, kernel.columns.dispersion);
    const refit = await kernel.fitGlm(request);
    genes.forEach((gene, i) => {
      copyRow(refit.beta, i, fit.beta, gene, fit.coefficients);
      copyRow(refit.standardError, i, fit.standardError, gene, fit.coefficients);
      for (const name of ['logLik', 'iterations', 'converged'] as const) fit[name][gene] = refit[name][i]!;
      if (!cooks || !refit.cooks) return;
      cooks.maxCooks[gene] = refit.cooks.maxCooks[i]!;
      cooks.anyAbove[gene] = refit.cooks.anyAbove[i]!;
      if (cooks.maxCooksKept) cooks.maxCooksKept[gene] = refit.cooks.maxCooksKept![i]!;
      if (cooks.distances) copyRow(refit.cooks.distances!, i, cooks.distances, gene, samples);
    });
  }

  private createCooks({ mean, flaggable, replaceable, wantsDistances }: CooksRequest) {
    const { arena } = this.execution;
    const { genes, samples } = this.problem;
    const missing = (length: number) => arena.float64(length).fill(Number.NaN);
    const columns: CooksColumns = {
      maxCooks: missing(genes),
      maxCooksKept: replaceable && missing(genes),
      anyAbove: arena.uint8(genes),
      distances: wantsDistances === true ? missing(genes * samples) : undefined,
    };
    const slots: Slots = [
      [at.ANY_COOKS_AT, columns.anyAbove.byteOffset],
      [at.MAX_COOKS_KEPT_AT, columns.maxCooksKept?.byteOffset ?? 0],
      [at.DISTANCES_AT, columns.distances?.byteOffset ?? 0],
      [at.FLAGGABLE_AT, arena.place(flaggable)],
      [at.REPLACEABLE_AT, replaceable === undefined ? 0 : arena.place(replaceable)],
      [at.COOKS_BY_GENEWISE_MEAN, mean === 'genewise' ? 1 : 0],
    ];
    return { columns, slots };
  }

  protected run(stage: number, slots: Slots = [], numbers: Slots = []): Promise<void> {
    return runStage(this.execution, stage, [...this.slots, ...slots], numbers);
  }
}

interface Exceptions {
  readonly genes: Int32Array;
  readonly kernel: GeneKernel;
}

async function createExceptions(problem: GeneProblem, genes: Int32Array): Promise<Exceptions> {
  const { createReferenceKernel } = await import('../reference/reference-kernel.ts'); // rarely needed, and large
  const kernel = await createReferenceKernel(subsetProblem(problem, genes));
  await kernel.summarize();
  return { genes, kernel };
}

function indicesWhere(outcome: Uint8Array, bit: number): Int32Array {
  const found: number[] = [];
  for (let i = 0; i < outcome.length; i++) if (outcome[i]! & bit) found.push(i);
  return Int32Array.from(found);
}

function gather(from: Float64Array, genes: Int32Array, to: Float64Array): void {
  for (let i = 0; i < genes.length; i++) to[i] = from[genes[i]!]!;
}

function copyColumns({ genes, kernel }: Exceptions, to: GeneColumns, names: ReadonlyArray<keyof GeneColumns>): void {
  for (const name of names) {
    genes.forEach((gene, i) => {
      to[name][gene] = kernel.columns[name][i]!;
    });
  }
}

function copyRow(from: Float64Array, i: number, to: Float64Array, k: number, width: number): void {
  to.set(from.subarray(i * width, (i + 1) * width), k * width);
}
