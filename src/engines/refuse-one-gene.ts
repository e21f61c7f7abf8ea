import { Fault } from '../fault.ts';

/** A `Fault` where one gene is left: compared with library sizes that are its own counts, it says nothing but rounding. */
export function refuseOneGene(kept: ArrayLike<number>, geneIds: readonly string[]): void {
  if (kept.length !== 1) return;
  throw new Fault({
    code: 'GENES_ONE',
    message: `Only the gene ${geneIds[kept[0]!]} has enough counts, so that its counts are the library sizes they are compared with.`,
    found: '1 gene',
    expected: 'two genes or more',
    hint: 'Give the counts of all genes; or switch the filter by expression off.',
  });
}
