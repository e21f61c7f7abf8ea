import type { Slots } from '../../../../wasm/kernel-host.ts';
import type { CreateKernel, GeneProblem, MapPrior } from '../gene-kernel.ts';
import * as at from '../kernel-layout.ts';
import type { ReferenceKernel } from '../reference/reference-kernel.ts';
import { type Deseq2Execution, inThisThread } from './deseq2-execution.ts';
import { WasmKernel } from './wasm-kernel.ts';

/**
 * The per-gene stages with R's own dispersions: means by the reference kernel, and R's line search on R's formula of the
 * posterior, both bit by bit, in WebAssembly on the threads of an execution; models as in `wasmKernels`.
 *
 * Accuracy: dispersions have R's bits, see the golden tests. Where R's search hangs on its own rounding, in about 1 of 3,000
 * genes, nothing less gives its result, and one such gene moves the adjusted p-values of its neighbours.
 */
export function exactKernels(execution: Deseq2Execution = inThisThread()): CreateKernel {
  return async (problem) => {
    const { ReferenceKernel } = await import('../reference/reference-kernel.ts');
    return new ExactKernel(problem, execution, (columns) => new ReferenceKernel(problem, columns));
  };
}

class ExactKernel extends WasmKernel {
  private readonly reference: ReferenceKernel;
  private exactSlots: Slots = [];

  constructor(
    problem: GeneProblem,
    execution: Deseq2Execution,
    createReference: (columns: WasmKernel['columns']) => ReferenceKernel,
  ) {
    super(problem, execution);
    this.reference = createReference(this.columns);
  }

  override async summarize(): Promise<void> {
    await this.reference.summarize();
  }

  override async estimateGenewise({ xi }: { readonly xi: number }): Promise<void> {
    const { reference, execution, problem } = this;
    const { arena, exports, threads } = execution;
    const starts = reference.fitMeans(xi);
    const scratch = exports.exactScratchBytes(problem.coefficients);
    this.exactSlots = [
      [at.EXACT, 1],
      [at.START_AT, arena.place(starts)],
      [at.CELL_MEANS_AT, arena.place(reference.genewiseMeans)],
      [at.DESIGN_ROWS_AT, arena.place(reference.plan.rows)],
      [at.EXACT_SCRATCH_AT, arena.reserve(scratch * threads)],
      [at.EXACT_SCRATCH_BYTES, scratch],
    ];
    await this.search(at.STAGE_GENEWISE, []);
  }

  override async estimateMap({ priorVariance, varLogDispEsts }: MapPrior): Promise<void> {
    await this.search(at.STAGE_MAP, [
      [at.PRIOR_VARIANCE, priorVariance],
      [at.OUTLIER_MARGIN, 2 * Math.sqrt(varLogDispEsts)],
    ]);
  }

  protected override run(stage: number, slots: Slots = [], numbers: Slots = []): Promise<void> {
    return super.run(stage, [...this.exactSlots, ...slots], numbers);
  }

  private search(stage: number, numbers: Slots): Promise<void> {
    return this.run(stage, [], [[at.MAX_DISPERSION, Math.max(10, this.problem.samples)], ...numbers]);
  }
}
