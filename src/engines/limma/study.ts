import { requireOptions } from '../../arguments.ts';
import type { Contrast, ResolvedContrast } from '../../design/contrast.ts';
import { readCovariate } from '../../design/covariate.ts';
import { buildDesign, type Design, type DesignOptions } from '../../design/design.ts';
import type { Note } from '../../design/note.ts';
import { resolveContrasts } from '../../design/resolve-contrasts.ts';
import { Fault } from '../../fault.ts';
import { type PreparedCounts, type PrepareOptions, prepareCounts } from '../../normalize/prepare-counts.ts';
import { type CheckedInput, checkInput, type Deseq2Input } from '../check-input.ts';
import { preparationIn } from '../kernels/counts/compare-libraries.ts';
import type { CountExecution } from '../kernels/counts/count-program.ts';
import { readThreshold } from '../read-threshold.ts';
import { refuseOneGene } from '../refuse-one-gene.ts';
import type { ModelMatrix } from './linear-fit.ts';

/** limma and the edgeR that filters for it: 3.54 with 3.40, or 3.62 with 4.4. */
export type LimmaRelease = '3.54' | '3.62';

/** What all routes of limma are asked. */
export interface LimmaOptions extends DesignOptions, Omit<PrepareOptions, 'arithmetic'> {
  /** `~ batch + condition`. */
  readonly design: string;
  /** The last coefficient by default; several are tested together, for any of them to differ. */
  readonly contrast?: Contrast | readonly Contrast[] | undefined;
  /** Hypervariable genes get fewer prior degrees of freedom of their own. */
  readonly robust?: boolean | undefined;
  /** Log2 fold change that must be exceeded; tests against 0 by default. */
  readonly treat?: number | undefined;
  /** A column of the samples whose values are blocks (donors, plates) with random effects. */
  readonly block?: string | undefined;
  /** Weights samples by how well they agree with the others. */
  readonly sampleWeights?: boolean | undefined;
  /** Whose filter and priors of variances; they differ in ties, and where residual degrees of freedom are unequal. */
  readonly release?: LimmaRelease | undefined;
}

/** A question to limma, read and checked. */
export interface LimmaStudy {
  readonly genes: number;
  readonly geneIds: readonly string[];
  readonly design: Design;
  readonly model: ModelMatrix;
  readonly contrasts: readonly ResolvedContrast[];
  readonly prepared: PreparedCounts;
  /** 0 for a test of any change. */
  readonly threshold: number;
  readonly isRobust: boolean;
  readonly release: LimmaRelease;
  readonly block: { readonly name: string /** [samples] */; readonly codes: Int32Array } | undefined;
  readonly notes: Note[];
}

/**
 * Reads the question and prepares the counts: filterByExpr and normalization factors.
 *
 * Throws a `Fault` for what cannot be tested: counts that are none, designs without full rank or residual degrees of
 * freedom, contrasts that do not exist, blocks that are none, libraries without reads, fewer than two genes left.
 */
export function prepareLimmaStudy(
  input: Deseq2Input,
  options: LimmaOptions,
  release: LimmaRelease,
  execution?: CountExecution | undefined,
): LimmaStudy {
  requireOptions(options, "{ design: '~ condition' }");
  const notes: Note[] = [];
  if (options.block !== undefined && options.sampleWeights === true) throw blockAndWeights();
  const checked = checkInput(input, notes);
  const design = buildDesign(options.design, checked.table, options, notes);
  const samples = design.sampleIds.length;
  if (samples <= design.coefficients) throw noReplicates(design);
  const contrasts = resolveContrasts(design, options.contrast);
  const threshold = readThreshold(options.treat, contrasts);
  const block = options.block === undefined ? undefined : readBlock(checked, options.block, notes);
  const all = { genes: checked.genes, samples, counts: checked.counts };
  const chosen = options.release ?? release;
  const prepared = prepareCounts(
    all,
    design,
    { ...options, arithmetic: chosen === '3.54' ? 'edger3' : 'edger4' },
    preparationIn(execution),
  );
  refuseOneGene(prepared.kept, checked.geneIds);
  return {
    genes: checked.genes,
    geneIds: checked.geneIds,
    design,
    model: { samples, columns: design.coefficients, values: design.matrix },
    contrasts,
    prepared,
    threshold,
    isRobust: options.robust === true,
    release: chosen,
    block,
    notes,
  };
}

function readBlock({ table }: CheckedInput, name: string, notes: Note[]): NonNullable<LimmaStudy['block']> {
  const covariate = readCovariate(table, name, { kind: 'factor', column: name }, {}, notes);
  if (covariate.kind === 'factor' && covariate.levels.length > 1) return { name, codes: covariate.codes };
  throw new Fault({
    code: 'BLOCK_ONE_LEVEL',
    message: `All samples have the same value of ${name}, so there are no blocks to compare.`,
    expected: 'two or more blocks, some with several samples',
    hint: 'Name a column that tells donors, plates or litters, or leave the blocks out.',
  });
}

function noReplicates({ sampleIds, coefficients }: Design): Fault {
  return new Fault({
    code: 'DESIGN_NO_REPLICATES',
    message: 'The design has as many coefficients as there are samples, so variances cannot be estimated.',
    found: `${sampleIds.length} samples, ${coefficients} coefficients`,
    expected: 'more samples than coefficients: replicates of at least one group',
    hint: 'Add replicates, or drop variables from the design; without replicates no p-value can be trusted.',
  });
}

function blockAndWeights(): Fault {
  return new Fault({
    code: 'LIMMA_BLOCK_AND_WEIGHTS',
    message: 'Blocks with random effects and sample weights are not estimated together.',
    hint: 'Choose one of the two, or put the blocks into the design.',
  });
}
