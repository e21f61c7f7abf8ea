import type { CountTable } from './counts.ts';

/** The rows of HTSeq that are no genes; it writes `__` before their names since version 0.6. */
const HTSEQ = ['no_feature', 'ambiguous', 'too_low_aQual', 'not_aligned', 'alignment_not_unique'];
const STAR = ['N_unmapped', 'N_multimapping', 'N_noFeature', 'N_ambiguous'];
const SUMMARY_IDS: ReadonlySet<string> = new Set([...STAR, ...HTSEQ, ...HTSEQ.map((name) => `__${name}`)]);

/** Names of rows that sum up all genes, or average over them; no gene has such a symbol. */
const TOTAL_NAME =
  /^((grand|column|col|overall|library)[ ._-]?)?(totals?|sums?|size|mean|average|median)([ ._-]?(reads?|counts?))?:?$/i;

/**
 * The table without the rows that sum up the reads of no gene, or those of all genes (by their name, or
 * because they are the sum of all other rows), with a note that says how many reads they held. The matrix
 * is compacted in place.
 */
export function dropSummaryRows(table: CountTable): CountTable {
  const { counts, geneIds, sampleIds } = table;
  const samples = sampleIds.length;
  const total = rowOfTotals(counts, samples);
  const isGene = (id: string, row: number) =>
    row !== total && (endsInDigit(id) || (!SUMMARY_IDS.has(id) && !TOTAL_NAME.test(id)));
  if (geneIds.every(isGene)) return table;
  const kept: number[] = [];
  const dropped: string[] = [];
  geneIds.forEach((id, row) => {
    const cells = counts.subarray(row * samples, (row + 1) * samples);
    if (isGene(id, row)) counts.copyWithin(kept.push(row) * samples - samples, row * samples, (row + 1) * samples);
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

/** As most ids of genes do, and none of these names: it saves a look at each. */
function endsInDigit(id: string): boolean {
  const last = id.charCodeAt(id.length - 1);
  return last >= 48 && last <= 57;
}

/** The last row, if of ten or more it is the sum of the others in every sample, of which there are several. */
function rowOfTotals(counts: Int32Array, samples: number): number {
  const last = counts.length / samples - 1;
  if (samples < 2 || last < 9) return -1;
  for (let s = 0; s < samples; s++) {
    let sum = 0;
    for (let cell = s; cell < last * samples; cell += samples) sum += counts[cell]!;
    if (sum === 0 || sum !== counts[last * samples + s]) return -1;
  }
  return last;
}
