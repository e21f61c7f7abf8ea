import type {
  CooksColumns,
  CooksRequest,
  GeneColumns,
  GeneKernel,
  GeneProblem,
  GlmFit,
  GlmRequest,
} from './gene-kernel.ts';
import * as at from './kernel-layout.ts';
import { type KernelDesign, layOutDesign } from './wasm-design.ts';
import {
  compileKernel,
  createKernelMemory,
  instantiateKernel,
  KernelArena,
  type KernelExports,
} from './wasm-memory.ts';

const RIDGE = 1e-6 / Math.LN2 ** 2;
const MAX_CHUNK_GENES = 256;
/** Samples of a chunk: about a millisecond of work, so that threads finish together. */
const CHUNK_COUNTS = 16_384;

/** Where the stages of a kernel run: one memory, and one or more threads that instantiated the kernel over it. */
export interface KernelExecution {
  readonly arena: KernelArena;
  readonly exports: KernelExports;
  readonly threads: number;
  /** Lets every thread call `work` until no chunk is left, and resolves when all have returned. */
  run(): Promise<void>;
}

/** Runs the stages in the calling thread. */
export function inThisThread(): KernelExecution {
  const memory = createKernelMemory();
  const exports = instantiateKernel(compileKernel(), memory);
  return {
    arena: new KernelArena(memory, exports.heapBase()),
    exports,
    threads: 1,
    run: async () => {
      exports.work(0, 0x7fffffff);
    },
  };
}

/**
 * The per-gene stages in WebAssembly SIMD: the reference arithmetic where the dispersion is below 1e-7 (there R's search
 * follows rounding noise), a rearranged one without cancellation above, 10 times as fast as the reference.
 *
 * Results agree with the reference kernel to about 1e-10 and do not depend on the number of threads.
 */
export function createWasmKernel(problem: GeneProblem, execution: KernelExecution = inThisThread()): GeneKernel {
  return new WasmKernel(problem, execution);
}

class WasmKernel implements GeneKernel {
  readonly problem: GeneProblem;
  readonly columns: GeneColumns;
  private readonly execution: KernelExecution;
  private readonly design: KernelDesign;
  private readonly own: ReadonlyArray<readonly [slot: number, address: number]>;
  private readonly designSlots: ReadonlyArray<readonly [slot: number, value: number]>;

  constructor(problem: GeneProblem, execution: KernelExecution) {
    const { genes, samples, coefficients } = problem;
    const { arena } = execution;
    this.problem = problem;
    this.execution = execution;
    const float = () => arena.float64(genes);
    this.columns = {
      baseMean: float(),
      baseVar: float(),
      allZero: arena.uint8(genes),
      dispGeneEst: float(),
      dispGeneIter: arena.int32(genes),
      dispFit: float(),
      dispMap: float(),
      dispIter: arena.int32(genes),
      dispOutlier: arena.uint8(genes),
      dispersion: float(),
    };
    for (const name of ['dispGeneEst', 'dispFit', 'dispMap', 'dispersion'] as const)
      this.columns[name].fill(Number.NaN);
    const { columns } = this;
    this.design = layOutDesign(problem.design, samples, coefficients, new Float64Array(coefficients).fill(RIDGE));
    this.designSlots = this.placeDesign(this.design);
    const factors = problem.normalizationFactors;
    this.own = [
      [at.CHUNK_GENES, Math.max(1, Math.min(MAX_CHUNK_GENES, Math.floor(CHUNK_COUNTS / samples)))],
      [at.GENES, genes],
      [at.SAMPLES, samples],
      [at.COUNTS_AT, arena.placeInt32(problem.counts)],
      [at.SIZE_FACTORS_AT, arena.placeFloat64(problem.sizeFactors)],
      [at.FACTORS_AT, factors === undefined ? 0 : arena.placeFloat64(factors)],
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
      [at.CONVERGED_AT, arena.reserve(genes)],
    ];
  }

  async summarize(): Promise<void> {
    await this.run(at.STAGE_SUMMARIZE);
  }

  async estimateGenewise({ xi }: { readonly xi: number }): Promise<void> {
    const numbers = [
      [at.XI, xi],
      [at.MAX_DISPERSION, Math.max(10, this.problem.samples)],
      [at.LOG_DET_TRANSFORM, this.design.logDetShift],
    ] as const;
    await this.run(at.STAGE_START, [], numbers);
    await this.run(at.STAGE_GENEWISE, [], numbers);
  }

  async estimateMap(parameters: { readonly priorVariance: number; readonly varLogDispEsts: number }): Promise<void> {
    await this.run(
      at.STAGE_MAP,
      [],
      [
        [at.MAX_DISPERSION, Math.max(10, this.problem.samples)],
        [at.LOG_DET_TRANSFORM, this.design.logDetShift],
        [at.PRIOR_VARIANCE, parameters.priorVariance],
        [at.OUTLIER_MARGIN, 2 * Math.sqrt(parameters.varLogDispEsts)],
      ],
    );
  }

  async fitGlm(request: GlmRequest): Promise<GlmFit> {
    const { genes, samples } = this.problem;
    const { arena } = this.execution;
    const p = request.coefficients ?? this.problem.coefficients;
    const design = request.design ?? this.problem.design;
    const hasClosedForm = p === 1 && (request.ridge?.[0] ?? RIDGE) <= RIDGE && design.every((x) => x === 1);
    const ridge = request.ridge ?? new Float64Array(p).fill(hasClosedForm ? 0 : RIDGE);
    const isOwn = request.design === undefined && request.ridge === undefined && !hasClosedForm;
    const designSlots = isOwn ? this.designSlots : this.placeDesign(layOutDesign(design, samples, p, ridge));
    const fit = {
      coefficients: p,
      beta: arena.float64(genes * p).fill(Number.NaN),
      standardError: arena.float64(genes * p).fill(Number.NaN),
      logLik: arena.float64(genes).fill(Number.NaN),
      iterations: arena.int32(genes),
      converged: arena.uint8(genes),
    };
    const cooks = request.cooks === undefined ? undefined : this.createCooks(request.cooks);
    await this.run(
      at.STAGE_GLM,
      [
        ...designSlots,
        [at.BETA_AT, fit.beta.byteOffset],
        [at.SE_AT, fit.standardError.byteOffset],
        [at.LOG_LIK_AT, fit.logLik.byteOffset],
        [at.ITERATIONS_AT, fit.iterations.byteOffset],
        [at.CONVERGED_AT, fit.converged.byteOffset],
        [at.CLOSED_FORM, hasClosedForm ? 1 : 0],
        [at.MAX_COOKS_AT, cooks?.columns.maxCooks.byteOffset ?? 0],
        ...(cooks?.slots ?? []),
      ],
      [[at.COOKS_CUTOFF, request.cooks?.cutoff ?? 0]],
    );
    return { ...fit, cooks: cooks?.columns };
  }

  close(): void {}

  private createCooks({ mean, flaggable, replaceable }: CooksRequest) {
    const { arena } = this.execution;
    const { genes } = this.problem;
    const columns: CooksColumns = {
      maxCooks: arena.float64(genes).fill(Number.NaN),
      maxCooksKept: replaceable && arena.float64(genes).fill(Number.NaN),
      anyAbove: arena.uint8(genes),
    };
    const slots = [
      [at.ANY_COOKS_AT, columns.anyAbove.byteOffset],
      [at.MAX_COOKS_KEPT_AT, columns.maxCooksKept?.byteOffset ?? 0],
      [at.FLAGGABLE_AT, arena.placeUint8(flaggable)],
      [at.REPLACEABLE_AT, replaceable === undefined ? 0 : arena.placeUint8(replaceable)],
      [at.COOKS_BY_GENEWISE_MEAN, mean === 'genewise' ? 1 : 0],
    ] as const;
    return { columns, slots };
  }

  private placeDesign(design: KernelDesign): ReadonlyArray<readonly [slot: number, value: number]> {
    const { arena } = this.execution;
    return [
      [at.COEFFICIENTS, design.coefficients],
      [at.CELLS, design.cells],
      [at.SATURATED, design.saturated ? 1 : 0],
      [at.CELL_OF_AT, arena.placeInt32(design.cellOf)],
      [at.ORDER_AT, arena.placeInt32(design.order)],
      [at.CELL_START_AT, arena.placeInt32(design.cellStart)],
      [at.ROWS_AT, arena.placeFloat64(design.rows)],
      [at.LEAST_SQUARES_AT, arena.placeFloat64(design.leastSquares)],
      [at.GRAM_START_AT, arena.placeInt32(design.gramStart)],
      [at.GRAM_CELL_AT, arena.placeInt32(design.gramCell)],
      [at.GRAM_PRODUCT_AT, arena.placeFloat64(design.gramProduct)],
      [at.RIDGE_AT, arena.placeFloat64(design.ridge)],
      [at.TRANSFORM_AT, design.transform === undefined ? 0 : arena.placeFloat64(design.transform)],
      ...this.placeScratch(design),
    ];
  }

  private placeScratch(design: KernelDesign): ReadonlyArray<readonly [slot: number, value: number]> {
    const { arena, exports, threads } = this.execution;
    const bytes = exports.scratchBytes(this.problem.samples, design.coefficients, design.cells);
    return [
      [at.SCRATCH_AT, arena.reserve(bytes * threads)],
      [at.SCRATCH_BYTES, bytes],
    ];
  }

  private async run(
    stage: number,
    slots: ReadonlyArray<readonly [slot: number, value: number]> = [],
    numbers: ReadonlyArray<readonly [slot: number, value: number]> = [],
  ): Promise<void> {
    const { buffer } = this.execution.arena.memory;
    const integers = new Uint32Array(buffer, 0, at.CONTROL_END / 4);
    const doubles = new Float64Array(buffer, 0, at.CONTROL_END / 8);
    for (const [slot, value] of [...this.own, ...this.designSlots, ...slots]) integers[slot / 4] = value;
    for (const [slot, value] of numbers) doubles[slot / 8] = value;
    integers[at.STAGE / 4] = stage;
    integers[at.NEXT_CHUNK / 4] = 0;
    await this.execution.run();
  }
}
