import { requireOptions } from '../../arguments.ts';
import { Fault } from '../../fault.ts';
import type { Deseq2Input } from '../check-input.ts';
import { countExecution } from '../kernels/counts/count-program.ts';
import type { EdgerAnalysis } from './analysis.ts';
import { type EdgerVersion, estimateDispersions } from './dispersion/estimate-dispersions.ts';
import { abundanceBeforeDispersions } from './glm/average-log-cpm.ts';
import { fitGenes } from './glm/fit-genes.ts';
import { foldChanges, shrunkenCoefficients } from './glm/fold-changes.ts';
import { testLikelihoodRatio } from './hypothesis/likelihood-ratio.ts';
import { testQuasiLikelihood } from './hypothesis/quasi-likelihood-f.ts';
import { testQuasiTreat, testTreat } from './hypothesis/treat.ts';
import { fitQuasiLikelihood } from './quasi/fit-quasi-likelihood.ts';
import { fitQuasiLikelihoodLegacy, type QuasiFit } from './quasi/quasi-fit.ts';
import { collectEdgerResults, type KeptResults } from './results.ts';
import {
  type EdgerOptions,
  type EdgerStudy,
  prepareEdgerStudy,
  refuseRobust,
  requireReplicates,
  STATE_DISPERSION,
} from './study.ts';

export type { EdgerAnalysis } from './analysis.ts';
export { type EdgerExactOptions, edgerExact } from './edger-exact.ts';
export type { EdgerOptions } from './study.ts';

export interface EdgerQLOptions extends EdgerOptions {
  /** Dispersions along abundance are estimated first, instead of one for the most abundant genes; not by default. */
  readonly estimateDispersions?: boolean | undefined;
  /** The prior of quasi-dispersions may change along abundance; true by default. */
  readonly abundanceTrend?: boolean | undefined;
}

export interface EdgerLegacyOptions extends EdgerOptions {
  /** The prior of quasi-dispersions may change along abundance; true by default. */
  readonly abundanceTrend?: boolean | undefined;
}

export interface EdgerLRTOptions extends EdgerOptions {
  /** Whose priors and filter: edgeR 3.40 (the default) or 4.4. */
  readonly version?: EdgerVersion | undefined;
}

/**
 * edgeR 4's quasi-likelihood tests: filterByExpr, TMM, `glmQLFit` with deviances and degrees of freedom adjusted for small
 * counts, `glmQLFTest` (or `glmTreat`).
 *
 * Accuracy: p-values 1e-7 of edgeR 4.4.1 with limma 3.62.1, see the golden tests. Source: Chen, Chen, Lun, Baldoni and Smyth
 * 2025, doi:10.1093/nar/gkaf018.
 *
 * @example
 * const { results } = edgerQL(
 *   { counts, geneIds, sampleIds, samples: { batch: ['a', 'b', 'a', 'b'], condition: ['mock', 'mock', 'mir9', 'mir9'] } },
 *   { design: '~ batch + condition', references: { condition: 'mock' } },
 * );
 * results.log2FoldChange; // Float64Array, one number per gene, NaN for genes left out
 */
export function edgerQL(input: Deseq2Input, options: EdgerQLOptions, execution = countExecution()): EdgerAnalysis {
  const study = prepareEdgerStudy(input, options, 'edger4', execution);
  if (options.dispersion !== undefined && options.estimateDispersions === true) throw dispersionTwice();
  const { problem, model, design, notes } = study;
  requireReplicates(design);
  const dispersions =
    options.estimateDispersions === true
      ? estimateDispersions(problem, model, { version: 'edger4' }, notes)
      : undefined;
  const abundance = dispersions?.abundance ?? abundanceBeforeDispersions(problem);
  const quasiFit = fitQuasiLikelihood(
    problem,
    model,
    {
      abundance,
      hasAbundanceTrend: options.abundanceTrend,
      trended: dispersions?.trended,
      dispersion: study.dispersion,
      isRobust: options.robust,
    },
    notes,
  );
  return finishQuasi(study, { abundance, dispersions, quasiFit }, false);
}

/**
 * edgeR 3's quasi-likelihood tests: filterByExpr, TMM, `estimateDisp`, `glmQLFit` at the trended dispersions, `glmQLFTest`
 * (or `glmTreat`).
 *
 * Accuracy: p-values 1e-8 of edgeR 3.40.2 with limma 3.54.1. Source: Lun, Chen and Smyth 2016,
 * doi:10.1007/978-1-4939-3578-9_19; Lund et al. 2012, doi:10.1515/1544-6115.1826.
 */
export function edgerQLLegacy(
  input: Deseq2Input,
  options: EdgerLegacyOptions,
  execution = countExecution(),
): EdgerAnalysis {
  const study = prepareEdgerStudy(input, options, 'edger3', execution);
  const { problem, model, design, notes } = study;
  requireReplicates(design);
  const dispersions =
    study.dispersion === undefined ? estimateDispersions(problem, model, { version: 'edger3' }, notes) : undefined;
  const abundance = dispersions?.abundance ?? abundanceBeforeDispersions(problem);
  const covariate = options.abundanceTrend === false ? undefined : abundance;
  const quasiFit = fitQuasiLikelihoodLegacy(
    problem,
    model,
    dispersions?.trended ?? study.dispersion!,
    { abundance: covariate, isRobust: options.robust },
    notes,
  );
  return finishQuasi(study, { abundance, dispersions, quasiFit }, true);
}

/**
 * edgeR's likelihood ratio tests: filterByExpr, TMM, `estimateDisp`, `glmFit` at the tagwise dispersions, `glmLRT` (or
 * `glmTreat`). With a stated dispersion it needs no replicates.
 *
 * Accuracy: p-values 1e-8 of edgeR 3.40.2. Source: McCarthy, Chen and Smyth 2012, doi:10.1093/nar/gks042.
 */
export function edgerLRT(input: Deseq2Input, options: EdgerLRTOptions, execution = countExecution()): EdgerAnalysis {
  requireOptions(options, "{ design: '~ condition' }");
  const version = options.version ?? 'edger3';
  refuseRobust(options);
  const study = prepareEdgerStudy(input, options, version, execution);
  const { problem, model, design, weights, threshold, notes } = study;
  if (study.dispersion === undefined) requireReplicates(design, STATE_DISPERSION);
  const dispersions =
    study.dispersion === undefined
      ? estimateDispersions(problem, model, { version, isRobust: options.robust }, notes)
      : undefined;
  const dispersion = dispersions?.tagwise ?? study.dispersion!;
  const fit = { problem, design: model, dispersion, deviance: fitGenes(problem, model, dispersion).deviance };
  const abundance = dispersions?.abundance ?? abundanceBeforeDispersions(problem);
  const changes = changesOf(study, dispersion);
  const results =
    threshold > 0
      ? {
          ...changes,
          ...testTreat(fit, weights[0]!, { lfc: threshold }),
          logPvalueOfChange: testLikelihoodRatio(fit, weights).logPvalue,
        }
      : { ...changes, ...named('LR', testLikelihoodRatio(fit, weights)) };
  return {
    study,
    abundance,
    dispersions,
    results: collectEdgerResults(study, { ...results, logCpm: abundance }),
    notes,
  };
}

function dispersionTwice(): Fault {
  return new Fault({
    code: 'DISPERSION_TWICE',
    message: 'A dispersion is stated, and dispersions are to be estimated.',
    option: 'estimate_dispersions',
    hint: 'State a dispersion or have dispersions estimated, not both.',
  });
}

type QuasiParts = Pick<EdgerAnalysis, 'abundance' | 'dispersions'> & { readonly quasiFit: QuasiFit };

function finishQuasi(study: EdgerStudy, parts: QuasiParts, hasPoissonBound: boolean): EdgerAnalysis {
  const { weights, threshold, notes } = study;
  const { quasiFit, abundance } = parts;
  const changes = changesOf(study, quasiFit.dispersion);
  const results =
    threshold > 0
      ? {
          ...changes,
          ...testQuasiTreat(quasiFit, weights[0]!, { lfc: threshold }, { hasPoissonBound }),
          logPvalueOfChange: testQuasiLikelihood(quasiFit, weights, { hasPoissonBound }).logPvalue,
        }
      : { ...changes, ...named('F', testQuasiLikelihood(quasiFit, weights, { hasPoissonBound })) };
  return { study, ...parts, results: collectEdgerResults(study, { ...results, logCpm: abundance }), notes };
}

function changesOf(
  { problem, model, weights, threshold, priorCount }: EdgerStudy,
  dispersion: Float64Array | number,
): Pick<KeptResults, 'foldChanges' | 'unshrunk'> {
  const of = (prior: number) =>
    foldChanges(shrunkenCoefficients(problem, model, dispersion, prior), model.columns, weights);
  return { foldChanges: of(priorCount), unshrunk: threshold > 0 ? of(0)[0] : undefined };
}

function named(
  name: 'F' | 'LR',
  { statistic, pvalue, logPvalue }: ReturnType<typeof testLikelihoodRatio>,
): Pick<KeptResults, 'statistic' | 'pvalue' | 'logPvalue'> {
  return { statistic: { name, values: statistic }, pvalue, logPvalue };
}
