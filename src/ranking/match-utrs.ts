import { Fault } from '../fault.ts';

/** The gene a 3' UTR belongs to, by its id: `GENE`, or what follows the last bar of `TRANSCRIPT|GENE`. */
export function geneOfUtr(utrId: string): string {
  return utrId.slice(utrId.lastIndexOf('|') + 1);
}

/**
 * The genes of the count table by the names that 3' UTRs may use: their ids, and their symbols where the table has a
 * column of them and a symbol stands for one gene only.
 */
export function nameGenes(geneIds: readonly string[], symbols: readonly string[] | undefined): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [row, symbol] of (symbols ?? []).entries()) {
    if (names.has(symbol)) taken.add(symbol);
    names.set(symbol, geneIds[row]!);
  }
  for (const symbol of taken) names.delete(symbol);
  names.delete('');
  for (const id of geneIds) names.set(id, id);
  return names;
}

/** How many genes of the table have a 3' UTR; none at all is a Fault that shows ids of both sides. */
export function countMatchedGenes(
  names: ReadonlyMap<string, string>,
  utrGenes: Iterable<string>,
  file: string,
): number {
  const matched = new Set<string>();
  const seen: string[] = [];
  for (const gene of utrGenes) {
    const id = names.get(gene);
    if (id !== undefined) matched.add(id);
    if (seen.length < 3) seen.push(gene);
  }
  if (matched.size > 0) return matched.size;
  throw new Fault({
    code: 'UTRS_NO_SHARED_GENE',
    message: "no gene of the count table has a 3' UTR",
    file,
    found: `3' UTRs of ${seen.join(', ')}`,
    expected: `genes of the count table: ${[...new Set(names.values())].slice(0, 3).join(', ')}`,
    hint: "give 3' UTRs named by the gene ids of the count table, by its symbols (a column gene_name), or transcript|gene",
  });
}
