import { requireOptions } from '../../arguments.ts';
import type { Contrast, ResolvedContrast } from '../../design/contrast.ts';
import { buildDesign, type Design, type DesignOptions } from '../../design/design.ts';
import type { Note } from '../../design/note.ts';
import { resolveContrasts } from '../../design/resolve-contrasts.ts';
import { Fault } from '../../fault.ts';
import { type PreparedCounts, type PrepareOptions, prepareCounts } from '../../normalize/prepare-counts.ts';
import { checkInput, type Deseq2Input } from '../check-input.ts';
import { preparationIn } from '../kernels/counts/compare-libraries.ts';
import type { CountExecution } from '../kernels/counts/count-program.ts';
import { readThreshold } from '../read-threshold.ts';
import { refuseOneGene } from '../refuse-one-gene.ts';
import { devianceDispersion } from './dispersion/deviance-dispersion.ts';
import type { EdgerVersion } from './dispersion/estimate-dispersions.ts';
import { type CountProblem, type ModelMatrix, makeModelMatrix } from './glm/count-problem.ts';
import { FOLD_CHANGE_PRIOR } from './glm/fold-changes.ts';

/** What all edgeR routes are asked. */
export interface EdgerOptions extends DesignOptions, Omit<PrepareOptions, 'arithmetic'> {
  /** `~ batch + condition`. */
  readonly design: string;
  /** The last coefficient by default; several are tested together, for any of them to differ. */
  readonly contrast?: Contrast | readonly Contrast[] | undefined;
  /** Genes that vary more than others are told from them, and drawn less toward the trend. */
  readonly robust?: boolean | undefined;
  /** Log2 fold change that must be exceeded; tests against 0 by default. */
  readonly treat?: number | undefined;
  /**
   * One dispersion for all genes, known from elsewhere, in place of estimated ones: the only way without replicates
   * (edgeR's guide: 0.16 for human data, 0.01 for technical replicates). Or `one-group`: as if all samples were replicates of
   * one group, which overstates it by as much as the groups differ.
   */
  readonly dispersion?: number | 'one-group' | undefined;
  /** Added to counts for fold changes, on average and in proportion to the library, so that none is infinite; 0.125. */
  readonly priorCount?: number | undefined;
}

/** Counts, design and question, checked and in the arrays that fits take. */
export interface EdgerStudy {
  readonly genes: number;
  readonly geneIds: readonly string[];
  readonly design: Design;
  readonly model: ModelMatrix;
  readonly contrasts: readonly ResolvedContrast[];
  /** Weights of the coefficients, [columns] each. */
  readonly weights: readonly Float64Array[];
  readonly prepared: PreparedCounts;
  /** The kept genes. */
  readonly problem: CountProblem;
  /** The stated dispersion; undefined where dispersions are to be estimated. */
  readonly dispersion: number | undefined;
  /** Of fold changes. */
  readonly priorCount: number;
  /** 0 for a test of any change. */
  readonly threshold: number;
  readonly notes: Note[];
}

/**
 * Reads the question and prepares the counts: filterByExpr and normalization factors as in the edgeR that `version` names.
 *
 * Throws a `Fault` for what cannot be tested: counts that are none, designs without full rank, contrasts that do not exist
 * or repeat one another, dispersions and thresholds out of range, libraries without reads, no gene left.
 */
export function prepareEdgerStudy(
  input: Deseq2Input,
  options: EdgerOptions,
  version: EdgerVersion,
  execution?: CountExecution | undefined,
): EdgerStudy {
  requireOptions(options, "{ design: '~ condition' }");
  const notes: Note[] = [];
  checkDispersion(options.dispersion);
  checkPriorCount(options.priorCount);
  const { genes, counts, geneIds, table } = checkInput(input, notes);
  const design = buildDesign(options.design, table, options, notes);
  const contrasts = resolveContrasts(design, options.contrast);
  const threshold = readThreshold(options.treat, contrasts);
  const samples = design.sampleIds.length;
  const all = { genes, samples, counts };
  const prepared = prepareCounts(all, design, { ...options, arithmetic: version }, preparationIn(execution));
  refuseOneGene(prepared.kept, geneIds);
  const problem = { ...prepared.counts, sizes: prepared.effectiveSizes, execution };
  return {
    genes,
    geneIds,
    design,
    model: makeModelMatrix(design.matrix, samples, design.coefficients),
    contrasts,
    weights: contrasts.map(({ weights }) => weights),
    prepared,
    problem,
    dispersion: options.dispersion === 'one-group' ? oneGroupDispersion(problem) : options.dispersion,
    priorCount: options.priorCount ?? FOLD_CHANGE_PRIOR,
    threshold,
    notes,
  };
}

function checkDispersion(dispersion: EdgerOptions['dispersion']): void {
  if (dispersion === undefined || dispersion === 'one-group') return;
  if (dispersion > 0 && dispersion < Number.POSITIVE_INFINITY) return;
  throw new Fault({
    code: 'DISPERSION_INVALID',
    message: 'A stated dispersion is a positive number.',
    found: String(dispersion),
    expected: 'the square of the biological coefficient of variation, such as 0.16',
    hint: 'State a positive dispersion, or leave it out to have it estimated from replicates.',
  });
}

function checkPriorCount(priorCount: number | undefined): void {
  if (priorCount === undefined || (priorCount >= 0 && priorCount < Number.POSITIVE_INFINITY)) return;
  throw new Fault({
    code: 'PRIOR_COUNT_INVALID',
    message: 'A prior count is a number of 0 or more.',
    found: String(priorCount),
    hint: 'Give a small number such as 0.125 or 2, or leave it out.',
  });
}

function oneGroupDispersion(problem: CountProblem): number {
  const { samples } = problem;
  const dispersion = devianceDispersion(problem, makeModelMatrix(new Float64Array(samples).fill(1), samples, 1), true);
  if (dispersion > 0) return dispersion;
  throw new Fault({
    code: 'DISPERSION_NONE',
    message: 'Taken as one group, the samples vary no more than Poisson counts, so that no dispersion can be told.',
    found: `${samples} samples, ${problem.genes} genes`,
    expected: 'counts that vary more than by chance',
    hint: 'State a dispersion as a number, such as 0.01 for technical replicates.',
  });
}

/** A `Fault` where robust priors are asked for of dispersions that are not estimated. */
export function refuseRobust({ robust, dispersion }: Pick<EdgerOptions, 'robust' | 'dispersion'>): void {
  if (robust !== true || dispersion === undefined) return;
  throw new Fault({
    code: 'ROBUST_WITHOUT_ESTIMATES',
    message: 'Robust estimates of dispersions are asked for, and the dispersion is stated.',
    option: 'robust',
    hint: 'Leave out robust, or have the dispersions estimated.',
  });
}

/** What to do without replicates where there is such a way, for the end of a hint. */
export const STATE_DISPERSION = ', or state a dispersion that you know from like experiments';

/** A `Fault` unless the design leaves residual degrees of freedom; `cure` names another way where there is one. */
export function requireReplicates({ sampleIds, coefficients }: Design, cure = ''): void {
  if (sampleIds.length > coefficients) return;
  throw new Fault({
    code: 'DESIGN_NO_REPLICATES',
    message: 'The design has as many coefficients as there are samples, so dispersions cannot be estimated.',
    found: `${sampleIds.length} samples, ${coefficients} coefficients`,
    expected: 'more samples than coefficients: replicates of at least one group',
    hint: `Add replicates, or drop variables from the design${cure}; without replicates no p-value can be trusted.`,
  });
}
