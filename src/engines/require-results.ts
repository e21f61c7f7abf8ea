import { isListOfTexts, isRecord, requireLengths, requireNumbers, wrongArgument } from '../arguments.ts';

const isShareOrMissing = (value: number): boolean => Number.isNaN(value) || (value >= 0 && value <= 1);

/** Throws a `Fault` for results that have not the shape of `GeneResults`: a column of other genes would be read as of these. */
export function requireResults(results: unknown): void {
  if (!isRecord(results)) throw wrongArgument('The results are not an object.', results, 'what `geneResults` gives');
  const { geneIds, abundanceName: _, ...columns } = results;
  if (!isListOfTexts(geneIds) || geneIds.length === 0)
    throw wrongArgument('The results have no genes.', geneIds, '`geneIds`: a text for each gene');
  const { baseMean, log2FoldChange, lfcSE, pvalue, logPvalue, padj, stat, lfcMLE, lfcSEMLE, svalue } = columns;
  const needed = { baseMean, log2FoldChange, lfcSE, pvalue, logPvalue, padj };
  requireLengths(needed, geneIds.length, 'genes', { stat, lfcMLE, lfcSEMLE, svalue });
  for (const [name, values] of Object.entries({ pvalue, padj }))
    requireNumbers(name, values, isShareOrMissing, 'numbers from 0 to 1, NaN where a gene was not tested');
}
