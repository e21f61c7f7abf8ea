import type { Deseq2Input } from '../engines/check-input.ts';
import type { GeneResults } from '../engines/gene-results.ts';
import { type LimmaAnalysis, limmaTrend, limmaVoom, voomLmFit } from '../engines/limma/limma.ts';
import { limmaColumns, limmaRowColumns } from '../engines/limma/result-columns.ts';
import { countChanges } from './count-changes.ts';
import { describeLeftOut } from './describe-left-out.ts';
import { DEFAULT_ALPHA, type EngineAnalysis, type LimmaRequest } from './engine-request.ts';

/** Which genes differ between two conditions, by one of limma's ways? */
export function analyzeByLimma(input: Deseq2Input, request: LimmaRequest): EngineAnalysis {
  const analysis = runLimma(input, request);
  const { study, blockCorrelation, sampleWeights } = analysis;
  const results = limmaGeneResults(analysis);
  return {
    results,
    columns: limmaColumns(analysis),
    rows: () => limmaRowColumns(analysis),
    summary: {
      engine: request.engine,
      label: analysis.results.label,
      ...countChanges(results, request.options.alpha ?? DEFAULT_ALPHA),
      leftOut: study.genes - study.prepared.kept.length,
      blockCorrelation,
      sampleWeights: sampleWeights && [...sampleWeights],
      normalizationFactors: [...study.prepared.normalizationFactors],
      coefficients: study.design.coefficientNames,
      notes: [...analysis.notes, ...describeLeftOut(study)],
    },
    design: study.design,
  };
}

function runLimma(input: Deseq2Input, request: LimmaRequest): LimmaAnalysis {
  switch (request.engine) {
    case 'limma-voom':
      return limmaVoom(input, request.options);
    case 'limma-trend':
      return limmaTrend(input, request.options);
    case 'voomlmfit':
      return voomLmFit(input, request.options);
  }
}

/**
 * limma's results in the terms of all engines: expression is the mean of the counts scaled to the mean effective library;
 * `lfcSE` the moderated standard error; `stat` the moderated t, absent where several contrasts are tested together.
 */
export function limmaGeneResults({ study, results }: LimmaAnalysis): GeneResults {
  const { log2FoldChange, lfcSE, statistic, pvalue, logPvalue, padj } = results;
  return {
    geneIds: study.geneIds,
    baseMean: study.prepared.meanCounts,
    log2FoldChange,
    lfcSE,
    stat: statistic.name === 't' ? statistic.values : undefined,
    pvalue,
    logPvalue,
    padj,
  };
}
