import type { Deseq2Analysis } from './deseq2.ts';
import type { Deseq2Fit } from './fit/fit-deseq2.ts';
import { likelihoodRatioTest } from './results/likelihood-ratio.ts';

/** Columns of a table by name, in order; NaN stands for a missing number. */
export type TableColumns = Map<string, readonly string[] | Float64Array>;

/**
 * The result table with the names R gives its columns, and the natural logarithm of the p-value. With shrinkage the fold
 * change and its error are the shrunken ones, as from R's `lfcShrink`; the plain ones stand beside them.
 */
export function resultColumns({ fit, results, shrinkage }: Deseq2Analysis): TableColumns {
  const columns: TableColumns = new Map<string, readonly string[] | Float64Array>([
    ['gene_id', fit.geneIds],
    ['baseMean', results.baseMean],
    ['log2FoldChange', shrinkage?.log2FoldChange ?? results.log2FoldChange],
    ['lfcSE', shrinkage?.lfcSE ?? results.lfcSE],
    ['stat', results.stat],
    ['pvalue', results.pvalue],
    ['padj', results.padj],
    ['logPvalue', results.logPvalue],
  ]);
  if (shrinkage !== undefined) {
    columns.set('lfcMLE', results.log2FoldChange);
    columns.set('lfcSEMLE', results.lfcSE);
  }
  if (shrinkage !== undefined && shrinkage.type !== 'normal') columns.set('svalue', shrinkage.svalue);
  return columns;
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
  const coefficient = (values: Float64Array, k: number) => logLik.map((_, gene) => values[gene * p + k]!);
  design.coefficientNames.forEach((name, k) => {
    table.set(name, coefficient(glm.beta, k));
  });
  design.coefficientNames.forEach((name, k) => {
    table.set(`SE_${name}`, coefficient(glm.standardError, k));
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
