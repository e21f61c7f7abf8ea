import type { GeneResults } from '../engines/gene-results.ts';
import { Fault } from '../fault.ts';

/** From this many genes on a full table surely has p-values above one half, and changes near 0. */
const MANY = 30;

/**
 * Refuses a list of chosen genes: the background of genes that do not change is missing, against which each is judged. The
 * largest p-value of n genes without an effect is below one half with probability 2^-n.
 */
export function refuseChosenGenes(
  { pvalue: p, log2FoldChange: change }: Pick<GeneResults, 'pvalue' | 'log2FoldChange'>,
  file: string,
): void {
  const tested = [...p.keys()].filter((row) => !Number.isNaN(p[row]!));
  if (tested.length < MANY) return;
  const largest = tested.reduce((most, row) => Math.max(most, p[row]!), 0);
  const smallest = tested.reduce((least, row) => Math.min(least, Math.abs(change[row]!)), Number.POSITIVE_INFINITY);
  if (largest >= 0.5 && smallest < 0.25) return;
  throw new Fault({
    code: 'CHANGES_FILTERED',
    message: 'the table holds chosen genes only, not all that were tested',
    file,
    found:
      largest < 0.5
        ? `the largest of ${tested.length} p-values is ${largest.toPrecision(3)}`
        : `the smallest of ${tested.length} absolute log2 fold changes is ${smallest.toPrecision(3)}`,
    expected: 'all genes that were tested: the error rates are estimated from those that do not change',
    hint: 'Give the table as it was before genes were filtered by p-value, padj or fold change.',
  });
}
