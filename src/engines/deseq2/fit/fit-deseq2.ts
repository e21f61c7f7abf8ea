import { requireChoice, requireOptions } from '../../../arguments.ts';
import { buildDesign, type Design, type DesignOptions } from '../../../design/design.ts';
import type { Note } from '../../../design/note.ts';
import { Fault } from '../../../fault.ts';
import { chooseNormalization, type NormalizationOptions } from '../../../normalize/choose-normalization.ts';
import { checkInput, type Deseq2Input } from '../../check-input.ts';
import { defaultKernels } from '../kernel/default-kernel.ts';
import type { Dependencies } from '../kernel/dependencies.ts';
import type { GeneColumns, GeneProblem, GlmFit } from '../kernel/gene-kernel.ts';
import { makeProblem } from '../kernel/gene-problem.ts';
import { fitModels } from './compared-models.ts';
import { requestCooks } from './cooks-request.ts';
import type { FitType } from './dispersion-trend.ts';
import { type Dispersions, estimateDispersions } from './estimate-dispersions.ts';
import { type FitCooks, handleOutliers } from './outlier-refit.ts';
import { buildReducedDesign } from './reduced-design.ts';
import { sizeFactorMethods } from './size-factor-methods.ts';

export interface FitOptions extends DesignOptions, NormalizationOptions {
  /** R formula, for example `~ batch + condition`. */
  readonly design: string;
  /** Wald test of coefficients and contrasts (default), or likelihood ratio test against `reduced`. */
  readonly test?: 'wald' | 'lrt' | undefined;
  /** Design of the null hypothesis of the likelihood ratio test. */
  readonly reduced?: string | undefined;
  /** Shape of the dispersion trend; parametric by default. */
  readonly fitType?: FitType | undefined;
  /** Outliers are replaced in cells of at least this many samples; 7 by default, Infinity for never. */
  readonly minReplicatesForReplace?: number | undefined;
}

/** Everything that does not depend on which comparison is asked for: `deseq2Results` takes any number of them from it. */
export interface Deseq2Fit extends Dispersions {
  readonly geneIds: readonly string[];
  readonly design: Design;
  readonly problem: GeneProblem;
  readonly test: 'wald' | 'lrt';
  /** Per-gene columns, after the refit of genes whose outliers were replaced. */
  readonly columns: GeneColumns;
  /** The model of the design; NaN on genes without counts. */
  readonly glm: GlmFit;
  /** The model of the reduced design, for the likelihood ratio test. */
  readonly reduced?: { readonly design: Design; readonly glm: GlmFit } | undefined;
  readonly cooks: FitCooks;
  /** What R would say with messages and warnings. */
  readonly notes: readonly Note[];
}

/** What of a fit is known before the work. */
export type FitPlan = Pick<Deseq2Fit, 'geneIds' | 'design'> & {
  readonly reduced?: { readonly design: Design } | undefined;
};

/**
 * Fits DESeq2's model: size factors, dispersions (gene-wise, trend, maximum a posteriori), the negative binomial GLM of the
 * design, Cook's distances, and the refit of genes whose outliers are replaced.
 *
 * Accuracy: the numbers of DESeq2 1.38.3, see the golden tests, whatever the machine and the number of threads: all
 * arithmetic that decides is IEEE double in a fixed order, and logarithm, exponential, power and gamma functions of
 * dispersions are our own, with the bits of glibc >= 2.28 with fused multiply-add. R calls its platform's: on macOS, Windows
 * or musl it differs from itself on Linux where a search hangs on rounding, foremost in gene-wise dispersions below 1e-7.
 * Source: Love, Huber and Anders 2014, doi:10.1186/s13059-014-0550-8.
 *
 * @param check refuses, before the work, what will be asked of the fit
 */
export async function fitDeseq2(
  input: Deseq2Input,
  options: FitOptions,
  { createKernel = defaultKernels(), estimateSizeFactors }: Dependencies = {},
  check: (plan: FitPlan) => void = () => {},
): Promise<Deseq2Fit> {
  requireOptions(options, "{ design: '~ condition' }");
  requireChoice('test', options.test, ['wald', 'lrt']);
  requireChoice('fitType', options.fitType, ['parametric', 'local', 'mean']);
  const notes: Note[] = [];
  const checked = checkInput(input, notes);
  const design = buildDesign(options.design, checked.table, options, notes);
  checkReplicates(design, notes);
  const reduced = buildReducedDesign(design, checked.table, options);
  check({ geneIds: checked.geneIds, design, reduced: reduced && { design: reduced } });
  const test = reduced === undefined ? 'wald' : 'lrt';
  const cooksRequest = requestCooks(design, test, options.minReplicatesForReplace ?? 7);
  const methods = sizeFactorMethods({ createKernel, estimateSizeFactors });
  const named = { ...checked, sampleIds: checked.table.ids };
  const normalization = await chooseNormalization(named, options, methods, notes);
  const kernel = await createKernel(makeProblem(checked.counts, design, normalization));
  try {
    const dispersions = await estimateDispersions(kernel, options.fitType ?? 'parametric', notes);
    const models = await fitModels(kernel, reduced, cooksRequest);
    const context = { ...dispersions, reduced, createKernel, notes };
    const cooks = await handleOutliers(kernel, models, cooksRequest, context);
    noteConvergence(kernel.columns, models.glm, notes);
    if (kernel.note !== undefined) notes.push(kernel.note);
    return {
      geneIds: checked.geneIds,
      design,
      problem: kernel.problem,
      test,
      columns: kernel.columns,
      ...dispersions,
      glm: models.glm,
      reduced: reduced && models.reducedGlm && { design: reduced, glm: models.reducedGlm },
      cooks,
      notes,
    };
  } finally {
    kernel.close();
  }
}

/** A `Fault` unless some group has replicates; an intercept alone is noted. */
export function checkReplicates({ sampleIds, coefficients, formula }: Design, notes: Note[]): void {
  if (sampleIds.length <= coefficients) {
    throw new Fault({
      code: 'DESIGN_NO_REPLICATES',
      option: 'design',
      message: 'The design has as many coefficients as there are samples, so dispersions cannot be estimated.',
      found: `${sampleIds.length} samples, ${coefficients} coefficients`,
      expected: 'more samples than coefficients: replicates of at least one group',
      hint: 'Add replicates, or drop variables from the design; without replicates no p-value can be trusted.',
    });
  }
  if (formula.variables.length > 0) return;
  notes.push({
    code: 'DESIGN_INTERCEPT_ONLY',
    text: 'The design is an intercept alone: what is tested is whether the mean count differs from 1.',
  });
}

function noteConvergence({ allZero }: GeneColumns, glm: GlmFit, notes: Note[]): void {
  const failed = glm.converged.reduce((sum, converged, gene) => sum + (converged || allZero[gene] ? 0 : 1), 0);
  if (failed === 0) return;
  notes.push({
    code: 'FITS_NOT_CONVERGED',
    text: `The fits of ${failed} genes did not converge; their fold changes are rough (betaConv says which).`,
  });
}
