/**
 * Genes with a number as GSEA's preranked mode reads them (`.rnk`: name, tab, value, no header), the largest first. Genes
 * without a number are left out; of several of one name that with the largest absolute value stays, as GSEA wants names
 * once.
 *
 * Source: https://software.broadinstitute.org/cancer/software/gsea/wiki/index.php/Data_formats#RNK
 */
export function formatRankList(names: readonly string[], values: ArrayLike<number>): string {
  const best = new Map<string, number>();
  for (const [row, name] of names.entries()) {
    const value = values[row]!;
    const clean = name.replace(/[\t\r\n]/g, ' ');
    if (Number.isNaN(value) || clean === '') continue;
    const known = best.get(clean);
    if (known === undefined || Math.abs(value) > Math.abs(known)) best.set(clean, value);
  }
  const lines = [...best]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([name, value]) => `${name}\t${value}\n`);
  return lines.join('');
}
