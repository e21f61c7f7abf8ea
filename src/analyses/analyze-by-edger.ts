import type { Deseq2Input } from '../engines/check-input.ts';
import { type EdgerAnalysis, edgerExact, edgerLRT, edgerQL, edgerQLLegacy } from '../engines/edger/edger.ts';
import { edgerColumns, edgerRowColumns } from '../engines/edger/result-columns.ts';
import type { GeneResults } from '../engines/gene-results.ts';
import type { CountExecution } from '../engines/kernels/counts/count-program.ts';
import { standardErrors } from '../ranking/changes/effect-sizes.ts';
import { countChanges } from './count-changes.ts';
import { describeLeftOut } from './describe-left-out.ts';
import { DEFAULT_ALPHA, type EdgerRequest, type EngineAnalysis } from './engine-request.ts';

/** Which genes differ between two conditions, by one of edgeR's ways? */
export function analyzeByEdger(
  input: Deseq2Input,
  request: EdgerRequest,
  execution?: CountExecution | undefined,
): EngineAnalysis {
  const analysis = runEdger(input, request, execution);
  const { study, dispersions, quasiFit } = analysis;
  let results: GeneResults | undefined;
  return {
    get results() {
      results ??= edgerGeneResults(analysis);
      return results;
    },
    columns: edgerColumns(analysis),
    rows: () => edgerRowColumns(analysis),
    summary: {
      engine: request.engine,
      label: analysis.results.label,
      ...countChanges(analysis.results, request.options.alpha ?? DEFAULT_ALPHA),
      leftOut: study.genes - study.prepared.kept.length,
      commonDispersion: dispersions?.common ?? study.dispersion ?? numberIn(quasiFit?.dispersion),
      normalizationFactors: [...study.prepared.normalizationFactors],
      coefficients: study.design.coefficientNames,
      notes: [...analysis.notes, ...describeLeftOut(study)],
    },
    design: study.design,
  };
}

/** The one dispersion that edgeR 4 fits at, where it is not one for each gene. */
function numberIn(dispersion: Float64Array | number | undefined): number | undefined {
  return typeof dispersion === 'number' ? dispersion : undefined;
}

function runEdger(input: Deseq2Input, request: EdgerRequest, execution: CountExecution | undefined): EdgerAnalysis {
  switch (request.engine) {
    case 'edger-ql':
      return edgerQL(input, request.options, execution);
    case 'edger-ql-legacy':
      return edgerQLLegacy(input, request.options, execution);
    case 'edger-lrt':
      return edgerLRT(input, request.options, execution);
    case 'edger-exact':
      return edgerExact(input, request.options, execution);
  }
}

/**
 * edgeR's results in the terms of all engines. Expression is the mean of the counts scaled to the mean effective library; `stat` is the root of F or of the
 * likelihood ratio with the sign of the fold change, and absent where edgeR has neither. edgeR has no standard errors: `lfcSE`
 * is |logFC| over the normal score of the p-value of any change (see `standardErrors`), also of tests against a threshold.
 */
export function edgerGeneResults({ study, results }: EdgerAnalysis): GeneResults {
  const { log2FoldChange, statistic, pvalue, logPvalue, logPvalueOfChange, padj } = results;
  const lfcSE = new Float64Array(study.genes).fill(Number.NaN);
  return {
    geneIds: study.geneIds,
    baseMean: study.prepared.meanCounts,
    log2FoldChange,
    lfcSE: standardErrors({ log2FoldChange, lfcSE, logPvalue: logPvalueOfChange ?? logPvalue }),
    stat: statistic?.values.map((value, gene) => Math.sign(log2FoldChange[gene]!) * Math.sqrt(Math.max(value, 0))),
    pvalue,
    logPvalue,
    padj,
  };
}
