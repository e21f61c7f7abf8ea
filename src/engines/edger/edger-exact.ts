import { requireOptions } from '../../arguments.ts';
import { Fault } from '../../fault.ts';
import type { Deseq2Input } from '../check-input.ts';
import { countExecution } from '../kernels/counts/count-program.ts';
import type { EdgerAnalysis } from './analysis.ts';
import type { EdgerVersion } from './dispersion/estimate-dispersions.ts';
import { estimateClassicDispersions } from './exact/estimate-classic-dispersions.ts';
import { testExactly } from './exact/exact-test.ts';
import { abundanceBeforeDispersions } from './glm/average-log-cpm.ts';
import { collectEdgerResults } from './results.ts';
import {
  type EdgerOptions,
  type EdgerStudy,
  prepareEdgerStudy,
  refuseRobust,
  requireReplicates,
  STATE_DISPERSION,
} from './study.ts';

export interface EdgerExactOptions extends Omit<EdgerOptions, 'treat'> {
  /** Whose priors and filter: edgeR 3.40 (the default) or 4.4. */
  readonly version?: EdgerVersion | undefined;
}

/**
 * edgeR's classic way for groups without other variables: filterByExpr, TMM, `estimateDisp` in classic mode, `exactTest`
 * with the rejection region doubletail. With a stated dispersion it needs no replicates.
 *
 * Accuracy: p-values 1e-7 of edgeR 3.40.2. Source: Robinson and Smyth 2008, doi:10.1093/biostatistics/kxm030.
 */
export function edgerExact(
  input: Deseq2Input,
  options: EdgerExactOptions,
  execution = countExecution(),
): EdgerAnalysis {
  requireOptions(options, "{ design: '~ condition' }");
  const version = options.version ?? 'edger3';
  refuseRobust(options);
  const study = prepareEdgerStudy(input, options, version, execution);
  const { problem, model, design, notes } = study;
  if (!model.isOneWay) throw notGroups(study);
  const { cells } = model;
  const pair = comparedGroups(study);
  if (study.dispersion === undefined) requireReplicates(design, STATE_DISPERSION);
  const dispersions =
    study.dispersion === undefined
      ? estimateClassicDispersions(problem, cells, model.columns, { version, isRobust: options.robust }, notes)
      : undefined;
  const dispersion = dispersions?.tagwise ?? new Float64Array(problem.genes).fill(study.dispersion!);
  const codes = cells.map((cell) => pair.indexOf(cell));
  const { logFC, pvalue, logPvalue } = testExactly(problem, codes, dispersion, study.priorCount);
  const abundance = dispersions?.abundance ?? abundanceBeforeDispersions(problem);
  const results = collectEdgerResults(study, { foldChanges: [logFC], logCpm: abundance, pvalue, logPvalue });
  return { study, abundance, dispersions, results, notes };
}

/** The two groups [reference, target] whose difference the contrast is. */
function comparedGroups({ model, weights, contrasts }: EdgerStudy): readonly [number, number] {
  const { columns, values, cells } = model;
  const rows = Array.from({ length: columns }, (_, group) => cells.indexOf(group) * columns);
  if (contrasts.length === 1) {
    for (let reference = 0; reference < columns; reference++) {
      for (let target = 0; target < columns; target++) {
        const isDifference = weights[0]!.every(
          (weight, k) => Math.abs(values[rows[target]! + k]! - values[rows[reference]! + k]! - weight) < 1e-12,
        );
        if (isDifference) return [reference, target];
      }
    }
  }
  throw new Fault({
    code: 'EXACT_TWO_GROUPS',
    message: 'The exact test compares two groups, which this contrast does not.',
    found: contrasts.map(({ label }) => label).join('; '),
    expected: 'one level against another',
    hint: 'Name two levels, variable,target,reference, or use the engine edger-lrt or edger-ql.',
  });
}

function notGroups({ design }: EdgerStudy): Fault {
  return new Fault({
    code: 'EXACT_NOT_GROUPS',
    message: 'The exact test knows groups only, and the design has other variables beside them.',
    found: `${design.coefficients} coefficients for ${Math.max(...design.cells) + 1} different rows of the design`,
    expected: 'a design of one factor, such as ~ condition',
    hint: 'Use the engine edger-lrt or edger-ql, which allow for other variables.',
  });
}
