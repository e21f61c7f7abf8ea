import { resolveContrast } from '../../design/contrast.ts';
import type { GeneResults } from '../gene-results.ts';
import type { Deseq2Analysis } from './deseq2.ts';
import type { Deseq2Fit } from './fit/fit-deseq2.ts';
import { estimateContrast } from './results/contrast-estimate.ts';
import { likelihoodRatioTest } from './results/likelihood-ratio.ts';

/** Columns of a table by name, in order; NaN stands for a missing number. */
export type TableColumns = Map<string, readonly string[] | Float64Array>;

/**
 * One comparison as every engine returns it. With shrinkage the fold change and its error are the shrunken ones, as from R's
 * `lfcShrink`; the plain ones stand beside them.
 */
export function geneResults({ fit, results, shrinkage }: Deseq2Analysis): GeneResults {
  const { baseMean, log2FoldChange, lfcSE, stat, pvalue, padj, logPvalue } = results;
  const tested = { geneIds: fit.geneIds, baseMean, stat, pvalue, padj, logPvalue };
  if (shrinkage === undefined) return { ...tested, log2FoldChange, lfcSE };
  return {
    ...tested,
    log2FoldChange: shrinkage.log2FoldChange,
    lfcSE: shrinkage.lfcSE,
    lfcMLE: log2FoldChange,
    lfcSEMLE: lfcSE,
    svalue: shrinkage.type === 'normal' ? undefined : shrinkage.svalue,
  };
}

/** Everything DESeq2 keeps per gene in `mcols()`, under its names: means, dispersions, coefficients, distances. */
export function rowColumns(fit: Deseq2Fit): TableColumns {
  const { columns, design, glm, reduced, cooks } = fit;
  const { dispersion } = columns;
  const { logLik } = glm;
  const table: TableColumns = new Map<string, readonly string[] | Float64Array>([
    ['gene_id', fit.geneIds],
    ['baseMean', columns.baseMean],
    ['baseVar', columns.baseVar],
    ['allZero', flags(columns.allZero)],
    ['dispGeneEst', columns.dispGeneEst],
    ['dispGeneIter', numbers(columns.dispGeneIter, dispersion)],
    ['dispFit', columns.dispFit],
    ['dispersion', columns.dispersion],
    ['dispIter', numbers(columns.dispIter, dispersion)],
    ['dispOutlier', flags(columns.dispOutlier, dispersion)],
    ['dispMAP', columns.dispMap],
  ]);
  const p = glm.coefficients;
  const estimates = design.coefficientNames.map((name) => {
    return estimateContrast(fit, resolveContrast(design, { kind: 'coefficient', name }));
  });
  design.coefficientNames.forEach((name, k) => {
    table.set(name, estimates[k]!.lfc);
  });
  design.coefficientNames.forEach((name, k) => {
    table.set(`SE_${name}`, estimates[k]!.se);
  });
  if (reduced === undefined) table.set('betaConv', flags(glm.converged, logLik));
  else {
    const test = likelihoodRatioTest(glm.logLik, reduced.glm.logLik, p - reduced.glm.coefficients);
    table.set('LRTStatistic', test.stat);
    table.set('LRTPvalue', test.pvalue);
    table.set('fullBetaConv', flags(glm.converged, logLik));
    table.set('reducedBetaConv', flags(reduced.glm.converged, logLik));
  }
  table.set('betaIter', numbers(glm.iterations, logLik));
  table.set(
    'deviance',
    logLik.map((value) => -2 * value),
  );
  table.set('maxCooks', cooks.maxCooks);
  if (cooks.replaced !== undefined) table.set('replace', flags(cooks.replaced, dispersion));
  return table;
}

/** TRUE and FALSE, as R writes them; NA where `presence` is NaN. */
function flags(values: Uint8Array, presence?: Float64Array): string[] {
  return Array.from(values, (value, gene) =>
    presence !== undefined && Number.isNaN(presence[gene]!) ? 'NA' : value === 1 ? 'TRUE' : 'FALSE',
  );
}

/** NaN where `presence` is NaN. */
function numbers(values: Int32Array, presence: Float64Array): Float64Array {
  return presence.map((present, gene) => (Number.isNaN(present) ? Number.NaN : values[gene]!));
}
