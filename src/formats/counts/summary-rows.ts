import type { CountTable } from './counts.ts';

/** The rows of HTSeq that are no genes; it writes `__` before their names since version 0.6. */
const HTSEQ = ['no_feature', 'ambiguous', 'too_low_aQual', 'not_aligned', 'alignment_not_unique'];
const STAR = ['N_unmapped', 'N_multimapping', 'N_noFeature', 'N_ambiguous'];
const SUMMARY_IDS: ReadonlySet<string> = new Set([...STAR, ...HTSEQ, ...HTSEQ.map((name) => `__${name}`)]);

/**
 * The table without the rows that sum up the reads of no gene, with a note that says how many reads they held. The matrix
 * is compacted in place.
 */
export function dropSummaryRows(table: CountTable): CountTable {
  const isGene = (id: string) => !SUMMARY_IDS.has(id);
  if (table.geneIds.every(isGene)) return table;
  const { counts, geneIds, sampleIds } = table;
  const samples = sampleIds.length;
  const kept: number[] = [];
  const dropped: string[] = [];
  geneIds.forEach((id, row) => {
    const cells = counts.subarray(row * samples, (row + 1) * samples);
    if (isGene(id)) counts.copyWithin(kept.push(row) * samples - samples, row * samples, (row + 1) * samples);
    else dropped.push(`${id} (${cells.reduce((sum, count) => sum + count, 0)})`);
  });
  const pick = (values: readonly string[]) => kept.map((row) => values[row]!);
  return {
    ...table,
    geneIds: pick(geneIds),
    counts: counts.subarray(0, kept.length * samples),
    annotation: new Map([...table.annotation].map(([name, values]) => [name, pick(values)])),
    notes: [...table.notes, `rows that are no genes were dropped, with their reads: ${dropped.join(', ')}`],
  };
}
